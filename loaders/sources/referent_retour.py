"""Référents of the right to return: which bassins have one, for each status. Who they are is nobody's business here."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Question, Source
from loaders.installation import bassins
from loaders.reconnaissance.lignes import avec_cases_vides
from loaders.sources.retour_formation import ARRETE_AU, LIEU_ET_DATE, STATUTS

OUI = ("X", "oui", "non", "o", "n", "désigné", "désignée", "non désigné", "à désigner", "vacant", "✓", ".")
_DESIGNE = "lower(trim(designe)) IN ('x', 'oui', 'o', '1', 'désigné', 'désignée', '✓')"
_NON_DESIGNE = "lower(trim(designe)) IN ('non', 'n', '0', '-', '–', '.', 'non désigné', 'vacant', 'à désigner')"
_STATUT = "(?P<statut>scolaire|apprentissage|apprenti|appr|stagiaire( (de la formation professionnelle|fp))?|sfp)"

MANQUANTS = """
    WITH manquant AS (
        SELECT bassin_libelle || ' – ' || statut AS qui FROM referent_retour
        WHERE lot = $lot AND designes < attendus)
    SELECT 'sans_referent', 'info', COUNT(*),
           'Bassins et statuts sans référent désigné : ' || array_to_string(list(qui ORDER BY qui)[:10], ' ; ') || '.',
           list(qui ORDER BY qui)[:5]
    FROM manquant HAVING COUNT(*) > 0
"""
SANS_REPONSE = """
    WITH muet AS (
        SELECT bassin_libelle || ' – ' || statut AS qui FROM referent_retour WHERE lot = $lot AND designes IS NULL)
    SELECT 'sans_reponse', 'warning', COUNT(*),
           'Bassins et statuts dont le fichier ne dit pas s’ils ont un référent : attendus, sans réponse.',
           list(qui ORDER BY qui)[:5]
    FROM muet HAVING COUNT(*) > 0
"""

_TERRITOIRE = (*LIEU_ET_DATE, Colonne("statut", ("statut",), remplie=True, valeurs=STATUTS))


def _croisee(niveaux: int) -> Croisee:
    """Bassins on the left, the three statuses above, a mark where someone is designated."""
    return Croisee(
        nom=f"matrice_referents_{niveaux}",
        feuilles=r"^(?!.*(lisez|notice))",
        niveaux=niveaux,
        identites={
            "?departement": r"^(code )?(dept|dep|dpt|departement)$",
            "bassin_education": r"^(nom du )?bassins?( d education)?$",
        },
        mesures=((rf"^(referents?( > | )(designes? > )?(statut )?)?{_STATUT}$", {"mesure": "designe"}),),
        ignorees=(r"^(maj|mise a jour|observations?|commentaires?)\b",),
        remplir_bas=("departement",),
        contexte_feuille={
            "date": ARRETE_AU,
            "academie": r"(?i)\bacad[ée]mie\s+(?:de\s+|d[’'])?([^–—:|,;(]+?)\s*(?:\s-\s|[–—:|,;(]|$)",
        },
        mesures_min=2,
        relire=avec_cases_vides,
    )


_COMMUN = {
    "id": "referent_retour",
    "titre": "Référents du droit au retour en formation, par bassin et statut",
    "producteur": "Rectorat (MLDS), Région, CFA",
    "table": "referent_retour",
    "cle": ("bassin_education", "departement", "academie", "region", "statut", "date"),
    "doublon": "rejeter",
    "periode": Periode("colonne", "campagne", "campagne de retour en formation {a}"),
    "partition": ("date",),
    "jamais": ("aucun nom de référent : une croix ou un nombre suffit",),
    "finitions": bassins.finitions("referent_retour"),
    "bilans": (MANQUANTS, SANS_REPONSE, bassins.bilan("referent_retour")),
}

MATRICE = Source(
    colonnes=(*_TERRITOIRE, Colonne("designe", ("Référent désigné",), seulement=OUI)),
    croisees=(_croisee(1), _croisee(2)),
    questions=(
        Question(
            "case_vide",
            "Que veut dire une case vide du tableau des référents : personne n’est désigné, ou pas de réponse ?",
            ("non_designe", "sans_reponse"),
            cases_vides="designe",
        ),
    ),
    faits={
        "bassin_libelle": "bassin_education",
        "attendus": "1",
        "designes": f"CASE WHEN {_DESIGNE} THEN 1 WHEN {_NON_DESIGNE} THEN 0 "
        "WHEN designe IS NULL AND case_vide = 'non_designe' THEN 0 END",
    },
    **_COMMUN,
)

SOURCE = Source(
    colonnes=(
        *_TERRITOIRE,
        Colonne(
            "attendus",
            ("attendus", "Référents attendus"),
            "entier",
            seulement=("un nombre",),
            definition="Référents attendus : 1 par bassin et statut.",
            exemple="1",
        ),
        Colonne(
            "designes",
            ("designes", "Référents désignés"),
            "entier",
            seulement=("un nombre",),
            definition="1 si un référent est désigné, 0 sinon ; vide si on ne sait pas.",
            exemple="1",
        ),
    ),
    ignorees=("donnees fictives", "observations?"),
    faits={"bassin_libelle": "bassin_education"},
    controles=(Controle("plus_de_designes", "designes > attendus", "Plus de référents désignés qu’attendus"),),
    variantes=(MATRICE,),
    **_COMMUN,
)
