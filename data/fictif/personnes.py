"""Invented persons: candidates of Parcoursup, bacheliers who go on, apprentices to be; figures typed in, references."""

from pathlib import Path

from data.fictif.ecriture import MENTION, ecrire_csv, ecrire_lignes, nommer
from data.fictif.pays import ACADEMIES, DEPARTEMENTS
from data.fictif.tirage import binomiale, hasard

_BACS = {"général": (0.53, 0.93, 0.85), "technologique": (0.26, 0.86, 0.79), "professionnel": (0.21, 0.74, 0.72)}


def _candidats(academie: str) -> int:
    """Lycéens with a wish in an académie: about nine tenths of its pupils in 3e."""
    return round(0.9 * sum(d.troisiemes for d in DEPARTEMENTS if d.academie == academie))


def candidats(chemin: Path, annee: int) -> None:
    """Candidates by bac and sex at two moments; 9B does not say who accepted, and 9D sent nothing in 2025."""
    lignes = []
    for academie in ACADEMIES:
        if (academie, annee) == ("9D", 2025):
            continue
        for bac, (poids, propose, accepte) in _BACS.items():
            for sexe in ("F", "M"):
                tirage = hasard("candidats", academie, annee, bac, sexe)
                n = binomiale(round(_candidats(academie) * poids), 0.5, tirage)
                principale = binomiale(n, propose - (0.02 if annee == 2025 else 0), tirage)
                finale = principale + binomiale(n - principale, 0.45, tirage)
                for phase, jour, avec in (("principale", f"10/07/{annee}", principale),
                                          ("ensemble", f"12/09/{annee}", finale)):  # fmt: skip
                    acceptes = None if academie == "9B" else binomiale(avec, accepte, tirage)
                    lignes.append((annee, academie, "lycéens", phase, jour, bac, sexe, n, avec, n - avec, acceptes))
        lignes.append((annee, academie, "lycéens", "principale", f"10/07/{annee}", "ensemble", "ensemble",
                       *_ensemble(lignes, academie)))  # fmt: skip
    ecrire_lignes(chemin, "superieur_personnes", nommer("superieur_personnes", lignes, "boursier"), mention=True)


def _ensemble(lignes: list[tuple], academie: str) -> tuple:
    """The line of the whole that the sender adds under its detail."""
    siennes = [x for x in lignes if x[1] == academie and x[3] == "principale"]
    return tuple(None if siennes[0][i] is None else sum(x[i] for x in siennes) for i in (7, 8, 9, 10))


_SUITES = (
    "à l'université (hors IUT)", "en IUT", "dans une CPGE du secteur privé", "dans une CPGE du secteur public",
    "en STS (secteur non renseigné)", "en STS dans le secteur privé", "en STS dans le secteur public",
    "dans une autre formation (secteur non renseigné)", "dans une autre formation du secteur privé",
    "dans une autre formation du secteur public",
)  # fmt: skip
_OU = ("une académie différente de celle", "la même académie que celle")


def poursuite(chemin: Path) -> None:
    """The open-data file of the SIES for the invented académies, 2024 and 2025: its headers, its decimal numbers."""
    suites = [f"Néo-bacheliers poursuivant {s} dans {o} d'obtention de leur baccalauréat" for s in _SUITES for o in _OU]
    parts = {"général": 0.93, "technologique": 0.79, "professionnel": 0.46}
    lignes = []
    for annee in (2024, 2025):
        for academie in ACADEMIES:
            for bac, (poids, *_) in _BACS.items():
                for sexe, genre in (("F", "Féminin"), ("M", "Masculin")):
                    tirage = hasard("poursuite", academie, annee, bac, sexe)
                    n = binomiale(round(_candidats(academie) * poids), 0.5, tirage)
                    suivent = binomiale(n, parts[bac], tirage)
                    ailleurs = binomiale(suivent, 0.22, tirage)
                    comptes = [ailleurs + 0.5, suivent - ailleurs - 0.5, *(0.0 for _ in suites[2:])]
                    lignes.append((annee, f"Bac {bac}", genre, f"{n}.0", *comptes, f"A{academie}", MENTION))
    entete = ("Rentrée / Session", "Série du bac", "Genre", "Nombre total de bacheliers", *suites)
    ecrire_csv(chemin, (*entete, "Code académie du Bac", MENTION), lignes, "utf-8-sig")


