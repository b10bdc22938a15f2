"""What is known of one indicator in a view: its figures, for which period, how complete, or why there are none."""

from dataclasses import dataclass, replace

from indicators import absent, indicateur
from vues import figures, lignes
from vues.cache import garde
from vues.vue import Vue


@dataclass(frozen=True)
class Releve:
    """The figures of an indicator for the territory shown: none where it is not worked out at that level (`calcule`)
    or where nothing was received (`campagne` is then None)."""

    ident: str
    calcule: bool = True
    campagne: int | None = None
    figures: tuple[dict, ...] = ()

    @property
    def connues(self) -> tuple[dict, ...]:
        """The figures that have a value."""
        return tuple(x for x in self.figures if not absent(x["valeur"]))

    @property
    def a_valeur(self) -> bool:
        """Whether at least one figure has a value."""
        return bool(self.connues)

    @property
    def motif(self) -> str | None:
        """Why there is no value; None where there is one, or where none is worked out at this level."""
        if self.a_valeur or not self.calcule:
            return None
        return next((x["motif"] for x in self.figures if isinstance(x["motif"], str)), "non_transmis")

    @property
    def couverture(self) -> float | None:
        """The lowest coverage of the figures that have a value, 0–1; None where nothing is expected."""
        classe = indicateur(self.ident).classe
        couvertures: dict[tuple, list[float]] = {}
        for x in self.connues:
            if not absent(x["couverture"]):
                cle = tuple(x[d] for d in ventilations(self) if d != classe) if classe else (len(couvertures),)
                couvertures.setdefault(cle, []).append(float(x["couverture"]))
        # The classes of a whole were reported together: one that nobody chose covers nothing, and says nothing.
        return min((max(c) for c in couvertures.values()), default=None)


@garde(4000)
def releve(vue: Vue, ident: str) -> Releve:
    """The figures of an indicator at the situation shown, else at its last one before it, else at the next."""
    if vue.lieu.niveau not in indicateur(ident).niveaux:
        return Releve(ident, calcule=False)
    recues = figures.campagnes(vue.lecteur, ident)
    if not recues:
        return Releve(ident)
    avant = [c for c in recues if vue.campagne is not None and c <= vue.campagne]
    campagne = max(avant) if avant else min(recues)
    table = lignes.territoire(replace(vue, campagne=campagne, campagnes=recues), ident)
    return Releve(ident, True, campagne, tuple(table.to_dict("records")))


def ventilations(r: Releve) -> tuple[str, ...]:
    """The breakdowns that tell the figures of an indicator apart."""
    return tuple(d for d in indicateur(r.ident).toutes_dimensions if r.figures and d in r.figures[0])
