"""Fiche B1 and A2, context: population, young people out of work and studies, social position, missions locales."""

from indicators.declaration import Indicator, Repere, repartition
from store.territoires import NIVEAUX_DE_TERRITOIRE

_JEUNES = "age IN ('15-19', '20-24', '25-29')"


def _publiee(*niveaux: str) -> dict[str, str]:
    """A published value is read at its own level only."""
    return {n: f"niveau_unite = '{n}'" for n in niveaux} | {"*": "FALSE"}


def _classes(valeur: str) -> dict[str, str]:
    """Internal classes of IPS: bounds low included, high excluded."""
    return {
        "moins de 90": f"({valeur} < 90)::INTEGER",
        "90 à 105": f"({valeur} >= 90 AND {valeur} < 105)::INTEGER",
        "105 à 120": f"({valeur} >= 105 AND {valeur} < 120)::INTEGER",
        "120 et plus": f"({valeur} >= 120)::INTEGER",
    }


_CLASSES_A_VALIDER = "Classes internes, à valider : moins de 90, de 90 à 105, de 105 à 120, 120 et plus."
_TROIS_POINTS = "Une différence d’IPS de 3 points ou moins ne s’interprète pas."
_SANS_MOYENNE = "L’IPS n’est ni sommé ni moyenné : le fichier ne donne pas les effectifs qu’il faudrait pour pondérer."
_VOIES_A_PART = "Un lycée polyvalent a un IPS par voie et un d’ensemble : les voies ne s’additionnent pas."


def _repartition_ips(par: tuple[str, ...] = ()) -> dict:
    champs = repartition("classe_ips", _classes("valeur"))
    return champs | {"par_obligatoire": (*par, "classe_ips")}