def apprentissage(chemin: Path, annee: int) -> None:
    """Young people who look for a contract, 1 October: 995 did not answer."""
    lignes = []
    for departement in (d for d in DEPARTEMENTS if d.region == "99" and d.code != "995"):
        for niveau, poids, trouve in (("CAP", 0.035, 0.81), ("bac professionnel", 0.012, 0.74)):
            tirage = hasard("apprentissage", departement.code, annee, niveau)
            demandes = binomiale(round(departement.troisiemes * poids * 2), 0.5, tirage)
            contrats = binomiale(demandes, trouve, tirage)
            lignes.append({"campagne": annee, "date": f"01/10/{annee}", "departement": departement.code,
                           "niveau_formation": niveau, "demandes": demandes, "contrats": contrats})  # fmt: skip
    ecrire_lignes(chemin, "apprentissage", lignes, "utf-8", mention=True)


_NEO = "phase=ensemble;public=néo-bacheliers"
_BILAN = ("SAIO de Brisamer (fictif)", "Bilan Parcoursup 2026 (fictif)", "05/10/2026")


def chiffres_saisis(chemin: Path) -> None:
    """Figures read in documents: one alone, one beside a computed one, one not reread, two that differ, two owners."""
    lignes = [
        ("proposition_personnes", "", "93,1", "pourcentage", "", "", "académie", "9A", 2026, _NEO, "", *_BILAN, "3",
         "Secrétariat", "SAIO", "", ""),
        ("proposition_personnes", "", "92,0", "pourcentage", "", "", "académie", "9B", 2026, _NEO, "",
         "SAIO d’Orvelle (fictif)", "Bilan Parcoursup d’Orvelle (fictif)", "06/10/2026", "3", "Secrétariat", "SAIO",
         "", ""),
        ("proposition_personnes", "", "94,0", "pourcentage", "", "", "académie", "9B", 2026, _NEO, "",
         "Rectorat d’Orvelle (fictif)", "Dossier de rentrée (fictif)", "01/09/2026", "5", "Secrétariat", "", "", ""),
        ("proposition_personnes", "", "88,0", "pourcentage", "", "", "académie", "9A", 2026,
         "phase=principale;public=lycéens", "", *_BILAN, "2", "Secrétariat", "SAIO", "", ""),
        ("apprentis_sans_contrat", "", "24,0", "pourcentage", "48", "200", "département", "995", 2026, "", "",
         "Chambre de métiers (fictive)", "Point apprentissage d’octobre (fictif)", "12/10/2026", "1", "Secrétariat",
         "", "", ""),
        ("", "Accueils du SPRO en 2025", "182400", "effectif", "", "", "région", "99", 2025, "", "Tous réseaux",
         "Région Armoravie (fictive)", "Bilan SPRO 2025 (fictif)", "15/03/2026", "12", "Secrétariat", "Région",
         "Région", "Passages comptés, manifestations comprises"),
        ("", "Accueils du SPRO en 2025", "168000", "effectif", "", "", "région", "99", 2025, "", "Tous réseaux",
         "Carif-Oref (fictif)", "Tableau de bord du SPRO (fictif)", "02/04/2026", "4", "Secrétariat", "Carif-Oref",
         "Carif-Oref", "Personnes accueillies, hors manifestations"),
    ]  # fmt: skip
    ecrire_lignes(chemin, "chiffre_saisi", nommer("chiffre_saisi", lignes), "utf-8", mention=True)


def references(chemin: Path) -> None:
    """What would be published for the invented France of 2026: néo-bacheliers, whom no invented file counts."""
    lignes = [
        (ident, nom, valeur, "pourcentage", "france", "FR", 2026, _NEO, "", "Service statistique (fictif)",
         "Note Parcoursup 2026 (fictive)", "tableau 1", "")
        for ident, nom, valeur in (
            ("proposition_personnes", "Néo-bacheliers ayant reçu une proposition", "94,1"),
            ("acceptation_personnes", "Néo-bacheliers ayant accepté une proposition", "81,3"),
        )
    ]  # fmt: skip
    ecrire_lignes(chemin, "reference_externe", nommer("reference_externe", lignes), "utf-8", mention=True)
