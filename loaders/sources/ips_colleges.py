"""Social position of each collège."""

from loaders.declaration import Colonne, Source
from loaders.sources._colonnes import UAI
from loaders.sources._ips import CONTROLES, IGNOREES, PERIODE, RENTREE, SIGNAUX

SOURCE = Source(
    id="ips_colleges",
    titre="Indice de position sociale des collèges",
    producteur="DEPP",
    table="contexte",
    colonnes=(
        RENTREE,
        UAI.avec("UAI", "UAI du collège"),
        Colonne("valeur", ("IPS",), "nombre", vue="rentrée 2023"),
    ),
    ignorees=IGNOREES,
    cle=("etablissement",),
    doublon="rejeter",
    periode=PERIODE,
    controles=CONTROLES,
    signaux=SIGNAUX,
    faits={"serie": "'ips_college'", "niveau_unite": "'etablissement'", "etablissement": "uai"},
)
