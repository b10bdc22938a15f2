"""The list of the missions locales: what their replies and presences are measured against."""

from loaders.declaration import Colonne, Periode, Signal, Source

_TEMPORAIRE = "regexp_matches(strip_accents(lower(nom_officiel)), 'temporaire|fusion')"

# An older list, of agencies and not of structures: the two would count the same missions locales twice.
_AGENCES = Source(
    id="missions_locales_referentiel",
    titre="Agences des missions locales (ancienne liste)",
    producteur="France Travail",
    table="structure_spro",
    colonnes=(
        Colonne("code", ("id",), "code", remplie=True),
        Colonne("libelle", ("nom_agence",), remplie=True),
        Colonne("departement", ("code_departement",), "code"),
        Colonne("reseau", ("structure",)),
    ),
    ignorees=("nom region", "timezone"),
    cle=("structure",),
    periode=Periode("reception", "liste", "liste reçue en {a}"),
    refus="c’est l’ancienne liste des agences de missions locales, qui ne porte pas les codes i-Milo. Rien n’a été "
    "chargé : déposez la liste des structures (« referentiel_structures_milo »), qui la remplace.",
)

SOURCE = Source(
    id="missions_locales_referentiel",
    titre="Liste des missions locales (référentiel i-Milo)",
    producteur="France Travail, Union nationale des missions locales",
    table="structure_spro",
    colonnes=(
        Colonne("code", ("Code i-Milo", "id"), "code", remplie=True, vue="2023"),
        Colonne("nom_officiel", ("Nom officiel", "nom_officiel"), remplie=True),
        Colonne("nom_usuel", ("Nom usuel", "nom_usuel"), obligatoire=False),
        Colonne("departement", ("Code département", "code_departement"), "code"),
        Colonne("region", ("Code région", "code_region"), "code"),
    ),
    ignorees=("nom (region|departement)", "timezone", "donnees fictives"),
    cle=("structure",),
    doublon="rejeter",
    periode=Periode("reception", "liste", "liste reçue en {a}"),
    signaux=(
        Signal(
            "structure_temporaire",
            _TEMPORAIRE,
            "Structures dites temporaires ou en cours de fusion : comptées, et signalées.",
            "warning",
            "code || ' – ' || nom_officiel",
        ),
        Signal(
            "sans_territoire",
            "v_departement IS NULL AND v_region IS NULL",
            "Structures sans département ni région : comptées en France seulement.",
            "warning",
            "code || ' – ' || nom_officiel",
        ),
    ),
    faits={
        "structure": "code",
        "mission_locale": "code",
        "libelle": "ifnull(nom_usuel, nom_officiel)",
        "reseau": "'ML'",
        "temporaire": _TEMPORAIRE,
        "structures": "1",
    },
    variantes=(_AGENCES,),
)
