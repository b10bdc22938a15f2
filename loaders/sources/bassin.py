"""Bassins d'éducation: which one each establishment or commune belongs to, as each académie draws them."""

from loaders.declaration import Colonne, Controle, Periode, Signal, Source

# A commune code begins with its département: three digits overseas (and in the invented country), else two.
DEPARTEMENT_DE_COMMUNE = """CASE WHEN regexp_matches({commune}, '^(97|98|99)') THEN substr({commune}, 1, 3)
                                 ELSE substr({commune}, 1, 2) END"""
CONNUS = " UNION ALL ".join(
    f"SELECT etablissement FROM {table} WHERE etablissement IS NOT NULL"
    for table in ("etablissement", "affectation", "orientation", "constat")
)

SOURCE = Source(
    id="bassin",
    titre="Bassins d’éducation – établissements ou communes",
    producteur="Rectorat (SAIO / DRAIO)",
    table="rattachement",
    colonnes=(
        Colonne("uai", ("UAI", "Code UAI", "numero_uai", "RNE"), "uai", obligatoire=False),
        Colonne(
            "commune", ("Code commune", "Code INSEE", "CODGEO", "commune_code"), "code", obligatoire=False, zeros=5
        ),
        Colonne(
            "code_bassin",
            ("Code bassin", "Code bassin d'éducation", "code_bassin_education"),
            "code",
            obligatoire=False,
        ),
        Colonne(
            "bassin",
            ("Bassin d'éducation", "Libellé bassin", "Bassin", "Nom du bassin", "bassin_education"),
            remplie=True,
        ),
    ),  # fmt: skip
    ignorees=(
        r"(nom |libelle )?(de l )?etablissement|(nom |libelle )?(de la )?commune|academie|departement|donnees fictives",
    ),
    cle=("cle_type", "cle", "niveau"),
    au_moins_une=("uai", "commune"),
    doublon="rejeter",
    periode=Periode("aucune", "référentiel", ""),
    faits={
        "etablissement": "uai",
        "commune": "commune",
        "departement": f"CASE WHEN uai IS NULL THEN {DEPARTEMENT_DE_COMMUNE.format(commune='commune')} END",
        "cle_type": "CASE WHEN uai IS NOT NULL THEN 'uai' ELSE 'commune' END",
        "cle": "ifnull(uai, commune)",
        "niveau": "'bassin_education'",
        "code": "ifnull(code_bassin, bassin)",
        "libelle": "bassin",
    },
    controles=(
        Controle("sans_cle", "uai IS NULL AND commune IS NULL", "Ni UAI ni code de commune : rien à rattacher"),
    ),
    signaux=(
        Signal(
            "uai_inconnue",
            f"uai IS NOT NULL AND uai NOT IN ({CONNUS}) AND EXISTS (SELECT 1 FROM etablissement)",
            "UAI absentes des établissements connus : le rattachement est chargé, aucun nom ne les accompagne.",
            exemple="uai",
        ),
    ),
    partition=("niveau", "cle_type"),
)
