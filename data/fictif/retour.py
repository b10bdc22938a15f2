"""The right to return to training in région 99: the coordinators' follow-up and the matrix of référents."""

from dataclasses import dataclass
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur
from data.fictif.pays import DEPARTEMENTS, Bassin
from data.fictif.tirage import binomiale, distribuer, hasard, repartir

STATUTS = ("Scolaire", "Apprentissage", "SFP")
_POIDS_STATUT = (0.60, 0.22, 0.18)
PARTS = ("entretien_15_jours", "entretien_plus_15_jours", "entretien_date_inconnue", "delai_non_echu")
# The region's requests and how they share out; those of 2026 are the scenario's.
TOTAUX = {2024: (338, (197, 78, 44, 19)), 2025: (371, (229, 84, 36, 22)), 2026: (412, (268, 81, 40, 23))}
# In this bassin nobody is designated for apprenticeship, and three young people asked for it.
SANS_REFERENT, APPRENTISSAGE, DEMANDES_LA = "99103", "Apprentissage", 3
# This bassin sent nothing in 2025.
MUET_EN_2025 = "99502"
_CLES = {p: i for i, p in enumerate(PARTS)}


@dataclass(frozen=True)
class Ligne:
    """Requests of a bassin for one status: their parts, what they led to, entries by status of entry."""

    departement: str
    bassin: Bassin
    statut: str
    demandes: int
    parts: tuple[int, ...]
    proposes: int
    entrees: tuple[int, int, int]
    refus: int
    en_attente: int


def _bassins() -> list[tuple[str, Bassin]]:
    return [(d.code, b) for d in DEPARTEMENTS if d.region == "99" for b in d.bassins]


def lignes(annee: int) -> list[Ligne]:
    """The rows of a year, three a bassin, whose sums are exactly those of `TOTAUX`."""
    graine = hasard("retour", annee)
    total, parts = TOTAUX[annee]
    cases = [(d, b, s) for d, b in _bassins() for s in STATUTS]
    fixe = next(i for i, (_, b, s) in enumerate(cases) if (b.code, s) == (SANS_REFERENT, APPRENTISSAGE))
    eleves = {d.code: d.troisiemes for d in DEPARTEMENTS}
    poids = [
        eleves[d] * b.poids * part * graine.uniform(0.85, 1.15)
        for d, b in _bassins()
        for part in _POIDS_STATUT
    ]  # fmt: skip
    poids[fixe] = 0
    tailles = repartir(total - DEMANDES_LA, poids)
    compte = dict(zip(PARTS, parts, strict=True))
    compte = {p: n - (p != "delai_non_echu") for p, n in compte.items()}
    mains = distribuer(compte, tailles, graine)
    mains[fixe] = {p: int(p != "delai_non_echu") for p in PARTS}
    tailles[fixe] = DEMANDES_LA
    return [_ligne(*case, n, main, graine) for case, n, main in zip(cases, tailles, mains, strict=True)]


def _ligne(departement: str, bassin: Bassin, statut: str, demandes: int, main: dict[str, int], graine) -> Ligne:
    echues = demandes - main["delai_non_echu"]
    proposes = main["entretien_15_jours"] + binomiale(echues - main["entretien_15_jours"], 0.45, graine)
    entres = binomiale(echues, 0.31, graine)
    # Most enter the status they asked for.
    sortes = repartir(entres, [0.82 if s == statut else 0.09 for s in STATUTS])
    refus = binomiale(demandes - entres, 0.16, graine)
    attente = binomiale(demandes - entres - refus, 0.42, graine)
    return Ligne(departement, bassin, statut, demandes, tuple(main[p] for p in PARTS), proposes, tuple(sortes),
                 refus, attente)  # fmt: skip


_ECRITURES = {"99101": "PORT-BLANC", "99303": "Ile d'Ambre", "99401": "99401"}


def _nom(bassin: Bassin) -> str:
    return _ECRITURES.get(bassin.code, bassin.libelle)


def _valeurs(ligne: Ligne, annee: int) -> list:
    quinze, plus, inconnue, non_echu = ligne.parts
    if (ligne.bassin.code, annee) == (MUET_EN_2025, 2025):
        return ["ND"] * 11
    valeurs = [ligne.demandes, quinze, plus, inconnue, non_echu, *ligne.entrees, ligne.refus, ligne.en_attente]
    if annee == 2024:  # that year nobody was asked which delays had not expired
        valeurs.pop(4)
    return valeurs + ([ligne.proposes] if annee == 2026 else [])


