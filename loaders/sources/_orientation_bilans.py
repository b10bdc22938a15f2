"""What a batch of orientation says of itself: who answered, several demandes a pupil, sums, magnitudes, jumps."""

from store.intervalles import BAS, HAUT, connue, ensemble, somme

_UNITE = "campagne, palier, unite, departement, academie"

# Some fill what belongs to the unit on each row by voie: the unit then takes the value they share, and the appeals
# that are told by voie are summed.
_APPELS = ("appels_deposes", "appels_examines", "appels_satisfaits")
_BORNES_DES_APPELS = ensemble(
    {m: tuple(f"CASE WHEN o.bornes['{m}'] IS NULL THEN u.{c}_{m} END" for c in "bh") for m in _APPELS},
    deja="o.bornes", ligne="o.",
)  # fmt: skip
REPORTS = (
    f"""
    WITH unite_lue AS (
        SELECT {_UNITE}, sexe, secteur, type_3e,
               CASE WHEN COUNT(effectif) = COUNT(*) AND MIN(effectif) = MAX(effectif) AND COUNT(*) > 1
                    THEN MIN(effectif) END AS effectif,
               CASE WHEN MIN(etab_attendus) = MAX(etab_attendus) THEN MIN(etab_attendus) END AS etab_attendus,
               CASE WHEN MIN(etab_repondants) = MAX(etab_repondants) THEN MIN(etab_repondants) END AS etab_repondants,
               {", ".join(f"{connue(m)} AS {m}, {somme(m, BAS)} AS b_{m}, {somme(m, HAUT)} AS h_{m}" for m in _APPELS)}
        FROM orientation WHERE lot = $lot AND voie <> 'ENSEMBLE' GROUP BY ALL)
    UPDATE orientation o
    SET effectif = coalesce(o.effectif, u.effectif),
        etab_attendus = coalesce(o.etab_attendus, u.etab_attendus),
        etab_repondants = coalesce(o.etab_repondants, u.etab_repondants),
        {", ".join(f"{m} = CASE WHEN o.bornes['{m}'] IS NULL THEN coalesce(o.{m}, u.{m}) END" for m in _APPELS)},
        bornes = CASE WHEN {" OR ".join(f"u.b_{m} IS NOT NULL" for m in _APPELS)} THEN {_BORNES_DES_APPELS}
                      ELSE o.bornes END
    FROM unite_lue u
    WHERE o.lot = $lot AND o.voie = 'ENSEMBLE'
      AND {" AND ".join(f"o.{c.strip()} IS NOT DISTINCT FROM u.{c.strip()}"
                        for c in (_UNITE + ", sexe, secteur, type_3e").split(","))}
    """,
)  # fmt: skip

_UNITES_LUES = f"""
    WITH unite_lue AS (
        SELECT {_UNITE}, SUM(demandes_definitives) AS demandes, SUM(decisions_total) AS decisions,
               MAX(effectif) FILTER (WHERE voie = 'ENSEMBLE') AS effectif,
               COUNT(demandes_definitives) AS demandes_lues, COUNT(decisions_apres_appel) AS decisions_lues,
               BOOL_AND(complet OR bornes['complet'] IS NOT NULL) AS complete,
               unite IN (SELECT unite FROM unite_entamee) AS entamee
        FROM orientation WHERE lot = $lot GROUP BY {_UNITE})
"""

NON_REPONDANTS = r"""
    WITH absent AS (
        SELECT DISTINCT concat_ws(' – ', uai, regexp_replace(nom, '\s*\*+\s*$', ''),
                                  'département ' || v_departement) AS qui
        FROM localisee WHERE ecart IS NULL AND NOT fautif AND voie = 'ENSEMBLE' AND etab_repondants = 0
          AND (uai IS NOT NULL OR nom IS NOT NULL))
    SELECT 'non_repondants', 'warning', COUNT(*),
           'Établissements interrogés qui n’ont pas répondu : '
           || array_to_string(list(qui ORDER BY qui)[:20], ' ; ') || '.', list(qui ORDER BY qui)[:5]
    FROM absent HAVING COUNT(*) > 0 AND $lot IS NOT NULL
"""

TAUX_DE_REPONSE = """
    WITH reponse AS (
        SELECT palier, SUM(etab_attendus) AS attendus, SUM(etab_repondants) AS repondants
        FROM orientation
        WHERE lot = $lot AND voie = 'ENSEMBLE' AND etab_attendus IS NOT NULL AND etab_repondants IS NOT NULL
        GROUP BY palier HAVING SUM(etab_attendus) > 0)
    SELECT 'taux_de_reponse', CASE WHEN repondants < 0.9 * attendus THEN 'warning' ELSE 'info' END, repondants,
           'Palier ' || palier || ' : ' || repondants || ' établissements ont répondu sur ' || attendus || ' attendus ('
           || replace(printf('%.1f', 100 * repondants / attendus), '.', ',') || ' %).', NULL
    FROM reponse ORDER BY palier
"""

