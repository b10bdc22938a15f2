"""What is said beside a figure, in French: its senders, why it has no repère, no gap or no comparison in time."""

import pandas as pd

from indicators import emetteurs
from indicators.declaration import Indicator
from indicators.ecriture import pour_cent
from indicators.jugement import EFFECTIF_MINIMAL
from store import territoires

# Under this cover, a repère counted in respondents says that it is incomplete (design, § 6).
COMPLET = 0.99
_A_VALIDER = "(seuil interne, à valider)"


def emetteurs_dits(colonne: str | None, figures: pd.DataFrame, noms: dict[str, str]) -> pd.Series:
    """« académie de Brisamer seule, sur 2 académies », where an expected sender is missing."""
    if colonne is None:
        return _rien(figures)
    return _dire(
        figures,
        lambda x: (
            None
            if pd.isna(x["emetteurs_attendus"])
            else emetteurs.dire(colonne, emetteurs.liste(x["emetteurs_lus"]), int(x["emetteurs_attendus"]), noms)
        ),
    )


def couverture_motif(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """Why a figure does not cover the whole, where that is not what its declared cover counts."""
    if "couverture_cause" not in figures:
        return _rien(figures)

    def dire(x) -> str | None:
        if pd.isna(x["couverture"]) or x["couverture"] >= 1:
            return None
        if x["couverture_cause"] == "rejets":
            n = int(x["lignes_perdues"])
            return f"{n} ligne{'s' if n > 1 else ''} rejetée{'s' if n > 1 else ''} à la lecture"
        if x["couverture_cause"] == "cotes":
            return f"lignes qui donnent à la fois {i.numerateur_libelle} et {i.denominateur_libelle}"
        return x["emetteurs"] if x["couverture_cause"] == "emetteurs" else None

    return _dire(figures, dire)


def repere_motif(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """Why a declared repère is not given for a value; nothing where it is given or none is declared."""
    if not i.reperes or "repere_cause" not in figures:
        return _rien(figures)

    def dire(x) -> str | None:
        cause = x["repere_cause"]
        if not isinstance(cause, str) or pd.isna(x["valeur"]) or x["repere"] != "non":
            return None
        couverture = f"couverture {_couverture(x['couverture'])}, sous {pour_cent(i.seuil_couverture, 0)} {_A_VALIDER}"
        return {
            "valeur": "rien à quoi comparer cette valeur",
            "modalite": f"le seuil ne vaut que pour « {i.reperes[0].seulement[1]} »"
            if i.reperes[0].seulement
            else None,
            "effectif": f"moins de {EFFECTIF_MINIMAL} au dénominateur {_A_VALIDER}",
            "rupture": "année non comparable avec la précédente",
            "region": "une seule région reçue : ce n’est pas la France",
            "bornes": "les réponses inconnues pourraient le changer : les deux bornes ne tombent pas du même côté",
            "couverture": couverture,
            "intervalle": "l’intervalle à 95 % recouvre le seuil : l’effectif ne permet pas de l’affirmer",
        }[cause]

    return _dire(figures, dire)


def repere_note(i: Indicator, figures: pd.DataFrame) -> pd.Series:
    """What is said beside a repère that is given: incomplete, or of unknown cover."""
    if not i.reperes or i.mesure_la_reponse or "couverture" not in figures:
        return _rien(figures)

    def dire(x) -> str | None:
        if x["repere"] in ("non", None) or pd.isna(x["repere"]):
            return None
        if pd.isna(x["couverture"]):
            return "couverture inconnue"
        return f"incomplet (couverture {pour_cent(x['couverture'])})" if x["couverture"] < COMPLET else None

    return _dire(figures, dire)


def reference_motif(figures: pd.DataFrame, niveau: str | None) -> pd.Series:
    """Why a value is not subtracted from that of its reference, where both are there."""
    if "reference_couverture" not in figures or niveau is None:
        return _rien(figures)

    def dire(x) -> str | None:
        if pd.isna(x["valeur"]) or pd.isna(x["reference_valeur"]) or not pd.isna(x["ecart_reference"]):
            return None
        if x.get("france_piece") and niveau == "france":
            return None  # typed or published: the piece itself says that its champ differs
        ici, autre = (_couverture(x[c]) for c in ("couverture", "reference_couverture"))
        ou = territoires.situe(niveau, x["reference_code"]) if isinstance(x["reference_code"], str) else None
        return f"couvertures différentes : {ici} ici, {autre} {ou or 'pour la référence'}" if ici != autre else None

    return _dire(figures, dire)


def rupture(i: Indicator, figures: pd.DataFrame, colonne: str | None, noms: dict[str, str]) -> pd.Series:
    """Why two years do not cover the same: other senders, else other covers; that a lower bound has no move."""
    if "incomparable" not in figures:
        return _rien(figures)

    def dire(x) -> str | None:
        if x["evolution"] != "non_comparable":
            return None
        if x["incomparable"] is True or x["incomparable"] == 1:
            avant, lus = (emetteurs.liste(x[c]) for c in ("precedente_emetteurs", "emetteurs_lus"))
            if colonne and avant and lus and avant != lus:
                dits = (emetteurs.nommer(colonne, codes, noms) for codes in (avant, lus))
                return "émetteurs différents : {}, puis {}".format(*dits)
            if _couverture(x["precedente_couverture"]) != _couverture(x["couverture"]):
                return f"couverture {_couverture(x['precedente_couverture'])}, puis {_couverture(x['couverture'])}"
        if i.shape == "minimum_different":
            return "un nombre minimal ne dit ni hausse ni baisse : il suit ce qui est transmis"
        return None

    return _dire(figures, dire)


def _couverture(x) -> str:
    return "inconnue" if pd.isna(x) else pour_cent(x)


def _dire(figures: pd.DataFrame, dire) -> pd.Series:
    return pd.Series([dire(x) for x in figures.to_dict("records")], index=figures.index, dtype=object)


def _rien(figures: pd.DataFrame) -> pd.Series:
    return pd.Series([None] * len(figures), index=figures.index, dtype=object)
