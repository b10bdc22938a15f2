"""Fiche C4: the right to return to training, from the request to the entry, and who answers for it in each bassin."""

from indicators.declaration import GARDE_PETIT, PETIT, Indicator, Repere
from store.territoires import NIVEAUX_DE_TERRITOIRE

_NIVEAUX = (*NIVEAUX_DE_TERRITOIRE, "bassin_education")
_CHAMP = "Demandes de retour en formation initiale reçues depuis le début de la campagne, à la date d’arrêté du fichier"
_DATEES = "entretien_15_jours + entretien_plus_15_jours"
# A blank count of unknown dates is none where the other answers already make up the requests; else it is unknown.
_DATE_INCONNUE = f"""coalesce(entretien_date_inconnue,
    CASE WHEN demandes = {_DATEES} + delai_non_echu OR (delai_non_echu IS NULL AND demandes = {_DATEES}) THEN 0 END)"""
_EVALUABLES = f"{_DATEES} + {_DATE_INCONNUE}"
# Where it is unknown, the requests whose delay may have expired stand for those that could have been dated.
_A_DATER = f"coalesce({_EVALUABLES}, demandes - delai_non_echu, demandes)"
_CORESPONSABILITE = "Co-responsabilité État–Région : le chiffre décrit un territoire, pas un service."


def _retour(**champs) -> Indicator:
    """An indicator over the requests at the last cut-off of each campagne."""
    commun = {
        "fiche": "C4",
        "faits": {"retour_formation": ("retour_formation",)},
        "champ": _CHAMP,
        "par": ("statut", "date"),
        "niveaux": _NIVEAUX,
        "point": ("date", "departement", "bassin_education"),
    }
    return Indicator(**(commun | champs))


