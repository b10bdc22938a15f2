"""What the blocks of « Convention et plan régional » read: whose convention, its rows, its versions."""

import re
from collections.abc import Iterable

import pandas as pd

from blocs import phrases
from blocs.composition import construire, export, raison_de
from blocs.modele import Bloc, Ecrit, Export, ecrit
from blocs.region_lue import RegionLue
from charts import format as fr
from store import schema
from vues import lectures
from vues.figures import figures
from vues.lecteur import Lecteur
from vues.vue import Vue

SOURCES = ("convention", "engagement", "preuve")
VOLETS = {
    "texte": "Le texte, deux versions",
    "demandes": "Remarques et demandes",
    "objectifs": "Objectifs du schéma",
    "preuves": "Éléments de preuve",
    "saisie": "Saisir ou corriger",
}
# Whose convention, plan or readings are read.
LUE = RegionLue(SOURCES, "seule région reçue")
region, nom_region, de_region, une_des_regions, en_region = LUE.code, LUE.nom, LUE.avant, LUE.parmi, LUE.vue


def une(vue: Vue, ident: str, **ou: str):
    """The figure of the region for the year of the view, as a row; None where nothing was received."""
    table = toutes(vue, ident, tuple(ou), ou or None)
    return table.iloc[0] if len(table) else None


def toutes(vue: Vue, ident: str, par: tuple[str, ...] = (), ou: dict[str, str] | None = None) -> pd.DataFrame:
    """The figures of the region for the year of the view; compared with no other place: a plan is its region's own."""
    code = region(vue)
    if code is None:
        return pd.DataFrame(columns=["code", "libelle", *par, "valeur", "motif"])
    return figures(vue.lecteur, ident, "region", ("region", code), (vue.campagne,), par, ou, "region")


def connu(x) -> bool:
    """Whether a figure is there and has a value."""
    return x is not None and not fr.absent(x["valeur"])


def phrase_de(x, texte: str) -> str:
    """« 12 des 14 … » for a figure that is a share, '' where it is missing."""
    return f"{haut(x)} {phrases.accorder(x['numerateur'], texte.format(d=bas(x)))}" if connu(x) else ""


def haut(x) -> str:
    """The numerator of a share."""
    return fr.nombre(x["numerateur"])


def bas(x) -> str:
    """The denominator of a share."""
    return fr.nombre(x["denominateur"])


def fichiers(vue: Vue, table: pd.DataFrame, cle: str, contenu: str) -> Export:
    """The two files of a table of the page, with where they come from."""
    nom = f"{cle}_convention_{region(vue)}_{vue.campagne}"
    return export(vue, nom, contenu, table, f"convention {vue.campagne}, {nom_region(vue)}", SOURCES, cle)


def faits(lecteur: Lecteur | None, table: str, code: str | None, campagne: int | None = None) -> pd.DataFrame:
    """The rows of a fact table for a region, or for one of its years; none where no base is installed yet."""
    if lecteur is None:
        return pd.DataFrame(columns=list(schema.colonnes(table)))
    lues = lectures.lire(lecteur, f"SELECT * FROM {table} WHERE region IS NOT DISTINCT FROM ?", code)
    return lues if campagne is None else lues[lues["campagne"] == campagne]


def plan(lecteur: Lecteur | None, code: str | None, campagne: int | None) -> pd.DataFrame:
    """The objectives of a region for a year, one row each."""
    return faits(lecteur, "engagement", code, campagne).sort_values(["axe", "objectif"])


def pieces(vue: Vue, campagne: int | None = None, version: str | None = None) -> pd.DataFrame:
    """Every piece of the conventions of the region, or of one version, with all its columns."""
    table = faits(vue.lecteur, "convention", region(vue)).sort_values(["campagne", "rang_version"], kind="stable")
    if campagne is not None:
        table = table[(table["campagne"] == campagne) & (table["version"] == version)]
    return table


def versions(vue: Vue) -> dict[str, tuple[int, str, str]]:
    """Key in the address → year, version, label with its date, in the order in which they were written."""
    table = lectures.lire(
        vue.lecteur,
        """SELECT campagne, version, ANY_VALUE(rang_version) AS rang, MAX(date_version) AS jour FROM convention
           WHERE region IS NOT DISTINCT FROM ? GROUP BY ALL ORDER BY campagne, rang""",
        region(vue),
    )
    trouvees = {}
    for x in table.itertuples():
        cle = f"{x.campagne}-{x.version.replace(' ', '-').replace('é', 'e')}"
        jour = "" if pd.isna(x.jour) else f" ({x.jour:%d/%m/%Y})"
        trouvees[cle] = (int(x.campagne), x.version, f"Convention {x.campagne}, {x.version}{jour}")
    return trouvees


def cadre(vue: Vue, campagne: int, version: str) -> str:
    """How long a version runs and who signs it, as its rows say; « non renseigné » where they do not."""
    lues = pieces(vue, campagne, version)
    debut, fin = lues["debut"].min(), lues["fin"].max()
    bornes = [f"{mot} {jour:%d/%m/%Y}" for mot, jour in (("du", debut), ("au", fin)) if not pd.isna(jour)]
    signataires = list(dict.fromkeys(x for x in lues["signataires"] if isinstance(x, str)))
    return (
        f"Durée : {' '.join(bornes) or 'non renseignée'}. Signataires : {' ; '.join(signataires) or 'non renseignés'}."
    )


def articles_absents(ecrits: str, numeros: Iterable[str]) -> list[str]:
    """The article numbers written (« 3, 7.1 ») that none of the numbers of a text bears; its whole for a part of it."""
    connus = {n.casefold() for n in numeros}
    lus = [
        re.sub(r"^(article|art\.?|annexe)\s*", "", n.strip(), flags=re.IGNORECASE) for n in re.split("[,;/]", ecrits)
    ]
    lus = [re.sub("^1er$", "1", n) for n in lus if n]
    return [n for n in lus if not {n.casefold(), n.split(".")[0].casefold()} & connus]


def rien(vue: Vue, ident: str, quoi: str, modele: str, titre: str = "") -> Bloc:
    """A part that has nothing to show, and how to fill it."""
    return construire(vue, "absence", titre, (_remplir(quoi, modele),), absence=raison_de(ident, "non_transmis"))


def _remplir(quoi: str, modele: str) -> Ecrit:
    return ecrit(
        f"{quoi} Déposer le modèle « {modele} » rempli sur la page « Données », ou choisir « {VOLETS['saisie']} »."
    )
