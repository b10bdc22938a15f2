"""Orientation facts, unit by unit: which sides are complete, how many pupils at least got what they had not asked.

These need every row of a unit together, so they are settled once, at load; the indicators then only sum. A count
written « <5 » is told: its unit is complete, and what is summed over it is known between two bounds.
"""

from store.intervalles import BAS, COLONNE, HAUT, a_la_borne, ensemble

_UNITE = "unite, palier, sexe, secteur, type_3e, campagne, departement, academie"
_MEMES = " AND ".join(f"o.{c.strip()} IS NOT DISTINCT FROM u.{c.strip()}" for c in _UNITE.split(","))
_COUPES = ("sexe", "secteur", "type_3e")
# The parts of a whole: the same unit, and the same cut wherever the whole has one.
_CONTENUE = " AND ".join(
    f"(o.{c} IS NULL OR o.{c} = u.{c})" if c in _COUPES else f"o.{c} IS NOT DISTINCT FROM u.{c}"
    for c in map(str.strip, _UNITE.split(","))
)


# What cannot be read of a lost line may be of any part of its unit.
_PERDUE_ICI = "e.unite = c.unite AND ifnull(e.campagne = c.campagne, TRUE)" + "".join(
    f" AND (e.{d} IS NOT DISTINCT FROM c.{d} OR NOT EXISTS (SELECT 1 FROM orientation o WHERE o.lot = $lot"
    f" AND o.{d} IS NOT DISTINCT FROM e.{d}))"
    for d in ("palier", *_COUPES)
)


def unites_entamees(unite: str) -> str:
    """SQL that makes the TEMP table of the units of which a line of a voie was rejected, from what names a unit in a
    line that was read."""
    coupes = ", ".join(f"nullif({d}, 'ENSEMBLE') AS {d}" for d in _COUPES)
    return f"""
    CREATE OR REPLACE TEMP TABLE unite_entamee AS
    SELECT DISTINCT {unite} AS unite, campagne, palier, {coupes}
    FROM localisee WHERE ecart IS NULL AND fautif AND voie IS DISTINCT FROM 'ENSEMBLE' AND $lot IS NOT NULL
"""


# Facts that no line was read for have lost none.
AUCUNE_ENTAMEE = f"""
    CREATE TEMP TABLE IF NOT EXISTS unite_entamee AS
    SELECT NULL::VARCHAR AS unite, NULL::INTEGER AS campagne, NULL::VARCHAR AS palier,
           {", ".join(f"NULL::VARCHAR AS {d}" for d in _COUPES)} WHERE $lot IS NULL
"""


def _dits(mesure: str, voie_muette: str) -> str:
    """SQL over the voies of a unit: whether each gives a measure, but the one that has none by nature."""
    return f"BOOL_AND({mesure} IS NOT NULL OR {COLONNE}['{mesure}'] IS NOT NULL OR voie = '{voie_muette}')"


def _sus(mesure: str) -> str:
    """SQL over the voies of a unit: whether none gives a measure between bounds only."""
    return f"COUNT({COLONNE}['{mesure}']) = 0"


def _excedents(decisions: str, demandes: str) -> str:
    return f"""SUM(greatest(0, CASE WHEN voie = 'SANS_DEMANDE' THEN 0 WHEN {demandes} IS NULL THEN {decisions}
                                    ELSE {decisions} - {demandes} END))"""


def _minimum(excedents: str, sans_demande: str) -> str:
    return f"greatest(0, {excedents} - CASE WHEN u.compte_les_sans_demande THEN {sans_demande} ELSE 0 END)"


_DEMANDES = {cote: a_la_borne("demandes_definitives", cote) for cote in (BAS, HAUT)}
_DECISIONS = {cote: a_la_borne("decisions_apres_appel", cote) for cote in (BAS, HAUT)}

# A pupil is never asked to demand a « maintien », and « sans demande » is not something that a school decides.
_COTES_DITS = f"""
    {_dits("demandes_definitives", "MAINTIEN")} AS demandes_dites,
    {_dits("decisions_apres_appel", "SANS_DEMANDE")} AS decisions_dites,
    {_dits("demandes_provisoires", "MAINTIEN")} AS intentions_dites,
    {_sus("demandes_definitives")} AS demandes_sues, {_sus("decisions_apres_appel")} AS decisions_sues,
    {_sus("demandes_provisoires")} AS intentions_sues
"""

