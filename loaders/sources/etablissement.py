"""Establishments: their names, sector, commune and place, so that a list shows names and a map shows points."""

from loaders.declaration import Colonne, Periode, Source
from loaders.installation import communes
from loaders.sources._colonnes import COMMUNE, LATITUDE, LONGITUDE, UAI

SECTEURS = {
    "Public": ("PU", "public"),
    "Privé": ("PR", "privé sous contrat", "privé sous contrat d'association", "privé hors contrat"),
}
NATURES = {
    "Collège": ("COLLEGE",),
    "Lycée général et technologique": ("GT", "LEGT", "LYCEE D ENSEIGNEMENT GENERAL ET TECHNOLOGIQUE"),
    "Lycée professionnel": ("Pro", "LP", "LYCEE PROFESSIONNEL"),
    "Lycée polyvalent": ("LPO", "LYCEE POLYVALENT", "GT et Pro"),
}

SOURCE = Source(
    id="etablissement",
    titre="Établissements – noms et coordonnées",
    producteur="DEPP",
    table="etablissement",
    colonnes=(
        UAI.avec(
            "numero_uai",
            "uai",
            "Code UAI",
            "identifiant_de_l_etablissement",
            vue="collèges ; comparateur des lycées ; annuaire",
        ),
        Colonne("libelle", ("appellation_officielle", "nom", "nom_etablissement")),
        Colonne(
            "nature",
            ("nature_uai_libe", "type", "type_etablissement"),
            obligatoire=False,
            valeurs=NATURES,
            valeurs_libres=True,
        ),
        Colonne(
            "secteur",
            ("secteur_public_prive_libe", "secteur", "statut_public_prive"),
            obligatoire=False,
            valeurs=SECTEURS,
            valeurs_libres=True,
        ),
        Colonne("commune", ("code_commune", "Code commune"), "code", obligatoire=False, zeros=5),
        COMMUNE.avec("libelle_commune", "ville", "nom_commune"),
        LATITUDE.avec("latitude", "lat"),
        LONGITUDE.avec("longitude", "lng", "lon"),
    ),  # fmt: skip
    # An establishment's address and telephone are not personal data, and none of them is read.
    ignorees=(
        r"denomination principale|patronyme uai|(adresse|lieu dit|boite postale|code postal) uai",
        r"localite acheminement uai|coordonnee [xy]|epsg|appariement|localisation|position|nature uai",
        r"etat etablissement( libe)?|(code|libelle) (departement|region|academie)|date ouverture",
        r"secteur prive (code|libelle) type contrat|(code|libelle) ministere",
        r"departement|codedept|academie|region|adresse|codepostal|presents|ips|ecarttypeips",
        r"(taux|va)(reussite|acces|mention)|donnees fictives|meta.*",
    ),
    cle=("etablissement",),
    periode=Periode("aucune", "référentiel", ""),
    faits={"etablissement": "uai"},
    finitions=(communes.COMMUNES_SELON_LEUR_NOM,),
    bilans=communes.BILANS,
    partition=("etablissement",),
)