INDICATEURS = (
    _retour(
        id="demandes_retour",
        label="Demandes de retour en formation",
        question="Combien de jeunes demandent à revenir en formation initiale ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        numerateur="demandes",
        numerateur_libelle="demandes reçues",
        tolerance=0.02,
        mises_en_garde=(_CORESPONSABILITE, "Un bassin sans demande écrite n’est pas un bassin sans demande."),
    ),
    _retour(
        id="entretiens_15_jours",
        label="Entretiens tenus dans les 15 jours",
        question="Les demandes dont le délai est échu ont-elles été suivies d’un entretien dans les 15 jours ?",
        shape="part",
        unite="part",
        decimales=1,
        champ="Demandes dont le délai de 15 jours est échu à la date d’arrêté et dont la date d’entretien est connue",
        numerateur="entretien_15_jours",
        denominateur=_DATEES,
        numerateur_libelle="entretiens dans les 15 jours",
        denominateur_libelle="entretiens à date connue",
        couverture=(
            f"CASE WHEN {_A_DATER} IS NOT NULL THEN CASE WHEN {_DATEES} > 0 THEN {_DATEES} ELSE 0 END END",
            _A_DATER,
        ),
        couverture_libelle="part des demandes au délai échu dont la date d’entretien est connue",
        couverture_de="des demandes au délai échu (date d’entretien connue)",
        bornes=("entretien_15_jours", f"entretien_15_jours + {_DATE_INCONNUE}", _EVALUABLES),
        a_cote={
            "delai_non_echu": "delai_non_echu",
            "entretien_date_inconnue": _DATE_INCONNUE,
            "demandes": "demandes",
        },
        motifs={"trop_tot": "CASE WHEN delai_non_echu = demandes THEN delai_non_echu END"},
        effectif_minimal=PETIT,
        reperes=(
            Repere(
                "valeur",
                (0.90, None),
                (0.75, None),
                "à examiner sous 90 %, écart marqué sous 75 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=(
            _CORESPONSABILITE,
            (
                "Les bornes disent ce que deviendrait la part si toutes les dates inconnues étaient au-delà, ou "
                "en deçà, de 15 jours. Sans elles là où un bassin ne dit pas combien de dates sont inconnues."
            ),
            "Entretien tenu : un entretien proposé dans le délai, auquel le jeune n’est pas venu, n’y est pas.",
            GARDE_PETIT,
        ),
        definition="définition de l’outil, à valider : délai échu à la date d’arrêté, date connue",
    ),
    _retour(
        id="entretiens_proposes_15_jours",
        label="Entretiens proposés dans les 15 jours",
        question="Un entretien a-t-il été proposé dans les 15 jours aux demandes dont le délai est échu ?",
        shape="part",
        unite="part",
        decimales=1,
        champ="Demandes dont le délai de 15 jours est échu à la date d’arrêté",
        numerateur="entretiens_proposes_15_jours",
        denominateur="demandes - delai_non_echu",
        numerateur_libelle="entretiens proposés dans les 15 jours",
        denominateur_libelle="demandes au délai échu",
        motifs={"trop_tot": "CASE WHEN delai_non_echu = demandes THEN delai_non_echu END"},
        a_cote={"delai_non_echu": "delai_non_echu", "demandes": "demandes"},
        effectif_minimal=PETIT,
        reperes=(
            Repere(
                "valeur",
                (0.90, None),
                (0.75, None),
                "à examiner sous 90 %, écart marqué sous 75 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=(
            _CORESPONSABILITE,
            "Proposé n’est pas tenu : les deux faits se lisent côte à côte.",
            GARDE_PETIT,
        ),
    ),
    _retour(
        id="entrees_retour_formation",
        label="Entrées en formation parmi les demandes instruites",
        question="Combien d’entrées en formation, sous chaque statut, pour les demandes instruites ?",
        shape="ratio",
        unite="part",
        decimales=1,
        champ="Demandes instruites (un entretien a eu lieu, à date connue ou non) et entrées à la date d’arrêté",
        numerateur="entrees",
        denominateur=_EVALUABLES,
        numerateur_libelle="entrées en formation",
        denominateur_libelle="demandes instruites",
        tolerance=0.02,
        effectif_minimal=PETIT,
        a_cote={"demandes": "demandes"},
        reperes=(
            Repere(
                "valeur",
                (0.40, None),
                (0.20, None),
                "à examiner sous 40 %, écart marqué sous 20 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=(
            _CORESPONSABILITE,
            (
                "Par statut, les entrées sont celles du statut d’entrée et les demandes celles du statut demandé : un "
                "jeune peut en changer, le rapport n’est alors pas une part."
            ),
            "Une demande récente peut n’aboutir qu’à la rentrée suivante.",
            GARDE_PETIT,
        ),
    ),
    _retour(
        id="refus_faute_de_place",
        label="Refus faute de place",
        question="Quelle part des demandes est refusée faute de place ?",
        shape="part",
        unite="part",
        decimales=1,
        numerateur="refus_faute_de_place",
        denominateur="demandes",
        numerateur_libelle="refus faute de place",
        denominateur_libelle="demandes",
        effectif_minimal=PETIT,
        reperes=(
            Repere(
                "valeur",
                (None, 0.15),
                (None, 0.30),
                "à examiner au-dessus de 15 %, écart marqué au-dessus de 30 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=("L’accueil sous statut scolaire se fait dans la limite des places disponibles.", GARDE_PETIT),
    ),
    _retour(
        id="accompagnes_en_attente",
        label="Jeunes accompagnés dans l’attente d’une entrée",
        question="Combien de jeunes en attente d’une place sont accompagnés ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        champ="Jeunes en attente d’une entrée en formation et accompagnés à la date d’arrêté",
        numerateur="en_attente_accompagnes",
        numerateur_libelle="jeunes accompagnés en attente",
        tolerance=0.02,
        mises_en_garde=("Le nombre de jeunes en attente sans accompagnement n’est pas dans ce fichier.",),
    ),
    Indicator(
        id="referents_designes",
        label="Référents désignés",
        fiche="C4",
        question="Chaque bassin a-t-il un référent pour chaque statut de retour en formation ?",
        shape="presence",
        faits={"referent_retour": ("referent_retour",)},
        unite="part",
        decimales=0,
        champ="Un référent attendu par bassin d’éducation et par statut (scolaire, apprentissage, stagiaire)",
        numerateur="designes",
        denominateur="attendus",
        numerateur_libelle="référents désignés",
        denominateur_libelle="référents attendus",
        couverture=("CASE WHEN designes IS NOT NULL THEN attendus END", "attendus"),
        couverture_libelle="part des référents attendus pour lesquels le fichier dit oui ou non",
        couverture_de="des référents attendus (réponse connue)",
        motifs={"non_transmis": "CASE WHEN designes IS NULL THEN attendus END"},
        par=("statut", "date"),
        niveaux=_NIVEAUX,
        point=("date", "departement", "bassin_education"),
        reperes=(
            Repere(
                "valeur",
                (1.0, None),
                (0.75, None),
                "à examiner dès qu’un référent manque, écart marqué sous 75 % (seuil interne, à valider)",
            ),
        ),
        mises_en_garde=("Un référent peut l’être pour plusieurs bassins : les personnes ne sont pas comptées.",),
    ),
)
