"""What the two files of social position (IPS) share: an index an establishment, which no sum nor mean may touch."""

from loaders.declaration import Colonne, Controle, Periode, Signal

# « 2023 » and « 2023-2024 » are the same rentrée.
PERIODE = Periode("calcul", "rentrée", "rentrée {a}", sql="TRY_CAST(rentree[1:4] AS INTEGER)")
RENTREE = Colonne("rentree", ("Rentrée scolaire",), remplie=True, exemple="2026-2027")
CONTROLES = (
    Controle(
        "rentree_illisible",
        "NOT regexp_full_match(rentree, '20[0-9]{2}([-/][0-9]{2,4})?')",
        "Rentrée illisible : attendu « 2023 » ou « 2023-2024 »",
    ),
)
SIGNAUX = (
    Signal(
        "ips_inhabituel",
        "valeur NOT BETWEEN 40 AND 190",
        "IPS hors de l’étendue habituelle, de 40 à 190 (ordre de grandeur interne, à valider).",
        "warning",
        "uai || ' : ' || valeur",
    ),
)
IGNOREES = (
    "donnees fictives",
    "(region )?academi(e|que)|region academique|(code )?(de la )?(region|academie)( academique)?",
    "(code (du )?)?departement|(code insee|nom) de la commune|secteur|type de lycee|effectifs?( .*)?",
    "nom de l etablis+e?ment|ecart type .*",
)
