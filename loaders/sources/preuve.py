"""Readings of evidence: one criterion of an item of the sheet, read by one party, with the document it stands on."""

from loaders.declaration import Colonne, Controle, Periode, Source
from loaders.sources._colonnes import ANNEE_DE_CONVENTION, AVANCEMENT, DATE_DU_DOCUMENT, PAGE, PRODUCTEUR_DU_DOCUMENT
from loaders.sources._regions import REGION
from store.fiche import CRITERES, ETATS, LECTURES

_CRITERES = {code: (libelle,) for criteres in CRITERES.values() for code, libelle in criteres.items()}
_ITEM = "CASE " + " ".join(
    f"WHEN critere IN ({', '.join(repr(c) for c in criteres)}) THEN '{item}'" for item, criteres in CRITERES.items()
) + " END"  # fmt: skip

SOURCE = Source(
    id="preuve",
    titre="Lectures des éléments de preuve (items textuels de la fiche)",
    producteur="Secrétariat du CREFOP, État et Région",
    table="preuve",
    colonnes=(
        REGION,
        ANNEE_DE_CONVENTION,
        Colonne("critere", ("Critère", "Code du critère"), remplie=True, valeurs=_CRITERES, exemple="C1.7.2",
                definition="Code du critère lu, dans la liste fermée des items textuels."),
        Colonne("partie", ("Partie", "Lu par"), remplie=True, exemple="Région",
                valeurs={"État": ("Etat", "rectorat", "académie"), "Région": ("conseil régional", "la Région"),
                         "commune": ("les deux", "État et Région", "commun", "lecture commune")},
                definition="Qui lit. Deux lectures différentes restent côte à côte."),
        Colonne("score", ("Lecture (0 à 4)", "Score", "Lecture"), remplie=True, exemple="3",
                valeurs={str(n): (mot,) for n, mot in LECTURES.items()},
                definition="0 aucun élément ; 1 déclaré ; 2 document non daté ; 3 document daté d’une partie ; "
                           "4 confirmé par les deux parties."),
        Colonne("enonce", ("Énoncé", "Constat"), exemple="Un comité de pilotage commun se réunit deux fois par an.",
                definition="Ce qui est constaté, en une ou deux phrases."),
        Colonne("document", ("Document", "Pièce"), obligatoire=False, exemple="Convention signée",
                definition="Titre du document ; demandé à partir de 2."),
        DATE_DU_DOCUMENT.avec(exemple="12/12/2025", definition="Jour, mois, année ; demandée à partir de 3."),
        PAGE.avec(exemple="4", definition="Page ou article."),
        PRODUCTEUR_DU_DOCUMENT.avec("Producteur du document", "Producteur", exemple="Région",
                                    definition="Organisme qui a produit le document, jamais une personne."),
        AVANCEMENT.avec("État de l’engagement", "Avancement", valeurs=ETATS, exemple="engagé",
                        definition="Où en est ce qui est écrit."),
    ),
    ignorees=("item", "item de la fiche", "libelle du critere", "donnees fictives"),
    cle=("critere", "partie", "region"),
    partition=("critere", "partie"),
    doublon="rejeter",
    periode=Periode("colonne", "convention", "convention {a}"),
    controles=(
        Controle("sans_document", "score >= '2' AND document IS NULL",
                 "« Document » : une lecture de 2 ou plus demande le titre du document"),
        Controle("sans_date", "score >= '3' AND date_document IS NULL",
                 "« Date du document » : une lecture de 3 ou plus demande la date du document"),
    ),
    faits={"item": _ITEM, "score": "TRY_CAST(score AS INTEGER)", "criteres": "1"},
)  # fmt: skip
