"""Fiche C3: schemes for young people without a solution: what is offered, who enters, how one leaves, and where."""

from indicators.declaration import Indicator, Repere
from indicators.plateformes import LIGNES
from store.territoires import NIVEAUX_DE_TERRITOIRE

_NIVEAUX = (*NIVEAUX_DE_TERRITOIRE, "bassin_education", "mission_locale")
_LIEUX = ("departement", "academie", "region_academique", "region")


# The rows of each scheme and operator at their last date of a campagne and région: points are never summed.
_PLACES_LUES = """
    SELECT * FROM dispositif
    QUALIFY date IS NOT DISTINCT FROM MAX(date) OVER (PARTITION BY source, campagne, region, dispositif, operateur)"""
# The running total of each platform at its last date; one that gave a stock alone is expected, and silent.
_JEUNES_LUS = f"""
    SELECT * FROM ({LIGNES}) k WHERE k.mesure = 'cumul'
    QUALIFY k.date IS NOT DISTINCT FROM MAX(k.date) OVER (PARTITION BY k.source, k.campagne, k.region, k.unite)"""


def _grain(grain: str, compte: str) -> str:
    """SQL: places of each scheme beside the confirmed dropouts of the same place, at one grain; `compte` says which
    rows of the platforms count there (a region's own total, or its platforms)."""
    portes = _LIEUX[_LIEUX.index(grain) :] if grain in _LIEUX else ()
    cle = f"campagne, {grain}" if grain in _LIEUX else "campagne"
    lieux = ", ".join(
        f"ANY_VALUE({n}) AS {n}" if n in portes and n != grain else (n if n == grain else f"NULL::VARCHAR AS {n}")
        for n in _LIEUX
    )
    connu = f"WHERE {grain} IS NOT NULL" if grain in _LIEUX else ""
    return f"""
        SELECT '{grain}' AS grain, o.*, j.jeunes, j.psad_attendus, j.psad_repondants
        FROM (SELECT campagne, dispositif, {lieux}, SUM(places_permanentes) AS places_permanentes,
                     SUM(places_simultanees) AS places_simultanees,
                     SUM(places_conventionnees) AS places_conventionnees
              FROM place_lue {connu} GROUP BY dispositif, {cle}) o
        LEFT JOIN (SELECT {cle}, SUM(decrocheurs_confirmes) AS jeunes, SUM(psad_attendus) AS psad_attendus,
                          SUM(psad_repondants) AS psad_repondants
                   FROM jeune_confirme WHERE {compte} GROUP BY {cle}) j USING ({cle})"""


# A département without any site of a scheme that its région has: the figure has no object there, and says so.
_SANS_SITE = """
        SELECT 'departement' AS grain, p.campagne, p.dispositif, t.code AS departement, t.academie,
               t.region_academique, t.region, TRUE AS sans_site
        FROM (SELECT DISTINCT campagne, dispositif, region FROM place_lue) p
        JOIN territoire t ON t.niveau = 'departement' AND t.region = p.region
        WHERE NOT EXISTS (SELECT 1 FROM place_lue q WHERE q.campagne = p.campagne AND q.dispositif = p.dispositif
                              AND q.region = p.region AND ifnull(q.departement = t.code, TRUE))"""

# A région keeps its own total of platforms; its académies and départements only have the platforms' counts.
_PLACES_ET_JEUNES = f"""
    WITH place_lue AS ({_PLACES_LUES}),
    jeune_confirme AS ({_JEUNES_LUS})
    {" UNION ALL BY NAME ".join((
        _grain("departement", "niveau_unite <> 'region'"),
        _grain("academie", "niveau_unite <> 'region'"),
        _grain("region", "compte_region"),
        _SANS_SITE,
    ))}
"""  # fmt: skip

# Each scheme against each bassin of the régions where a file speaks of it. A site placed in no bassin leaves unknown
# the bassins of its département (of its région where it names none) that no other site covers.
_BASSINS = """
    WITH bassin_connu AS (
        SELECT code, ANY_VALUE(region) AS region, ANY_VALUE(region_academique) AS region_academique,
               CASE WHEN COUNT(DISTINCT academie) = 1 THEN ANY_VALUE(academie) END AS academie,
               CASE WHEN COUNT(DISTINCT departement) = 1 THEN ANY_VALUE(departement) END AS departement
        FROM rattachement WHERE niveau = 'bassin_education' AND code IS NOT NULL AND region IS NOT NULL GROUP BY code),
    site_lu AS (
        SELECT campagne, dispositif, region, departement, bassin_education FROM dispositif),
    dispositif_lu AS (SELECT DISTINCT campagne, dispositif, region FROM site_lu)
    SELECT p.campagne, p.dispositif, b.code AS bassin_education, b.departement, b.academie, b.region_academique,
           b.region, 1 AS attendus,
           CASE WHEN EXISTS (SELECT 1 FROM site_lu s WHERE s.campagne = p.campagne AND s.dispositif = p.dispositif
                                AND s.bassin_education = b.code) THEN 1
                WHEN NOT EXISTS (SELECT 1 FROM site_lu s WHERE s.campagne = p.campagne AND s.dispositif = p.dispositif
                                    AND s.region = b.region AND s.bassin_education IS NULL
                                    AND ifnull(s.departement = b.departement, TRUE)) THEN 0 END AS couverts
    FROM dispositif_lu p JOIN bassin_connu b ON b.region = p.region
"""


def _dispositif(**champs) -> Indicator:
    """An indicator over schemes, one scheme at a time, at the last date that each gives in the campagne."""
    commun = {
        "fiche": "C3",
        "faits": {"dispositif": ("dispositif",)},
        "par": ("operateur", "site", "date"),
        "par_obligatoire": ("dispositif",),
        "additif": False,
        "niveaux": _NIVEAUX,
        "point": ("date", "dispositif", "operateur"),
    }
    return Indicator(**(commun | champs))


