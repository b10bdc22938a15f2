"""The agreement as a text: its versions, its articles and annexes, what each is tied to and what is asked of it."""

from loaders.declaration import Colonne, Controle, Periode, Source
from loaders.sources._colonnes import ANNEE_DE_CONVENTION, ITEMS_DE_LA_FICHE
from loaders.sources._regions import REGION
from store.fiche import ITEMS

# Version → spellings. Their order is that of the making of the text.
VERSIONS = {
    "N-1": ("version précédente", "n-1 signée", "convention n-1", "année précédente"),
    "projet 1": ("v1", "version 1", "projet", "premier projet", "projet n 1"),
    "projet 2": ("v2", "version 2", "deuxième projet", "second projet", "projet n 2"),
    "projet 3": ("v3", "version 3", "troisième projet", "projet n 3"),
    "signée": ("version signée", "convention signée", "définitive", "version définitive", "v def"),
}
PIECES = {
    "préambule": ("visas", "exposé des motifs", "entre les parties"),
    "article": ("art", "articles"),
    "annexe": ("annexes",),
}
SUITES = {
    "en attente": ("sans réponse", "à examiner"),
    "retenue": ("acceptée", "reprise"),
    "retenue en partie": ("partiellement retenue", "reprise en partie"),
    "non retenue": ("écartée", "non reprise"),
}
# « A1, C5 », « A1 ; C5 » or « A1/C5 », written back « A1, C5 ».
# « C1.7 » is read C1; « A10 » and « 99 » are no item.
ITEMS_ECRITS = r"""list_sort(list_distinct(list_transform(
    regexp_extract_all(upper({0}), '[A-Z0-9]+(\.[0-9]+)*'), x -> split_part(x, '.', 1))))"""
CODES = ", ".join(f"'{code}'" for code in ITEMS)
ITEMS_INCONNUS = Controle(
    "item_inconnu",
    f"len(list_filter({ITEMS_ECRITS.format('items')}, x -> x NOT IN ({CODES}))) > 0",
    f"« Items de la fiche » : attendus parmi {', '.join(ITEMS)}",
)
ITEMS_NETS = f"nullif(array_to_string({ITEMS_ECRITS.format('items')}, ', '), '')"
# « Article 1er » and « 1 » are the same article.
NUMERO = r"regexp_replace(regexp_replace(lower(trim({0})), '^(article|art\.?|annexe)\s*', ''), '^1er?$', '1')"
_RANG = " ".join(f"WHEN '{version}' THEN {rang}" for rang, version in enumerate(VERSIONS))

SOURCE = Source(
    id="convention",
    titre="Convention annuelle : versions, articles et annexes",
    producteur="État et Région, secrétariat du CREFOP",
    table="convention",
    colonnes=(
        REGION,
        ANNEE_DE_CONVENTION,
        Colonne("convention", ("Convention", "Titre de la convention"), obligatoire=False,
                exemple="Convention de coordination",
                definition="Titre court, si la région a plusieurs textes (coordination, cadre national)."),
        Colonne("version", ("Version", "Version du texte"), remplie=True, valeurs=VERSIONS, exemple="projet 2",
                definition="Version du texte, dans la liste fermée."),
        Colonne("date_version", ("Date de la version", "Date", "Daté du"), "date", obligatoire=False,
                exemple="02/12/2025", definition="Date de cette version."),
        Colonne("debut", ("Début", "Date d'effet"), "date", obligatoire=False, exemple="01/01/2026",
                definition="Premier jour couvert par la convention."),
        Colonne("fin", ("Fin", "Date de fin"), "date", obligatoire=False, exemple="31/12/2026",
                definition="Dernier jour couvert."),
        Colonne("signataires", ("Signataires", "Parties"), obligatoire=False, exemple="Préfet de région ; Région",
                definition="Institutions signataires, jamais un nom de personne."),
        Colonne("piece", ("Pièce", "Type de pièce"), remplie=True, valeurs=PIECES, exemple="article",
                definition="Préambule, article ou annexe."),
        Colonne("numero", ("Numéro", "N°", "Article"), remplie=True, exemple="3",
                definition="Numéro de l’article ou de l’annexe (« 3 », « 2.1 », « 1er »)."),
        Colonne("titre", ("Titre", "Intitulé"), obligatoire=False, exemple="Gouvernance",
                definition="Titre de l’article."),
        Colonne("texte", ("Texte", "Contenu"), exemple="Un comité de pilotage commun se réunit deux fois par an.",
                definition="Texte entier de l’article, tel qu’il est écrit."),
        ITEMS_DE_LA_FICHE.avec(exemple="C1, C5",
                               definition="Items de la fiche que l’article éclaire, séparés par des virgules."),
        Colonne("remarque", ("Remarque", "Remarques", "Observation"), obligatoire=False,
                exemple="Le calendrier reste à écrire.", definition="Remarque du secrétariat ou d’un membre."),
        Colonne("demande", ("Demande de modification", "Modification demandée"), obligatoire=False,
                exemple="Ajouter la date de remise du bilan.", definition="Ce qui est demandé aux signataires."),
        Colonne("suite_demande", ("Suite donnée", "Suite"), obligatoire=False, valeurs=SUITES, exemple="en attente",
                definition="Ce qu’il est advenu de la demande."),
    ),
    ignorees=("donnees fictives",),
    cle=("convention", "version", "piece", "numero", "region"),
    partition=("convention", "version", "piece", "numero"),
    doublon="rejeter",
    periode=Periode("colonne", "convention", "convention {a}"),
    controles=(
        ITEMS_INCONNUS,
        Controle("dates_inverses", "fin < debut", "« Fin » : la date de fin précède la date de début"),
    ),
    faits={
        "convention": "ifnull(convention, 'Convention de coordination')",
        "rang_version": f"CASE version {_RANG} END",
        "numero": NUMERO.format("numero"),
        "items": ITEMS_NETS,
        "articles": "1",
    },
)  # fmt: skip
