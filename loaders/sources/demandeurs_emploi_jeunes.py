"""Job-seekers under 25 at the end of each month: a stock, départements in columns, rounded to tens."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Source
from loaders.sources._colonnes import CODE_DEPARTEMENT, EFFECTIF

_PLIE = "strip_accents(lower(mois))"
_MOT = f"regexp_extract({_PLIE}, '^[a-z]+')"
_CLE = f"CASE WHEN {_MOT} LIKE 'jui%' THEN {_MOT}[1:4] ELSE {_MOT}[1:3] END"
_MOIS = "['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec']"
_FIN = "regexp_extract(mois, '[0-9]+$')::INTEGER"
_ANNEE = f"CASE WHEN {_FIN} >= 1900 THEN {_FIN} WHEN {_FIN} < 50 THEN 2000 + {_FIN} ELSE 1900 + {_FIN} END"
# « janv-96 », « septembre 2025 », or the date into which a spreadsheet turned it.
DATE = f"""CASE
    WHEN regexp_full_match(mois, '[12][0-9]{{3}}-[01][0-9](-[0-9]{{2}})?') THEN TRY_CAST(mois[1:7] || '-01' AS DATE)
    WHEN regexp_full_match({_PLIE}, '[a-z]+[.]?[ -]+([0-9]{{2}}|[12][0-9]{{3}})')
        THEN TRY_CAST(({_ANNEE}) || '-' || lpad(list_position({_MOIS}, {_CLE})::VARCHAR, 2, '0') || '-01' AS DATE)
    END"""

SOURCE = Source(
    id="demandeurs_emploi_jeunes",
    titre="Demandeurs d’emploi de moins de 25 ans, par mois et département",
    producteur="Dares, France Travail",
    table="contexte",
    colonnes=(
        Colonne("mois", ("Mois",), remplie=True, exemple="janv-26"),
        CODE_DEPARTEMENT.avec(exemple="35"),
        EFFECTIF.avec("Demandeurs d’emploi de moins de 25 ans"),
    ),
    ignorees=("donnees fictives", "nom du departement"),
    cle=("date", "departement"),
    doublon="rejeter",
    periode=Periode("calcul", "année civile", "dernier mois publié de {a}", sql=f"YEAR({DATE})"),
    controles=(Controle("mois_illisible", f"({DATE}) IS NULL", "Mois illisible : attendu « janv-25 » ou « 2025-01 »"),),
    croisees=(
        Croisee(
            nom="mois_par_departement",
            feuilles=r"",
            niveaux=1,
            identites={"mois": r"^mois$"},
            mesures=((r"^\D.* (?P<departement>\d[\dab]\d?)$", {"mesure": "effectif"}),),
            ignorees=(r"^total$",),
            totaux=r"^total\b",
        ),
    ),
    faits={"serie": "'demandeurs_emploi_moins_25'", "niveau_unite": "'departement'", "date": DATE},
    partition=("date",),
)
