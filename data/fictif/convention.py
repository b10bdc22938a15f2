"""The invented convention of région 99: two years, four versions, the plan's objectives, and readings of evidence."""

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

from data.fictif.ecriture import BANDEAU, classeur, ecrire_lignes, entetes, nommer

REGION = "Armoravie (fictive)"


@dataclass(frozen=True)
class Article:
    """A piece of one version of the invented convention."""

    piece: str
    numero: str
    titre: str
    texte: str
    items: str = ""
    remarque: str = ""
    demande: str = ""
    suite: str = ""


# The text signed for 2025; the drafts of 2026 are this one, changed.
_SIGNEE_2025 = (
    Article("préambule", "0", "", "Entre l’État, représenté par le préfet de la région Armoravie (région fictive) et "
            "par le recteur de la région académique, et la Région Armoravie.\nLes parties conviennent de ce qui suit."),
    Article("article", "1", "Objet", "La présente convention détermine les conditions dans lesquelles l’État et la "
            "Région coordonnent l’action des CIO et des SCUIO avec les autres acteurs de l’orientation du territoire.",
            "O"),
    Article("article", "2", "Durée", "La convention est conclue pour une année civile, du 1er janvier au 31 décembre.",
            "O"),
    Article("article", "3", "Missions de l’État", "Les CIO accueillent les élèves, leurs familles et les jeunes sortis "
            "de formation. Les établissements mettent en œuvre le parcours d’orientation. Les universités accueillent "
            "les étudiants dans leurs services d’information et d’orientation.", "A1, A2"),
    Article("article", "4", "Missions de la Région", "La Région coordonne les organismes du SPRO. Elle élabore "
            "l’information régionale sur les métiers et les formations et la diffuse dans les établissements.",
            "B1, B3"),
    Article("article", "5", "Gouvernance", "Un comité de pilotage commun se réunit une fois par an. Il examine le "
            "bilan des actions de l’année écoulée.", "C1"),
    Article("article", "6", "Coordination des lieux d’accueil", "Les CIO et les organismes du SPRO se signalent leurs "
            "permanences. Un annuaire des lieux d’accueil est tenu par la Région.", "B2, C1"),
    Article("article", "7", "Lutte contre le décrochage", "Les plateformes de suivi et d’appui aux décrocheurs sont "
            "animées conjointement. Les missions locales, France Travail et les CIO y participent.", "C2"),
    Article("article", "8", "Droit au retour en formation", "Un référent est désigné dans chaque bassin pour le statut "
            "scolaire. Le jeune est reçu dans les quinze jours qui suivent sa demande.", "C4"),
    Article("article", "9", "Communication", "Les parties se tiennent informées de leurs campagnes de communication."),
    Article("article", "10", "Bilan", "Un bilan est transmis au CREFOP à la fin de l’année.", "C1"),
    Article("annexe", "1", "Liste des CIO", "Port-Blanc ; Brisac ; Rochemore ; Ysane-la-Neuve ; Orvelle ; Ombreval.",
            "O"),
)  # fmt: skip


def _sans(articles: tuple[Article, ...], *numeros: str) -> tuple[Article, ...]:
    return tuple(a for a in articles if a.piece != "article" or a.numero not in numeros)


def _change(articles: tuple[Article, ...], numero: str, piece: str = "article", **champs: str) -> tuple[Article, ...]:
    return tuple(replace(a, **champs) if (a.piece, a.numero) == (piece, numero) else a for a in articles)


def _projet_2025() -> tuple[Article, ...]:
    projet = _change(_SIGNEE_2025, "10", texte="Un bilan est transmis au CREFOP.", demande="Écrire la date de remise "
                     "du bilan.", suite="retenue")  # fmt: skip
    return _change(projet, "8", texte="Un référent est désigné dans chaque bassin pour le statut scolaire.",
                   demande="Rappeler le délai de réception du jeune.", suite="retenue")  # fmt: skip


