"""Places where the SPRO receives the public: the list by network, or the second sheet of the Region's survey."""

from dataclasses import replace

from loaders.declaration import Colonne, Exclusion, Periode, Question, Signal, Source
from loaders.installation import bassins
from loaders.sources._colonnes import (
    BASSIN,
    CAMPAGNE,
    CODE_COMMUNE,
    COMMUNE,
    DEPARTEMENT,
    LATITUDE,
    LONGITUDE,
    MISSION_LOCALE,
    RESEAU,
    STRUCTURE,
)
from loaders.sources._spro import (
    BASSIN_SELON_LA_COMMUNE,
    COMMUNE_SELON_SON_NOM,
    NOM_SERRE,
    OUI_NON,
    OUVERTURE_SELON_HORAIRES,
    OUVERTURES,
    PLACE_SELON_SA_COMMUNE,
    RESEAUX,
)
from loaders.sources.bassin import DEPARTEMENT_DE_COMMUNE

QUESTION_REGION = Question(
    "region", "De quelle région ce fichier vient-il (code de la région) ?", (), libre=True, exemple="un code, comme 53"
)

_MEME_LIEU = ", ".join(
    NOM_SERRE.format(c) for c in ("reseau", "structure", "ifnull(lieu, '')", "ifnull(code_commune, commune_libelle)")
)
_LIEU_EN_DOUBLE = Exclusion(
    "lieu_en_double",
    "structure IS NOT NULL AND reseau IS NOT NULL "
    f"AND ROW_NUMBER() OVER (PARTITION BY {_MEME_LIEU} ORDER BY ligne) > 1",
    "Lieu déjà écrit plus haut (même réseau, structure, nom et commune) : compté une fois",
)

PLACES = """
    SELECT 'lieux_situes_par_commune', 'info', COUNT(*),
           'Lieux sans coordonnées, placés au point moyen des établissements connus de leur commune.',
           list(lieu_libelle ORDER BY lieu_libelle)[:5]
    FROM lieu_spro WHERE lot = $lot AND situe_par = 'commune' HAVING COUNT(*) > 0"""
NON_SITUES = """
    SELECT 'lieux_non_situes', 'warning', COUNT(*),
           'Lieux sans coordonnées dont la commune n’est celle d’aucun établissement connu, ou porte le nom de '
           || 'plusieurs : chargés, absents de la carte et des distances.',
           list(concat_ws(' – ', lieu_libelle, commune_libelle) ORDER BY lieu_libelle)[:5]
    FROM lieu_spro WHERE lot = $lot AND latitude IS NULL AND ouverture IS DISTINCT FROM 'distance'
    HAVING COUNT(*) > 0"""
SANS_OUVERTURE = """
    SELECT 'ouverture_inconnue', 'warning', COUNT(*),
           'Lieux dont le mode d’ouverture n’est pas dit : comptés dans l’ensemble seulement.',
           list(lieu_libelle ORDER BY lieu_libelle)[:5]
    FROM lieu_spro WHERE lot = $lot AND ouverture IS NULL HAVING COUNT(*) > 0"""

_FAITS = {
    "lieu": f"{NOM_SERRE.format('concat_ws(chr(32), structure, lieu, ifnull(code_commune, commune_libelle))')}",
    "lieu_libelle": "coalesce(lieu, concat_ws(' – ', structure, commune_libelle))",
    "structure": NOM_SERRE.format("structure"),
    "structure_libelle": "structure",
    "commune": "code_commune",
    "departement": f"coalesce(departement, {DEPARTEMENT_DE_COMMUNE.format(commune='code_commune')})",
    "bassin_education": "bassin",
    "bassin_libelle": "bassin",
    "situe_par": "CASE WHEN latitude IS NOT NULL AND longitude IS NOT NULL THEN 'fichier' END",
    "latitude": "CASE WHEN longitude IS NOT NULL THEN latitude END",
    "longitude": "CASE WHEN latitude IS NOT NULL THEN longitude END",
    "charte_signee": "charte_signee = 'oui'",
    "charte_auditee": "charte_auditee = 'oui'",
    "charte_conforme": "charte_conforme = 'oui'",
    "lieux": "1",
}


