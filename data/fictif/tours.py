"""The bilan of affectation that an académie sends: one sheet a tour, origins crossed with first wishes."""

from dataclasses import dataclass
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur
from data.fictif.pays import DEPARTEMENTS, Departement
from data.fictif.tirage import hasard, repartir

VOIES = ("VŒU 1 EN 2GT", "VŒU 1 EN 2NDE PRO", "VŒU 1 EN CAP")
COLONNES = ("Cand.", "Aff. V1", "Aff. autre", "LS", "NA")
# sheet, title, day, candidates kept from the tour before, share without a place among them in each voie
TOURS = (
    ("TP 26-06", "Tour principal du 26 juin", 1.0, None),
    ("TS1 06-07", "Tour suivant 1 du 6 juillet", 0.085, (0.22, 0.20, 0.27)),
    ("TS2 01-09", "Tour suivant 2 du 1er septembre", 0.045, (0.16, 0.17, 0.23)),
    ("Point 01-10", "Point au 1er octobre", 0.018, (0.20, 0.22, 0.27)),
)
# Share of the candidates of a département by origin, then by first wish.
_ORIGINES = {
    "3e": (0.900, (0.755, 0.191, 0.054)),
    "3e PM": (0.034, (0.12, 0.68, 0.20)),
    "SEGPA": (0.030, (0.0, 0.17, 0.83)),
    "2GT réo": (0.014, (0.0, 0.91, 0.09)),
    "2PRO": (0.013, (0.03, 0.87, 0.10)),
    "hors acad.": (0.009, (0.62, 0.28, 0.10)),
}
# First wish satisfied, then another wish, in each voie; the rest is LS or NA.
_SORTS = ((0.972, 0.0205), (0.765, 0.142), (0.635, 0.157))
# Rows of 2026 that the analyst's view gives as they are.
_LITTERALES = {
    ("991", "3e"): ((5214, 5071, 118, 4, 21), (1322, 1012, 187, 61, 62), (371, 236, 58, 40, 37)),
    ("991", "3e PM"): ((38, 31, 5, 0, 2), (212, 176, 20, 9, 7), (61, 44, 8, 5, 4)),
}
# In 992 « Ensemble non affectés » leaves the waiting list out; elsewhere it holds it.
SANS_LISTE = "992"
# The formula of this département's total leaves this row out: 38 candidates are missing from it.
TOTAL_FAUX, LIGNE_OUBLIEE, MANQUANTS = "993", "hors acad.", 38


@dataclass(frozen=True)
class Ligne:
    """One origin of a département in a tour: five counts for each voie of the first wish."""

    origine: str
    voies: tuple[tuple[int, ...], ...]


def lignes(departement: Departement, annee: int, tour: int) -> list[Ligne]:
    """The rows of a département in a tour (0 to 3), candidates = first wish + other wish + LS + NA in each voie."""
    tete = departement.troisiemes * (1 - departement.prive * 0.92) * 0.955 * (1 - 0.006 * (2026 - annee))
    faites = []
    for origine, (part, voies) in _ORIGINES.items():
        graine = hasard("tours", departement.code, annee, tour, origine)
        if annee == 2026 and tour == 0 and (departement.code, origine) in _LITTERALES:
            faites.append(Ligne(origine, _LITTERALES[departement.code, origine]))
            continue
        if departement.code == TOTAL_FAUX and origine == LIGNE_OUBLIEE and tour == 0:
            candidats = [MANQUANTS, 0, 0]
        else:
            total = round(tete * part * TOURS[tour][2] * (1 + 0.4 * (tour > 0 and origine != "3e")))
            candidats = repartir(
                total, [v * (1 if tour == 0 else p) for v, p in zip(voies, (0.35, 1.3, 1.5), strict=True)]
            )
        tension = 0.045 * (departement.pression - 1)
        faites.append(Ligne(origine, tuple(
            _sort(n, i, tour, tension * (i > 0), graine) for i, n in enumerate(candidats)
        )))  # fmt: skip
    return faites


def _sort(candidats: int, voie: int, tour: int, tension: float, graine) -> tuple[int, ...]:
    voeu_1, autre = _SORTS[voie]
    if tour:
        sans = TOURS[tour][3][voie]
        voeu_1, autre = (1 - sans) * 0.66, (1 - sans) * 0.34
    voeu_1 = min(0.99, voeu_1 - 3 * tension + graine.gauss(0, 0.006))
    reste = max(0.004, 1 - voeu_1 - autre)
    liste = 0.5 if voie else 0.15
    return (candidats, *repartir(candidats, (voeu_1, autre, reste * liste, reste * (1 - liste))))


def bilan_affectation(chemin: Path, academie: str, annee: int) -> None:
    """Write the workbook of an académie, four sheets, headers merged on two rows, totals as formulas."""
    livre = classeur(chemin)
    gras = livre.add_format({"bold": True, "bg_color": "#DDE5F0", "border": 1, "align": "center"})
    total = livre.add_format({"bold": True, "bg_color": "#F2F2F2"})
    haut = livre.add_format({"valign": "top", "bold": True})
    for tour, (nom, titre, _, _) in enumerate(TOURS):
        feuille = livre.add_worksheet(nom)
        provisoire = " – résultats provisoires" if tour == 0 else ""
        feuille.write_string(0, 0, f"Affelnet lycée – {titre} {annee}{provisoire}")
        feuille.write_string(1, 0, f"{BANDEAU} – académie {academie}")
        feuille.merge_range(2, 0, 3, 0, "Département", gras)
        feuille.merge_range(2, 1, 3, 1, "Origine", gras)
        for i, voie in enumerate(VOIES):
            feuille.merge_range(2, 2 + 5 * i, 2, 6 + 5 * i, voie, gras)
            feuille.write_row(3, 2 + 5 * i, COLONNES, gras)
        feuille.merge_range(2, 17, 3, 17, "Ensemble non affectés", gras)
        feuille.freeze_panes(4, 2)
        r = 4
        for departement in [d for d in DEPARTEMENTS if d.academie == academie]:
            r = _departement(feuille, r, departement, lignes(departement, annee, tour), tour, total, haut)
        feuille.write_string(
            r + 1, 0, "Champ : candidats ayant participé au tour ; un élève peut figurer à plusieurs tours."
        )
    livre.close()


def _departement(feuille, r: int, departement: Departement, rangees: list[Ligne], tour: int, total, haut) -> int:
    """Write the rows of a département from row `r`; give the next free row."""
    debut = r
    colonnes = [0] * 16
    omise = departement.code == TOTAL_FAUX and tour == 0
    for ligne in rangees:
        feuille.write_string(r, 1, ligne.origine)
        valeurs = [n for voie in ligne.voies for n in voie]
        liste = 0 if departement.code == SANS_LISTE else sum(v[3] for v in ligne.voies)
        valeurs.append(liste + sum(v[4] for v in ligne.voies))
        feuille.write_row(r, 2, valeurs)
        if not (omise and ligne.origine == LIGNE_OUBLIEE):
            colonnes = [t + n for t, n in zip(colonnes, valeurs, strict=True)]
        r += 1
    fin = r - 1 if omise else r
    feuille.write_string(r, 1, "Total", total)
    for c, n in enumerate(colonnes, start=2):
        lettre = chr(ord("A") + c)
        feuille.write_formula(r, c, f"=SUM({lettre}{debut + 1}:{lettre}{fin})", total, n)
    feuille.merge_range(debut, 0, r, 0, departement.code, haut)
    return r + 1
