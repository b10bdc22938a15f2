"""Orientation facts, unit by unit: which sides are complete, how many pupils at least got what they had not asked.

These need every row of a unit together, so they are settled once, at load; the indicators then only sum.
"""

_UNITE = "unite, palier, sexe, secteur, type_3e, campagne, departement, academie"
_MEMES = " AND ".join(f"o.{c.strip()} IS NOT DISTINCT FROM u.{c.strip()}" for c in _UNITE.split(","))
_COUPES = ("sexe", "secteur", "type_3e")
# The parts of a whole: the same unit, and the same cut wherever the whole has one.
_CONTENUE = " AND ".join(
    f"(o.{c} IS NULL OR o.{c} = u.{c})" if c in _COUPES else f"o.{c} IS NOT DISTINCT FROM u.{c}"
    for c in map(str.strip, _UNITE.split(","))
)

# A pupil is never asked to demand a « maintien », and « sans demande » is not something that a school decides.
_COTES_DITS = """
    BOOL_AND(demandes_definitives IS NOT NULL OR voie = 'MAINTIEN') AS demandes_dites,
    BOOL_AND(decisions_apres_appel IS NOT NULL OR voie = 'SANS_DEMANDE') AS decisions_dites,
    BOOL_AND(demandes_provisoires IS NOT NULL OR voie = 'MAINTIEN') AS intentions_dites
"""

# Σ over voies of max(0, décisions − demandes), less the pupils without a demand: a lower bound that holds even when
# families may ask for several voies (analyst.md §0.8).
_COTE = f"""
    WITH cote AS (
        SELECT {_UNITE}, {_COTES_DITS},
               SUM(decisions_apres_appel) AS decisions,
               SUM(greatest(0, CASE WHEN voie = 'SANS_DEMANDE' THEN 0
                                    WHEN demandes_definitives IS NULL THEN decisions_apres_appel
                                    ELSE decisions_apres_appel - demandes_definitives END)) AS excedents,
               SUM(CASE WHEN voie = 'SANS_DEMANDE' THEN demandes_definitives END) AS sans_demande,
               BOOL_OR(voie = 'SANS_DEMANDE') AS compte_les_sans_demande
        FROM orientation WHERE lot = $lot AND voie <> 'ENSEMBLE' GROUP BY ALL)
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

COTES_COMPLETS = f"""
    {_COTE}
    UPDATE orientation o
    SET complet = u.demandes_dites AND u.decisions_dites,
        intention_complete = u.intentions_dites AND u.demandes_dites
    FROM cote u WHERE o.lot = $lot AND {_MEMES}
"""

MESURES_D_UNITE = f"""
    {_COTE}
    UPDATE orientation o
    SET decisions_total = CASE WHEN u.decisions_dites THEN u.decisions END,
        differents = CASE WHEN u.demandes_dites AND u.decisions_dites
                          THEN greatest(0, u.excedents - CASE WHEN u.compte_les_sans_demande
                                                              THEN u.sans_demande ELSE 0 END) END
    FROM cote u WHERE o.lot = $lot AND o.voie = 'ENSEMBLE' AND {_MEMES}
"""

# Some tell appeals for a school as a whole and décisions by sexe or type de 3e: the whole then takes the décisions of
# its parts, where all of them are told. It stays out of `decisions_total`, which the parts already hold.
DECISIONS_DE_L_ENSEMBLE = f"""
    {_COTE},
    ensemble_lu AS (
        SELECT o.rowid AS rang, SUM(u.decisions) AS decisions
        FROM orientation o JOIN cote u ON {_CONTENUE}
        WHERE o.lot = $lot AND o.voie = 'ENSEMBLE' AND o.decisions_total IS NULL
        GROUP BY o.rowid HAVING BOOL_AND(u.decisions_dites))
    UPDATE orientation o SET decisions_apres_appel = e.decisions
    FROM ensemble_lu e WHERE o.rowid = e.rang AND o.decisions_apres_appel IS NULL
"""

FINITIONS = (ENSEMBLE_MANQUANT, COTES_COMPLETS, MESURES_D_UNITE, DECISIONS_DE_L_ENSEMBLE)