INDICATEURS = (
    _dispositif(
        id="places_pour_100_jeunes",
        label="Places offertes pour 100 décrocheurs confirmés par les plateformes (indicatif)",
        question="Combien de places chaque dispositif offre-t-il pour 100 décrocheurs confirmés ?",
        shape="ratio",
        faits={"dispositif": ("dispositif",), "decrochage": ("decrochage",)},
        unite="pour_100",
        decimales=1,
        champ="Places de chaque sorte à leur dernière date ; décrocheurs confirmés en cumul de campagne, à leur "
        "dernière date",
        modalites={
            "nature_places": {
                "entrées permanentes": ("places_permanentes", "jeunes"),
                "simultanées": ("places_simultanees", "jeunes"),
                "conventionnées": ("places_conventionnees", "jeunes"),
            }
        },
        numerateur_libelle="places",
        denominateur_libelle="décrocheurs confirmés par les plateformes",
        par=(),
        par_obligatoire=("dispositif", "nature_places"),
        niveaux=NIVEAUX_DE_TERRITOIRE,
        point=(),
        relation=_PLACES_ET_JEUNES,
        filtre_par_niveau={
            "departement": "grain = 'departement'",
            "academie": "grain = 'academie'",
            "*": "grain = 'region'",
        },
        motifs={
            "sans_objet": "CASE WHEN sans_site THEN 1 END",
            "non_transmis": "CASE WHEN jeunes IS NULL THEN 1 END",
        },
        couverture=("CASE WHEN psad_attendus IS NOT NULL THEN psad_repondants END", "psad_attendus"),
        couverture_libelle="part des plateformes attendues qui ont répondu",
        couverture_en="repondants",
        cote_denominateur=("decrochage", "decrochage"),
        couverture_de="des plateformes attendues ont répondu",
        tolerance=0.01,
        mises_en_garde=(
            "Indicatif : ces dispositifs accueillent aussi d’autres jeunes que les décrocheurs confirmés.",
            "Entrées permanentes, places simultanées et places conventionnées ne s’additionnent pas.",
            "Co-responsabilité État–Région : les plateformes relèvent des deux.",
            "Une plateforme sur deux départements ne compte que dans son académie et sa région.",
        ),
    ),
    _dispositif(
        id="entrees_dispositif",
        label="Entrées dans chaque dispositif",
        question="Combien de jeunes sont entrés dans chaque dispositif ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        champ="Entrées de la période, selon l’opérateur",
        numerateur="entrees",
        numerateur_libelle="entrées",
        tolerance=0.02,
        mises_en_garde=("Un jeune peut entrer dans plusieurs dispositifs : ils ne s’additionnent pas.",),
    ),
    _dispositif(
        id="remplissage_dispositif",
        label="Entrées pour une place conventionnée",
        question="Les places conventionnées de chaque dispositif sont-elles occupées ?",
        shape="ratio",
        unite="part",
        decimales=1,
        champ="Sites qui donnent leurs entrées et leurs places conventionnées",
        numerateur="entrees",
        denominateur="places_conventionnees",
        numerateur_libelle="entrées",
        denominateur_libelle="places conventionnées",
        couverture=("CASE WHEN places_conventionnees IS NOT NULL THEN entrees END", "entrees"),
        couverture_libelle="part des entrées dans des sites dont les places conventionnées sont connues",
        couverture_de="des entrées (places conventionnées du site connues)",
        tolerance=0.02,
        reperes=(
            Repere(
                "valeur",
                (0.70, 1.10),
                (0.50, 1.50),
                "à examiner hors de 70–110 %, écart marqué hors de 50–150 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=(
            "Une place peut servir à plusieurs jeunes dans l’année : plus de 100 % est possible.",
            "Les durées de parcours diffèrent d’un dispositif à l’autre : ils ne se comparent pas entre eux.",
        ),
    ),
    _dispositif(
        id="sorties_positives",
        label="Sorties positives, selon la définition du dispositif",
        question="Parmi les sorties de chaque dispositif, combien sont positives au sens de son opérateur ?",
        shape="part",
        unite="part",
        decimales=1,
        champ="Sorties de la période, selon la définition que donne l’opérateur",
        numerateur="sorties_positives",
        denominateur="sorties",
        numerateur_libelle="sorties positives",
        denominateur_libelle="sorties",
        par=("operateur", "site", "date", "definition_sortie"),
        exclusives={"definition_sortie": "définition de la sortie positive"},
        mises_en_garde=(
            "Chaque dispositif a sa définition (délai, situations comptées) : ils ne se comparent pas entre eux.",
        ),
        definition="définition de chaque opérateur",
    ),
    _dispositif(
        id="bassins_couverts_dispositif",
        label="Bassins qui ont un site du dispositif",
        question="Dans quels bassins d’éducation chaque dispositif a-t-il un site ?",
        shape="presence",
        unite="part",
        decimales=0,
        champ="Bassins d’éducation connus des régions dont le fichier parle ; sites placés dans un bassin",
        numerateur="couverts",
        denominateur="attendus",
        numerateur_libelle="bassins avec un site",
        denominateur_libelle="bassins connus",
        couverture=("CASE WHEN couverts IS NOT NULL THEN attendus END", "attendus"),
        couverture_libelle="part des bassins dont on sait s’ils ont un site",
        couverture_de="des bassins (présence d’un site connue)",
        par=(),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education"),
        point=(),
        relation=_BASSINS,
        appoint={"rattachement": ("bassin",)},
        perimetres=("bassin_education",),
        mises_en_garde=("Un bassin sans site peut être desservi par celui d’un bassin voisin.",),
    ),
)
