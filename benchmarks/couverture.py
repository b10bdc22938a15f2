"""Distances : 7 654 collèges réels contre 5 000 lieux tirés au hasard, dérivées une fois puis lues par le moteur.

python -m benchmarks.couverture [--lieux 5000] [--fois 5]
"""

import argparse
import csv
import os
import random
import time
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.mesure import decimal, tableau, verdict
from indicators import calculer
from store import derivees, schema, territoires

LIMITE_DERIVATION = 2.0
LIMITE_INCHANGEE = 0.1
LIMITE_LECTURE = 1.0
CAMPAGNE = 2025
RESEAUX = ("CIO", "ML", "FT", "CRIJ", "CMA", "CCI", "APEC", "CAP_EMPLOI")
OUVERTURES = ("permanent", "regulier", "itinerant")
COLLEGES = "etablissements/fr-en-adresse-et-geolocalisation_colleges.csv"


def colleges(dossier: Path) -> list[tuple]:
    """UAI, département, latitude et longitude des collèges du fichier national."""
    with (dossier / COLLEGES).open(encoding="utf-8-sig", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    return [
        (x["numero_uai"], territoires.departement(x["code_departement"].lstrip("0") or "0"),
         float(x["latitude"]) if x["latitude"] else None, float(x["longitude"]) if x["longitude"] else None)
        for x in lignes
    ]  # fmt: skip


def lieux(etablissements: list[tuple], nombre: int, graine: int = 20260701) -> list[tuple]:
    """Lieux tirés autour des collèges, à une trentaine de kilomètres près ; le département est celui du collège."""
    tirage = random.Random(graine)
    situes = [e for e in etablissements if e[2] is not None and e[1]]
    faits = []
    for _ in range(nombre):
        _, departement, latitude, longitude = tirage.choice(situes)
        faits.append((tirage.choice(RESEAUX), tirage.choice(OUVERTURES), departement,
                      latitude + tirage.gauss(0, 0.2), longitude + tirage.gauss(0, 0.3)))  # fmt: skip
    return faits


def batir(etablissements: list[tuple], places: list[tuple]) -> duckdb.DuckDBPyConnection:
    """Une base en mémoire : les collèges, et les lieux d'une campagne."""
    con = duckdb.connect()
    schema.creer(con)
    territoires.installer(con)
    con.execute("CREATE TEMP TABLE college (uai VARCHAR, departement VARCHAR, latitude DOUBLE, longitude DOUBLE)")
    con.executemany("INSERT INTO college VALUES (?, ?, ?, ?)", etablissements)
    con.execute(
        "CREATE TEMP TABLE place (reseau VARCHAR, ouverture VARCHAR, departement VARCHAR, latitude DOUBLE, "
        "longitude DOUBLE)"
    )
    con.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?)", places)
    ici = "t.academie, t.region_academique, t.region"
    con.execute(f"""
        INSERT INTO etablissement BY NAME
        SELECT 'etablissement' AS source, uai AS etablissement, 'Collège' AS nature, c.departement, {ici}, latitude,
               longitude
        FROM college c LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = c.departement""")
    con.execute(
        f"""INSERT INTO lieu_spro BY NAME
        SELECT 'lieu_spro' AS source, ? AS campagne, reseau, ouverture, p.departement, {ici}, latitude, longitude,
               1 AS lieux
        FROM place p LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = p.departement""",
        [CAMPAGNE],
    )
    con.execute(
        "INSERT INTO lot (id, source, campagnes, statut, fictif) VALUES ('lieux', 'lieu_spro', ?, 'charge', FALSE)",
        [[CAMPAGNE]],
    )
    return con


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si une limite est dépassée."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--lieux", type=int, default=5000)
    analyse.add_argument("--fois", type=int, default=5)
    choix = analyse.parse_args()
    racine = Path(__file__).resolve().parents[1]
    dossier = Path(os.environ.get("DONNEES_REELLES") or racine.parent / "shared" / "data")
    if not (dossier / COLLEGES).is_file():
        print(f"{COLLEGES} est absent : renseignez DONNEES_REELLES.")
        return 1
    etablissements = colleges(dossier)
    con = batir(etablissements, lieux(etablissements, choix.lieux))
    con.execute("SET threads = 2")
    lignes, respect = [], []

    def mesurer(nom: str, limite: float, geste) -> None:
        temps = []
        for _ in range(choix.fois):
            debut, processeur = time.perf_counter(), time.process_time()
            rendues = geste()
            temps.append((time.perf_counter() - debut, time.process_time() - processeur))
        duree, coeurs = (median(t) for t in zip(*temps, strict=True))
        lignes.append([nom, decimal(duree, 3), decimal(coeurs, 3), decimal(rendues, 0)])
        respect.append((nom, duree, limite))

    def deriver() -> int:
        con.execute("DROP TABLE IF EXISTS derivee")
        derivees.deriver(con)
        return con.execute("SELECT COUNT(*) FROM proximite").fetchone()[0]

    mesurer("dérivation des distances", LIMITE_DERIVATION, deriver)
    mesurer("rien n’a changé", LIMITE_INCHANGEE, lambda: len(derivees.deriver(con)))
    for niveau, dans in (("france", None), ("departement", None), ("departement", ("region", "53")),
                         ("etablissement", ("region", "53"))):  # fmt: skip
        demande = {"niveau": niveau, "dans": dans, "campagnes": [CAMPAGNE]}
        mesurer(
            "lecture : " + niveau + (f" dans {dans[1]}" if dans else ""), LIMITE_LECTURE,
            lambda d=demande: len(calculer(con.cursor(), "couverture_lieux", **d)),
        )  # fmt: skip
    con.close()
    print(f"{decimal(len(etablissements), 0)} collèges, {decimal(choix.lieux, 0)} lieux, deux cœurs\n")
    tableau(["", "secondes", "processeur", "lignes rendues"], lignes)
    print()
    tenues = [verdict(f"{nom} : durée", secondes, limite, " s") for nom, secondes, limite in respect]
    return 0 if all(tenues) else 1


if __name__ == "__main__":
    raise SystemExit(main())