INDICATEURS = (
    Indicator(
        id="population_15_29",
        label="Population de 15 à 29 ans",
        fiche="B1",
        question="Combien de jeunes de 15 à 29 ans vivent dans le territoire ?",
        shape="effectif",
        faits={"population": ("population_age_quinquennal",)},
        unite="effectif",
        decimales=0,
        champ="Population des 15-19, 20-24 et 25-29 ans au 1er janvier, départements de France (Mayotte depuis 2014)",
        numerateur="effectif",
        filtre=_JEUNES,
        par=("sexe", "age"),
        niveaux=NIVEAUX_DE_TERRITOIRE,
        numerateur_libelle="habitants de 15 à 29 ans",
        tolerance=0.01,
        mises_en_garde=(
            "Estimations : les trois dernières années sont provisoires et seront révisées.",
            (
                "L’estimation par grande classe d’âge, plus récente, ne permet pas de former 15-29 ans : "
                "les deux ne se mêlent pas."
            ),
        ),
        definition="Insee, estimations de population",
    ),
    Indicator(
        # The file’s sheet « Documentation »: 18 to 25; the name is older, and stays in the addresses.
        id="neet_15_24",
        label="Jeunes de 18 à 25 ans ni en études, ni en emploi",
        fiche="B1",
        question="Quelle part des jeunes de 18 à 25 ans n’est ni en études ni en emploi ?",
        shape="valeur_publiee",
        faits={"contexte": ("insee_dd",)},
        unite="part",
        decimales=1,
        champ="Population de 18 à 25 ans (« part des jeunes non insérés » de l’Insee), "
        "valeur publiée pour le territoire",
        numerateur="valeur",
        filtre="serie = 'neet_15_24'",
        filtre_par_niveau=_publiee("france", "region", "departement"),
        niveaux=("france", "region", "departement"),
        motifs={"non_collecte": "(valeur IS NULL)::INTEGER"},
        mises_en_garde=(
            "Valeurs publiées : celle d’une région n’est pas la moyenne de celles de ses départements.",
            "Mayotte n’est comprise dans la France que lorsque sa donnée est disponible.",
        ),
        reperes=(
            Repere(
                "ecart_reference",
                (None, 0.03),
                (None, 0.06),
                "à examiner à plus de 3 points au-dessus de la région, écart marqué à plus de 6 points "
                "(seuil interne, à valider)",
            ),
        ),
        definition="Insee, part des jeunes non insérés",
    ),
    Indicator(
        id="demandeurs_emploi_moins_25",
        label="Demandeurs d’emploi de moins de 25 ans",
        fiche="B1",
        question="Combien de demandeurs d’emploi ont moins de 25 ans à la fin de l’année ?",
        shape="effectif",
        faits={"contexte": ("demandeurs_emploi_jeunes",)},
        unite="effectif",
        decimales=0,
        champ="Demandeurs d’emploi de moins de 25 ans inscrits le dernier mois publié de l’année, "
        "départements de métropole",
        numerateur="effectif",
        filtre="serie = 'demandeurs_emploi_moins_25'",
        par=("date",),
        point=("date",),
        niveaux=NIVEAUX_DE_TERRITOIRE,
        numerateur_libelle="demandeurs d’emploi de moins de 25 ans",
        tolerance=0.02,
        mises_en_garde=(
            "Un stock à la fin d’un mois : les mois ne s’additionnent jamais.",
            "Le dernier mois publié d’une année peut ne pas être décembre : une évolution mêle alors les saisons.",
            "Nombres arrondis à la dizaine : une somme peut différer du total publié de quelques dizaines.",
        ),
        definition="Dares, France Travail",
    ),
    Indicator(
        id="taux_chomage",
        label="Taux de chômage",
        fiche="B1",
        question="Quel est le taux de chômage du département ?",
        shape="valeur_publiee",
        faits={"contexte": ("chomage",)},
        unite="part",
        decimales=1,
        champ="Population active de tous âges, taux localisé publié pour le département",
        numerateur="valeur",
        filtre="serie = 'taux_chomage'",
        filtre_par_niveau=_publiee("departement"),
        niveaux=("departement",),
        motifs={"non_collecte": "(valeur IS NULL)::INTEGER"},
        tolerance=0.002,
        mises_en_garde=(
            "Taux publiés par département : ils ne se moyennent pas pour faire un taux de région.",
            "Tous âges : ce n’est pas un taux de chômage des jeunes.",
        ),
        definition="Insee, taux de chômage localisés",
    ),
    Indicator(
        id="ips_colleges_repartition",
        label="Collèges par classe de position sociale",
        fiche="A2",
        question="Comment les collèges se répartissent-ils selon la position sociale de leurs élèves ?",
        faits={"contexte": ("ips_colleges",)},
        unite="part",
        decimales=1,
        champ="Collèges dont l’IPS est publié, chacun compté une fois",
        filtre="serie = 'ips_college'",
        numerateur_libelle="collèges de la classe",
        denominateur_libelle="collèges",
        couverture=("(valeur IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="part des collèges du fichier dont l’IPS est publié",
        couverture_de="des collèges du fichier (IPS publié)",
        mises_en_garde=(_CLASSES_A_VALIDER, _TROIS_POINTS, _SANS_MOYENNE),
        definition="IPS de la DEPP ; classes internes, à valider",
        **_repartition_ips(),
    ),
    Indicator(
        id="ips_lycees_repartition",
        label="Lycées par classe de position sociale",
        fiche="A2",
        question="Comment les lycées de chaque voie se répartissent-ils selon la position sociale de leurs élèves ?",
        faits={"contexte": ("ips_lycees",)},
        unite="part",
        decimales=1,
        champ="Lycées dont l’IPS de la voie est publié, chacun compté une fois dans chaque voie",
        filtre="serie = 'ips_lycee'",
        numerateur_libelle="lycées de la classe",
        denominateur_libelle="lycées",
        couverture=("(valeur IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="part des lycées du fichier dont l’IPS de la voie est publié",
        couverture_de="des lycées du fichier (IPS de la voie publié)",
        mises_en_garde=(_CLASSES_A_VALIDER, _VOIES_A_PART, _TROIS_POINTS, _SANS_MOYENNE),
        definition="IPS de la DEPP ; classes internes, à valider",
        **_repartition_ips(("modalite",)),
    ),
    Indicator(
        id="ips_etablissement",
        label="Indice de position sociale d’un établissement",
        fiche="A2",
        question="Quel est l’indice de position sociale de l’établissement ?",
        shape="valeur_publiee",
        faits={"contexte": ("ips_colleges", "ips_lycees")},
        unite="ratio",
        decimales=1,
        champ="Collèges et lycées dont l’IPS est publié ; pour un lycée, celui de l’ensemble de ses voies",
        numerateur="valeur",
        filtre="serie = 'ips_college' OR (serie = 'ips_lycee' AND modalite = 'ensemble des voies')",
        filtre_par_niveau=_publiee("etablissement"),
        niveaux=("etablissement",),
        motifs={"non_collecte": "(valeur IS NULL)::INTEGER"},
        tolerance=3 / 100,
        mises_en_garde=(_TROIS_POINTS, _SANS_MOYENNE),
        definition="IPS de la DEPP",
    ),
    Indicator(
        id="structures_missions_locales",
        label="Missions locales",
        fiche="B3",
        question="Combien de missions locales le territoire compte-t-il ?",
        shape="effectif",
        faits={"structure_spro": ("missions_locales_referentiel",)},
        unite="effectif",
        decimales=0,
        champ="Structures de la liste i-Milo, structures temporaires comprises",
        numerateur="structures",
        filtre="reseau = 'ML'",
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "mission_locale"),
        numerateur_libelle="missions locales",
        a_cote={"temporaires": "CASE WHEN temporaire THEN structures END"},
        mises_en_garde=(
            "La liste n’a pas de date : elle vaut pour l’année où elle est reçue, sauf si son nom en dit une autre.",
            (
                "Une structure temporaire (fusion en cours) est comptée ; une structure sans département ni région "
                "n’est comptée qu’en France."
            ),
        ),
        definition="liste des structures i-Milo",
    ),
)
