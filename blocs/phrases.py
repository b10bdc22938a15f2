"""Pieces of sentences that blocks share: which territories are named, how many, what was changed to read a figure."""

import pandas as pd

from blocs import portee
from blocs.composition import majuscule
from charts import couverture
from charts import format as fr
from store import territoires
from store.territoires import LIBELLES_NIVEAUX
from vues import lignes
from vues.mots import periode
from vues.vue import Vue

# Beyond this many territories a chart is unreadable: it keeps the largest ones, and says so.
LIGNES_MAX = 20
PANNEAUX_MAX = 6
RECOUVRENT = "Deux territoires dont les intervalles se recouvrent ne se distinguent pas."


def lisibles(vue: Vue, table: pd.DataFrame, maximum: int = LIGNES_MAX) -> tuple[pd.DataFrame, str]:
    """The rows that a chart can hold, and the sentence that says which: the largest ones and the chosen one."""
    if not len(table) or table["code"].nunique() <= maximum + 3:
        return table, ""
    hors = lignes.est_ici(vue, table) | lignes.est_comparee(vue, table)
    tailles = table[~hors].groupby("code")["denominateur"].max()
    grands = set(tailles.astype(float).sort_values(ascending=False).index[:maximum])
    note = (
        f"Le graphique se limite aux {maximum} {vue.nom_detail} dont l’effectif est le plus grand, sur "
        f"{fr.nombre(len(tailles))} ; le tableau les montre {'toutes' if _feminin(vue.nom_detail) else 'tous'}."
    )
    return table[hors | table["code"].isin(grands)], note


def ailleurs(vue: Vue, la: Vue, ident: str) -> str:
    """What was changed from the view to read the indicator, in words; nothing where nothing was."""
    textes = []
    if la.campagne != vue.campagne:
        textes.append(f"Rien de transmis pour {vue.campagne} : dernière période reçue, {periode(ident, la.campagne)}.")
    if la.lieu != vue.lieu:
        textes.append(f"Ce chiffre ne se lit pas {vue.lieu.situe} : il est donné {la.lieu.situe}.")
    return " ".join(textes)


def situe(la: Vue, x=None) -> str:
    """« en Armoravie »; « en France (région Armoravie seule) » where a figure of France says who sent it."""
    return f"{la.lieu.situe}{recus(x)}"


def ou_est(x) -> str:
    """Where the figure of any row is: « en Armoravie », « dans le Nord », else its name; whose France is."""
    nom = str(x["libelle"]).replace(" (fictive)", "")
    return f"{territoires.situe(str(x['niveau']), str(x['code'])) or nom}{recus(x)}"


def sans_valeur(vue: Vue, x, quoi: str = "") -> str:
    """What stands in the place of a reading: the bounds of the figure where it has some, else why it has no value.
    `quoi` names the figure where its block holds several."""
    dit = "non transmis pour ce territoire" if x is None else fr.absence(x)
    return f"{majuscule(vue.lieu.situe)}{f', {quoi}' if quoi else ''} : {dit}."


def recus(x) -> str:
    """« (région Armoravie seule) » after the name of France: a figure made of some régions is theirs."""
    dits = None if x is None else x.get("emetteurs")
    return f" ({dits})" if isinstance(dits, str) and x.get("niveau") == "france" else ""


def enumere(noms: list[str], n: int = 3) -> str:
    """« A, B et C », cut to « A, B, C et 4 autres » beyond `n`."""
    if len(noms) > n + 1:
        return ", ".join(noms[:n]) + f" et {len(noms) - n} autres"
    return " et ".join([", ".join(noms[:-1]), noms[-1]]) if len(noms) > 1 else "".join(noms)


def rivaux(table: pd.DataFrame, valeur: float) -> list[dict]:
    """The rows without a value that could be further from none than `valeur`: while there is one, nothing is « le plus
    large »."""
    muettes = table[table["valeur"].isna()].to_dict("records") if len(table) else []
    attendues = [x for x in muettes if x["motif"] not in ("sans_objet", "hors_champ")]
    return [x for x in attendues if not fr.bornee(x) or max(abs(float(x[b])) for b in _BORNES) >= valeur]


_BORNES = ("borne_basse", "borne_haute")