def _projet_1_2026() -> tuple[Article, ...]:
    """A new article on shared information comes fifth, so that the next ones move; communication goes."""
    repris = _sans(_SIGNEE_2025, "9")
    suivants = {"5": "6", "6": "7", "7": "8", "8": "9"}
    repris = tuple(replace(a, numero=suivants.get(a.numero, a.numero)) if a.piece == "article" else a for a in repris)
    nouveau = Article(
        "article", "5", "Mise en commun de l’information", "L’État et la Région partagent la liste de leurs ressources "
        "sur les métiers et les formations. Chaque ressource dit son producteur et la date de sa dernière "
        "vérification.", "A3, C5", remarque="Le calendrier de la mise en commun n’est pas écrit.",
        demande="Joindre en annexe la liste des ressources partagées.", suite="retenue",
    )  # fmt: skip
    repris = _change(repris, "6", texte="Un comité de pilotage commun se réunit deux fois par an. Il examine le bilan "
                     "des actions de l’année écoulée et arrête le programme de l’année.",
                     demande="Préciser qui compose le comité de pilotage.", suite="en attente")  # fmt: skip
    repris = _change(repris, "2", texte="La convention est conclue pour trois années civiles, du 1er janvier 2026 au "
                     "31 décembre 2028. Un programme annuel la complète.",
                     remarque="La durée change : un programme annuel est annoncé.")  # fmt: skip
    place = next(i for i, a in enumerate(repris) if a.numero == "6")
    return (*repris[:place], nouveau, *repris[place:])


def _projet_2_2026() -> tuple[Article, ...]:
    projet = _change(_projet_1_2026(), "9", titre="Droit au retour en formation initiale",
                     texte="Un référent est désigné dans chaque bassin pour le statut scolaire, le statut de stagiaire "
                     "de la formation professionnelle et l’apprentissage. Le jeune est reçu dans les quinze jours qui "
                     "suivent sa demande.")  # fmt: skip
    projet = _change(projet, "5", texte="L’État et la Région partagent la liste de leurs ressources sur les métiers et "
                     "les formations, jointe en annexe 2. Chaque ressource dit son producteur et la date de sa "
                     "dernière vérification.", demande="Joindre en annexe la liste des ressources partagées.",
                     suite="retenue")  # fmt: skip
    projet = _change(projet, "10", texte="Un bilan chiffré est transmis au CREFOP avant le 30 juin de chaque année.",
                     remarque="Le bilan est daté.", demande="Ajouter les indicateurs de suivi du schéma.",
                     suite="retenue en partie")  # fmt: skip
    liste = Article("annexe", "2", "Ressources mises en commun", "Guide après la 3e ; fiches métiers régionales ; "
                    "annuaire des lieux d’accueil.", "C5")  # fmt: skip
    return (*projet, liste)


# Year, version, date, first and last day, articles.
_VERSIONS = (
    (2025, "projet 2", "18/11/2024", "01/01/2025", "31/12/2025", _projet_2025()),
    (2025, "signée", "12/12/2024", "01/01/2025", "31/12/2025", _SIGNEE_2025),
    (2026, "projet 1", "20/10/2025", "01/01/2026", "31/12/2028", _projet_1_2026()),
    (2026, "projet 2", "02/12/2025", "01/01/2026", "31/12/2028", _projet_2_2026()),
)


def convention(chemin: Path, annee: int) -> int:
    """Write the versions of one year as the csv of a template; give the row count."""
    lignes = (
        (REGION, an, version, date, debut, fin, "État ; Région", a.piece, a.numero, a.titre, a.texte, a.items,
         a.remarque, a.demande, a.suite)
        for an, version, date, debut, fin, articles in _VERSIONS
        if an == annee
        for a in articles
    )  # fmt: skip
    return ecrire_lignes(chemin, "convention", nommer("convention", lignes, "convention"))


