"""What may be said of a figure, in SQL: its interval, its move since the year before, its repère, and why not.

A verdict is given only where what is missing could not change it: neither the cover, nor the band that unknown answers
leave, nor the chance of a small number.
"""

from indicators.declaration import Indicator

# 97.5th percentile of the normal law: Wilson interval at 95 %.
Z = 1.959963984540054
# A ratio whose denominator moved by more than this per cent in a year is not compared (domain.md §4.2, internal rule).
SEUIL_DENOMINATEUR = 10
# Below this denominator a share is too unstable to be judged (InserJeunes rule of 20, internal default).
EFFECTIF_MINIMAL = 20
# Two figures whose covers are in a ratio outside these bounds are not of the same whole (internal rule, to validate).
COUVERTURES_PROCHES = (0.95, 1.05)

PARTS = ("part", "repartition")
_COMPTES = ("effectif", "minimum_different", "valeur_publiee", "appreciation")
SANS_EFFECTIF = ("effectif", "presence", "valeur_publiee", "appreciation")


def intervalle(i: Indicator, valeur: str) -> str:
    """The bounds `ic_bas` and `ic_haut` of a share a_n / a_d, where its value is given."""
    if i.shape not in PARTS:
        return "NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut"
    bas, haut = _wilson("a_n", "a_d")
    valable = f"a_d > 0 AND a_n BETWEEN 0 AND a_d AND ({valeur}) IS NOT NULL"
    return f"CASE WHEN {valable} THEN {bas} END AS ic_bas, CASE WHEN {valable} THEN {haut} END AS ic_haut"


def _wilson(n: str, d: str) -> tuple[str, str]:
    """The bounds of the share n / d at 95 %."""
    p, z2 = f"({n} / {d})", Z * Z
    centre = f"({p} + {z2} / (2 * {d}))"
    demi = f"{Z} * sqrt({p} * (1 - {p}) / {d} + {z2} / (4 * {d} * {d}))"
    bas, haut = (f"({centre} {signe} {demi}) / (1 + {z2} / {d})" for signe in "-+")
    return f"CASE WHEN {n} = 0 THEN 0 ELSE {bas} END", f"CASE WHEN {n} = {d} THEN 1 ELSE {haut} END"


def couvertures_differentes(v: str, autre: str) -> str:
    """Whether two covers differ too much for what they cover to be compared; an unknown one is that of a whole."""
    a, b = f"coalesce({v}, 1)", f"coalesce({autre}, 1)"
    bas, haut = COUVERTURES_PROCHES
    return f"ifnull(round({a} / nullif({b}, 0), 12) NOT BETWEEN {bas} AND {haut}, {a} <> {b})"


def couvertures_proches(ici: float | None, autre: float | None) -> bool:
    """The contrary, of two numbers."""
    a, b = (1 if x is None or x != x else float(x) for x in (ici, autre))
    bas, haut = COUVERTURES_PROCHES
    return bas <= round(a / b, 12) <= haut if b else a == b


def autre_tout(autre: str) -> str:
    """Whether a figure and what it would be compared with are parts of other wholes: by the cover, by what is received,
    or by the senders, which may each be the same by chance where the others are not."""
    return " OR ".join(
        couvertures_differentes(f"v.{c}", f"{autre}.{c}")
        for c in ("couverture", "couverture_recue", "emetteurs_couverts")
    )


def denominateur_rompu(i: Indicator) -> str:
    """Whether the denominator of a ratio moved too much in a year for the ratio to be compared."""
    if i.shape != "ratio":
        return "FALSE"
    # In whole numbers: 110 places after 100 are exactly ten per cent more, which binary fractions deny.
    return f"ifnull(abs(v.a_d - p.a_d) * 100 > {SEUIL_DENOMINATEUR} * p.a_d, FALSE)"


def variation(i: Indicator) -> str:
    """By how much the denominator of a ratio moved, where that breaks the series."""
    if i.shape != "ratio":
        return "NULL::DOUBLE"
    return f"CASE WHEN {denominateur_rompu(i)} THEN v.a_d / p.a_d - 1 END"


def incomplete(i: Indicator, emetteurs: int) -> str:
    """Whether the two years do not cover the same: other covers, or other senders by one of the columns that name
    them, unless all those expected were there each time (one that opens, closes or merges changes nobody's champ). The
    cover of a measure of replies is that measure itself."""
    autres = "".join(
        f" OR (v.lus_{k} IS DISTINCT FROM p.lus_{k} AND NOT (v.entiers_{k} AND p.entiers_{k}))"
        for k in range(emetteurs)
    )
    recues = couvertures_differentes("v.couverture_recue", "p.couverture_recue")
    if i.mesure_la_reponse:
        return f"FALSE{autres}"
    inconnues = " OR v.couverture IS NULL OR p.couverture IS NULL" if i.couverture_exigee else ""
    return f"{couvertures_differentes('v.couverture', 'p.couverture')} OR {recues}{autres}{inconnues}"


