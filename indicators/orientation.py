"""Fiche A1 and A4, school side: what families ask for and what the school decides, at the end of 3e and of 2de GT."""

from indicators.declaration import Indicator, Repere
from store.territoires import NIVEAUX_DE_TERRITOIRE

_CHAMP = "Établissements ayant répondu à l’enquête sur les demandes et les décisions d’orientation"
_PAR = ("palier", "voie", "sexe", "secteur", "type_3e")
_NIVEAUX = (*NIVEAUX_DE_TERRITOIRE, "bassin_education", "etablissement")
_VOIE = "voie <> 'ENSEMBLE'"
_ENSEMBLE = "voie = 'ENSEMBLE'"


def _cote(mesure: str, complete: str) -> str:
    """One side of a complete unit. What it leaves blank is a structural zero (no demande of « maintien », no décision
    « sans demande »): any other blank makes the unit incomplete, and neither side of it counts."""
    return f"CASE WHEN {complete} AND {mesure} IS NOT NULL THEN {mesure} WHEN {complete} THEN 0 END"


def _recouvert(quand: str, de: str, libelle: str) -> dict:
    """The cover of what only some units give: by their pupils, by their number where those of one are not known."""
    return {
        "couverture": (f"CASE WHEN {quand} THEN eleves_unite END", "eleves_unite"),
        "couverture_unites": (f"CASE WHEN {quand} THEN unites END", "unites"),
        "couverture_libelle": f"part des élèves des unités qui donnent {libelle}",
        "couverture_de": f"des élèves ({de})",
        "couverture_unites_de": f"des unités interrogées ({de})",
    }


_REPONSES = _recouvert("unites_muettes = 0", "réponse reçue", "une réponse")
_DEUX_COTES = _recouvert("complet", "demandes et décisions connues", "les deux côtés")

_REPERE_ECART = Repere(
    "valeur",
    (-0.03, 0.03),
    (-0.06, 0.06),
    "à examiner au-delà de 3 points, écart marqué au-delà de 6 points (seuil interne, à valider)",
)

