"""Social position of each lycée, by voie: the three columns of the file become three facts, never added."""

from loaders.declaration import Colonne, Croisee, Source
from loaders.sources._colonnes import UAI
from loaders.sources._ips import CONTROLES, IGNOREES, PERIODE, RENTREE, SIGNAUX

VOIES = {
    "voie générale et technologique": ("GT", "IPS voie GT"),
    "voie professionnelle": ("PRO", "IPS voie PRO"),
    "ensemble des voies": ("ENSEMBLE", "IPS Ensemble GT-PRO"),
}

SOURCE = Source(
    id="ips_lycees",
    titre="Indice de position sociale des lycées, par voie",
    producteur="DEPP",
    table="contexte",
    colonnes=(
        RENTREE,
        UAI.avec("UAI", "UAI du lycée"),
        Colonne("modalite", ("Voie",), remplie=True, valeurs=VOIES),
        Colonne("valeur", ("IPS de la voie",), "nombre", vue="rentrées 2016 à 2021"),
    ),
    ignorees=IGNOREES,
    cle=("etablissement", "modalite"),
    doublon="rejeter",
    periode=PERIODE,
    controles=CONTROLES,
    signaux=SIGNAUX,
    croisees=(
        Croisee(
            nom="ips_par_voie",
            feuilles=r"",
            niveaux=1,
            identites={"rentree": r"^rentree scolaire$", "uai": r"^uai$"},
            mesures=(
                (r"^ips (voie )?(?P<modalite>gt|pro)$", {"mesure": "valeur"}),
                (r"^ips ensemble( gt pro)?$", {"mesure": "valeur", "modalite": "ENSEMBLE"}),
            ),
            ignorees=(*(rf"^({motif})$" for motif in IGNOREES), r"^ips post bac$"),
            totaux=r"(?!)",
        ),
    ),
    version=2,
    faits={"serie": "'ips_lycee'", "niveau_unite": "'etablissement'", "etablissement": "uai"},
)
