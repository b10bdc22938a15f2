"""What the two files of the platforms share: places, dates, breakdowns, and what every row of a batch settles."""

from loaders.declaration import BLANCS, Colonne, Controle, Exclusion, Question
from loaders.sources._colonnes import (
    ACADEMIE,
    CAMPAGNE_SCOLAIRE,
    DEPARTEMENT,
    DEUX_SEXES,
    MISSION_LOCALE,
    REGION_ECRITE,
    SEXE,
)

MESURES_TEMPS = {
    "cumul": ("cumulé", "cumul campagne", "cumul depuis le début de la campagne", "jeunes distincts"),
    "stock": ("stock à date", "situation", "situation à date", "en stock"),
}
_TOUS = ("ensemble", "total", "tous", "toutes", "tous âges")
AGES = {
    "16-17": ("16-17 ans", "16/17", "16 à 17 ans", "mineurs", "moins de 18 ans"),
    "18-24": ("18-24 ans", "18/24", "18 à 24 ans", "18-25", "18-25 ans", "majeurs"),
    "ensemble": _TOUS,
}
SEXES = {
    "F": ("fille", "filles", "féminin", "femmes"),
    "M": ("g", "h", "garçon", "garçons", "masculin", "hommes"),
    "ensemble": (*_TOUS, *DEUX_SEXES),
}
REPONSES = {
    "oui": ("o", "répondu", "1"),
    "en cours": ("en attente", "à venir", "annoncé"),
    "non": ("n", "sans réponse", "0"),
}
SANS_VALEUR = (*BLANCS, "en cours", "en attente", "à venir", "non suivi", "///")

QUESTION_MESURE = Question(
    "mesure",
    "Ces nombres sont-ils un cumul depuis le début de la campagne (jeunes distincts) ou un stock à la date ? "
    "Ils ne s’additionnent jamais d’une date à l’autre. (« inconnu » s’imprimera « mesure non précisée »)",
    ("cumul", "stock", "inconnu"),
)
QUESTION_REGION = Question(
    "region", "De quelle région ces plateformes sont-elles ? (code Insee ou nom)", (), libre=True, facultative=True
)

# --- Places ---------------------------------------------------------------------------------------------------------

_PLIE = "strip_accents(lower(trim(psad)))"
# The row of the région, by that word or by the name of one without a département.
_DE_LA_REGION = (
    f"(ifnull(regexp_matches({_PLIE}, '^(total |ensemble |somme )?((de )?la )?region\\b'), FALSE) "
    f"OR ifnull(departement IS NULL AND {_PLIE} IN "
    "(SELECT strip_accents(lower(libelle)) FROM territoire WHERE niveau = 'region'), FALSE))"
)
_TOTAL = "^((total|ensemble|somme|recapitulatif|moyenne|rappel|dont|toutes?)\\b|ens[.]?$|academie de )"
EST_REGION = f"((psad IS NULL AND region IS NOT NULL OR {_DE_LA_REGION}) AND departement IS NULL AND academie IS NULL)"
EST_PSAD = f"(psad IS NOT NULL AND NOT {_DE_LA_REGION})"
PSAD = f"CASE WHEN {EST_PSAD} THEN regexp_replace(trim(psad), '\\s+', ' ', 'g') END"
NIVEAU_UNITE = f"""CASE WHEN {EST_REGION} THEN 'region' WHEN {EST_PSAD} THEN 'psad'
    WHEN departement IS NOT NULL THEN 'departement' ELSE 'academie' END"""

# --- Dates: written as a day, as a day of a database, or as the month of a sheet (its last day) ----------------------

_MOIS = """CASE WHEN strip_accents(lower(date)) LIKE 'juil%' THEN 7 ELSE
    list_position(['jan', 'fev', 'mar', 'avr', 'mai', 'jui', '-', 'aou', 'sep', 'oct', 'nov', 'dec'],
                  substr(strip_accents(lower(trim(date))), 1, 3)) END"""
