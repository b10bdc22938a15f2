"""Columns that several sources have: each is declared once, and a source says in one word which one it reads.

Where a source has headers of its own, or says something else of the column, `.avec(…)` says that alone.
"""

from loaders.declaration import Colonne

# --- When -----------------------------------------------------------------------------------------------------------

ANNEE = Colonne("campagne", ("Année",), "entier", remplie=True)
CAMPAGNE = Colonne("campagne", ("Campagne", "Année"), "entier", obligatoire=False)
CAMPAGNE_SCOLAIRE = Colonne("campagne", ("Campagne", "Année scolaire", "Année"), "campagne", obligatoire=False)
CAMPAGNE_DITE = Colonne("campagne", ("campagne", "Année"), "campagne", obligatoire=False, remplie=True, exemple="2026",
                        definition="Année de la campagne, en quatre chiffres.")  # fmt: skip
SESSION = Colonne("campagne", ("Session",), "campagne", remplie=True)
ANNEE_DE_CONVENTION = Colonne(
    "campagne", ("Année de la convention", "Année", "Campagne"), "entier", remplie=True, exemple="2026",
    definition="Année de la convention examinée, quatre chiffres.",
)  # fmt: skip
DATE = Colonne("date", ("Date",), "date", remplie=True)
DATE_D_ARRETE = Colonne("date", ("date", "Date d’arrêté", "Arrêté au"), "date", obligatoire=False,
                        exemple="31/10/2026", definition="Jour auquel les nombres sont arrêtés.")  # fmt: skip

# --- Where ----------------------------------------------------------------------------------------------------------

UAI = Colonne("uai", ("UAI",), "uai", remplie=True)
UAI_TELLE_QUELLE = Colonne("uai", ("UAI",), "code")
CODE_COMMUNE = Colonne("code_commune", ("Code commune", "Code INSEE"), "code", obligatoire=False, zeros=5)
COMMUNE = Colonne("commune_libelle", ("Commune", "Ville"), obligatoire=False)
LATITUDE = Colonne("latitude", ("Latitude", "lat"), "nombre")
LONGITUDE = Colonne("longitude", ("Longitude", "lon", "lng"), "nombre")
# A place named freely, by its code or by its name; REGION of `_regions` is a closed list.
DEPARTEMENT = Colonne("departement", ("Département", "Dépt"), obligatoire=False)
ACADEMIE = Colonne("academie", ("Académie",), obligatoire=False)
REGION_ECRITE = Colonne("region", ("Région",), obligatoire=False)
CODE_DEPARTEMENT = Colonne("departement", ("Code département",), "code", remplie=True)
BASSIN = Colonne("bassin", ("Bassin d’éducation", "Bassin"), obligatoire=False)
BASSIN_DE_LA_LISTE = Colonne(
    "bassin_education", ("bassin_education", "Bassin d’éducation"), obligatoire=False, exemple="Pays de Mer",
    definition="Code ou nom de la liste des bassins de l’académie.",
)  # fmt: skip
MISSION_LOCALE = Colonne("mission_locale", ("mission_locale", "Mission locale"), obligatoire=False)

# --- What is counted, and who ---------------------------------------------------------------------------------------

EFFECTIF = Colonne("effectif", ("Effectif", "Nombre"), "entier")
EFFECTIF_APPROCHE = EFFECTIF.avec(type="approche")
MEFSTAT11 = Colonne("mefstat11", ("MEF STAT 11", "MEFSTAT11"), "code", remplie=True)
SEXE = Colonne("sexe", ("Sexe",), obligatoire=False)
DEUX_SEXES = ("F + M", "F et M", "filles + garçons", "filles et garçons", "garçons et filles", "les deux sexes")
# 900, 998 and 999 stand for a capacity that nobody filled in.
CAPACITE_AFFELNET = Colonne("capacite", ("Capacité carte scolaire",), "entier", sentinelle="{v} > 500",
                            sentinelle_motif="capacité non renseignée (900, 998, 999…)")  # fmt: skip
VOEUX_1 = Colonne("voeux_1", ("Demandes vœux 1", "Demandes vœu 1"), "entier")
VOEUX_TOUS = Colonne("voeux_tous", ("Demandes tous vœux",), "entier", obligatoire=False)
AFFECTES_TOUS = Colonne("affectes_tous", ("Affectés tous vœux",), "entier")
RECENSEMENT = Colonne("recensement", ("Voeu de recensement O/N",), obligatoire=False,
                      valeurs={"N": ("non",), "O": ("oui",)})  # fmt: skip
STATUT_DE_L_OFFRE = Colonne(
    "statut", ("Statut Offre de formation",), obligatoire=False,
    valeurs={"ST": ("scolaire", "statut scolaire"), "AP": ("apprentissage", "apprenti")},
)  # fmt: skip
RESEAU = Colonne("reseau", ("Réseau",), remplie=True)
STRUCTURE = Colonne("structure", ("Structure", "Nom de la structure"), remplie=True)
ACTIVITE = Colonne("activite", ("Activité", "Indicateur"), remplie=True, valeurs_libres=True)

# --- Texts and documents --------------------------------------------------------------------------------------------

ITEMS_DE_LA_FICHE = Colonne("items", ("Items de la fiche", "Items", "Item"), obligatoire=False)
AXE = Colonne("axe", ("Axe",), remplie=True)
OPERATEUR = Colonne("operateur", ("Opérateur",), obligatoire=False)
AVANCEMENT = Colonne("etat", ("État", "Avancement"), obligatoire=False)
VOIE_DE_FORMATION = Colonne("voie", ("Voie", "Voie de formation"), obligatoire=False)
PRODUCTEUR_DU_DOCUMENT = Colonne("producteur", ("Producteur", "Producteur du document"), obligatoire=False)
DOCUMENT = Colonne("document", ("Document",), remplie=True)
PAGE = Colonne("page", ("Page", "Pages"), obligatoire=False)
DATE_DU_DOCUMENT = Colonne("date_document", ("Date du document", "Daté du"), "date", obligatoire=False)