_AXES = (
    "1. Accueil de proximité", "2. Information sur les métiers", "3. Retour en formation",
    "4. Coordination des acteurs",
)  # fmt: skip
# Number, axis, title, taken up, article, indicator, unit, start, target, reached in 2025 and 2026, due, state in 2025
# and 2026, items.
_OBJECTIFS = (
    ("1.1", 0, "Tenir un annuaire unique des lieux d’accueil", "oui", "7", "Lieux inscrits", "lieux",
     120, 180, 150, 184, "31/12/2026", "engagé", "tenu", "B2"),
    ("1.2", 0, "Ouvrir des permanences dans les secteurs éloignés", "oui", "7", "Permanences ouvertes", "permanences",
     8, 16, 10, 13, "31/12/2027", "engagé", "engagé", "B3"),
    ("1.3", 0, "Accueillir les publics en situation de handicap", "non", "", "", "", None, None, None, None, "",
     "non commencé", "non commencé", "A3"),
    ("1.4", 0, "Signer la charte qualité dans chaque structure", "oui", "7", "Structures signataires", "structures",
     96, 210, 140, 172, "31/12/2027", "engagé", "partiellement tenu", "O"),
    ("2.1", 1, "Réunir l’information régionale sur une seule page par métier", "oui", "5", "Métiers couverts",
     "métiers", 0, 150, 0, 60, "31/12/2028", "non commencé", "engagé", "C5"),
    ("2.2", 1, "Vérifier chaque fiche une fois l’an", "oui", "5", "Fiches vérifiées dans l’année", "%", 35, 90, 42, 58,
     "31/12/2027", "engagé", "engagé", "A3, C5"),
    ("2.3", 1, "Rendre l’apprentissage aussi visible que la voie scolaire", "non", "", "Fiches d’apprentissage", "%",
     22, 50, 25, 31, "31/12/2027", "engagé", "engagé", "A3"),
    ("2.4", 1, "Présenter les métiers en tension dans chaque collège", "en partie", "4", "", "", None, None, None, None,
     "", "engagé", "partiellement tenu", "C5"),
    ("3.1", 2, "Recevoir chaque jeune dans les quinze jours", "oui", "9", "Entretiens dans les quinze jours", "%",
     61, 90, 70, 77, "31/12/2026", "engagé", "partiellement tenu", "C4"),
    ("3.2", 2, "Désigner un référent par statut dans chaque bassin", "oui", "9", "Bassins pourvus", "bassins",
     7, 12, 9, 12, "31/12/2026", "engagé", "tenu", "C4"),
    ("3.3", 2, "Réduire le délai moyen de premier contact", "en partie", "8", "Délai moyen", "jours",
     34, 15, 27, 15, "31/12/2026", "engagé", "tenu", "C2"),
    ("3.4", 2, "Accompagner les jeunes en attente d’une place", "", "", "Jeunes accompagnés", "%", None, 80, None, None,
     "31/12/2027", "sans donnée", "sans donnée", "C4"),
    ("4.1", 3, "Réunir le comité de pilotage deux fois l’an", "oui", "6", "Réunions", "réunions", 1, 2, 1, 2,
     "31/12/2026", "engagé", "tenu", "C1"),
    ("4.2", 3, "Former ensemble les professionnels de l’accueil", "non", "", "Agents formés", "agents", 40, 300, 95,
     210, "31/12/2027", "engagé", "engagé", "B2"),
    ("4.3", 3, "Partager un bilan annuel chiffré", "oui", "10", "", "", None, None, None, None, "", "reporté", "engagé",
     "C1, C4"),
)  # fmt: skip
_ACTIONS = {
    "1.1": "Relier les annuaires existants", "1.2": "Ouvrir des permanences avec les intercommunalités",
    "1.4": "Accompagner les structures à la charte", "2.1": "Écrire une page par métier, à deux",
    "2.2": "Se répartir la vérification des fiches", "3.1": "Tenir un rendez-vous ouvert par bassin",
    "3.2": "Désigner les référents avec les CFA", "3.3": "Transmettre les listes chaque semaine",
    "4.1": "Fixer les dates en début d’année", "4.2": "Ouvrir les formations aux deux réseaux",
}  # fmt: skip


def objectifs(chemin: Path) -> None:
    """Write the workbook of the plan's objectives, two years one under the other, under a banner."""
    with classeur(chemin) as livre:
        feuille = livre.add_worksheet("Objectifs")
        feuille.write(0, 0, BANDEAU)
        feuille.write_row(2, 0, entetes("engagement"))
        rang = 3
        for annee in (2025, 2026):
            for o in _OBJECTIFS:
                numero, axe, titre, repris, article, suivi, unite, depart, cible, r25, r26, fin, e25, e26, items = o
                if annee == 2025 and numero in ("2.1", "2.3"):
                    continue  # added to the plan in 2026
                feuille.write_row(
                    rang, 0,
                    (REGION, annee, numero, titre, _AXES[axe], "non" if annee == 2025 and article == "5" else repris,
                     "" if annee == 2025 and article == "5" else article, _ACTIONS.get(numero, ""), suivi,
                     unite, depart, cible,
                     r25 if annee == 2025 else r26, fin, e25 if annee == 2025 else e26,
                     "État et Région" if axe in (2, 3) else "Région", items),
                )  # fmt: skip
                rang += 1


