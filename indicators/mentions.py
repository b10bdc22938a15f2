"""What is said beside a figure, in French: its senders, why it has no repère, no gap or no comparison in time."""

from collections.abc import Mapping

import pandas as pd

from indicators import emetteurs
from indicators.declaration import Indicator
from indicators.ecriture import pour_cent
from indicators.jugement import EFFECTIF_MINIMAL
from store import territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Under this cover, a repère counted in respondents says that it is incomplete (design, § 6).
COMPLET = 0.99
_A_VALIDER = "(seuil interne, à valider)"


_CAUSES = {
    "valeur": "la valeur à laquelle le repère compare n’est pas connue",
    "rupture": "année non comparable avec la précédente",
    "effectif": f"moins de {EFFECTIF_MINIMAL} au dénominateur {_A_VALIDER}",
    "region": "une seule région reçue : ce n’est pas la France",
    "bornes": "les réponses inconnues pourraient le changer : les deux bornes ne tombent pas du même côté",
    "effectifs": "effectifs non saisis : sans eux, ni intervalle ni petit nombre ne se voient",
    "reference": "la France est lue dans un document, dont la couverture est inconnue",
    "intervalle": "l’intervalle à 95 % recouvre le seuil : l’effectif ne permet pas de l’affirmer",
}


def emetteurs_dits(
    i: Indicator, figures: pd.DataFrame, colonnes: tuple[str, ...], noms: dict[str, dict[str, str]]
) -> pd.Series:
    """« académie de Brisamer seule, sur 2 académies », where a sender expected, or of another year, is missing."""
    if not colonnes or "emetteurs_rang" not in figures:
        return _rien(figures)

    def dire(rang, lus, attendus, absents, seule) -> str | None:
        colonne, lus = colonnes[int(rang)], emetteurs.liste(lus)
        attendus = None if pd.isna(attendus) else int(attendus)
        dit = emetteurs.dire(colonne, lus, attendus, int(absents), noms[colonne]) if lus else None
        return (
            f"{dit}, dans la seule région reçue"
            if dit and seule is True and colonne not in NIVEAUX_DE_TERRITOIRE
            else dit
        )

    lues = ("emetteurs_rang", "emetteurs_lus", "emetteurs_attendus", "emetteurs_absents", "seule_region")
    sues = figures["emetteurs_attendus"].notna() | (_nombres(figures, "emetteurs_absents") > 0)
    dits = _dire(figures, sues, lues, dire)
    # A country made of structures of which nobody knows where they are.
    nulle_part = (figures["code"] == territoires.FRANCE) & figures["emetteurs_lus"].isna() & figures["valeur"].notna()
    if i.liste_exigee:
        dits[nulle_part] = "aucune région nommée"
    return _avec_muettes(figures, dits)


def _avec_muettes(figures: pd.DataFrame, dits: pd.Series) -> pd.Series:
    """« 2 régions sur 18 : A, B ; couverture inconnue : A »: the régions of a country that do not tell their cover."""
    if "couverture_muettes" not in figures:
        return dits
    pays = (figures["code"] == territoires.FRANCE) & figures["couverture_muettes"].notna() & figures["valeur"].notna()
    for k in figures.index[pays]:
        codes = [c for c in emetteurs.liste(figures.at[k, "couverture_muettes"]) if c != "-"]
        if codes:
            inconnue = f"couverture inconnue : {emetteurs.nommer('region', codes, {})}"
            dits.at[k] = f"{dits.at[k]} ; {inconnue}" if isinstance(dits.at[k], str) else inconnue
    return dits


