"""Activity of the CIO over a school year: one sheet a CIO, activities in rows, months in columns."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Signal, Source
from loaders.installation import bassins
from loaders.reconnaissance.entetes import plier
from loaders.sources._colonnes import ACTIVITE, BASSIN, CAMPAGNE_SCOLAIRE, DEPARTEMENT, UAI
from loaders.sources._spro import NOM_SERRE

MOIS = {
    "m09": ("septembre", "sept"), "m10": ("octobre", "oct"), "m11": ("novembre", "nov"), "m12": ("décembre", "déc"),
    "m01": ("janvier", "janv"), "m02": ("février", "févr"), "m03": ("mars",), "m04": ("avril", "avr"),
    "m05": ("mai",), "m06": ("juin",), "m07": ("juillet", "juil"), "m08": ("août",),
}  # fmt: skip
ACTIVITES = {
    "entretiens en établissement": ("en établissement",),
    "entretiens au CIO : scolaires": ("Entretiens au CIO – scolaires", "scolaires", "élèves"),
    "entretiens au CIO : étudiants": ("Entretiens au CIO – étudiants", "étudiants"),
    "entretiens au CIO : jeunes sortis": ("Entretiens au CIO – jeunes sortis", "jeunes sortis"),
    "entretiens au CIO : adultes": ("Entretiens au CIO – adultes", "adultes"),
    "PSAD": ("participation PSAD", "plateforme PSAD"),
    "participation au SPRO": ("Participation SPRO", "SPRO"),
}
UNITES = {
    "personnes": ("personnes reçues", "personnes différentes"),
    "entretiens": ("nombre d’entretiens", "entretien"),
    "inconnue": ("ne sait pas", "non précisé"),
}

# A month that is not written is no month at zero: it is left out of the sum, and the row says which months it holds.
_SOMME_DITE = f"list_sum([{', '.join(MOIS)}])"
_DITS = f"len(list_filter([{', '.join(MOIS)}], x -> x IS NOT NULL))"
_PREMIER = "CASE " + " ".join(f"WHEN {m} IS NOT NULL THEN '{noms[0]}'" for m, noms in MOIS.items()) + " END"
_DERNIER = "CASE " + " ".join(f"WHEN {m} IS NOT NULL THEN '{noms[0]}'" for m, noms in reversed(MOIS.items())) + " END"


def _abrege(noms: tuple[str, ...]) -> str:
    return "|".join(dict.fromkeys(plier(n) for n in noms))


# « CIO de Bourges (18) »: the name of a CIO, then the code of its département.
_CODE = r"\(\s*(?:d[ée]p(?:artement|t)?\.?\s*)?(\d{2,3}|2[AB])\s*\)"
_FIN_DU_NOM = rf"\s*(?:{_CODE})?\s*$"
_CIO_NOMME = rf"(?i)^\s*(cio\s+(?:d[eu’']|des|la|le)\b.*?){_FIN_DU_NOM}"

PARTIELS = """
    WITH partielle AS (
        SELECT structure_libelle, MIN(partiel) AS mois FROM activite_spro
        WHERE lot = $lot AND partiel IS NOT NULL GROUP BY structure_libelle)
    SELECT 'annee_incomplete', 'warning', COUNT(*),
           'CIO dont tous les mois ne sont pas donnés (fusion, fermeture, année en cours) : marqués « partiel ».',
           list(structure_libelle || ' : ' || mois ORDER BY structure_libelle)[:5]
    FROM partielle HAVING COUNT(*) > 0"""

SOURCE = Source(
    id="activite_cio",
    titre="Activité des CIO",
    producteur="Rectorat (SAIO / DRAIO)",
    table="activite_spro",
    colonnes=(
        CAMPAGNE_SCOLAIRE,
        Colonne("structure", ("CIO", "Structure"), exemple="CIO de Port-Blanc"),
        DEPARTEMENT,
        UAI.avec(obligatoire=False, remplie=False),
        BASSIN,
        ACTIVITE.avec("Activité", "Nature de l’activité", valeurs=ACTIVITES),
        Colonne("unite", ("Unité",), obligatoire=False, valeurs=UNITES),
        *(Colonne(m, (noms[0].capitalize(), *noms[1:]), "entier", obligatoire=False) for m, noms in MOIS.items()),
        Colonne("total", ("Total", "Total année"), "entier", obligatoire=False),
    ),
    ignorees=("donnees fictives",),
    croisees=(
        Croisee(
            nom="feuille_par_cio",
            feuilles=r"^cio\b",
            niveaux=1,
            identites={"activite": r"^(activites?|nature de l activite|type d activite)$"},
            mesures=(
                *((rf"^({_abrege(noms)})( 20)?( \d\d)?( 20\d\d)?$", {"mesure": m}) for m, noms in MOIS.items()),
                (r"^total( annee| annuel)?$", {"mesure": "total"}),
            ),
            contexte_feuille={
                "structure": (rf"(?i)^\s*structure\s*:\s*(.+?){_FIN_DU_NOM}", _CIO_NOMME),
                "unite": r"(?i)unité\s*:\s*(\w+)",
                "departement": (r"(?i)département\s*:\s*(\w{2,3})\b", rf"(?i)\bcio\b.+?{_CODE}\s*$"),
                "uai": r"(?i)\bUAI\s*:\s*(\d{7}[A-Z])\b",
                "bassin": r"(?i)bassin(?: d.éducation)?\s*:\s*(.+?)\s*$",
            },
            mesures_min=4,
        ),
    ),
    cle=("structure", "activite", "unite"),
    doublon="rejeter",
    periode=Periode("colonne", "année scolaire", "année scolaire {p}-{a}"),
    controles=(
        Controle("sans_structure", "structure IS NULL AND NOT regexp_matches(lower(feuille), '^cio')",
                 "Aucun CIO nommé"),
    ),
    signaux=(
        Signal("mois_et_total_differents", f"total IS NOT NULL AND {_DITS} > 0 AND {_SOMME_DITE} <> total",
               "Lignes dont la somme des mois n’est pas le total écrit : la somme des mois est retenue.",
               exemple=f"concat_ws(', ', feuille, activite, 'total ' || total, 'mois ' || {_SOMME_DITE})"),
        Signal("unite_inconnue", "ifnull(unite, 'inconnue') = 'inconnue'",
               "CIO qui ne disent pas s’ils comptent des personnes ou des entretiens : lus à part.",
               exemple="ifnull(structure, feuille)"),
        Signal("territoire_inconnu", "v_departement IS NULL",
               "CIO sans département : comptés en France seulement. Ajoutez « Département : » au bandeau.",
               exemple="ifnull(structure, feuille)"),
    ),
    faits={
        "etablissement": "uai",
        "reseau": "'CIO'",
        "structure": NOM_SERRE.format("ifnull(structure, feuille)"),
        "structure_libelle": "ifnull(structure, feuille)",
        "bassin_education": "bassin",
        "bassin_libelle": "bassin",
        "unite": "ifnull(unite, 'inconnue')",
        "public": "CASE WHEN contains(activite, ' : ') THEN split_part(activite, ' : ', 2) ELSE 'ensemble' END",
        "age": "'ensemble'",
        "sexe": "'ENSEMBLE'",
        "effectif": f"CASE WHEN {_DITS} > 0 THEN {_SOMME_DITE} ELSE total END",
        "partiel": f"CASE WHEN {_DITS} BETWEEN 1 AND 11 "
        f"THEN concat('de ', {_PREMIER}, ' à ', {_DERNIER}, ' (', {_DITS}, ' mois)') END",
    },
    finitions=bassins.finitions("activite_spro"),
    bilans=(PARTIELS, bassins.bilan("activite_spro")),
)  # fmt: skip
