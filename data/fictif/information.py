"""The invented information of région 99: an inventory, means, a programme of actions, committees, and InserJeunes."""

from datetime import date, timedelta
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur, ecrire_csv, ecrire_lignes, nommer
from data.fictif.etablissements import lycees_pro
from data.fictif.pays import DEPARTEMENTS
from data.fictif.tirage import hasard

REGION = "Armoravie (fictive)"
_PRO = (
    "CAP Cuisine",
    "CAP Électricien",
    "CAP Équipier polyvalent du commerce",
    "CAP Maçon",
    "CAP Métiers de la mode",
    "CAP Métiers de la coiffure",
    "CAP Accompagnant éducatif petite enfance",
    "CAP Peintre applicateur de revêtements",
    "2de pro Métiers de la relation client",
    "2de pro Métiers de l’hôtellerie-restauration",
    "2de pro Métiers de la construction durable",
    "2de pro Métiers des transitions numérique et énergétique",
    "2de pro Métiers de la gestion administrative",
    "2de pro Maintenance des matériels et des véhicules",
    "2de pro Métiers de la beauté et du bien-être",
    "2de pro Métiers de l’alimentation",
    "Bac pro Métiers de la mer",
    "Bac pro Accompagnement, soins et services",
)
_AUTRES_FORMATIONS = (
    ("1re STMG", "générale et technologique"), ("1re ST2S", "générale et technologique"),
    ("1re STI2D", "générale et technologique"), ("Enseignements de spécialité", "générale et technologique"),
    ("CAP Cuisine (apprentissage)", "apprentissage"), ("CAP Maçon (apprentissage)", "apprentissage"),
    ("BP Boucher", "apprentissage"), ("Titre professionnel Plaquiste", "apprentissage"),
    ("Bac pro Conduite de productions horticoles", "agricole"), ("Bac pro Services aux personnes", "agricole"),
    ("BTS Gestion de la PME", "supérieure"), ("BUT Génie civil", "supérieure"),
)  # fmt: skip
# ROME, label, voie, producers and whether each refers to the others.
_METIERS = (
    ("G1602", "Cuisinier, cuisinière", "professionnelle scolaire", (("Onisep", "non"), ("Région", "non"))),
    ("F1703", "Maçon, maçonne", "apprentissage", (("Onisep", "oui"), ("Région", "oui"))),
    ("J1501", "Aide-soignant, aide-soignante", "supérieure", (("Onisep", "oui"), ("Carif-Oref", "non"))),
    ("I1604", "Mécanicien, mécanicienne automobile", "professionnelle scolaire", (("Région", "oui"), ("Onisep", ""))),
    ("A1405", "Arboriculteur, arboricultrice", "agricole", (("DRAAF", ""),)),
    ("M1203", "Comptable", "supérieure", (("Onisep", ""),)),
    ("N4101", "Conducteur, conductrice de poids lourd", "apprentissage", (("Région", "oui"), ("Carif-Oref", "oui"))),
    ("D1101", "Boucher, bouchère", "apprentissage", (("CMA", ""),)),
)  # fmt: skip
_RESSOURCES = (
    ("Guide après la 3e", "Onisep", "guide", "toutes voies", "Région"),
    ("Guide après la 2de GT", "Onisep", "guide", "générale et technologique", "Région"),
    ("Carte des formations par apprentissage", "Région", "site", "apprentissage", "CMA ; CCI"),
    ("Portail des métiers de la région", "Région", "site", "toutes voies", "Onisep"),
    ("Vidéos « Une journée avec »", "Région", "vidéo", "professionnelle scolaire", "aucun"),
    ("Tableau de bord de l’emploi régional", "Carif-Oref", "site", "toutes voies", ""),
)  # fmt: skip


def inventaire(chemin: Path, annee: int) -> int:
    """Write the inventory of a year, arrêté au 30 juin; give the row count."""
    au = date(annee, 6, 30)
    lignes = [(REGION, annee, f"{au:%d/%m/%Y}", *ligne) for ligne in _ressources(annee, au)]
    return ecrire_lignes(chemin, "ressource_information", nommer("ressource_information", lignes, "ressource"))