def couverture_motif(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """Why a figure does not cover the whole, where that is not what its declared cover counts."""
    if "couverture_cause" not in figures:
        return _rien(figures)

    def dire(cause, perdues, dits) -> str | None:
        if cause == "rejets":
            n = int(perdues)
            return f"{n} ligne{'s' if n > 1 else ''} rejetée{'s' if n > 1 else ''} à la lecture"
        if cause == "unites":
            return i.couverture_unites_de
        if cause == "cotes":
            return f"lignes qui donnent à la fois {i.numerateur_libelle} et {i.denominateur_libelle}"
        if cause == "termes":
            return f"lignes où le nombre est écrit ({i.numerateur_libelle or 'effectif'})"
        return dits if cause == "emetteurs" else None

    partielle = _nombres(figures, "couverture") < 1
    return _dire(figures, partielle, ("couverture_cause", "lignes_perdues", "emetteurs"), dire)


def repere_motif(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """Why a declared repère is not given for a value; nothing where it is given or none is declared."""
    if not i.reperes or "repere_cause" not in figures:
        return _rien(figures)

    def dire(cause: str, couverture) -> str:
        if cause == "couverture":
            return f"couverture {_couverture(couverture)}, sous {pour_cent(i.seuil_couverture, 0)} {_A_VALIDER}"
        if cause == "modalite":
            return f"le seuil ne vaut que pour « {i.reperes[0].seulement[1]} »"
        return _CAUSES[cause]

    tus = figures["repere_cause"].notna() & figures["valeur"].notna() & (figures["repere"] == "non")
    par_couverture = figures.get("couverture", pd.Series(index=figures.index)).where(
        figures["repere_cause"] == "couverture"
    )
    return _dire(figures.assign(_c=par_couverture), tus, ("repere_cause", "_c"), dire)


def repere_note(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """What is said beside a repère that is given: incomplete, of unknown cover, or that its interval goes beyond."""
    if not i.reperes or "couverture" not in figures:
        return _rien(figures)

    def dire(couverture, au_bord) -> str | None:
        dits = ["l’intervalle à 95 % recouvre le seuil"] if au_bord is True or au_bord == 1 else []
        if not i.mesure_la_reponse and pd.isna(couverture):
            dits.insert(0, "couverture inconnue")
        elif not i.mesure_la_reponse and couverture < COMPLET:
            dits.insert(0, f"incomplet (couverture {pour_cent(couverture)})")
        return " ; ".join(dits) or None

    donnes = figures["repere"].notna() & (figures["repere"] != "non")
    return _dire(figures, donnes, ("couverture", "repere_au_bord"), dire)


def reference_motif(figures: pd.DataFrame, niveau: str | None) -> pd.Series:
    """Why a value is not subtracted from that of its reference, where both are there."""
    if "reference_couverture" not in figures or niveau is None:
        return _rien(figures)

    def dire(couverture, reference, code) -> str | None:
        ici, autre = _couverture(couverture), _couverture(reference)
        ou = territoires.situe(niveau, code) if isinstance(code, str) and niveau in NIVEAUX_DE_TERRITOIRE else None
        if ici != autre:
            return f"couvertures différentes : {ici} ici, {autre} {ou or 'pour la référence'}"
        return (
            None if pd.isna(reference) or reference >= 1 else f"il manque d’autres émetteurs {ou or 'à la référence'}"
        )

    tus = figures["valeur"].notna() & figures["reference_valeur"].notna() & figures["ecart_reference"].isna()
    if "france_piece" in figures and niveau == "france":
        tus &= figures["france_piece"].isna()  # typed or published: the piece itself says that its champ differs
    return _dire(figures, tus, ("couverture", "reference_couverture", "reference_code"), dire)


def rupture(
    i: Indicator, figures: pd.DataFrame, colonnes: tuple[str, ...], noms: dict[str, dict[str, str]]
) -> pd.Series:
    """Why two years do not cover the same: other senders, else other covers; that a lower bound has no move."""
    if "incomparable" not in figures:
        return _rien(figures)

    def dire(incomparable, couverture_avant, couverture, recue_avant, recue, *listes) -> str | None:
        if incomparable:
            for k, colonne in enumerate(colonnes):
                avant, lus = (emetteurs.liste(x) for x in listes[2 * k : 2 * k + 2])
                if avant and lus and avant != lus:
                    return f"émetteurs différents : {_changes(colonne, avant, lus, noms[colonne])}"
            if _couverture(couverture_avant) != _couverture(couverture):
                return f"couverture {_couverture(couverture_avant)}, puis {_couverture(couverture)}"
            if _couverture(recue_avant) != _couverture(recue):
                return f"couverture de ce qui est reçu {_couverture(recue_avant)}, puis {_couverture(recue)}"
            if i.couverture_exigee and pd.isna(couverture):
                return "couverture inconnue les deux années"
            if i.shape != "minimum_different":
                return "ce qui est reçu n’est pas des mêmes émetteurs d’une année à l’autre"
        if i.shape == "minimum_different":
            return "un nombre minimal ne dit ni hausse ni baisse : il suit ce qui est transmis"
        return None

    listes = [n for k in range(len(colonnes)) for n in (f"precedente_emetteurs_{k}", f"emetteurs_{k}")]
    couvertures = ("precedente_couverture", "couverture", "precedente_couverture_recue", "couverture_recue")
    lues = ("incomparable", *couvertures, *listes)
    return _dire(figures, figures["evolution"] == "non_comparable", lues, dire)


def _changes(colonne: str, avant: list[str], lus: list[str], noms: dict[str, str]) -> str:
    """« académie de Nice, puis académie d’Orvelle »; of long lists, those that are gone and those that came."""
    if max(len(avant), len(lus)) <= emetteurs.NOMMES_MAX:
        return f"{emetteurs.nommer(colonne, avant, noms)}, puis {emetteurs.nommer(colonne, lus, noms)}"
    partis, venus = ([c for c in a if c not in b] for a, b in ((avant, lus), (lus, avant)))
    dits = [
        f"{emetteurs.nommer(colonne, codes, noms, f' en {mot}')}{f' en {mot}' * (len(codes) == 1)}"
        for codes, mot in ((partis, "moins"), (venus, "plus"))
        if codes
    ]
    return " ; ".join(dits)


def recopier(figures: pd.DataFrame, colonnes: Mapping[str, str]) -> None:
    """Write over each of these columns what another one says of a row, where it says something."""
    for depuis, vers in colonnes.items():
        if depuis in figures:
            lignes = figures[depuis].notna()
            figures.loc[lignes, vers] = figures.loc[lignes, depuis]


def _couverture(x) -> str:
    return "inconnue" if pd.isna(x) else pour_cent(x)


def _nombres(figures: pd.DataFrame, colonne: str) -> pd.Series:
    return figures[colonne].astype(float)


def _dire(figures: pd.DataFrame, lesquelles: pd.Series, colonnes: tuple[str, ...], dire) -> pd.Series:
    """Words of the rows told by `lesquelles`, from these columns: the other ones say nothing, and cost nothing."""
    dits = _rien(figures)
    voulues = figures.index[lesquelles.fillna(False).astype(bool)]
    if len(voulues):
        valeurs = (figures.loc[voulues, c] if c in figures else [None] * len(voulues) for c in colonnes)
        dits.loc[voulues] = [dire(*x) for x in zip(*valeurs, strict=True)]
    return dits


def _rien(figures: pd.DataFrame) -> pd.Series:
    return pd.Series([None] * len(figures), index=figures.index, dtype=object)