# Criterion → what the État reads, what the Région reads: (score, document, date, page). None: not read.
_CONVENTION_26 = ("Convention, projet 2", "02/12/2025")
_LECTURES = {
    "O4.1": ((3, *_CONVENTION_26, "art. 1"), (3, *_CONVENTION_26, "art. 1")),
    "O4.2": ((0, "", "", ""), (0, "", "", "")),
    "O4.3": ((3, *_CONVENTION_26, "art. 3"), (3, *_CONVENTION_26, "art. 3")),
    "O4.5": ((2, "Cahier des charges du SPRO", "", ""), (3, "Cahier des charges du SPRO", "15/03/2024", "1")),
    "A2.9.1": ((3, "Projet académique", "01/09/2024", "12"), None),
    "A2.9.3": ((1, "", "", ""), None),
    "A3.7.3": ((2, "Guide après la 3e", "", "8"), (3, "Guide après la 3e", "06/01/2026", "8")),
    "A3.7.5": ((1, "", "", ""), (1, "", "", "")),
    "B1.4.1": (None, (3, "CPRDFOP", "20/06/2023", "31")),
    "B1.4.3": (None, (2, "Note de cadrage", "", "")),
    "B2.6.1": ((3, "Annuaire des lieux", "10/09/2025", ""), (4, "Annuaire des lieux", "10/09/2025", "")),
    "B3.8.1": (None, (2, "Charte d’accueil", "", "2")),
    "C1.7.1": ((3, *_CONVENTION_26, "art. 3 et 4"), (3, *_CONVENTION_26, "art. 3 et 4")),
    "C1.7.2": ((1, "", "", ""), (3, *_CONVENTION_26, "art. 6")),
    "C1.7.4": ((0, "", "", ""), (1, "", "", "")),
    "C3.7.1": (None, (3, "Annuaire des dispositifs jeunes", "03/02/2026", "")),
    "C4.9.1": ((3, "Bilan du retour en formation", "30/06/2025", "4"), (1, "", "", "")),
    "C5.8.1": ((3, *_CONVENTION_26, "art. 5"), (3, *_CONVENTION_26, "art. 5")),
    "C5.8.3": ((3, *_CONVENTION_26, "annexe 2"), (3, *_CONVENTION_26, "annexe 2")),
}  # fmt: skip
_ENONCES = ("Rien n’est écrit sur ce point.", "Indiqué en réunion, sans document.", "Un document existe, sans date.",
            "Écrit dans un document daté.", "Écrit dans un document daté, confirmé par l’autre partie.")  # fmt: skip
_AVANCEMENT = ("non commencé", "engagé", "engagé", "partiellement tenu", "tenu")


def lectures(chemin: Path, partie: str) -> int:
    """Write the readings of one party for 2026, and those of 2025 where it had read; give the row count."""
    rang = ("État", "Région").index(partie)
    lignes = []
    for annee in (2025, 2026):
        for critere, deux in _LECTURES.items():
            lue = deux[rang]
            if lue is None or (annee == 2025 and critere[:2] not in ("O4", "C1")):
                continue
            score, document, date, page = (min(lue[0], 1), "", "", "") if annee == 2025 else lue
            lignes.append((REGION, annee, critere, partie, score, _ENONCES[score], document, date, page,
                           partie if document else "", _AVANCEMENT[score]))  # fmt: skip
    return ecrire_lignes(chemin, "preuve", nommer("preuve", lignes))


_INSTANT = (2026, 7, 1, 8, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTIES_DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>',
}


def projet_word(chemin: Path) -> None:
    """Write the second draft of 2026 as a Word document with one tracked change, the same bytes each time."""
    lignes = [BANDEAU, "Convention annuelle de coordination, projet n° 2"]
    for a in _projet_2_2026():
        if a.piece != "préambule":
            rang = "1er" if a.piece == "article" and a.numero == "1" else a.numero
            lignes.append(f"{a.piece.capitalize()} {rang} – {a.titre}")
        lignes += a.texte.split("\n")
    corps = "".join(f"<w:p><w:r><w:t>{escape(ligne)}</w:t></w:r></w:p>" for ligne in lignes)
    suivi = 'w:id="1" w:author="Secrétariat" w:date="2025-12-02T10:00:00Z"'
    corps = corps.replace(
        "avant le 30 juin de chaque année",
        f"avant le </w:t></w:r><w:del {suivi}><w:r><w:delText>31 décembre</w:delText></w:r></w:del>"
        f"<w:ins {suivi}><w:r><w:t>30 juin</w:t></w:r></w:ins><w:r><w:t> de chaque année",
    )
    corps = corps.replace("<w:t>", '<w:t xml:space="preserve">')
    document = f'<w:document xmlns:w="{_W}"><w:body>{corps}</w:body></w:document>'
    tete = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, xml in (_PARTIES_DOCX | {"word/document.xml": document}).items():
            archive.writestr(zipfile.ZipInfo(nom, _INSTANT), tete + xml)
