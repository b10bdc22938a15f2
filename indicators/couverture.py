"""Fiche B2, B3 and O: how the places of the SPRO cover a territory, and the quality charter of its structures."""

from indicators.declaration import GARDE_PETIT, PETIT, Indicator, Repere
from store.proximite import PORTEE_KM, SOURCES
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Networks that every bassin is expected to have (domain practice, to be validated by each region).
RESEAUX_ATTENDUS = ("CIO", "ML")
DISTANCES_KM = (10, 20, PORTEE_KM)
ELOIGNE_KM = 20

DISTANCES = "SELECT * FROM proximite"

# Pupils of 3e or 2de of an establishment, as last known when the places were listed.
_AVEC_ELEVES = f"""
    WITH eleves_dits AS (
        SELECT etablissement, campagne, SUM(effectif) AS eleves, 2 AS rang FROM orientation
        WHERE voie = 'ENSEMBLE' AND etablissement IS NOT NULL AND effectif IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT etablissement, campagne, SUM(effectif), 1 FROM constat
        WHERE etablissement IS NOT NULL AND effectif IS NOT NULL GROUP BY ALL),
    eleves_connus AS (
        SELECT c.campagne, e.etablissement, ARG_MAX(e.eleves, e.rang * 10000 + e.campagne) AS eleves
        FROM eleves_dits e JOIN (SELECT DISTINCT campagne FROM lieu_spro) c ON e.campagne <= c.campagne
        GROUP BY ALL)
    SELECT d.*, c.eleves FROM ({DISTANCES}) d
    LEFT JOIN eleves_connus c ON c.campagne = d.campagne AND c.etablissement = d.etablissement"""

# Where the establishments are, and the distances that a person declares: as last known.
_SITUES = {"etablissement": SOURCES["etablissement"], "acces_declare": SOURCES["acces_declare"]}
_ELEVES = {"orientation": ("orientation",), "constat": ("constat_rentree",)}
_PHYSIQUE = "ouverture IS DISTINCT FROM 'distance'"
_ATTENDUS = ", ".join(f"'{r}'" for r in RESEAUX_ATTENDUS)
# One row a bassin, campagne and expected network of the régions whose places were received. Whether a network is there
# is not known where the list has no place of it in the région, or one whose bassin is not told and may be this one.
_PRESENCES = f"""
    WITH lieu_lu AS (
        SELECT campagne, region, departement, bassin_education, reseau,
               ouverture IS DISTINCT FROM 'distance' AS physique
        FROM lieu_spro WHERE region IS NOT NULL),
    lieu_recu AS (SELECT DISTINCT campagne, region FROM lieu_lu),
    bassin AS (
        SELECT code AS bassin_education, region, ANY_VALUE(region_academique) AS region_academique,
               CASE WHEN COUNT(DISTINCT departement) = 1 THEN ANY_VALUE(departement) END AS departement,
               CASE WHEN COUNT(DISTINCT academie) = 1 THEN ANY_VALUE(academie) END AS academie
        FROM rattachement WHERE niveau = 'bassin_education' AND region IS NOT NULL GROUP BY code, region)
    SELECT l.campagne, b.*, a.reseau, 1 AS attendu,
           CASE WHEN EXISTS (SELECT 1 FROM lieu_lu p WHERE p.campagne = l.campagne AND p.reseau = a.reseau
                                AND p.bassin_education = b.bassin_education AND p.physique) THEN 1
                WHEN EXISTS (SELECT 1 FROM lieu_lu p WHERE p.campagne = l.campagne AND p.reseau = a.reseau
                                AND p.region = b.region)
                 AND NOT EXISTS (SELECT 1 FROM lieu_lu p WHERE p.campagne = l.campagne AND p.reseau = a.reseau
                                    AND p.region = b.region AND p.bassin_education IS NULL AND p.physique
                                    AND ifnull(p.departement = b.departement, TRUE)) THEN 0 END AS present
    FROM lieu_recu l JOIN bassin b ON b.region = l.region
    CROSS JOIN (SELECT UNNEST([{_ATTENDUS}]) AS reseau) a"""

# One row a structure and campagne: a place that says nothing leaves what the others say.
_STRUCTURES = """
    SELECT campagne, reseau, structure, region, ANY_VALUE(region_academique) AS region_academique,
           CASE WHEN COUNT(DISTINCT departement) = 1 THEN ANY_VALUE(departement) END AS departement,
           CASE WHEN COUNT(DISTINCT academie) = 1 THEN ANY_VALUE(academie) END AS academie,
           CASE WHEN COUNT(DISTINCT bassin_education) = 1 THEN ANY_VALUE(bassin_education) END AS bassin_education,
           BOOL_OR(charte_signee) AS signee, BOOL_OR(charte_auditee) AS auditee,
           CASE WHEN BOOL_OR(charte_auditee) THEN BOOL_AND(charte_conforme) END AS conforme
    FROM lieu_spro GROUP BY campagne, reseau, structure, region"""