def _oui_non(nom: str, *entetes: str) -> Colonne:
    return Colonne(nom, entetes, obligatoire=False, valeurs=OUI_NON)


_CANONIQUE = Source(
    id="lieu_spro",
    titre="Lieux d’accueil du SPRO par réseau",
    producteur="Région, têtes de réseau",
    table="lieu_spro",
    colonnes=(
        CAMPAGNE,
        RESEAU.avec("Réseau", "Réseau d’appartenance", "2. Réseau d'appartenance", valeurs=RESEAUX, plusieurs=";"),
        STRUCTURE.avec("Structure", "Nom de la structure", "1. Nom de la structure"),
        Colonne("lieu", ("Lieu", "Nom du lieu", "Nom du lieu d’accueil", "Site"), obligatoire=False),
        Colonne("ouverture", ("Ouverture", "Mode d’ouverture", "Type d’accueil"), valeurs=OUVERTURES),
        CODE_COMMUNE,
        COMMUNE,
        DEPARTEMENT,
        LATITUDE.avec(obligatoire=False),
        LONGITUDE.avec(obligatoire=False),
        BASSIN,
        MISSION_LOCALE.avec("Mission locale (code)", "Code mission locale", type="code"),
        _oui_non("charte_signee", "Charte signée", "Signataire du cahier des charges", "A signé la charte"),
        _oui_non("charte_auditee", "Charte auditée", "Audité", "Audit réalisé"),
        _oui_non("charte_conforme", "Conforme à l’audit", "Conforme"),
    ),
    # The address of a public place is no personal data, and it is not read.
    ignorees=(r"adresse( postale| du lieu)?|code postal|horaires?( d ouverture)?|site internet|donnees fictives",),
    cle=("reseau", "structure", "lieu", "ouverture"),
    periode=Periode("colonne", "année civile", "situation {a}"),
    exclusions=(_LIEU_EN_DOUBLE,),
    signaux=(
        Signal("reseau_multiple", "m_reseau", "Plusieurs réseaux cochés : le premier connu est retenu.", "info",
               "structure"),
        Signal("conforme_sans_audit", "charte_conforme = 'oui' AND charte_auditee = 'non'",
               "Lieux dits conformes sans avoir été audités : hors des structures auditées.", exemple="structure"),
        Signal("hors_de_la_terre", "latitude NOT BETWEEN -90 AND 90 OR longitude NOT BETWEEN -180 AND 180",
               "Coordonnées qui ne sont pas une latitude et une longitude en degrés."),
    ),
    partition=("reseau",),
    faits=_FAITS,
    finitions=(
        COMMUNE_SELON_SON_NOM, PLACE_SELON_SA_COMMUNE, BASSIN_SELON_LA_COMMUNE, *bassins.finitions("lieu_spro"),
    ),
    bilans=(PLACES, NON_SITUES, SANS_OUVERTURE, bassins.bilan("lieu_spro")),
)  # fmt: skip

# The sheet « Lieux » of the survey: hours as a text instead of a kind of opening, a commune by its name.
_ENQUETE = replace(
    _CANONIQUE,
    colonnes=(
        *(c for c in _CANONIQUE.colonnes if c.nom not in ("ouverture", "commune_libelle", "latitude", "longitude")),
        Colonne("horaires", ("Horaires d’ouverture", "Horaires", "Jours et horaires")),
        Colonne("commune_libelle", ("Commune", "Ville")),
    ),
    ignorees=(r"adresse( postale| du lieu)?|code postal|site internet|donnees fictives",),
    questions=(QUESTION_REGION,),
    faits=_FAITS
    | {
        "ouverture": OUVERTURE_SELON_HORAIRES,
        "region": "region",
        "situe_par": "NULL",
        "latitude": "NULL",
        "longitude": "NULL",
    },
    signaux=tuple(s for s in _CANONIQUE.signaux if s.code != "hors_de_la_terre"),
)

SOURCE = replace(_CANONIQUE, variantes=(_ENQUETE,))
