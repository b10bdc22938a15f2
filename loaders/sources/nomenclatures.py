"""Reference lists: formations (N_MEF), families of trades, and the communes with their intercommunalité and zone."""

from loaders.declaration import Colonne, Croisee, Exclusion, Periode, Source
from loaders.installation import communes
from loaders.sources._colonnes import CODE_DEPARTEMENT

_PERIODE = Periode("aucune", "référentiel", "")

FAMILLES = Source(
    id="nomenclatures",
    titre="Familles de métiers et leurs spécialités",
    producteur="DGESCO",
    table="nomenclature",
    colonnes=(
        Colonne("famille", ("FAMILLE", "Famille de métiers"), remplie=True),
        Colonne("libelle", ("SPECIALITE", "Spécialité"), remplie=True),
        Colonne("commun", ("MEFSTAT11_COMMUN",), "code", zeros=11),
        Colonne("code", ("MEFSTAT11_SPECIALITE",), "code", zeros=11, remplie=True),
    ),
    ignorees=(r"cfd (commun|specialite)|code ministere tutelle|donnees fictives",),
    cle=("nomenclature", "code"),
    periode=_PERIODE,
    faits={"nomenclature": "'famille_metiers'", "groupe": "famille"},
    partition=("nomenclature",),
)

COMMUNES = Source(
    id="nomenclatures",
    titre="Communes, intercommunalités et zones d’emploi",
    producteur="Insee",
    table="rattachement",
    colonnes=(
        Colonne("cle_type", (), obligatoire=False),
        Colonne("cle", ("CODGEO",), "code", remplie=True),
        Colonne("cle_libelle", (), obligatoire=False),
        Colonne(
            "niveau",
            ("NIVGEO",),
            valeurs={"epci": (), "zone_emploi": ("ZE2020", "ZE2030")},
            valeurs_libres=True,
            remplie=True,
        ),
        Colonne("code", ("EPCI", "ZE2020"), "code", obligatoire=False),
        Colonne("libelle", ("LIBGEO",), obligatoire=False),
        CODE_DEPARTEMENT.avec("DEP", obligatoire=False, remplie=False),
    ),  # fmt: skip
    cle=("cle_type", "cle", "niveau"),
    periode=_PERIODE,
    faits={
        # The Insee writes a row of Z for « sans objet »: four communes belong to no intercommunalité.
        "code": "CASE WHEN cle_type = 'zone' THEN cle ELSE nullif(code, 'ZZZZZZZZZ') END",
        "commune": "CASE WHEN cle_type = 'commune' THEN cle END",
    },
    exclusions=(
        Exclusion(
            "maille_sans_usage",
            "niveau NOT IN ('epci', 'zone_emploi') OR cle = 'ZZZZZZZZZ'",
            "Zonage que le tableau de bord n’emploie pas (canton, unité urbaine, bassin de vie…)",
        ),
    ),
    croisees=(
        Croisee(
            nom="communes",
            feuilles=r"^(com|arm)$",
            niveaux=1,
            identites={"cle": r"^codgeo$", "?cle_libelle": r"^libgeo$", "?departement": r"^dep$"},
            mesures=(
                (r"^epci$", {"mesure": "code", "niveau": "epci"}),
                (r"^ze\d*$", {"mesure": "code", "niveau": "zone_emploi"}),
            ),
            ignorees=(r"^(ctcd|reg|ept|arr|canov|com|(uu|aav|bv)\d*)$",),
            totaux=r"(?!)",
            constantes={"cle_type": "commune"},
        ),
        Croisee(
            nom="communes",
            feuilles=r"^zones supra communales$",
            niveaux=1,
            identites={"niveau": r"^nivgeo$", "cle": r"^codgeo$"},
            mesures=((r"^libgeo$", {"mesure": "libelle"}),),
            ignorees=(r"^nb com$",),
            totaux=r"(?!)",
            constantes={"cle_type": "zone"},
            mesures_min=1,
        ),
    ),
    finitions=(communes.COMMUNES_SELON_LEUR_NOM,),
    bilans=communes.BILANS,
    partition=("cle_type", "niveau"),
)

SOURCE = Source(
    id="nomenclatures",
    titre="Nomenclatures – formations, familles de métiers, communes",
    producteur="DEPP, DGESCO, Insee",
    table="nomenclature",
    colonnes=(
        Colonne("code", ("MEF_STAT_11",), "code", zeros=11, remplie=True),
        Colonne("libelle", ("LIBELLE_LONG",), remplie=True),
        Colonne("groupe", ("FORMATION_DIPLOME",), "code", zeros=8, obligatoire=False),
        Colonne("mef", ("MEF",), "code", zeros=10, remplie=True),
    ),
    ignorees=(
        r"dispositif formation|(duree|annee) dispositif|libelle (court|edition)",
        r"date (ouverture|fermeture|intervention)|statut mef",
        r"nb option (obligatoire|facultatif)|renforcement langue|duree (projet|stage)|horaire",
        r"mef inscription scolarite|mef stat 9|n commentaire|donnees fictives",
    ),
    cle=("nomenclature", "code"),
    periode=_PERIODE,
    faits={"nomenclature": "'mefstat11'"},
    partition=("nomenclature",),
    variantes=(FAMILLES, COMMUNES),
)
