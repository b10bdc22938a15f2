"""One figure of a `Releve` as the cells of a table."""

from blocs.cellules import absent, de_quoi, repere, valeur
from blocs.texte import Texte, attenue
from charts import format as fr
from indicators import indicateur
from vues import mots
from vues.releve import Releve, ventilations

ENTETES = ("Valeur", "n", "<<Période", "Couverture", "<<Repère")


def cellules(r: Releve, x: dict | None) -> tuple[str | Texte, ...]:
    """The cells of one figure, or of an indicator that has none: value or reason, n, period, coverage, repère."""
    ind = indicateur(r.ident)
    quand = mots.periode(r.ident, r.campagne) if r.campagne else "–"
    if x is None:
        vide = attenue("autre niveau") if not r.calcule else absent(r.motif)
        return (vide, "–", quand, "–", "–")
    mot = fr.REPERES[x["repere"]][1]
    return (
        valeur(x, ind.unite, ind.decimales),
        "–" if fr.absent(x["denominateur"]) else fr.nombre(x["denominateur"]),
        quand,
        "–" if fr.absent(x["couverture"]) else fr.part(x["couverture"]),
        repere(x["repere"], mot.lower(), x, de_quoi(ind)),
    )


def modalite(r: Releve, x: dict) -> str:
    """The modality of one figure in words: « fin de 3e ; 2de professionnelle »."""
    textes = [_mot(d, x[d], x.get("palier")) for d in ventilations(r)]
    return " ; ".join(t for t in textes if t)


def _mot(dimension: str, code, palier) -> str:
    if not isinstance(code, str):
        return ""
    if dimension == "palier":
        return mots.PALIERS_BREFS.get(code, code)
    if dimension == "tour":
        return f"tour {code}"
    return mots.modalite(code, palier if isinstance(palier, str) else None)