# Σ over voies of max(0, décisions − demandes), less the pupils without a demand: a lower bound that holds even when
# families may ask for several voies (analyst.md §0.8).
_ELEVES = f"coalesce({_DECISIONS[BAS]}, {_DEMANDES[BAS]}, {a_la_borne('demandes_provisoires', BAS)})"
_COTE = f"""
    WITH cote_lue AS (
        SELECT {_UNITE}, {_COTES_DITS},
               SUM({_DECISIONS[BAS]}) AS decisions, SUM({_DECISIONS[HAUT]}) AS decisions_haut,
               {_excedents(_DECISIONS[BAS], _DEMANDES[HAUT])} AS excedents,
               {_excedents(_DECISIONS[HAUT], _DEMANDES[BAS])} AS excedents_haut,
               SUM(CASE WHEN voie = 'SANS_DEMANDE' THEN {_DEMANDES[HAUT]} END) AS sans_demande,
               SUM(CASE WHEN voie = 'SANS_DEMANDE' THEN {_DEMANDES[BAS]} END) AS sans_demande_bas,
               SUM({_ELEVES}) AS eleves,
               BOOL_OR(voie = 'SANS_DEMANDE') AS compte_les_sans_demande
        FROM orientation WHERE lot = $lot AND voie <> 'ENSEMBLE' GROUP BY ALL),
    cote AS (
        SELECT * REPLACE (demandes_dites AND NOT entamee AS demandes_dites,
                          decisions_dites AND NOT entamee AS decisions_dites,
                          intentions_dites AND NOT entamee AS intentions_dites)
        FROM (SELECT c.*, EXISTS (SELECT 1 FROM unite_entamee e WHERE {_PERDUE_ICI}) AS entamee FROM cote_lue c))
"""

ENSEMBLE_MANQUANT = f"""
    INSERT INTO orientation BY NAME
    SELECT ANY_VALUE(source) AS source, lot, ANY_VALUE(feuille) AS feuille,
           list_sort(list_distinct(flatten(LIST(lignes)))) AS lignes, ANY_VALUE(periode) AS periode,
           ANY_VALUE(etablissement) AS etablissement, ANY_VALUE(commune) AS commune,
           ANY_VALUE(region_academique) AS region_academique, ANY_VALUE(region) AS region,
           'ENSEMBLE' AS voie, ANY_VALUE(niveau_unite) AS niveau_unite, {_UNITE}
    FROM orientation o WHERE lot = $lot
    GROUP BY lot, {_UNITE} HAVING NOT BOOL_OR(voie = 'ENSEMBLE')
"""

# A unit with counts known by their bounds is complete once these are taken at a bound: it bears the mark of it.
_COMPLET = "u.demandes_dites AND u.decisions_dites"
_INTENTION_COMPLETE = "u.intentions_dites AND u.demandes_dites"
COTES_COMPLETS = f"""
    {_COTE}
    UPDATE orientation o
    SET complet = {_COMPLET} AND u.demandes_sues AND u.decisions_sues,
        intention_complete = {_INTENTION_COMPLETE} AND u.intentions_sues AND u.demandes_sues
    FROM cote u WHERE o.lot = $lot AND {_MEMES}
"""
_MARQUES = {
    "complet": (f"CASE WHEN {_COMPLET} AND NOT (u.demandes_sues AND u.decisions_sues) THEN 1 END",) * 2,
    "intention_complete": (
        f"CASE WHEN {_INTENTION_COMPLETE} AND NOT (u.intentions_sues AND u.demandes_sues) THEN 1 END",
    )
    * 2,
}
UNITES_A_BORNES = f"""
    {_COTE}
    UPDATE orientation o SET bornes = {ensemble(_MARQUES, deja="o.bornes")}
    FROM cote u
    WHERE o.lot = $lot AND NOT (u.demandes_sues AND u.decisions_sues AND u.intentions_sues) AND {_MEMES}
"""