def _ressources(annee: int, au: date):
    for titre, voie in (*((t, "professionnelle scolaire") for t in _PRO), *_AUTRES_FORMATIONS):
        graine = hasard("fiche", titre, annee)
        fiche = "non" if graine.random() < (0.4 if voie == "apprentissage" else 0.12) else "oui"
        fiche = "" if titre == "BUT Génie civil" else fiche
        insertion = "oui" if voie in ("professionnelle scolaire", "apprentissage") and graine.random() < 0.5 else "non"
        producteur = {"agricole": "DRAAF", "apprentissage": "Région"}.get(voie, "Onisep")
        partage = graine.choice(("Région", "Onisep", "aucun", ""))
        yield ("formation", titre, producteur, "fiche", voie, "", fiche, insertion, *_dates(graine, au, fiche != "oui"),
               "" if fiche != "oui" else "aucun" if partage == producteur else partage, "")  # fmt: skip
    for rome, titre, voie, producteurs in _METIERS:
        for producteur, renvoi in producteurs:
            graine = hasard("métier", rome, producteur, annee)
            partage = graine.choice(("Onisep ; Région", "aucun", ""))
            yield ("métier", titre, producteur, "fiche", voie, rome, "", graine.choice(("oui", "non", "non")),
                   *_dates(graine, au, False), partage, renvoi)  # fmt: skip
    for titre, producteur, genre, voie, partage in _RESSOURCES:
        graine = hasard("ressource", titre, annee)
        yield ("ressource", titre, producteur, genre, voie, "", "", "", *_dates(graine, au, False), partage, "")


def _dates(graine, au: date, vide: bool) -> tuple[str, str]:
    """Last written, last verified: a record may be verified without being written; some do not say."""
    ecrite = au - timedelta(days=graine.randint(30, 1500))
    verifiee = min(au, ecrite + timedelta(days=graine.randint(0, 900)))
    if vide:
        return "", ""
    return f"{ecrite:%d/%m/%Y}", "" if graine.random() < 0.15 else f"{verifiee:%d/%m/%Y}"


_AXES = ("1. Découvrir les métiers", "2. Aller vers les entreprises", "3. Rendre l’apprentissage visible")


def moyens(chemin: Path) -> int:
    """Write the means of two years; the third axis of the last one is not validated yet."""
    publics = ("collégiens de 4e et de 3e", "lycéens", "jeunes de 15 à 25 ans")
    lignes = []
    for annee in (2025, 2026):
        for rang, axe in enumerate(_AXES):
            valide = "non" if (annee, rang) == (2026, 2) else "oui"
            fin = (publics[rang], (68200, 51400, 214000)[rang] + 600 * (annee - 2025), valide)
            cp = (412_000, 268_500, 155_000)[rang] + 12_000 * (annee - 2025)
            lignes += [
                (REGION, annee, axe, "Région", "ETP", "", f"{(14, 9.5, 4)[rang]:g}".replace(".", ","), *fin),
                (REGION, annee, axe, "Région", "AE", "TTC", f"{round(cp * 1.15):,} €".replace(",", "\u202f"), *fin),
                (REGION, annee, axe, "Région", "CP", "TTC", f"{cp:,} €".replace(",", "\u202f"), *fin),
            ]
        cio = "4. Orientation des élèves (CIO, PsyEN)"
        lignes.append((REGION, annee, _AXES[0], "rectorat", "ETP", "", "31", publics[0], 68200, "oui"))
        lignes.append(
            (
                REGION,
                annee,
                cio,
                "rectorat",
                "ETP",
                "",
                ("118", "116,5")[annee - 2025],
                "élèves du second degré",
                203_400,
                "oui",
            )
        )
    return ecrire_lignes(chemin, "moyens", nommer("moyens", lignes))


# Axis, action, operator, territory as written, voie, schools, participations, cost, state in 2025 and 2026.
_ACTIONS = (
    (0, "Forum des métiers de Port-Blanc", "CCI", "Pays de Mer", "toutes voies", 34, 6120, 48_000, "Réalisé",
     "Réalisé"),
    (0, "Semaine des métiers du bâtiment", "Branche BTP", "Toute la région", "professionnelle scolaire", 41, 3980,
     22_500, "Réalisé", "Réalisé"),
    (0, "Bus des métiers", "Région", "Îles et Hautes-Landes", "toutes voies", 18, 1460, 61_000, "Partiel", "Réalisé"),
    (0, "Mallette « Mixité »", "Rectorat", "", "toutes voies", 22, 1975, 9_800, "Reporté", "Partiel"),
    (1, "Visites d’entreprises", "Rectorat", "991 et 992", "professionnelle scolaire", 57, 4310, 35_200, "Réalisé",
     "Réalisé"),
    (1, "Rallye des entreprises", "CCI", "Pays d’Orvel", "générale et technologique", 12, 980, 12_500, "Réalisé",
     "Reporté"),
    (1, "Stages collectifs", "Branches", "Ombreval", "toutes voies", 9, None, 18_000, "Annulé", "Annulé"),
    (2, "Journées portes ouvertes des CFA", "CFA", "Toute la région", "apprentissage", 64, 7240, 27_400, "Réalisé",
     "Réalisé"),
    (2, "Ambassadeurs de l’apprentissage", "CMA", "Pays de…", "apprentissage", 31, 2615, 30_100, "Partiel", "Réalisé"),
    (2, "Découverte des métiers agricoles", "DRAAF", "Bocage, Marais", "agricole", 14, 1190, 11_000, "Réalisé", ""),
)  # fmt: skip