def evolution(i: Indicator, exclusives: int, emetteurs: int) -> str:
    """How a figure moved since the year before: 'hausse', 'baisse', 'stable', or 'non_comparable'."""
    ecart = "(v.valeur - p.valeur)"
    if i.shape in PARTS:
        commun = "(v.a_n + p.a_n) / (v.a_d + p.a_d)"
        seuil = f"{Z} * sqrt(greatest(0, {commun} * (1 - {commun}) * (1 / v.a_d + 1 / p.a_d)))"
        stable = f"abs({ecart}) <= {seuil}"
    elif i.shape in _COMPTES:
        stable = f"abs({ecart}) <= {i.tolerance} * abs(p.valeur)"
    else:
        stable = f"abs({ecart}) <= {i.tolerance}"
    autres = [f"v.x{k} IS DISTINCT FROM p.x{k}" for k in range(exclusives)]
    # A lower bound neither rises nor falls: it follows what the senders give, as much as the thing that it bounds.
    minimum = ["TRUE"] if i.shape == "minimum_different" else []
    rompue = " OR ".join([denominateur_rompu(i), *autres, *minimum, incomplete(i, emetteurs)])
    return f"""CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN {rompue} THEN 'non_comparable'
                        WHEN {stable} THEN 'stable' WHEN {ecart} > 0 THEN 'hausse' ELSE 'baisse' END"""


# --- Repères -------------------------------------------------------------------------------------------


def repere(i: Indicator, dims: list[str], ou: tuple[tuple[str, str], ...]) -> str:
    """Three columns: `repere`, `repere_cause`, the code of what forbids one that is declared, and `repere_au_bord`: the
    value is within the bounds, its interval is not."""
    if not i.reperes:
        return "'non' AS repere, NULL::VARCHAR AS repere_cause, FALSE AS repere_au_bord"
    r = i.reperes[0]
    causes = [(f"{r.sur} IS NULL", "valeur")]
    if r.seulement and r.seulement not in ou:
        dimension, modalite = r.seulement
        causes.append((f"{dimension} IS DISTINCT FROM '{modalite}'" if dimension in dims else "TRUE", "modalite"))
    if i.shape not in SANS_EFFECTIF:
        causes.append((f"denominateur < {EFFECTIF_MINIMAL}", "effectif"))
    causes.append(("serie_rompue", "rupture"))
    causes.append(("seule_region", "region"))
    zone = _zone(r.sur, r)
    if i.bornes:
        bas, haut = _zone("borne_basse", r), _zone("borne_haute", r)
        causes.append((f"borne_basse IS NOT NULL AND sign({bas}) <> sign({haut})", "bornes"))
        # The band bounds the answers that are unknown, not the senders nor the records that are missing.
        couverte = "CASE WHEN borne_basse IS NULL THEN couverture ELSE couverture_hors_bornes END"
        zone = f"CASE WHEN borne_basse IS NULL THEN {zone} WHEN abs({bas}) < abs({haut}) THEN {bas} ELSE {haut} END"
    else:
        couverte = "couverture"
    if not i.mesure_la_reponse:
        causes.append((f"round({couverte}, 12) < {i.seuil_couverture}", "couverture"))
    au_bord = "FALSE"
    if i.shape in PARTS or (i.shape == "ratio" and i.unite == "part"):
        bas, haut = _intervalle_juge(i, r.sur)
        dehors = f"CASE WHEN {_zone(r.sur, r)} > 0 THEN {_zone(bas, r)} ELSE {_zone(haut, r)} END"
        sait = f"({bas}) IS NOT NULL"
        causes.append((f"({zone}) <> 0 AND {sait} AND sign({dehors}) <> sign({zone})", "intervalle"))
        au_bord = f"({zone}) = 0 AND {sait} AND (({_zone(bas, r)}) <> 0 OR ({_zone(haut, r)}) <> 0)"
        zone = f"CASE WHEN NOT ({sait}) OR abs({dehors}) >= abs({zone}) THEN {zone} ELSE {dehors} END"
    cause = "CASE " + " ".join(f"WHEN {quand} THEN '{code}'" for quand, code in causes) + " END"
    return (
        f"CASE WHEN ({cause}) IS NOT NULL THEN 'non' ELSE "
        f"CASE abs({zone}) WHEN 2 THEN 'ecart' WHEN 1 THEN 'examiner' ELSE 'dans' END END AS repere, "
        f"{cause} AS repere_cause, ifnull({au_bord}, FALSE) AS repere_au_bord"
    )


def _intervalle_juge(i: Indicator, sur: str) -> tuple[str, str]:
    """The bounds of what is judged: those of the share, or of its gap; of a ratio that reads as a share, as if it were
    one, where its numerator lies within its denominator."""
    if i.shape == "ratio":
        valable = "denominateur > 0 AND numerateur BETWEEN 0 AND denominateur"
        return tuple(f"CASE WHEN {valable} THEN {b} END" for b in _wilson("numerateur", "denominateur"))
    cote = "" if sur == "valeur" else f" - (valeur - {sur})"
    return f"ic_bas{cote}", f"ic_haut{cote}"


def _zone(x: str, r) -> str:
    """Where a number falls: 0 within the bounds, ±1 outside the first ones, ±2 outside the second ones."""
    quand = []
    for niveau, (bas, haut) in ((2, r.ecart), (1, r.examiner)):
        quand += [f"WHEN round({x}, 12) < {bas} THEN -{niveau}"] if bas is not None else []
        quand += [f"WHEN round({x}, 12) > {haut} THEN {niveau}"] if haut is not None else []
    return f"CASE {' '.join(quand)} ELSE 0 END" if quand else "0"
