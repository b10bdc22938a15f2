"""The steps of a funnel: of what each is a share, and how that share is read from the figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .format import absent
from .valeur import Valeur


@dataclass(frozen=True)
class Etape(Valeur):
    """A step: its code and word, the step `de` of which it is a share, less the steps named in `sauf`.

    `des` names that universe (« des signalés »). A step that is a share of nothing opens a group; one with a `bloc`
    opens a group under that title. `sens` is the token of its colour; an `inconnue` step is hatched.
    """

    code: str
    mot: str
    de: str | None = None
    des: str = ""
    sauf: tuple[str, ...] = ()
    bloc: str = ""
    sens: str = "autres"
    inconnue: bool = False


def _solution(code: str, mot: str) -> Etape:
    return Etape(f"solution_{code}", mot, "pris_en_charge", "des pris en charge", sens="obtenu")


# The unknown part first: what follows is read knowing it
ETAPES_DECROCHAGE = (
    Etape("signales", "Jeunes signalés", sens="encre2"),
    Etape("situation_inconnue", "Situation inconnue", "signales", "des signalés", inconnue=True),
    Etape("retrouves_en_formation", "Retrouvés en formation", "signales", "des signalés"),
    Etape("decrocheurs_confirmes", "Décrocheurs confirmés", "signales", "des signalés"),
    Etape("transmis", "Jeunes transmis aux plateformes", sens="encre2"),
    Etape("deja_suivis", "Déjà suivis", "transmis", "des transmis"),
    Etape("contactes", "Contactés", "transmis", "des transmis non déjà suivis", ("deja_suivis",)),
    Etape("injoignables", "Injoignables", "transmis", "des transmis non déjà suivis", ("deja_suivis",)),
    Etape("a_accompagner", "Jeunes à accompagner", sens="encre2"),
    Etape("pris_en_charge", "Pris en charge", "a_accompagner", "des jeunes à accompagner"),
    Etape("refus", "Refus", "a_accompagner", "des jeunes à accompagner"),
    Etape("solution_scolaire", "Solution scolaire", "pris_en_charge", "des pris en charge", sens="obtenu",
          bloc="Solutions des jeunes pris en charge"),
    _solution("apprentissage", "Apprentissage"),
    _solution("formation", "Formation professionnelle"),
    _solution("emploi", "Emploi"),
    _solution("service_civique", "Service civique"),
    _solution("dispositif", "Dispositif d’accompagnement"),
    Etape("sans_solution", "Sans solution", "pris_en_charge", "des pris en charge"),
)  # fmt: skip


def parts(etapes: Iterable[Etape], lignes: Mapping[str, Mapping]) -> dict[str, float | None]:
    """Give the share of each step, code → 0 to 1, from the row of each code; None where a term is missing.

    A row that carries its own `part` (computed on the units that give both terms) is believed; a row with that
    column empty has none.
    """
    return {e.code: _part(e, lignes) for e in etapes if e.de is not None}


def termes_propres(e: Etape, lignes: Mapping[str, Mapping]) -> tuple[float, float] | None:
    """Give the two terms of a share (`part_numerateur`, `part_denominateur`) where they are not the counts shown.

    A count is that of every unit that gives it, a share that of the units that give both: where they differ, the
    share is no share of what is read beside it.
    """
    ligne = lignes.get(e.code, {})
    haut, bas = ligne.get("part_numerateur"), ligne.get("part_denominateur")
    if absent(haut) or absent(bas):
        return None
    tous = [lignes.get(c, {}).get("valeur") for c in (e.de, *e.sauf)]
    univers = None if any(absent(x) for x in tous) else float(tous[0]) - sum(float(x) for x in tous[1:])
    return None if (haut, bas) == (ligne.get("valeur"), univers) else (haut, bas)


def _part(e: Etape, lignes: Mapping[str, Mapping]) -> float | None:
    ligne = lignes.get(e.code, {})
    if "part" in ligne:
        return None if absent(ligne["part"]) else float(ligne["part"])
    termes = [lignes.get(c, {}).get("valeur") for c in (e.code, e.de, *e.sauf)]
    if any(absent(x) for x in termes):
        return None
    haut, bas = float(termes[0]), float(termes[1]) - sum(float(x) for x in termes[2:])
    return haut / bas if bas > 0 else None