def sur(n: int, total: int, nom: str, qui: str = "") -> str:
    """« les 4 départements », « 3 départements sur 4 », « aucune des 4 académies », « aucun département sur 1 ».

    `qui` says which ones are counted where some are not: « 3 départements sur 4 comparables ».
    """
    feminin = _feminin(nom)
    accorde = qui.removesuffix("s") + "es" if feminin and qui == "connus" else qui
    if total == 1:
        un = f"{singulier(nom)} {accorde.removesuffix('s')}".rstrip()
        if n == 0:
            return f"aucun{'e' * feminin} {singulier(nom)} sur 1 {accorde.removesuffix('s')}".rstrip()
        return f"{'la seule' if feminin else 'le seul'} {un}" if qui else f"l’unique {un}"
    if total and n == total:
        return f"les {total} {nom} {accorde}".rstrip()
    if n or not total:
        return f"{n} {singulier(nom) if n < 2 else nom} sur {total} {accorde}".rstrip()
    return f"aucun{'e' * feminin} des {total} {nom} {accorde}".rstrip()


_VERBES = (
    ("sont lus différemment", "est lu différemment"),
    ("sont vérifiées", "est vérifiée"),
    ("sont mises en commun", "est mise en commun"),
    ("sont réalisées", "est réalisée"),
    ("étaient présents", "était présent"),
    ("ont un taux", "a un taux"),
)


def accorder(n, dit: str) -> str:
    """A sentence whose subject is `n` of several, its verb agreeing: « 1 des 7 critères est lu différemment »."""
    for pluriel, singulier in _VERBES if fr.accord(n, "1", "2") == "1" else ():
        dit = dit.replace(pluriel, singulier)
    return dit


def parmi(n: int, total: int, nom: str, qui: str) -> str:
    """Which rows a sentence is said of, where it is not of all: « les 4 départements », « 8 départements évalués sur
    13 », « 1 académie évaluée sur 2 »."""
    if n == total:
        return sur(n, n, nom)
    accorde = qui.removesuffix("s") + "es" if _feminin(nom) else qui
    return f"{n} {singulier(nom) if n < 2 else nom} {accorde.removesuffix('s') if n < 2 else accorde} sur {total}"


def _feminin(nom: str) -> bool:
    return nom.split()[0] in FEMININS


# The levels, and what stands in rows, whose French name is feminine.
FEMININS = frozenset(
    (
        "régions",
        "académies",
        "zones",
        "intercommunalités",
        "plateformes",
        "missions",
        "universités",
        "communes",
        "familles",
        "catégories",
    )
)


def singulier(nom: str) -> str:
    """One of what a plural names: « bassins d’éducation » gives « bassin d’éducation »."""
    premier, *suite = nom.split(" ")
    return next((s for s, p in LIBELLES_NIVEAUX.values() if p == nom), " ".join([premier.removesuffix("s"), *suite]))


def comparee(x, ecrire) -> str:
    """« France : 1,02 »: what a figure is compared with, empty where the two are not comparable."""
    if x is None or fr.absent(x.get("ecart_reference")) or fr.absent(x["reference_valeur"]):
        return ""
    return f"{x['reference_libelle'].replace(' (fictive)', '')} : {ecrire(x['reference_valeur'])}"


COMPAREES = ("hausse", "baisse", "stable")


def evolutions(sujet: str, table: pd.DataFrame, annee: int, nom: str) -> str:
    """« {sujet} en hausse en 2022 dans 2 départements sur 3 comparables ; non comparable : Aisne », counted over the
    rows that a year before is compared with; what is known of one breakdown only."""
    connues = table[table["valeur"].notna()] if len(table) else table
    verdicts = connues["evolution"] if len(connues) else pd.Series(dtype=object)
    comparees, rompues = connues[verdicts.isin(COMPAREES)], connues[verdicts == "non_comparable"]
    if not len(comparees):
        return f"{sujet} : aucune année comparable à {annee}, dans le détail par {singulier(nom)}"
    qui = "comparables" if len(comparees) < len(table) else ""
    hausses = int((comparees["evolution"] == "hausse").sum())
    dans = sur(hausses or len(comparees), len(comparees), nom, qui)
    dit = f"{sujet} en hausse en {annee} dans {dans}" if hausses else f"{sujet}, aucune hausse en {annee} dans {dans}"
    if not len(rompues):
        return dit
    # Of one or two, the reason with its covers; of more, the names, and the reasons in the note.
    raisons = [x.get("rupture") for x in rompues.to_dict("records")]
    dites = [f" ({r})" if isinstance(r, str) and len(raisons) <= 2 else "" for r in raisons]
    noms = enumere([nom + dite for nom, dite in zip(rompues["libelle"], dites, strict=True)])
    return f"{_couverte(dit, connues)} ; non {fr.accord(len(rompues), 'comparable')} : {noms}"


def _couverte(dit: str, table: pd.DataFrame) -> str:
    """A sentence with the mark that some of its rows, or of those of the year before, cover a part only."""
    lues = table.to_dict("records")
    avant = [{"valeur": x.get("precedente_valeur"), "couverture": x.get("precedente_couverture")} for x in lues
             if couverture.precedente(x)]  # fmt: skip
    return portee.marque(dit, [*lues, *avant])