_DIFFERENTS = (_minimum("u.excedents", "u.sans_demande"), _minimum("u.excedents_haut", "u.sans_demande_bas"))
MESURES_D_UNITE = f"""
    {_COTE}
    UPDATE orientation o
    SET decisions_total = CASE WHEN u.decisions_dites AND u.decisions_sues THEN u.decisions END,
        differents = CASE WHEN u.demandes_dites AND u.decisions_dites AND u.demandes_sues AND u.decisions_sues
                          THEN {_DIFFERENTS[0]} END
    FROM cote u WHERE o.lot = $lot AND o.voie = 'ENSEMBLE' AND {_MEMES}
"""
_BORNES_D_UNITE = {
    "decisions_total": tuple(f"CASE WHEN u.decisions_dites THEN {d} END" for d in ("u.decisions", "u.decisions_haut")),
    "differents": tuple(f"CASE WHEN u.demandes_dites AND u.decisions_dites THEN {d} END" for d in _DIFFERENTS),
}
BORNES_D_UNITE = f"""
    {_COTE}
    UPDATE orientation o SET bornes = {ensemble(_BORNES_D_UNITE, deja="o.bornes", ligne="o.")}
    FROM cote u WHERE o.lot = $lot AND o.voie = 'ENSEMBLE' AND NOT (u.demandes_sues AND u.decisions_sues) AND {_MEMES}
"""

# Some tell appeals for a school as a whole and décisions by sexe or type de 3e: the whole then takes the décisions of
# its parts, where all of them are told. It stays out of `decisions_total`, which the parts already hold.
_BORNES_DE_L_ENSEMBLE = {"decisions_apres_appel": ("e.decisions", "e.decisions_haut")}
DECISIONS_DE_L_ENSEMBLE = f"""
    {_COTE},
    ensemble_lu AS (
        SELECT o.rowid AS rang, SUM(u.decisions) AS decisions, SUM(u.decisions_haut) AS decisions_haut,
               BOOL_AND(u.decisions_sues) AS sues
        FROM orientation o JOIN cote u ON {_CONTENUE}
        WHERE o.lot = $lot AND o.voie = 'ENSEMBLE' AND o.decisions_total IS NULL
          AND o.bornes['decisions_total'] IS NULL
        GROUP BY o.rowid HAVING BOOL_AND(u.decisions_dites))
    UPDATE orientation o
    SET decisions_apres_appel = CASE WHEN e.sues THEN e.decisions END,
        bornes = CASE WHEN e.sues THEN o.bornes
                      ELSE {ensemble(_BORNES_DE_L_ENSEMBLE, deja="o.bornes", ligne="o.")} END
    FROM ensemble_lu e
    WHERE o.rowid = e.rang AND o.decisions_apres_appel IS NULL AND o.bornes['decisions_apres_appel'] IS NULL
"""

# What a unit weighs in a cover: its pupils by what it tells of its voies, else by its effectif. One that tells nothing
# (« muette ») is still one of those asked. A whole whose parts are told is no unit: they are.
UNITES_PESEES = f"""
    {_COTE}
    UPDATE orientation o
    SET unites = 1, eleves_unite = coalesce(l.eleves, o.effectif),
        unites_muettes = (l.eleves IS NULL AND o.appels_deposes IS NULL AND o.appels_examines IS NULL)::INTEGER
    FROM (SELECT o.rowid AS rang, u.eleves FROM orientation o LEFT JOIN cote u ON {_MEMES}
          WHERE o.lot = $lot AND o.voie = 'ENSEMBLE') l
    WHERE o.rowid = l.rang AND NOT EXISTS (
        SELECT 1 FROM orientation u WHERE u.lot = $lot AND u.voie = 'ENSEMBLE' AND u.rowid <> o.rowid AND {_CONTENUE})
"""

FINITIONS = (
    AUCUNE_ENTAMEE, ENSEMBLE_MANQUANT, COTES_COMPLETS, UNITES_A_BORNES, MESURES_D_UNITE, BORNES_D_UNITE,
    DECISIONS_DE_L_ENSEMBLE, UNITES_PESEES,
)  # fmt: skip
