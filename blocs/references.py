"""The published references beside the figures of a page, and how a typed or published figure is written."""

from functools import partial

from blocs.composition import construire, sans_objet
from blocs.declaration import BlocDeclare
from blocs.modele import Bloc, Tableau, colonnes, ecrit, ligne
from blocs.texte import Texte, petit, texte
from charts import format as fr
from indicators.catalogue import INDICATEURS
from indicators.saisis import couples, empechement
from store import territoires
from vues import mots
from vues.lecteur import Lecteur
from vues.lectures import lire
from vues.vue import Vue

_DECIMALES = {"part": 1, "points": 1, "pour_100": 1, "ratio": 2}


def publiees(ident: str, idents: tuple[str, ...], **fixees: str) -> BlocDeclare:
    """The published references of these indicators, whatever their year; `fixees` keeps one modality."""
    return BlocDeclare(ident, "tableau", partial(_composer, idents=idents, fixees=fixees))


def _composer(vue: Vue, idents: tuple[str, ...], fixees: dict[str, str]) -> Bloc:
    lus = [
        x
        for x in lues(vue.lecteur, "reference_externe")
        if x["indicateur"] in idents and fixees.items() <= couples(mot(x["modalites"])).items()
    ]
    if not lus:
        return sans_objet(vue, idents[0], "non_transmis")
    rangees = tuple(
        ligne(mot(x["libelle"]), ou(x), str(x["campagne"]), ecrite(x), mot(x["champ"]) or "–", document(x)) for x in lus
    )
    avis = ecrit("D’autres champs et d’autres années : à lire à côté des chiffres de la page, sans les soustraire.")
    tetes = colonnes("Référence", "<<Territoire", "Campagne", "Valeur", "<<Champ", "<<Publication")
    t = Tableau("Chiffres publiés par d’autres", tetes, rangees, large=True)
    return construire(vue, "tableau", "", (avis, t), repli="Références publiées")


def lues(lecteur: Lecteur, source: str) -> list[dict]:
    """The figures of « chiffre_saisi » or of « reference_externe », with their file, in the order received."""
    return lire(
        lecteur,
        """SELECT c.*, l.fichier FROM chiffre_saisi c JOIN lot l ON l.id = c.lot WHERE c.source = ?
           ORDER BY l.recu_le, c.indicateur, c.libelle, c.campagne, c.niveau, c.code""",
        source,
    ).to_dict("records")


def mot(x) -> str:
    """A text cell, empty where it is missing."""
    return x if isinstance(x, str) else ""


def quoi(x: dict) -> Texte:
    """The name of the figure with its breakdown; why it joins no indicator, where that is so."""
    ident = mot(x["indicateur"]) or None
    nom = mot(x["libelle"]) or (INDICATEURS[ident].label if ident in INDICATEURS else ident or "")
    detail = ", ".join(mots.modalite(v) for v in couples(mot(x["modalites"])).values())
    raison = empechement(ident, x["unite"], x["niveau"], mot(x["modalites"]))
    suite = "\n" + petit(f"Montré ici seulement : {raison}.") if raison else ""
    return texte(fr.typo(nom + (f" ({detail})" if detail else "")), suite)


def ou(x: dict) -> str:
    """The territory of a typed or published figure."""
    nom = territoires.nom_complet(x["niveau"], x["code"]) if x["niveau"] in territoires.NIVEAUX[:5] else None
    return nom or f"{territoires.LIBELLES_NIVEAUX[x['niveau']][0]} {x['code']}"


def ecrite(x: dict) -> str:
    """Its value in its unit."""
    return fr.affiche(x["valeur"], x["unite"], _DECIMALES.get(x["unite"], 0))


def document(x: dict) -> Texte:
    """Its document, page and date, then what it says of how it counts."""
    page = mot(x["page"])
    lieu = f"p. {page}" if page[:1].isdigit() else page
    quand = "" if fr.absent(x["date_document"]) else f"{x['date_document']:%d/%m/%Y}"
    note = mot(x["definition"])
    suite = "\n" + petit(note) if note else ""
    return texte(", ".join(t for t in (mot(x["document"]), lieu, quand) if t), suite)