def suivi(chemin: Path, annee: int) -> None:
    """Write the follow-up of a year: one row of headers in 2024, merged ones after; bassins merged, a total row."""
    livre = classeur(chemin)
    gras = livre.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
    haut = livre.add_format({"valign": "top"})
    feuille = livre.add_worksheet(f"Suivi {annee}")
    feuille.write_string(0, 0, f"Suivi du droit au retour en formation – campagne {annee} – arrêté au 31/10/{annee}")
    feuille.write_string(1, 0, BANDEAU)
    r = _entetes(feuille, gras, annee)
    sommes: list = []
    rangees = lignes(annee)
    for debut in range(0, len(rangees), len(STATUTS)):
        groupe = rangees[debut : debut + len(STATUTS)]
        feuille.merge_range(r, 0, r + len(groupe) - 1, 0, groupe[0].departement, haut)
        feuille.merge_range(r, 1, r + len(groupe) - 1, 1, _nom(groupe[0].bassin), haut)
        for ligne in groupe:
            valeurs = _valeurs(ligne, annee)
            feuille.write_string(r, 2, ligne.statut)
            feuille.write_row(r, 3, valeurs[: len(_colonnes(annee))])
            if valeurs[0] != "ND":
                sommes = [a + b for a, b in zip(sommes or [0] * len(valeurs), valeurs, strict=True)]
            r += 1
    if annee == 2025:
        sommes[0] += 2  # typed by hand over a formula
    feuille.write_string(r, 0, "Total", gras)
    feuille.write_row(r, 3, sommes, gras)
    feuille.write_string(r + 2, 0, "Un jeune peut entrer sous un autre statut que celui qu’il avait demandé.")
    livre.close()


def _colonnes(annee: int) -> list[tuple[str, str]]:
    """(upper, lower) headers of the counts; in 2024 the lower ones stand alone."""
    colonnes = [
        ("Demandes reçues", ""), ("Entretien", "≤15j"), ("Entretien", ">15j"), ("Entretien", "Date NC"),
        ("Délai non échu", ""), ("Entrée", "scolaire"), ("Entrée", "Appr."), ("Entrée", "SFP"),
        ("Refus faute de place", ""), ("En attente accompagnés", ""),
    ]  # fmt: skip
    if annee == 2024:
        colonnes.pop(4)
    return colonnes + ([("Entretien proposé ≤15j", "")] if annee == 2026 else [])


def _entetes(feuille, gras, annee: int) -> int:
    """Write the headers; give the first free row."""
    if annee == 2024:
        seuls = {"≤15j": "Entretien ≤15j", "scolaire": "Entrée scolaire"}
        noms = [seuls.get(bas, bas or haut) for haut, bas in _colonnes(annee)]
        feuille.write_row(3, 0, ["Dépt", "Bassin", "Statut", *noms], gras)
        return 4
    for c, nom in enumerate(("Dépt", "Bassin", "Statut")):
        feuille.merge_range(3, c, 4, c, nom, gras)
    precedent = ""
    for c, (haut, bas) in enumerate(_colonnes(annee), start=3):
        if not bas:
            feuille.merge_range(3, c, 4, c, haut, gras)
        elif haut != precedent:
            feuille.merge_range(3, c, 3, c + 2, haut, gras)
        if bas:
            feuille.write_string(4, c, bas, gras)
        precedent = haut
    return 5


def marques(annee: int) -> list[tuple[str, Bassin, list[str | None]]]:
    """Département, bassin and the mark of each status; blank is nobody in 2024 and 2026, no answer in 2025."""
    faites = []
    for departement, bassin in _bassins():
        signes: list[str | None] = ["X", "X", "X"]
        if bassin.code == SANS_REFERENT:
            signes[1] = "non" if annee == 2025 else None
        if bassin.code == "99303" and annee == 2024:
            signes = ["X", None, None]
        if bassin.code == MUET_EN_2025:
            signes = [None, None, None] if annee == 2025 else ["X", "X", "?"]
        if bassin.code == "99401":
            signes[0] = "oui"
        faites.append((departement, bassin, signes))
    # A bassin that said nothing does not close the table: what is under the last mark reads as notes.
    return sorted(faites, key=lambda f: f[1].code == "99501")


def referents(chemin: Path, annee: int) -> None:
    """Write the matrix of référents of a year: bassins in rows, statuses in columns, marks in cells."""
    livre = classeur(chemin)
    gras = livre.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1})
    feuille = livre.add_worksheet("Référents")
    feuille.write_string(0, 0, f"Droit au retour – référents par bassin et statut – situation au 31/10/{annee}")
    feuille.write_string(1, 0, BANDEAU)
    feuille.merge_range(3, 0, 4, 0, "Dépt", gras)
    feuille.merge_range(3, 1, 4, 1, "Bassin", gras)
    feuille.merge_range(3, 2, 3, 4, "Référent désigné", gras)
    feuille.write_row(4, 2, ("Scolaire", "Apprentissage", "Stagiaire FP"), gras)
    for r, (departement, bassin, signes) in enumerate(marques(annee), start=5):
        feuille.write_row(r, 0, [departement, _nom(bassin), *signes])
    feuille.write_string(r + 2, 0, "X = référent désigné ; ne pas écrire de nom.")
    livre.close()