_NIVEAUX = (*NIVEAUX_DE_TERRITOIRE, "bassin_education", "etablissement")
_CHAMP = (
    "Collèges et lycées situés, dans les régions dont la liste des lieux a été reçue ; lieux permanents, permanences "
    "régulières et lieux itinérants ; distance à vol d’oiseau, sauf distance déclarée pour la commune"
)
_VOL_D_OISEAU = (
    "La distance est à vol d’oiseau : une île, une montagne ou un estuaire se déclarent par commune "
    "(fichier « distances d’accès déclarées »), et la distance déclarée remplace alors la distance calculée."
)
_ENSEMBLE = (
    "« ENSEMBLE » est le lieu le plus proche, tous réseaux ou toutes ouvertures : les réseaux ne s’additionnent pas."
)
_PERMANENCE = "Une permanence d’une demi-journée par mois n’est pas un lieu permanent : lire par mode d’ouverture."
_COMMUNE = "Un lieu sans coordonnées est placé au point moyen des établissements connus de sa commune."
_SANS_REPONSE = (
    "Un réseau dont la liste ne donne aucun lieu dans la région n’est pas dit absent ; un lieu dont le bassin n’est "
    "pas écrit laisse sans réponse, pour son réseau, les bassins de son département."
)
_DANS = {d: f"(distance_km IS NOT NULL AND distance_km <= {d})::INTEGER" for d in DISTANCES_KM}


def _par_distance(poids: str) -> dict:
    """Fields of a coverage by distance where an establishment weighs that expression."""
    return {
        "shape": "couverture_distance",
        "faits": {"lieu_spro": ("lieu_spro",)},
        "unite": "part",
        "decimales": 1,
        "champ": _CHAMP,
        "par_obligatoire": ("reseau", "ouverture", "distance"),
        "modalites": {"distance": {f"{d} km": (f"({dans}) * ({poids})", poids) for d, dans in _DANS.items()}},
        "masque": "situe",
        "tolerance": 0.005,
        "niveaux": _NIVEAUX,
        "additif": False,
        "mises_en_garde": (_VOL_D_OISEAU, _ENSEMBLE, _PERMANENCE, _COMMUNE),
    }