def programme(chemin: Path, annee: int) -> None:
    """Write the Région's programme of a school year: merged axes, amounts as texts, sub-totals, a footnote."""
    with classeur(chemin) as livre:
        gras = livre.add_format({"bold": True, "border": 1, "text_wrap": True})
        haut = livre.add_format({"valign": "top", "text_wrap": True})
        feuille = livre.add_worksheet("Programme")
        feuille.write(0, 0, f"Région Armoravie – Programme d’information sur les métiers {annee - 1}-{annee} – bilan")
        feuille.write(1, 0, BANDEAU)
        feuille.write_row(3, 0, ("Axe", "Action", "Opérateur", "Territoire", "Voie", "Nb établ.", "Nb élèves touchés",
                                 "Coût TTC", "État"), gras)  # fmt: skip
        r = 4
        for axe, nom in enumerate(_AXES):
            debut, somme = r, 0
            for a in (a for a in _ACTIONS if a[0] == axe):
                etat = a[9] if annee == 2026 else a[8]
                touches = a[6] if etat in ("Réalisé", "Partiel") or (etat == "" and a[6]) else None
                somme += touches or 0
                feuille.write_row(r, 1, (*a[1:5], a[5] if touches else "-", touches if touches else "-",
                                         f"{a[7]:,} €".replace(",", " "), etat))  # fmt: skip
                r += 1
            feuille.merge_range(debut, 0, r - 1, 0, nom, haut)
            feuille.write_row(r, 0, (f"Total axe {axe + 1}", "", "", "", "", "", somme), gras)
            r += 1
        feuille.write(r + 1, 0, "* Un même élève peut participer à plusieurs actions.")


_COMITES = (
    ("Comité régional SPRO", "", ("03/02", "06/10")),
    ("Comité local du Pays de Mer", "991", ("17/03",)),
    ("Comité local d’Ombreval", "995", ("20/05",)),
)
_CONVOQUES = (
    ("CIO", 4, 0.8), ("Missions locales", 5, 0.9), ("France Travail", 3, 0.7), ("Info jeunes", 2, 0.6),
    ("SCUIO-IP", 3, 0.5), ("CMA", 2, 0.5), ("CCI", 2, 0.45), ("Cap emploi", 1, 0.8), ("Rectorat", 2, 1.0),
    ("Région", 3, 1.0),
)  # fmt: skip


def comites(chemin: Path) -> int:
    """Write the committees of two years, a row a network; one sheet of presence was lost."""
    lignes = []
    for annee in (2025, 2026):
        for comite, departement, jours in _COMITES:
            for jour in jours:
                for reseau, convoques, part in _CONVOQUES:
                    graine = hasard("comité", comite, jour, reseau, annee)
                    presents = sum(graine.random() < part for _ in range(convoques))
                    perdue = comite.endswith("Ombreval") and annee == 2026
                    lignes.append((REGION, departement, comite, f"{jour}/{annee}", reseau, convoques,
                                   "nc" if perdue else presents))  # fmt: skip
    return ecrire_lignes(chemin, "reunion", nommer("reunion", lignes))


_ENTETE_INSERJEUNES = (
    "n°UAI de l'établissement", "Libellé de l'établissement", "Région", "Dont apprentis en EPLE",
    "Taux de poursuite d'études", "Taux", "Taux attendu", "Valeur ajoutée", "Part en poursuite d'études",
    "Part en emploi 6 mois après la sortie", "Part des autres situations",
)  # fmt: skip


def inserjeunes(chemin: Path, annee: int) -> int:
    """Write what the leavers of two years became, lycée by lycée, as the DEPP does: « nd » under 20 leavers."""
    lignes = []
    for d in DEPARTEMENTS:
        for e in lycees_pro(d.code):
            graine = hasard("inserjeunes", e.uai)
            if graine.random() < 0.12:
                continue  # in no file of the DEPP
            publics = ("ensemble", "dont apprentis", "dont élèves en voie pro sco") if graine.random() < 0.3 else (
                "ensemble",
            )  # fmt: skip
            for public in publics:
                lignes.append((e.uai, f"{e.nom} (fictif)", "ARMORAVIE FICTIVE", public,
                               *_devenir(e.uai, public, annee)))  # fmt: skip
    return ecrire_csv(chemin, _ENTETE_INSERJEUNES, lignes, "utf-8", "\r\n")


def _devenir(uai: str, public: str, annee: int) -> tuple:
    graine = hasard("devenir", uai, public, annee)
    if graine.random() < (0.5 if public == "dont apprentis" else 0.1):
        return ("nd",) * 7
    poursuite = graine.randint(18, 40) if public == "dont apprentis" else graine.randint(38, 62)
    taux = graine.randint(58, 84) if public == "dont apprentis" else graine.randint(30, 62)
    emploi = round((100 - poursuite) * taux / 100)
    ajoutee = graine.randint(-9, 9)
    return poursuite, taux, taux - ajoutee, ajoutee, poursuite, emploi, 100 - poursuite - emploi
