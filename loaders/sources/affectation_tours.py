"""SAIO's « bilan de l'affectation »: who got a place, tour after tour, by origin and by voie of the first wish."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Source
from loaders.sources._colonnes import CAMPAGNE_SCOLAIRE

VOIES = {
    "2GT": ("2de GT", "2nde GT", "seconde générale et technologique"),
    "2PRO": ("2de pro", "2nde pro", "2nd pro", "seconde professionnelle"),
    "CAP1": ("CAP", "1CAP2", "1re année de CAP"),
    "1PRO": ("1re pro", "1ère pro", "première professionnelle"),
    "ENSEMBLE": ("ensemble", "toutes voies"),
}
ORIGINES = {
    "3e": ("3eme", "3ème", "troisième"),
    "3e prépa-métiers": ("3e PM", "3PM", "3e prépa métiers"),
    "3e SEGPA": ("SEGPA", "3e segpa"),
    "2de GT (réorientation)": ("2GT réo", "2de GT réo", "réorientation 2GT"),
    "2de pro": ("2PRO", "2nde pro"),
    "hors académie": ("hors acad.", "hors acad"),
}
TOURS = {
    "principal": ("TP", "tour principal"),
    "suivant 1": ("TS1", "TS 1", "tour suivant 1", "premier tour suivant"),
    "suivant 2": ("TS2", "TS 2", "tour suivant 2", "deuxième tour suivant"),
    "suivant 3": ("TS3", "TS 3", "tour suivant 3"),
    "point de rentrée": ("Point", "point au 1er octobre", "point octobre"),
}

_VOEU_1 = r"^(voeux? 1|demandes? 1|v1)( > | )(en )?"
_VOIE = rf"{_VOEU_1}(?P<voie>[^>]+?) > "
_COMPTES = {
    "voeux_1": "(cand|candidats?|demandes?)",
    "affectes_voeu_1": "aff(ectes)? (sur )?(le )?(v ?1|voeu 1)",
    "affectes_autre": "aff(ectes)? autres?( voeux?)?",
    "liste_supplementaire": "(ls|liste supplementaire|listes supplementaires)",
    "sans_affectation": "(na|non affectes)",
}


def _croisee(niveaux: int) -> Croisee:
    """A sheet a tour, the voie of the first wish merged over its counts, in that many rows of headers."""
    return Croisee(
        nom=f"bilan_affectation_{niveaux}",
        feuilles=r"^(?!.*lisez)",
        niveaux=niveaux,
        identites={"departement": r"^(dept|dep|dpt|departement)$", "origine": r"^(origine|classe d origine|public)$"},
        mesures=(
            *((rf"{_VOIE}{motif}$", {"mesure": nom}) for nom, motif in _COMPTES.items()),
            (r"^(ensemble|total) (des )?non affectes$", {"mesure": "ensemble_non_affectes", "voie": "ENSEMBLE"}),
        ),
        ignorees=(r"%", rf"{_VOEU_1}(total|ensemble|toutes voies)\b"),
        remplir_bas=("departement",),
        contexte_feuille={
            "tour": r"(?i)(?:^\s*|[–—-]\s+)(TP|TS ?\d|Point|Tour principal|Tour suivant ?\d)(?![^\W_])",
            # A date with its year is that of an update, not of a tour.
            "date_tour": r"(?<![\d/.-])(\d{1,2}[-/.]\d{1,2})(?![\d/.-])",
        },
    )


# The same header, « Ensemble non affectés », counts the waiting list in one département and not in another.
SENS_DE_NON_AFFECTES = """
    WITH ligne_lue AS (
        SELECT feuille, ligne, v_departement AS departement, MAX(ensemble_non_affectes) AS ecrit,
               SUM(liste_supplementaire) AS attente, SUM(sans_affectation) AS sans_place
        FROM localisee WHERE ecart IS NULL AND NOT fautif GROUP BY ALL),
    sens_lu AS (
        SELECT departement, CASE WHEN BOOL_AND(ecrit = attente + sans_place) THEN 'liste supplémentaire comprise'
                                 WHEN BOOL_AND(ecrit = sans_place) THEN 'sans la liste supplémentaire'
                                 ELSE 'ni l’un ni l’autre' END AS sens
        FROM ligne_lue WHERE ecrit IS NOT NULL AND attente > 0 GROUP BY departement),
    constat AS (
        SELECT COUNT(DISTINCT sens) AS sens_differents, COUNT(*) AS departements,
               list(departement || ' : ' || sens ORDER BY departement) AS details FROM sens_lu)
    SELECT 'non_affectes_deux_sens', 'warning', departements,
           '« Ensemble non affectés » n’a pas le même sens partout : ' || array_to_string(details, ' ; ')
           || '. L’indicateur recalcule la somme des listes supplémentaires et des non affectés.', details
    FROM constat WHERE sens_differents > 1 AND $lot IS NOT NULL
"""


def _compte(nom: str, *entetes: str) -> Colonne:
    return Colonne(nom, entetes, "entier", obligatoire=nom == "voeux_1")


_ISSUES = {"voeux_1": ("affectes_voeu_1", "affectes_autre", "liste_supplementaire", "sans_affectation")}

SOURCE = Source(
    id="affectation_tours",
    titre="Bilan de l’affectation par tour (SAIO, DSDEN)",
    producteur="Rectorat (SAIO), DSDEN",
    table="affectation",
    colonnes=(
        CAMPAGNE_SCOLAIRE.avec("Campagne", "Année", "Session", remplie=True),
        Colonne("departement", ("Département", "Dépt"), remplie=True),
        Colonne("origine", ("Origine", "Classe d'origine"), valeurs=ORIGINES, valeurs_libres=True),
        Colonne("voie", ("Voie du vœu 1", "Voie"), remplie=True, valeurs=VOIES),
        Colonne("tour", ("Tour",), remplie=True, valeurs=TOURS),
        Colonne("date_tour", ("Date du tour", "Date"), obligatoire=False),
        _compte("voeux_1", "Candidats", "Cand."),
        _compte("affectes_voeu_1", "Affectés V1", "Aff. V1", "Affectés vœu 1"),
        _compte("affectes_autre", "Affectés autre vœu", "Aff. autre"),
        _compte("liste_supplementaire", "LS", "Liste supplémentaire"),
        _compte("sans_affectation", "Non affectés", "NA"),
        _compte("ensemble_non_affectes", "Ensemble non affectés"),
    ),
    ignorees=(r"(taux |%|part ).*", "donnees fictives"),
    croisees=(_croisee(2), _croisee(3)),
    sommes=_ISSUES,
    cle=("departement", "origine", "voie", "tour", "date_tour"),
    doublon="rejeter",
    periode=Periode("colonne", "campagne", "affectation {a}"),
    controles=(
        Controle(
            "plus_d_affectes_que_de_candidats",
            "affectes_voeu_1 > voeux_1",
            "Plus d’affectés sur leur vœu 1 que de candidats",
        ),
    ),
    partition=("tour",),
    faits={
        "date_tour": "CASE WHEN regexp_full_match(date_tour, '[0-9]{1,2}[-/.][0-9]{1,2}') "
        "THEN regexp_replace(date_tour, '[-.]', '/') || '/' || campagne ELSE date_tour END",
        "palier_entree": "CASE voie WHEN '2GT' THEN '2de GT' WHEN '2PRO' THEN '2de pro' WHEN 'CAP1' THEN 'CAP' "
        "WHEN '1PRO' THEN '1re pro' END",
        "affectes_tous": "affectes_voeu_1 + affectes_autre",
    },
    bilans=(SENS_DE_NON_AFFECTES,),
)
