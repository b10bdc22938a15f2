"""BTS offer drawn from Parcoursup: confirmed wishes and places, school and apprenticeship apart."""

from loaders.declaration import Colonne, Periode, Signal, Source
from loaders.jugement.vraisemblance import saut_annuel
from loaders.sources._colonnes import UAI

SOURCE = Source(
    id="parcoursup_bts",
    titre="Parcoursup – vœux confirmés et places en BTS",
    producteur="SIES (extraction ORION)",
    table="superieur",
    colonnes=(
        # Kept as written: a few codes are no UAI (« C752887F »), their places exist all the same.
        UAI.avec(type="code", vue="2023, 2024"),
        Colonne("formation", ("LIBELLÉFORMATION", "Libellé formation"), obligatoire=False),
        Colonne("formation_code", ("MEFSTAT11", "MEF STAT 11"), "code", remplie=True),
        Colonne("voeux_confirmes", ("NB_VOEUX_CONFIRMES",), "entier"),
        Colonne("statut", ("STATUT",), remplie=True,
                valeurs={"scolaire": ("sous statut scolaire",), "apprentissage": ("apprenti", "en apprentissage")}),
        Colonne("capacite", ("CAPACITEPSUP", "Capacité Parcoursup"), "entier"),
    ),
    ignorees=("mefstat11 old", "cfd( rectifie)?", "rectif", "nb apparitions.*", "donnees fictives"),
    cle=("etablissement", "formation_code", "statut"),
    periode=Periode("fichier", "session", "session Parcoursup {a}"),
    signaux=(
        Signal(
            "uai_malformee",
            "NOT regexp_full_match(uai, '[0-9]{7}[A-Z]')",
            "Codes qui ne sont pas une UAI : lignes chargées, comptées en France seulement.",
            exemple="'ligne ' || ligne || ' : ' || uai",
        ),
        Signal(
            "capacite_absente", "capacite IS NULL",
            "Capacité absente : la formation ne compte ni dans les vœux ni dans les places.", "info",
        ),
    ),
    faits={"etablissement": "upper(uai)", "filiere": "'BTS'"},
    bilans=(saut_annuel("superieur", "parcoursup_bts", {"voeux_confirmes": "vœux confirmés", "capacite": "places"}),),
)  # fmt: skip
