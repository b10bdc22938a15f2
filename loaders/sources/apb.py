"""Admission Post-Bac (sessions up to 2017): ranked wishes, the last ones known at the entry of higher education."""

from loaders.declaration import Colonne, Periode, Source
from loaders.sources._colonnes import ACADEMIE, CODE_DEPARTEMENT, REGION_ECRITE, SESSION, UAI_TELLE_QUELLE
from loaders.sources.parcoursup import UAI_SEUL


def _mesure(nom: str, libelle: str, obligatoire: bool = True) -> Colonne:
    return Colonne(nom, (libelle,), "entier", obligatoire=obligatoire)


# APB numbers its filières to sort them: « 3_BTS ».
FILIERES = {
    "BTS": ("3_BTS",),
    "DUT": ("2_DUT",),
    "Licence": ("1_Licence",),
    "PACES": ("6_PACES",),
    "CPGE": ("4_CPGE",),
    "Ingénieur": ("8_Ingénieur",),
    "Management": ("7_Management",),
    "Autre": ("Autre formation",),
}

SOURCE = Source(
    id="apb",
    titre="Admission Post-Bac – vœux et admissions",
    producteur="SIES",
    table="superieur",
    colonnes=(
        SESSION,
        UAI_TELLE_QUELLE.avec("Code UAI de l'établissement d'accueil"),
        Colonne("etablissement_libelle", ("Libellé de l'établissement d'accueil",), obligatoire=False),
        CODE_DEPARTEMENT.avec(vue="« 20 » pour les deux départements corses", remplie=False),
        Colonne("departement_libelle", ("Départements", "Département"), obligatoire=False),
        ACADEMIE.avec("Académies", "Académie"),
        REGION_ECRITE.avec("Régions", "Région"),
        Colonne(
            "filiere",
            ("Filières très agrégées", "Filière très agrégée"),
            remplie=True,
            valeurs=FILIERES,
            valeurs_libres=True,
        ),
        Colonne("groupe", ("Filières de formations", "Filières de formation"), obligatoire=False),
        Colonne(
            "detail",
            ("Filières de formations très détaillées", "Filières de formation très détaillées"),
            obligatoire=False,
        ),
        _mesure("capacite", "Capacité de l'établissement par formation", False),
        _mesure("propositions", "Candidats ayant reçu une proposition", False),
        _mesure("admis", "Effectif total des candidats admis", False),
        _mesure("admis_femmes", "Effectif total des candidats admis, dont filles", False),
        _mesure("voeu_1_demandes", "Demandes en vœu 1"),
        _mesure("voeu_1_admis", "Admissions sur leur vœu 1"),
    ),  # fmt: skip
    ignorees=(
        r".* dont filles",
        r"rang du dernier candidat appele|effectif total des candidats|effectif des admis boursiers",
        r"candidats admis (sans|avec|dans) .*",
        r"% .*",
        r"donnees fictives",
    ),
    cle=("etablissement", "formation_code"),
    periode=Periode("colonne", "session", "session APB {a}"),
    faits={
        "departement": "CASE WHEN departement = '20' THEN departement_libelle ELSE departement END",
        "etablissement": UAI_SEUL,
        "formation": "concat_ws(' - ', groupe, nullif(detail, groupe))",
        "formation_code": "concat_ws(' | ', uai, filiere, groupe, detail)",
    },
)