INDICATEURS = (
    Indicator(
        id="ecart_demande_decision",
        label="Écart entre les décisions et les demandes",
        fiche="A4",
        question="Pour chaque voie, la part des décisions diffère-t-elle de la part des demandes des familles ?",
        shape="ecart_de_parts",
        faits={"orientation": ("orientation",)},
        unite="points",
        decimales=1,
        champ=_CHAMP,
        depart=(_cote("demandes_definitives", "complet"), None),
        arrivee=(_cote("decisions_apres_appel", "complet"), None),
        classe="voie",
        masque=_VOIE,
        numerateur_libelle="décisions après appel",
        denominateur_libelle="demandes définitives (T3)",
        **_DEUX_COTES,
        par=_PAR,
        par_obligatoire=("palier", "voie"),
        niveaux=_NIVEAUX,
        tolerance=0.005,
        mises_en_garde=(
            (
                "Des marges ne disent pas combien d’élèves ont obtenu ce qu’ils demandaient : "
                "aucun taux de satisfaction ne s’en déduit."
            ),
            "Plusieurs demandes sont possibles pour un élève : les parts portent sur les demandes.",
        ),
        reperes=(_REPERE_ECART,),
        definition="définition SAIO",
    ),
    Indicator(
        id="ecart_intention_demande",
        label="Écart entre les demandes définitives et les demandes provisoires",
        fiche="A4",
        question="Les demandes ont-elles changé entre le deuxième et le troisième trimestre ?",
        shape="ecart_de_parts",
        faits={"orientation": ("orientation",)},
        unite="points",
        decimales=1,
        champ=_CHAMP,
        depart=(_cote("demandes_provisoires", "intention_complete"), None),
        arrivee=(_cote("demandes_definitives", "intention_complete"), None),
        classe="voie",
        masque=_VOIE,
        numerateur_libelle="demandes définitives (T3)",
        denominateur_libelle="demandes provisoires (T2)",
        **_recouvert("intention_complete", "demandes provisoires et définitives connues", "les deux demandes"),
        par=_PAR,
        par_obligatoire=("palier", "voie"),
        niveaux=_NIVEAUX,
        tolerance=0.005,
        mises_en_garde=("L’avis provisoire du conseil de classe est connu entre les deux demandes.",),
        reperes=(_REPERE_ECART,),
        definition="définition de l’outil, à valider",
    ),
    Indicator(
        id="decision_differente_minimum",
        label="Élèves dont la décision diffère de la demande (nombre minimal)",
        fiche="A4",
        question="Au moins combien d’élèves ont reçu une voie qu’ils n’avaient pas demandée ?",
        shape="minimum_different",
        faits={"orientation": ("orientation",)},
        unite="effectif",
        decimales=0,
        champ=_CHAMP,
        numerateur="differents",
        denominateur="CASE WHEN complet THEN decisions_total END",
        numerateur_libelle="élèves au moins",
        denominateur_libelle="décisions",
        filtre=_ENSEMBLE,
        **_DEUX_COTES,
        par=("palier", "sexe", "secteur", "type_3e"),
        par_obligatoire=("palier",),
        niveaux=_NIVEAUX,
        tolerance=0.02,
        mises_en_garde=(
            "C’est un minimum : le nombre exact demande des données appariées élève par élève.",
            "Il croît quand le calcul descend à un niveau plus fin ; le niveau de calcul est toujours écrit.",
        ),
    ),
    Indicator(
        id="taux_appel",
        label="Appels pour 100 décisions",
        fiche="A4",
        question="Les familles font-elles appel des décisions d’orientation ?",
        shape="part",
        faits={"orientation": ("orientation",)},
        unite="part",
        decimales=1,
        champ="Unités qui donnent les appels déposés et les décisions",
        numerateur="appels_deposes",
        denominateur="coalesce(decisions_total, decisions_apres_appel)",
        numerateur_libelle="appels déposés",
        denominateur_libelle="décisions",
        filtre=_ENSEMBLE,
        **_REPONSES,
        par=("palier", "secteur", "type_3e", "sexe"),
        par_obligatoire=("palier",),
        niveaux=_NIVEAUX,
        reperes=(
            Repere(
                "valeur",
                (None, 0.02),
                (None, 0.04),
                "à examiner au-dessus de 2 %, écart marqué au-dessus de 4 % (seuil interne, à valider)",
            ),
        ),
        definition="définition SAIO : toutes les décisions au dénominateur",
    ),
    Indicator(
        id="appels_satisfaits",
        label="Appels satisfaits parmi les appels examinés",
        fiche="A4",
        question="Quelle part des appels examinés est favorable à la famille ?",
        shape="part",
        faits={"orientation": ("orientation",)},
        unite="part",
        decimales=1,
        champ="Appels examinés par les commissions ; un appel déposé puis retiré n’en est pas",
        numerateur="appels_satisfaits",
        denominateur="appels_examines",
        numerateur_libelle="appels favorables à la famille",
        denominateur_libelle="appels examinés",
        filtre=_ENSEMBLE,
        **_REPONSES,
        par=("palier", "secteur", "type_3e", "sexe"),
        par_obligatoire=("palier",),
        niveaux=_NIVEAUX,
        definition="définition SAIO",
    ),
    Indicator(
        id="taux_reponse_etablissements",
        label="Établissements ayant répondu",
        fiche="A1",
        question="Quelle part des établissements attendus a répondu à l’enquête ?",
        shape="part",
        faits={"orientation": ("orientation",)},
        unite="part",
        decimales=1,
        champ="Établissements attendus par l’enquête sur les demandes et les décisions",
        reponse=True,
        numerateur="etab_repondants",
        denominateur="etab_attendus",
        numerateur_libelle="établissements ayant répondu",
        denominateur_libelle="établissements attendus",
        filtre=_ENSEMBLE,
        par=("palier", "secteur"),
        par_obligatoire=("palier",),
        niveaux=_NIVEAUX,
        reperes=(
            Repere(
                "valeur",
                (0.95, None),
                (0.80, None),
                "à examiner sous 95 %, écart marqué sous 80 % (seuil interne, à valider)",
            ),
        ),
    ),
)
