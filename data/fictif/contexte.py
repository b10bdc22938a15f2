"""The context of the invented country, in the layouts of the Insee, the Dares and the DEPP."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from data.fictif.ecriture import BANDEAU, MENTION, classeur, ecrire_csv
from data.fictif.etablissements import tous
from data.fictif.modele_orientation import ANNEES
from data.fictif.pays import DEPARTEMENTS, PAR_CODE, REGIONS, Departement
from data.fictif.tirage import hasard, repartir

# People of each age group for a pupil in 3e, from 0–4 to 95 and over.
_POIDS = (4.3, 4.7, 5.0, 5.05, 4.5, 4.3, 4.6, 4.9, 4.9, 5.2, 5.3, 5.2, 4.9, 4.6, 4.3, 3.1, 2.1, 1.5, 0.8, 0.25)
AGES = (*(f"{a} à {a + 4} ans" for a in range(0, 95, 5)), "95 ans et plus")
GRANDES = {"0 à 19 ans": (0, 4), "20 à 39 ans": (4, 8), "40 à 59 ans": (8, 12), "60 à 74 ans": (12, 15),
           "75 ans et plus": (15, 20)}  # fmt: skip
_MOIS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
DERNIER_MOIS = (2026, 9)
# The missions locales of the region as i-Milo codes them; the last works on both sides of a border.
MISSIONS_LOCALES = (
    ("991", "ML DU PAYS DE MER"), ("991", "ML DE PORT-BLANC"), ("991", "ML DES SALINES"), ("991", "ML DES BRISANTS"),
    ("992", "ML DU CENTRE ARMORAVIE"), ("992", "ML DE ROCHEMORE"), ("992", "ML DES HAUTES-LANDES"),
    ("993", "ML D'YSANE AVAL"), ("993", "ML D'YSANE AMONT"), ("994", "ML D'ORVEL"), ("994", "ML DU GUÉ D'ORVEL"),
    ("994", "ML DU BOCAGE"), ("995", "ML D'OMBREVAL"), ("995", "ML DU MARAIS"),
    ("995", "ML INTERRÉGIONALE DES CONFINS"),
)  # fmt: skip


def habitants(departement: Departement, annee: int) -> dict[str, tuple[int, ...]]:
    """Sex → people of each age group on 1 January."""
    tirage = hasard("population", departement.code, annee)
    recul = 1 - 0.006 * (2026 - annee)
    ages = [round(departement.troisiemes * p * recul * tirage.uniform(0.97, 1.03)) for p in _POIDS]
    hommes = [repartir(n, (0.512 - 0.006 * rang, 0.488 + 0.006 * rang))[0] for rang, n in enumerate(ages)]
    return {"Hommes": tuple(hommes), "Femmes": tuple(n - h for n, h in zip(ages, hommes, strict=True))}


def population_quinquennale(chemin: Path) -> None:
    """Write the population in fives, a sheet a year; « 5 à 9 ans » lost its name in one header, as the Insee's did."""
    _population(chemin, AGES, lambda n: list(n), "âge quinquennal")


def population_grande_classe(chemin: Path) -> None:
    """Write the population by wide age group, a sheet a year."""
    _population(chemin, tuple(GRANDES), lambda n: [sum(n[a:b]) for a, b in GRANDES.values()], "grande classe d'âge")


def _population(chemin: Path, ages: tuple[str, ...], grouper: Callable[[tuple], list[int]], quoi: str) -> None:
    with classeur(chemin) as livre:
        note = livre.add_worksheet("À savoir")
        note.write(0, 0, BANDEAU)
        for annee in sorted(ANNEES, reverse=True):
            feuille = livre.add_worksheet(str(annee))
            feuille.write(0, 0, f"Estimation de population au 1er janvier, par département, sexe et {quoi}")
            feuille.write(1, 0, f"Année {annee}")
            feuille.merge_range(3, 0, 4, 1, "Départements")
            for rang, sexe in enumerate(("Ensemble", "Hommes", "Femmes")):
                debut = 2 + rang * (len(ages) + 1)
                feuille.merge_range(3, debut, 3, debut + len(ages), sexe)
                feuille.write_row(4, debut, (*ages, "Total"))
            if annee == max(ANNEES):
                feuille.write(4, 3, '"')
            ligne, somme = 5, [0] * (3 * (len(ages) + 1))
            for d in DEPARTEMENTS:
                parts = {sexe: grouper(n) for sexe, n in habitants(d, annee).items()}
                ensemble = [h + f for h, f in zip(parts["Hommes"], parts["Femmes"], strict=True)]
                valeurs = [v for n in (ensemble, parts["Hommes"], parts["Femmes"]) for v in (*n, sum(n))]
                feuille.write_row(ligne, 0, (d.code, d.libelle, *valeurs))
                somme = [a + b for a, b in zip(somme, valeurs, strict=True)]
                ligne += 1
            feuille.write_row(ligne, 0, ("France (fictive)", "", *somme))
            feuille.write(ligne + 2, 0, f"Source : aucune – {MENTION}")
            feuille.write(ligne + 6, 7, "BB")


