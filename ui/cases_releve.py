"""One figure of a `Releve` as the cells of a table."""

from html import escape

from charts import format as fr
from indicators import indicateur
from ui.tableau import absent, valeur
from vues import mots
from vues.releve import Releve, ventilations


def entetes() -> tuple[str, ...]:
    """The headers of the cells of a figure, after its name."""
    return ("Valeur", "n", "<<Période", "Couverture", "<<Repère")


def cellules(r: Releve, x: dict | None) -> tuple[str, ...]:
    """The cells of one figure, or of an indicator that has none: value or reason, n, period, coverage, repère."""
    ind = indicateur(r.ident)
    quand = escape(mots.periode(r.ident, r.campagne)) if r.campagne else "–"
    if x is None:
        vide = '<span class="cf-absent">autre niveau</span>' if not r.calcule else absent(r.motif)
        return (vide, "–", quand, "–", "–")
    forme, mot = fr.REPERES[x["repere"]]
    return (
        valeur(x, ind.unite, ind.decimales),
        "–" if fr.absent(x["denominateur"]) else fr.nombre(x["denominateur"]),
        quand,
        "–" if fr.absent(x["couverture"]) else fr.part(x["couverture"]),
        f'<span class="cf-forme" aria-hidden="true">{forme}</span> {mot.lower()}',
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