_JOUR = """coalesce(CASE WHEN regexp_matches(date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN
        TRY_CAST(substr(date, 1, 10) AS DATE) END,
    TRY_STRPTIME(regexp_replace(trim(date), '[.-]', '/', 'g'), '%d/%m/%Y')::DATE)"""
DATE = f"""coalesce({_JOUR}, CASE WHEN {_MOIS} > 0 THEN last_day(make_date(
    (campagne - CASE WHEN {_MOIS} >= 9 THEN 1 ELSE 0 END)::BIGINT, {_MOIS}::BIGINT, 1)) END)"""

# --- Breakdowns: one only, the finest -------------------------------------------------------------------------------

VENTILATIONS = ("age", "sexe", "voie_quittee")


def _finesse(dimensions: tuple[str, ...]) -> str:
    """SQL: how finely a row is cut, as a text that sorts: number of dimensions, then which ones."""
    dites = [f"(nullif({d}, 'ensemble') IS NOT NULL)::INTEGER" for d in dimensions]
    return f"(({' + '.join(dites)})::VARCHAR || " + " || ".join(f"({d})::VARCHAR" for d in dites) + ")"


def exclusions(dimensions: tuple[str, ...]) -> tuple[Exclusion, ...]:
    """Rows that stand for others of the same file: totals, wholes told beside their parts."""
    finesse = _finesse(dimensions)
    quand = "feuille, campagne, date, mesure"
    rang = f"CASE WHEN {EST_PSAD} THEN 2 WHEN departement IS NOT NULL THEN 1 ELSE 0 END"
    return (
        Exclusion("total", f"regexp_matches({_PLIE}, '{_TOTAL}') AND NOT {_DE_LA_REGION}",
                  "Total des plateformes : mis de côté, il compterait deux fois les jeunes"),
        Exclusion(
            "niveau_agrege",
            f"NOT {EST_REGION} AND NOT {EST_PSAD} AND CASE WHEN departement IS NOT NULL "
            f"THEN MAX({rang}) OVER (PARTITION BY {quand}, departement) > 1 "
            f"ELSE MAX({rang}) OVER (PARTITION BY {quand}) > 0 END",
            "Ligne d’un territoire dont le fichier donne aussi les plateformes : elle compterait deux fois les jeunes",
        ),
        Exclusion(
            "ensemble_detaille",
            f"{finesse} < MAX({finesse}) OVER (PARTITION BY {quand}, psad, departement, academie, region)",
            "Ligne d’ensemble, ou d’une autre ventilation, dont le fichier donne aussi le détail : "
            "elle compterait deux fois les jeunes",
        ),
    )  # fmt: skip


CONTROLES = (
    Controle(
        "sans_unite",
        "psad IS NULL AND departement IS NULL AND academie IS NULL AND region IS NULL",
        "Ni plateforme, ni département, ni académie, ni région : la ligne ne se rattache à rien",
    ),
    Controle(
        "date_illisible",
        f"date IS NOT NULL AND {_JOUR} IS NULL AND {_MOIS} IS NULL",
        "Date illisible : attendu un jour (30/06/2026) ou un mois",
    ),
)


def depasse(partie: str, tout: str, motif: str) -> Controle:
    """A part above its whole: the row is rejected."""
    return Controle(f"{partie}_plus_que_{tout}", f"{partie} > {tout}", motif)


def compte(nom: str, definition: str, *entetes: str, exemple: str = "") -> Colonne:
    """An optional column of young people, with the signs by which platforms say that they have no number."""
    return Colonne(nom, (nom, *entetes), "entier", obligatoire=False, blancs=SANS_VALEUR, definition=definition,
                   exemple=exemple or "12")  # fmt: skip