def jeunes_non_inseres(chemin: Path) -> None:
    """Write the share of young people neither in studies nor in work: regions, then départements, in one sheet."""
    annees = (2026, 2025, 2020)
    with classeur(chemin) as livre:
        livre.add_worksheet("Synthèse").write(0, 0, BANDEAU)
        feuille = livre.add_worksheet("Social")
        feuille.write(0, 0, "Indicateurs - Dimension sociale")
        ligne = _bloc(feuille, 2, "REGIONS", annees, [*_lignes_neet(REGIONS.items(), annees), _france(annees)])
        feuille.write(ligne, 0, "nd : données non disponibles.")
        lieux = [(d.code, d.libelle) for d in DEPARTEMENTS]
        ligne = _bloc(feuille, ligne + 2, "DEPARTEMENTS", annees, [*_lignes_neet(lieux, annees), _france(annees)])
        feuille.write(ligne, 0, f"Sources : aucune – {MENTION}")


def _bloc(feuille, debut: int, titre: str, annees: tuple[int, ...], lignes: list[tuple]) -> int:
    feuille.write(debut, 1, titre)
    feuille.merge_range(debut + 2, 2, debut + 2, 3, "Taux de pauvreté (%) (1)")
    feuille.merge_range(debut + 2, 4, debut + 2, 6, "Part des jeunes non insérés (%)")
    feuille.write_row(debut + 3, 1, ("Année", 2025, 2020, *annees))
    for rang, ligne in enumerate(lignes, start=debut + 4):
        feuille.write_row(rang, 0, ligne)
    return debut + 4 + len(lignes)


def _lignes_neet(lieux: Iterable[tuple[str, str]], annees: tuple[int, ...]) -> list[tuple]:
    """998 was not told in 2026, nor was its region."""
    lignes = []
    for code, libelle in lieux:
        tirage = hasard("jeunes non insérés", code)
        niveau = tirage.uniform(15.5, 25.5)
        valeurs = [round(niveau + 0.4 * rang + tirage.uniform(-0.8, 0.8), 1) for rang, _ in enumerate(annees)]
        if code in ("97", "998"):
            valeurs[0] = "nd"
        lignes.append((code, libelle, round(niveau - 6, 1), "nd", *valeurs))
    return lignes


def _france(annees: tuple[int, ...]) -> tuple:
    return ("F", "France (fictive) (2)", "nd", "nd", *(round(20.1 + 0.4 * rang, 1) for rang, _ in enumerate(annees)))


def demandeurs_emploi(chemin: Path) -> int:
    """Write job-seekers under 25, months in rows, départements in columns, « 6 120 » with its space, a note last."""
    lignes = []
    for annee in ANNEES:
        for mois in range(1, 13):
            if (annee, mois) > DERNIER_MOIS:
                break
            nombres = [_inscrits(d, annee, mois) for d in DEPARTEMENTS]
            ecrits = [f"{n:,}".replace(",", " ") for n in (*nombres, sum(nombres))]
            lignes.append((f"{_MOIS[mois - 1]}-{annee % 100}", *ecrits))
    vide = [""] * (len(DEPARTEMENTS) + 1)
    lignes += [("", *vide), (f"Arrondis à la dizaine. {BANDEAU}.", *vide)]
    entete = ("Mois", *(f"{d.libelle} {d.code}" for d in DEPARTEMENTS), "Total")
    return ecrire_csv(chemin, entete, lignes, "utf-8-sig", "\r\n")