def _charte(identifiant: str, label: str, question: str, *gardes: str, **champs) -> Indicator:
    """A share of the structures of the SPRO, one row a structure."""
    return Indicator(
        id=identifiant,
        label=label,
        question=question,
        fiche="O",
        shape="part",
        faits={"lieu_spro": ("lieu_spro",)},
        relation=_STRUCTURES,
        unite="part",
        decimales=1,
        par=("reseau",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education"),
        perimetres=("bassin_education",),
        effectif_minimal=PETIT,
        mises_en_garde=(*gardes, GARDE_PETIT),
        **champs,
    )


_RENSEIGNEES = "structures recensées dont la réponse est connue"

INDICATEURS = (
    Indicator(
        id="couverture_lieux",
        label="Établissements proches d’un lieu d’accueil",
        fiche="B3",
        question="Quelle part des collèges et lycées est à 10, 20 ou 30 km d’un lieu de chaque réseau ?",
        relation=DISTANCES,
        appoint=_SITUES,
        couverture=("situe::INTEGER", "1"),
        couverture_libelle="établissements situés",
        couverture_de="des établissements (position connue)",
        numerateur_libelle="établissements à cette distance ou moins d’un lieu",
        denominateur_libelle="établissements situés",
        **_par_distance("1"),
    ),
    Indicator(
        id="couverture_lieux_eleves",
        label="Élèves dont l’établissement est proche d’un lieu d’accueil",
        fiche="B3",
        question="Quelle part des élèves de 3e et de 2de est scolarisée à 10, 20 ou 30 km d’un lieu de chaque réseau ?",
        relation=_AVEC_ELEVES,
        appoint=_ELEVES | _SITUES,
        couverture=("(situe AND eleves IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="établissements situés dont les élèves sont connus",
        couverture_en="repondants",
        couverture_de="des établissements (position et élèves connus)",
        numerateur_libelle="élèves dont l’établissement est à cette distance ou moins d’un lieu",
        denominateur_libelle="élèves de 3e et de 2de connus",
        **_par_distance("eleves"),
    ),
    Indicator(
        id="secteurs_eloignes",
        label=f"Secteurs éloignés d’un lieu d’accueil (> {ELOIGNE_KM} km à vol d’oiseau)",
        fiche="B3",
        question=f"Quels établissements sont à plus de {ELOIGNE_KM} km de tout lieu d’un réseau ?",
        shape="effectif",
        faits={"lieu_spro": ("lieu_spro",)},
        relation=DISTANCES,
        appoint=_SITUES,
        unite="effectif",
        decimales=0,
        champ=_CHAMP,
        numerateur=f"(distance_km IS NULL OR distance_km > {ELOIGNE_KM})::INTEGER",
        masque="situe",
        numerateur_libelle=f"établissements à plus de {ELOIGNE_KM} km",
        couverture=("situe::INTEGER", "1"),
        couverture_libelle="établissements situés",
        couverture_de="des établissements (position connue)",
        par_obligatoire=("reseau", "ouverture"),
        niveaux=_NIVEAUX,
        additif=False,
        mises_en_garde=(_VOL_D_OISEAU, _ENSEMBLE, _PERMANENCE, _COMMUNE),
    ),
    Indicator(
        id="lieux_recenses",
        label="Lieux d’accueil recensés",
        fiche="B3",
        question="Combien de lieux d’accueil chaque réseau a-t-il, selon leur ouverture ?",
        shape="effectif",
        faits={"lieu_spro": ("lieu_spro",)},
        unite="effectif",
        decimales=0,
        champ="Lieux de la liste reçue, services à distance compris",
        numerateur="lieux",
        numerateur_libelle="lieux",
        couverture=(f"(latitude IS NOT NULL AND {_PHYSIQUE})::INTEGER", f"({_PHYSIQUE})::INTEGER"),
        couverture_libelle="lieux situés sur la carte",
        couverture_de="des lieux (position connue)",
        par=("ouverture",),
        par_obligatoire=("reseau",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education", "mission_locale"),
        additif=False,
        mises_en_garde=(_PERMANENCE, "Les réseaux ne s’additionnent pas : un même local peut en accueillir plusieurs."),
    ),
    Indicator(
        id="reseaux_presents",
        label="Réseaux présents parmi ceux qui sont attendus",
        fiche="B2",
        question="Chaque bassin a-t-il un lieu des réseaux attendus ?",
        shape="presence",
        faits={"lieu_spro": ("lieu_spro",)},
        relation=_PRESENCES,
        appoint={"rattachement": ("bassin",)},
        unite="part",
        decimales=1,
        champ="Bassins d’éducation des régions dont la liste des lieux a été reçue ; au moins un lieu qui ne soit pas "
        f"à distance ; réseaux attendus : {', '.join(RESEAUX_ATTENDUS)} (liste interne, à valider)",
        numerateur="present",
        denominateur="attendu",
        numerateur_libelle="réseaux présents",
        denominateur_libelle="réseaux attendus",
        couverture=("CASE WHEN present IS NOT NULL THEN attendu END", "attendu"),
        couverture_libelle="réseaux attendus dont on sait s’ils ont un lieu",
        couverture_de="des réseaux attendus (présence d’un lieu connue)",
        par=("reseau",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education"),
        perimetres=("bassin_education",),
        mises_en_garde=(
            f"La liste des réseaux attendus ({', '.join(RESEAUX_ATTENDUS)}) est une règle de l’outil, à valider.",
            "Un réseau est présent dès qu’il a un lieu, permanent ou non : lire avec « lieux d’accueil recensés ».",
            _SANS_REPONSE,
        ),
    ),
    _charte(
        "structures_signataires",
        "Structures signataires du cahier des charges",
        "Quelle part des structures recensées a signé le cahier des charges du SPRO ?",
        "Signer n’est pas appliquer : lire avec les structures auditées et conformes.",
        champ="Structures recensées dont la signature est connue (oui ou non)",
        numerateur="signee::INTEGER",
        denominateur="1",
        numerateur_libelle="structures signataires",
        denominateur_libelle=_RENSEIGNEES,
        couverture=("(signee IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="structures recensées dont la signature est connue",
        couverture_de="des structures recensées (signature connue)",
        reperes=(
            Repere(
                "valeur",
                (0.80, None),
                (0.60, None),
                "à examiner sous 80 %, écart marqué sous 60 % (seuil interne, à valider)",
            ),
        ),
    ),
    _charte(
        "structures_auditees",
        "Structures auditées",
        "Quelle part des structures recensées a été auditée ?",
        champ="Structures recensées dont l’audit est connu (oui ou non)",
        numerateur="auditee::INTEGER",
        denominateur="1",
        numerateur_libelle="structures auditées",
        denominateur_libelle=_RENSEIGNEES,
        couverture=("(auditee IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="structures recensées dont l’audit est connu",
        couverture_de="des structures recensées (audit connu)",
    ),
    _charte(
        "structures_conformes",
        "Structures conformes parmi les structures auditées",
        "Quelle part des structures auditées est conforme au cahier des charges ?",
        "Les structures non auditées ne sont dites ni conformes ni non conformes.",
        champ="Structures auditées dont le résultat est connu ; une structure est conforme si tous ses lieux le sont",
        numerateur="conforme::INTEGER",
        denominateur="1",
        masque="auditee",
        numerateur_libelle="structures conformes",
        denominateur_libelle="structures auditées",
        couverture=("(auditee AND conforme IS NOT NULL)::INTEGER", "auditee::INTEGER"),
        couverture_libelle="structures auditées dont le résultat est connu",
        couverture_de="des structures auditées (résultat connu)",
        reperes=(
            Repere(
                "valeur",
                (0.70, None),
                (0.50, None),
                "à examiner sous 70 %, écart marqué sous 50 % (seuil interne, à valider)",
            ),
        ),
    ),
)
