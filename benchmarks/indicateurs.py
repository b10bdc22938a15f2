"""Dix millions de faits : le moteur contre du SQL écrit à la main qui donne les mêmes colonnes.

python -m benchmarks.indicateurs [--faits 10000000] [--fois 5]
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.mesure import decimal, tableau, verdict
from indicators import calculer
from store import schema, territoires

LIMITE_RAPPORT = 1.3
LIMITE_SECONDES = 1.0
CAMPAGNES = [2018, 2019, 2020, 2021, 2022]
PAR = ("palier_entree", "famille_metiers")
NIVEAUX = ("departement", "etablissement")

_PEUPLER = """
INSERT INTO affectation BY NAME
WITH departements AS (
    SELECT code, academie, region_academique, region, row_number() OVER (ORDER BY code) - 1 AS rang,
           count(*) OVER () AS nombre
    FROM territoire WHERE niveau = 'departement' AND region IS NOT NULL AND NOT fictif
),
tirages AS (
    SELECT i, 2018 + i % 5 AS campagne, (i // 5) % ? AS lycee, (hash(i) % 1000000007)::BIGINT AS alea
    FROM range(?) AS t(i)
)
SELECT 'affelnet_attractivite' AS source, 'invente-' || campagne AS lot, [i::INTEGER] AS lignes, campagne,
       'campagne Affelnet ' || campagne AS periode,
       d.code || lpad((lycee // d.nombre)::VARCHAR, 5, '0') || 'A' AS etablissement,
       d.code AS departement, d.academie, d.region_academique, d.region,
       ['2de pro', 'CAP', '1re pro'][1 + alea % 3] AS palier_entree,
       lpad((alea % 300)::VARCHAR, 11, '2') AS mefstat11,
       'FAMILLE ' || (alea // 7 % 8) AS famille_metiers,
       CASE WHEN alea % 97 = 0 THEN NULL ELSE alea // 11 % 45 END AS capacite,
       alea // 13 % 60 AS voeux_1
FROM tirages JOIN departements d ON d.rang = tirages.lycee % d.nombre
"""

_A_LA_MAIN = """
WITH gardes AS (
    SELECT {code} AS code, region, campagne, palier_entree, famille_metiers, voeux_1 AS emis,
           CASE WHEN capacite BETWEEN 5 AND 500 THEN voeux_1 END AS voeux_1,
           CASE WHEN capacite BETWEEN 5 AND 500 AND voeux_1 IS NOT NULL THEN capacite END AS capacite
    FROM affectation
    WHERE source = 'affelnet_attractivite' AND campagne IN (2017, 2018, 2019, 2020, 2021, 2022)
),
territoires AS (
    SELECT code, any_value(region) AS parent, campagne, palier_entree, famille_metiers,
           sum(voeux_1) AS numerateur, sum(capacite) AS denominateur,
           sum(voeux_1) / nullif(sum(emis), 0) AS couverture
    FROM gardes GROUP BY ALL
),
regions AS (
    SELECT parent, campagne, palier_entree, famille_metiers,
           sum(numerateur) / nullif(sum(denominateur), 0) AS valeur
    FROM territoires GROUP BY ALL
),
france AS (
    SELECT campagne, palier_entree, famille_metiers,
           sum(numerateur) / nullif(sum(denominateur), 0) AS valeur
    FROM territoires GROUP BY ALL
),
suite AS (
    SELECT *, numerateur / nullif(denominateur, 0) AS valeur, lag(campagne) OVER annees AS precedente_campagne,
           lag(numerateur / nullif(denominateur, 0)) OVER annees AS precedente_valeur,
           lag(denominateur) OVER annees AS denominateur_avant
    FROM territoires
    WINDOW annees AS (PARTITION BY code, palier_entree, famille_metiers ORDER BY campagne)
)
SELECT '{niveau}' AS niveau, s.code, t.libelle, s.campagne, s.palier_entree, s.famille_metiers,
       s.valeur, s.numerateur, s.denominateur, s.couverture, NULL AS ic_bas, NULL AS ic_haut,
       CASE WHEN s.valeur IS NULL THEN 'non_calculable' END AS motif,
       s.parent AS reference_code, p.libelle AS reference_libelle, r.valeur AS reference_valeur,
       s.valeur - r.valeur AS ecart_reference, f.valeur AS france_valeur, s.valeur - f.valeur AS ecart_france,
       s.precedente_campagne, s.precedente_valeur,
       CASE WHEN abs(s.denominateur / s.denominateur_avant - 1) > 0.1 THEN 'non_comparable'
            WHEN s.valeur > s.precedente_valeur THEN 'hausse'
            WHEN s.valeur < s.precedente_valeur THEN 'baisse'
            WHEN s.precedente_valeur IS NOT NULL THEN 'stable' END AS evolution,
       CASE WHEN abs(s.denominateur / s.denominateur_avant - 1) > 0.1
            THEN 'capacités déclarées ' || round(100 * (s.denominateur / s.denominateur_avant - 1), 1) || ' %'
            END AS rupture,
       CASE WHEN s.valeur IS NULL OR s.denominateur < 20
                 OR abs(s.denominateur / s.denominateur_avant - 1) > 0.1 THEN 'non'
            WHEN s.valeur NOT BETWEEN 0.5 AND 1.5 THEN 'ecart'
            WHEN s.valeur NOT BETWEEN 0.8 AND 1.25 THEN 'examiner' ELSE 'dans' END AS repere,
       'seuil interne, à valider' AS repere_regle
FROM suite s
LEFT JOIN regions r USING (parent, campagne, palier_entree, famille_metiers)
LEFT JOIN france f USING (campagne, palier_entree, famille_metiers)
LEFT JOIN territoire t ON t.niveau = '{niveau}' AND t.code = s.code
LEFT JOIN territoire p ON p.niveau = 'region' AND p.code = s.parent
WHERE s.code IS NOT NULL AND s.campagne > 2017
ORDER BY s.code, s.campagne, s.palier_entree, s.famille_metiers
"""


def batir(chemin: Path, faits: int, lycees: int) -> duckdb.DuckDBPyConnection:
    """Une base de `faits` lignes d'affectation inventées, toujours les mêmes, rouverte en lecture seule."""
    con = duckdb.connect(str(chemin))
    schema.creer(con)
    territoires.installer(con)
    con.execute(_PEUPLER, [lycees, faits])
    con.close()
    return duckdb.connect(str(chemin), read_only=True)


def _durees(gestes: dict, fois: int) -> tuple[dict[str, float], dict[str, int]]:
    """Médiane des secondes de chaque geste, lancés tour à tour après un tour de chauffe ; lignes rendues."""
    temps, lignes = {nom: [] for nom in gestes}, {}
    for tour in range(fois + 1):
        for nom, geste in gestes.items():
            debut = time.perf_counter()
            lignes[nom] = len(geste())
            if tour:
                temps[nom].append(time.perf_counter() - debut)
    return {nom: median(valeurs) for nom, valeurs in temps.items()}, lignes


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si une limite est dépassée."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--faits", type=int, default=10_000_000)
    analyse.add_argument("--lycees", type=int, default=404)
    analyse.add_argument("--fois", type=int, default=5)
    choix = analyse.parse_args()
    tenus, lignes = [], []
    with tempfile.TemporaryDirectory() as nom:
        con = batir(Path(nom) / "base.duckdb", choix.faits, choix.lycees)
        con.execute("SET threads = 2")
        for niveau in NIVEAUX:
            requete = _A_LA_MAIN.format(code=niveau, niveau=niveau)
            temps, rendues = _durees(
                {
                    "SQL": lambda sql=requete: con.cursor().execute(sql).df(),
                    "moteur": lambda n=niveau: calculer(
                        con.cursor(), "pression_voie_pro", niveau=n, campagnes=CAMPAGNES, par=PAR
                    ),
                },
                choix.fois,
            )
            for geste, secondes in temps.items():
                lignes.append([f"{niveau}, {geste}", decimal(secondes, 3), decimal(rendues[geste], 0)])
            tenus.append((niveau, temps["moteur"] / temps["SQL"], temps["moteur"]))
        con.close()
    print(f"{decimal(choix.faits, 0)} faits, deux ventilations, cinq campagnes, deux cœurs\n")
    tableau(["", "secondes", "figures"], lignes)
    print()
    respect = []
    for niveau, rapport, secondes in tenus:
        respect.append(verdict(f"{niveau} : rapport au SQL écrit à la main", rapport, LIMITE_RAPPORT, " fois"))
        respect.append(verdict(f"{niveau} : durée", secondes, LIMITE_SECONDES, " s"))
    return 0 if all(respect) else 1


if __name__ == "__main__":
    raise SystemExit(main())