def _inscrits(departement: Departement, annee: int, mois: int) -> int:
    tirage = hasard("demandeurs d'emploi", departement.code, annee, mois)
    saison = 1 + 0.10 * (mois in (9, 10, 11)) - 0.05 * (mois in (5, 6))
    tendance = 1 + 0.03 * (annee - 2024)
    return round(departement.troisiemes * 0.62 * saison * tendance * tirage.uniform(0.98, 1.02) / 10) * 10


def chomage(chemin: Path) -> int:
    """Write the unemployment rates by département, codes on three characters, decimal commas."""
    lignes = []
    for annee in sorted(ANNEES, reverse=True):
        for d in DEPARTEMENTS:
            niveau = hasard("chômage", d.code).uniform(5.4, 9.6)
            taux = round(niveau - 0.2 * (annee - 2024) + hasard("chômage", d.code, annee).uniform(-0.2, 0.2), 1)
            lignes.append((d.code, d.libelle.upper(), annee, f"{taux:g}".replace(".", ",")))
    return ecrire_csv(chemin, ("codeDepartement", "libelleDepartement", "rentreeScolaire", "tauxChomage"), lignes)


def _ips(uai: str, annee: int, centre: float, ecart: float) -> float:
    niveau = hasard("ips", uai).gauss(centre, ecart)
    return round(min(158.0, max(58.0, niveau + hasard("ips", uai, annee).uniform(-1.5, 1.5))), 1)


def ips_colleges(chemin: Path, annee: int) -> int:
    """Write the IPS of the collèges of one rentrée; the smallest have none."""
    lignes = [
        (annee, e.uai, "NS" if e.effectif < 25 else _ips(e.uai, annee, 111 if e.secteur == "PR" else 101, 13), 30.1)
        for e in tous()
        if e.nature == "COLLEGE"
    ]
    return ecrire_csv(chemin, ("Rentrée scolaire", "UAI", "IPS", "Ecart-type de l'IPS"), lignes, "utf-8-sig")


def ips_lycees(chemin: Path) -> int:
    """Write the IPS of the lycées by voie, two rentrées; a lycée général has no voie professionnelle."""
    lignes = []
    for annee in (2025, 2026):
        for e in (e for e in tous() if e.nature in ("LGT", "LP")):
            pro = e.nature == "LP"
            ips = _ips(e.uai, annee, 87 if pro else 112, 9 if pro else 12)
            d, secteur = PAR_CODE[e.departement], "privé sous contrat" if e.secteur == "PR" else "public"
            lignes.append((f"{annee}-{annee + 1}", "ACADÉMIE FICTIVE", d.code, d.libelle.upper(), e.uai, e.nom.upper(),
                           e.commune.code, e.commune.libelle.upper(), secteur, "LP" if pro else "LEGT",
                           *(("", ips, ips) if pro else (ips, "", ips)), "", ""))  # fmt: skip
    entete = ("Rentrée scolaire", "Académie", "Code du département", "Département", "UAI", "Nom de l'établissment",
              "Code INSEE de la commune", "Nom de la commune", "Secteur", "Type de lycée", "IPS voie GT",
              "IPS voie PRO", "IPS Ensemble GT-PRO", "Ecart-type de l'IPS voie GT",
              "Ecart-type de l'IPS voie PRO")  # fmt: skip
    return ecrire_csv(chemin, entete, lignes, "utf-8-sig")


def missions_locales(chemin: Path) -> None:
    """Write the list of the missions locales of région 99; one of them is temporary, before a merger."""
    structures = [
        {
            "id": f"994{rang:02d}S00",
            "nom_officiel": f"{departement}-{nom}" + (" TEMPORAIRE POUR FUSION" if nom == "ML DES SALINES" else ""),
            "nom_usuel": nom.replace("ML ", "Mission locale ", 1).title().replace("Mission Locale", "Mission locale"),
            "nom_region": "Structure régionale Armoravie (fictive)",
            "code_region": "99",
            "nom_departement": f"Structure départementale {PAR_CODE[departement].libelle} – {MENTION}",
            "code_departement": departement,
            "timezone": "Europe/Paris",
        }
        for rang, (departement, nom) in enumerate(MISSIONS_LOCALES, start=1)
    ]
    chemin.write_text(json.dumps(structures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