TETE = (
    Colonne("psad", ("psad", "plateforme", "nom de la plateforme"), obligatoire=False, exemple="PSAD Centre",
            definition="La plateforme (PSAD). « Région » pour le total que la région établit elle-même."),
    DEPARTEMENT.avec(
        "departement", "département", "dépt", "dpt", exemple="35",
        definition="Vide pour une plateforme de plusieurs départements : remplir alors l’académie ou la région.",
    ),
    ACADEMIE.avec("academie", "académie", exemple="14", definition="Code ou nom de l’académie."),
    REGION_ECRITE.avec("region", "région", exemple="53", definition="Code Insee ou nom de la région."),
    CAMPAGNE_SCOLAIRE.avec("campagne", "année scolaire", "annee_scolaire", exemple="2026",
                           definition="Année de juin de l’année scolaire : 2026 pour 2025-2026."),
    Colonne("date", ("date", "date d’arrêt", "arrêté au", "situation au"), obligatoire=False, exemple="30/06/2026",
            definition="Jour auquel les nombres sont arrêtés. Deux dates ne s’additionnent jamais."),
    Colonne("mesure", ("mesure", "stock ou cumul"), obligatoire=False, valeurs=MESURES_TEMPS, exemple="cumul",
            definition="cumul : jeunes distincts depuis le début de la campagne ; stock : jeunes suivis à la date."),
)  # fmt: skip
FIN = (
    Colonne("definition", ("definition", "définition", "définition du décrocheur"), obligatoire=False,
            definition="Définition du décrocheur que suit ce fichier (âge, diplôme déjà obtenu…)."),
    Colonne("reponse", ("reponse", "réponse"), obligatoire=False, valeurs=REPONSES, exemple="oui",
            definition="La plateforme a-t-elle répondu ? Une plateforme muette a sa ligne, sans aucun nombre."),
    Colonne("psad_attendus", ("psad_attendus", "plateformes attendues"), "entier", obligatoire=False, exemple="1",
            definition="Seulement sur une ligne de territoire : nombre de plateformes attendues."),
    Colonne("psad_repondants", ("psad_repondants", "plateformes répondantes"), "entier", obligatoire=False,
            exemple="1", definition="Seulement sur une ligne de territoire : nombre de plateformes qui ont répondu."),
    Colonne("bassin_education", ("bassin_education", "bassin d’éducation"), obligatoire=False,
            definition="Seulement si la plateforme tient dans un bassin."),
    MISSION_LOCALE.avec("mission_locale", "mission locale",
                        definition="Seulement si la plateforme tient dans le ressort d’une mission locale."),
)  # fmt: skip
AGE = Colonne("age", ("age", "âge", "tranche d’âge"), obligatoire=False, valeurs=AGES, exemple="ensemble",
              definition="Ne pas remplir « ensemble » à côté de ses détails.")  # fmt: skip
SEXE_DIT = SEXE.avec("sexe", valeurs=SEXES, exemple="ensemble")


def reponse(mesures: tuple[str, ...]) -> str:
    """SQL: whether a row's unit answered, as it says or else by the numbers that it gives."""
    dites = " AND ".join(f"{m} IS NULL" for m in mesures)
    return f"CASE WHEN {EST_REGION} THEN NULL ELSE coalesce(reponse, CASE WHEN {dites} THEN 'non' ELSE 'oui' END) END"


FAITS = {
    "psad": PSAD,
    "psad_libelle": PSAD,
    "niveau_unite": NIVEAU_UNITE,
    "date": DATE,
    **{d: f"nullif({d}, 'ensemble')" for d in VENTILATIONS},
}
CLE = ("psad", "niveau_unite", "departement", "academie", "region", "date", "mesure", *VENTILATIONS)
PARTITION = ("psad", "date", "mesure")

# --- Settled once every row of the batch is there --------------------------------------------------------------------