PLUSIEURS_DEMANDES = f"""
    {_UNITES_LUES},
    multiple AS (
        SELECT unite, palier, campagne, demandes, coalesce(effectif, decisions) AS eleves
        FROM unite_lue WHERE demandes > coalesce(effectif, decisions))
    SELECT 'plusieurs_demandes', 'warning', SUM(demandes - eleves),
           'Plusieurs demandes possibles pour un élève : ' || SUM(demandes - eleves)
           || ' demandes de plus que d’élèves dans ' || COUNT(*) || ' unités. Les parts se calculent sur les demandes.',
           list(unite || ' : ' || demandes || ' demandes, ' || eleves || ' élèves'
                ORDER BY demandes - eleves DESC, unite)[:5]
    FROM multiple HAVING COUNT(*) > 0
"""

DECISIONS_ET_EFFECTIF = f"""
    {_UNITES_LUES}
    SELECT 'decisions_autres_que_effectif', 'info', COUNT(*),
           'Unités où la somme des décisions n’est pas l’effectif : ' || COUNT(*) || ' (décisions '
           || SUM(decisions) || ', effectif ' || SUM(effectif) || ').',
           list(unite || ' : ' || decisions || ' décisions, ' || effectif || ' élèves' ORDER BY unite)[:5]
    FROM unite_lue WHERE decisions <> effectif HAVING COUNT(*) > 0
"""

UN_SEUL_COTE = f"""
    {_UNITES_LUES},
    incomplete AS (
        SELECT unite, CASE WHEN entamee THEN 'ligne rejetée' WHEN demandes_lues = 0 THEN 'sans demandes'
                           WHEN decisions_lues = 0 THEN 'sans décisions'
                           ELSE 'demandes ou décisions incomplètes' END AS manque
        FROM unite_lue WHERE complete IS FALSE)
    SELECT 'un_seul_cote', 'warning', COUNT(*),
           'Unités qui ne donnent pas les deux côtés (demandes et décisions) : chargées, hors des écarts.',
           list(unite || ' : ' || manque ORDER BY unite)[:5]
    FROM incomplete HAVING COUNT(*) > 0
"""

_PAR_TERRITOIRE = """
    SELECT campagne, palier, voie, coalesce(departement, academie) AS territoire, lot,
           SUM(demandes_definitives) AS demandes, SUM(decisions_apres_appel) AS decisions
    FROM orientation WHERE voie <> 'ENSEMBLE' GROUP BY ALL
"""

SAUT = f"""
    WITH territoire_voie AS ({_PAR_TERRITOIRE}),
    mesure AS (
        SELECT * FROM territoire_voie UNPIVOT (valeur FOR quoi IN (demandes, decisions))),
    saut AS (
        SELECT n.campagne, n.palier, n.voie, n.territoire, n.quoi, n.valeur, p.valeur AS avant
        FROM mesure n JOIN mesure p ON p.campagne = n.campagne - 1 AND p.palier = n.palier AND p.voie = n.voie
         AND p.territoire = n.territoire AND p.quoi = n.quoi
        WHERE n.lot = $lot AND p.valeur >= 50 AND abs(n.valeur - p.valeur) > 0.3 * p.valeur)
    SELECT 'saut_annuel', 'warning', COUNT(*),
           'Effectifs qui changent de plus de 30 % d’une campagne à l’autre : à vérifier avec le producteur.',
           list(territoire || ', ' || voie || ', ' || replace(quoi, 'decisions', 'décisions') || ' : '
                || avant || ' en ' || (campagne - 1) || ', ' || valeur || ' en ' || campagne
                ORDER BY territoire, voie, quoi)[:5]
    FROM saut HAVING COUNT(*) > 0
"""

PART_DE_2GT = f"""
    WITH territoire_voie AS ({_PAR_TERRITOIRE}),
    part_lue AS (
        SELECT territoire, campagne,
               SUM(decisions) FILTER (WHERE voie = '2GT') / SUM(decisions) AS part, SUM(decisions) AS n
        FROM territoire_voie WHERE lot = $lot AND palier = '3E' GROUP BY ALL)
    SELECT 'part_2gt_inhabituelle', 'info', COUNT(*),
           'Part des décisions vers la 2de GT hors de 50–85 % : inhabituelle, à vérifier.',
           list(territoire || ', ' || campagne || ' : ' || replace(printf('%.1f', 100 * part), '.', ',') || ' %'
                ORDER BY territoire)[:5]
    FROM part_lue WHERE n >= 50 AND part NOT BETWEEN 0.50 AND 0.85 HAVING COUNT(*) > 0
"""

NIVEAUX_MELES = """
    WITH niveau AS (
        SELECT campagne, palier, academie, list(DISTINCT niveau_unite ORDER BY niveau_unite) AS niveaux
        FROM orientation WHERE lot = $lot AND academie IS NOT NULL GROUP BY ALL
        HAVING COUNT(*) FILTER (WHERE niveau_unite = 'académie') > 0
           AND COUNT(*) FILTER (WHERE niveau_unite <> 'académie') > 0)
    SELECT 'niveaux_meles', 'warning', COUNT(*),
           'Une académie est donnée à la fois en entier et en détail : ses élèves comptent deux fois. '
           || 'Retirez du fichier les lignes d’ensemble.',
           list('académie ' || academie || ', palier ' || palier || ', ' || campagne ORDER BY academie)[:5]
    FROM niveau HAVING COUNT(*) > 0
"""

BILANS = (
    NIVEAUX_MELES,
    NON_REPONDANTS,
    TAUX_DE_REPONSE,
    PLUSIEURS_DEMANDES,
    DECISIONS_ET_EFFECTIF,
    UN_SEUL_COTE,
    SAUT,
    PART_DE_2GT,
)