_NOM = "trim(regexp_replace(strip_accents(lower({0})), '[^a-z0-9]+', ' ', 'g'))"
# The same platform written otherwise another year keeps the spelling that the base already knows.
MEME_GRAPHIE = f"""
    WITH graphie AS (
        SELECT {_NOM.format("psad")} AS nom, ARG_MIN(psad, CASE WHEN lot = $lot THEN 1 ELSE 0 END) AS connue
        FROM decrochage WHERE psad IS NOT NULL GROUP BY 1)
    UPDATE decrochage d SET psad = g.connue, psad_libelle = g.connue
    FROM graphie g WHERE d.lot = $lot AND g.nom = {_NOM.format("d.psad")}
"""
# A sheet with platforms in columns says no département: what an earlier file said of the platform stands.
LIEU_CONNU = """
    WITH lieu_dit AS (
        SELECT psad, region, ARG_MAX(departement, campagne) AS departement, ARG_MAX(academie, campagne) AS academie,
               ARG_MAX(region_academique, campagne) AS region_academique
        FROM decrochage WHERE psad IS NOT NULL AND region IS NOT NULL AND academie IS NOT NULL GROUP BY psad, region),
    lieu_sur AS (SELECT * FROM lieu_dit QUALIFY COUNT(*) OVER (PARTITION BY psad) = 1)
    UPDATE decrochage d
    SET departement = l.departement, academie = l.academie, region_academique = l.region_academique, region = l.region
    FROM lieu_sur l
    WHERE d.lot = $lot AND d.psad = l.psad AND d.departement IS NULL AND d.academie IS NULL
      AND (d.region IS NULL OR d.region = l.region)
"""
REGION_DES_PLATEFORMES = """
    WITH region_unique AS (
        SELECT MIN(region) AS region FROM decrochage WHERE lot = $lot AND psad IS NOT NULL AND region IS NOT NULL
        HAVING COUNT(DISTINCT region) = 1)
    UPDATE decrochage d SET region = u.region FROM region_unique u WHERE d.lot = $lot AND d.region IS NULL
"""
REGION_ACADEMIQUE = """
    UPDATE decrochage d SET region_academique = t.code FROM territoire t
    WHERE d.lot = $lot AND d.region_academique IS NULL AND t.niveau = 'region_academique' AND t.region = d.region
"""
_QUAND = "campagne, date, mesure"
_MEME_QUAND = " AND ".join(f"d.{c.strip()} IS NOT DISTINCT FROM p.{c.strip()}" for c in _QUAND.split(","))
# One row of each platform and date carries what is expected of it, so that a breakdown does not count it twice.
PLATEFORMES_ATTENDUES = f"""
    WITH ligne_rangee AS (
        SELECT lignes, psad, {_QUAND}, age, sexe, voie_quittee,
               BOOL_OR(reponse = 'oui') OVER (PARTITION BY psad, {_QUAND}) AS repond,
               ROW_NUMBER() OVER (PARTITION BY psad, {_QUAND} ORDER BY lignes, age, sexe, voie_quittee) AS rang
        FROM decrochage WHERE lot = $lot AND psad IS NOT NULL)
    UPDATE decrochage d
    SET psad_attendus = CASE WHEN p.rang = 1 THEN 1 END,
        psad_repondants = CASE WHEN p.rang = 1 THEN CASE WHEN p.repond THEN 1 ELSE 0 END END
    FROM ligne_rangee p
    WHERE d.lot = $lot AND d.psad = p.psad AND d.lignes = p.lignes AND {_MEME_QUAND}
      AND d.age IS NOT DISTINCT FROM p.age AND d.sexe IS NOT DISTINCT FROM p.sexe
      AND d.voie_quittee IS NOT DISTINCT FROM p.voie_quittee
"""
REPONSES_DE_LA_REGION = f"""
    WITH plateforme AS (
        SELECT {_QUAND}, SUM(psad_attendus) AS attendus, SUM(psad_repondants) AS repondants
        FROM decrochage WHERE lot = $lot AND psad IS NOT NULL GROUP BY ALL),
    ligne_de_region AS (
        SELECT lignes, {_QUAND}, age, sexe, voie_quittee,
               ROW_NUMBER() OVER (PARTITION BY {_QUAND} ORDER BY lignes, age, sexe, voie_quittee) AS rang
        FROM decrochage WHERE lot = $lot AND niveau_unite = 'region')
    UPDATE decrochage d SET psad_attendus = p.attendus, psad_repondants = p.repondants
    FROM plateforme p JOIN ligne_de_region r
      ON r.rang = 1 AND {_MEME_QUAND.replace("d.", "r.")}
    WHERE d.lot = $lot AND d.niveau_unite = 'region' AND {_MEME_QUAND} AND d.lignes = r.lignes
      AND d.age IS NOT DISTINCT FROM r.age AND d.sexe IS NOT DISTINCT FROM r.sexe
      AND d.voie_quittee IS NOT DISTINCT FROM r.voie_quittee
"""
# The region's own total may come in another file than the platforms: it says the replies that they give.
REPONSES_D_UN_AUTRE_FICHIER = f"""
    WITH de_la_source AS (
        SELECT * FROM decrochage WHERE source = (SELECT ANY_VALUE(source) FROM decrochage WHERE lot = $lot)),
    ligne_qui_reste AS (
        SELECT * FROM de_la_source WHERE psad IS NOT NULL
        QUALIFY lot = $lot OR NOT BOOL_OR(lot = $lot) OVER (PARTITION BY psad, {_QUAND})),
    plateforme AS (
        SELECT region, {_QUAND}, SUM(psad_attendus) AS attendus, SUM(psad_repondants) AS repondants
        FROM ligne_qui_reste WHERE region IS NOT NULL GROUP BY ALL),
    ligne_de_region AS (
        SELECT lot, lignes, region, {_QUAND}, age, sexe, voie_quittee,
               ROW_NUMBER() OVER (PARTITION BY lot, region, {_QUAND} ORDER BY lignes, age, sexe, voie_quittee) AS rang
        FROM de_la_source r
        WHERE niveau_unite = 'region'
          AND NOT EXISTS (SELECT 1 FROM de_la_source p WHERE p.lot = r.lot AND p.psad IS NOT NULL))
    UPDATE decrochage d SET psad_attendus = p.attendus, psad_repondants = p.repondants
    FROM plateforme p JOIN ligne_de_region r
      ON r.rang = 1 AND r.region = p.region AND {_MEME_QUAND.replace("d.", "r.")}
    WHERE d.lot = r.lot AND d.niveau_unite = 'region' AND d.region = r.region AND {_MEME_QUAND}
      AND d.lignes = r.lignes AND d.age IS NOT DISTINCT FROM r.age AND d.sexe IS NOT DISTINCT FROM r.sexe
      AND d.voie_quittee IS NOT DISTINCT FROM r.voie_quittee
"""
# Where the region writes its own total, it alone counts there: a young person who moved is in two platforms.
COMPTE_REGION = """
    WITH total_de_region AS (
        SELECT DISTINCT campagne, mesure, region FROM decrochage WHERE lot = $lot AND niveau_unite = 'region')
    UPDATE decrochage d
    SET compte_region = d.niveau_unite = 'region' OR NOT EXISTS (
        SELECT 1 FROM total_de_region t WHERE t.campagne = d.campagne AND t.mesure IS NOT DISTINCT FROM d.mesure
                                          AND t.region IS NOT DISTINCT FROM d.region)
    WHERE d.lot = $lot
"""
FINITIONS = (
    MEME_GRAPHIE, LIEU_CONNU, REGION_DES_PLATEFORMES, REGION_ACADEMIQUE, PLATEFORMES_ATTENDUES, REPONSES_DE_LA_REGION,
    REPONSES_D_UN_AUTRE_FICHIER, COMPTE_REGION,
)  # fmt: skip
