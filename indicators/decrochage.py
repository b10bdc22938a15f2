"""Fiche C2: what the platforms (PSAD) do for young people who left school, from signal to solution."""

from indicators.declaration import Indicator, Repere, repartition
from indicators.plateformes import LECTURE, REPONSE, SANS_TOTAL

_COMMUN = {
    **LECTURE,
    "fiche": "C2",
    "faits": {"decrochage": ("decrochage",)},
    "par": ("age", "sexe", "voie_quittee", "mesure", "date"),
    "niveaux": (
        "psad", "departement", "academie", "region", "region_academique", "france", "mission_locale",
        "bassin_education",
    ),
    "motifs": {
        "en_attente": "CASE WHEN reponse = 'en cours' THEN 1 END",
        "non_transmis": "CASE WHEN reponse = 'non' THEN 1 END",
    },
    "couverture": ("psad_repondants", "psad_attendus"),
    "couverture_libelle": "plateformes (PSAD) qui ont répondu, sur celles qui sont attendues",
    "couverture_en": "repondants",
    "couverture_de": "des plateformes (PSAD) attendues ont répondu",
}  # fmt: skip
_DEFINITION = {"exclusives": {"mesure": "mesure", "definition": "définition du décrocheur"}}
_PART = {"shape": "part", "unite": "part", "decimales": 1}

_CORESPONSABILITE = "Co-responsabilité État–Région : le chiffre d’une plateforme n’est celui d’aucun des deux seul."
_POINT = "Situation à la dernière date reçue : deux dates ne s’additionnent jamais."
_REGION = "En région, le total que la région établit est gardé ; il diffère de la somme des plateformes."
_SIGNALES = "Signalés n’est pas décrocheurs : une part est retrouvée en formation, une autre reste inconnue."
_GARDES = (_CORESPONSABILITE, _POINT, _REGION)


def _repere(examiner, ecart, phrase: str) -> tuple[Repere, ...]:
    return (Repere("valeur", examiner, ecart, f"{phrase} (seuil interne, à valider)"),)


_A_JOINDRE = "transmis - deja_suivis"
_SOLUTIONS = {
    "scolaire": "solution_scolaire",
    "apprentissage": "solution_apprentissage",
    "formation professionnelle": "solution_formation",
    "emploi": "solution_emploi",
    "service civique": "solution_service_civique",
    "dispositif": "solution_dispositif",
}
_TOUTES_SOLUTIONS = f"coalesce(solutions_total, {' + '.join(_SOLUTIONS.values())})"
DELAIS = {
    "0–7 jours": "delai_0_7",
    "8–15 jours": "delai_8_15",
    "16–30 jours": "delai_16_30",
    "31–90 jours": "delai_31_90",
    "plus de 90 jours": "delai_plus_90",
}
_DELAIS_CONNUS = " + ".join(DELAIS.values())
_CHAMP_DELAI = "Jeunes contactés dont les dates de transmission et de premier contact sont connues"
# Step -> the count of which it is a part; None opens a universe. The codes are those of the funnel's chart.
ETAPES = {
    "signales": None,
    "situation_inconnue": "signales",
    "retrouves_en_formation": "signales",
    "decrocheurs_confirmes": "signales",
    "transmis": None,
    "deja_suivis": "transmis",
    "contactes": _A_JOINDRE,
    "injoignables": _A_JOINDRE,
    "a_accompagner": None,
    "pris_en_charge": "a_accompagner",
    "refus": "a_accompagner",
    **dict.fromkeys(_SOLUTIONS.values(), "pris_en_charge"),
    "sans_solution": "pris_en_charge",
}
PARTENAIRES = {
    "Mission locale": "partenaire_ml",
    "France Travail": "partenaire_ft",
    "CIO": "partenaire_cio",
    "Info Jeunes": "partenaire_ij",
    "CFA": "partenaire_cfa",
}

# A cell left blank by a platform that answered was expected as much as those of a platform that did not.
_NON_DIT = {
    "en_attente": "CASE WHEN reponse = 'en cours' THEN 1 END",
    "non_transmis": "CASE WHEN reponse IS DISTINCT FROM 'en cours' THEN 1 END",
}

# Unknown situations left blank are what the two others leave of the minors concerned; never below none.
_OF_INCONNUE = "coalesce(of_inconnue, greatest(of_concernes - of_satisfaite - of_non_satisfaite, 0))"

INDICATEURS = (
    Indicator(
        **(_COMMUN | REPONSE),
        id="taux_reponse_psad",
        label="Plateformes qui ont répondu",
        question="Combien de plateformes (PSAD) ont transmis leur bilan ?",
        shape="presence",
        unite="part",
        decimales=0,
        champ="Plateformes attendues pendant la campagne, chacune comptée une fois, à la dernière date de la mesure "
        "lue (le cumul s’il est reçu, sinon le stock)",
        numerateur="psad_repondants",
        denominateur="psad_attendus",
        numerateur_libelle="plateformes qui ont répondu",
        denominateur_libelle="plateformes attendues",
        mises_en_garde=(_CORESPONSABILITE, "À lire avant tout autre chiffre des plateformes."),
    ),
    Indicator(
        **_COMMUN,
        id="jeunes_signales",
        label="Jeunes signalés aux plateformes",
        question="Combien de jeunes sont signalés, avant toute vérification ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        champ="Jeunes de 16 ans ou plus signalés par le croisement des fichiers (SIEI, RIO)",
        numerateur="signales",
        numerateur_libelle="jeunes signalés",
        tolerance=0.02,
        mises_en_garde=(_SIGNALES, *_GARDES),
    ),
    Indicator(
        **(_COMMUN | {"filtre_par_niveau": {"*": SANS_TOTAL}}),
        id="jeunes_signales_plateformes",
        label="Jeunes signalés, somme des plateformes",
        question="Combien de jeunes les plateformes comptent-elles ensemble, chacune pour son compte ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        champ="Jeunes signalés, comptés par chaque plateforme ; un jeune qui en change compte dans deux",
        numerateur="signales",
        numerateur_libelle="signalements comptés par les plateformes",
        tolerance=0.02,
        mises_en_garde=(
            "À lire à côté du total que la région établit, jamais ajouté à lui.", _SIGNALES, _CORESPONSABILITE, _POINT,
        ),
    ),
    Indicator(
        **(_COMMUN | {"par": ("etape", *_COMMUN["par"])}),
        id="etapes_psad",
        label="Jeunes à chaque étape des plateformes",
        question="Combien de jeunes à chaque étape, du signalement à la solution ?",
        shape="effectif",
        unite="effectif",
        decimales=0,
        champ="Jeunes signalés, puis transmis, puis à accompagner : un univers par étape",
        numerateur_libelle="jeunes à cette étape",
        modalites={"etape": {etape: (etape, "1") for etape in ETAPES}},
        par_obligatoire=("etape",),
        additif=False,
        tolerance=0.02,
        mises_en_garde=("Une étape ne se déduit pas d’une autre : chacune est écrite par la plateforme.", *_GARDES),
    ),
    Indicator(
        **(_COMMUN | _PART | {"par": ("etape", *_COMMUN["par"])}),
        id="parts_etapes_psad",
        label="Part de chaque étape dans son univers",
        question="Quelle part de l’étape dont elle relève représente chaque étape ?",
        champ="Jeunes signalés, transmis, à accompagner ou pris en charge, selon l’étape",
        numerateur_libelle="jeunes à cette étape",
        denominateur_libelle="jeunes de l’étape dont elle relève",
        modalites={"etape": {etape: (etape, univers) for etape, univers in ETAPES.items() if univers}},
        par_obligatoire=("etape",),
        additif=False,
        mises_en_garde=("Chaque part porte sur les plateformes qui ont donné les deux effectifs.", *_GARDES),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="part_situation_inconnue",
        label="Signalés dont la situation reste inconnue",
        question="De quelle part des jeunes signalés ne sait-on rien ?",
        champ="Jeunes signalés",
        numerateur="situation_inconnue",
        denominateur="signales",
        numerateur_libelle="situations inconnues",
        denominateur_libelle="jeunes signalés",
        mises_en_garde=("Se lit en premier : elle borne toutes les autres parts.", *_GARDES),
        reperes=_repere((None, 0.20), (None, None), "à examiner au-dessus de 20 % : qualité des données"),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="part_retrouves_en_formation",
        label="Signalés retrouvés en formation",
        question="Quelle part des jeunes signalés est en fait en formation ?",
        champ="Jeunes signalés",
        numerateur="retrouves_en_formation",
        denominateur="signales",
        numerateur_libelle="retrouvés en formation",
        denominateur_libelle="jeunes signalés",
        mises_en_garde=(_SIGNALES, *_GARDES),
    ),
    Indicator(
        **(_COMMUN | _PART | _DEFINITION),
        id="part_decrocheurs_confirmes",
        label="Signalés confirmés comme décrocheurs",
        question="Quelle part des jeunes signalés sont des décrocheurs confirmés ?",
        champ="Jeunes signalés",
        numerateur="decrocheurs_confirmes",
        denominateur="signales",
        numerateur_libelle="décrocheurs confirmés",
        denominateur_libelle="jeunes signalés",
        mises_en_garde=(
            _SIGNALES,
            "La définition du décrocheur change d’un producteur à l’autre : jamais deux dans une même série.",
            *_GARDES,
        ),
        reperes=_repere((0.20, 0.60), (None, None), "à examiner hors de 20–60 %"),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="taux_contact",
        label="Jeunes contactés",
        question="Parmi les jeunes transmis qu’aucun réseau ne suit encore, combien ont été joints ?",
        champ="Jeunes transmis aux plateformes, moins ceux qui sont déjà suivis",
        numerateur="contactes",
        denominateur=_A_JOINDRE,
        numerateur_libelle="contactés",
        denominateur_libelle="transmis, non encore suivis",
        mises_en_garde=("Les injoignables sont comptés à part.", *_GARDES),
        reperes=_repere((0.80, None), (None, None), "à examiner sous 80 %"),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="part_injoignables",
        label="Jeunes injoignables",
        question="Parmi les jeunes transmis qu’aucun réseau ne suit encore, combien restent injoignables ?",
        champ="Jeunes transmis aux plateformes, moins ceux qui sont déjà suivis",
        numerateur="injoignables",
        denominateur=_A_JOINDRE,
        numerateur_libelle="injoignables",
        denominateur_libelle="transmis, non encore suivis",
        mises_en_garde=("Injoignable dépend du nombre de tentatives que chaque plateforme fait.", *_GARDES),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="taux_prise_en_charge",
        label="Jeunes pris en charge",
        question="Parmi les jeunes à accompagner, combien sont pris en charge ?",
        champ="Jeunes contactés qui ont besoin d’un accompagnement",
        numerateur="pris_en_charge",
        denominateur="a_accompagner",
        numerateur_libelle="pris en charge",
        denominateur_libelle="à accompagner",
        mises_en_garde=_GARDES,
        reperes=_repere((0.60, None), (None, None), "à examiner sous 60 %"),
    ),
    Indicator(
        **(_COMMUN | _PART | {"par": ("solution", *_COMMUN["par"])}),
        id="taux_solution",
        label="Solutions trouvées",
        question="Parmi les jeunes pris en charge, combien ont une solution, et laquelle ?",
        champ="Jeunes pris en charge par les plateformes",
        numerateur=_TOUTES_SOLUTIONS,
        denominateur="pris_en_charge",
        numerateur_libelle="solutions",
        denominateur_libelle="pris en charge",
        modalites={"solution": {nom: (colonne, "pris_en_charge") for nom, colonne in _SOLUTIONS.items()}},
        mises_en_garde=(
            "L’horizon d’observation diffère selon les plateformes.",
            "Le total demande tous les types de solution, ou un total écrit.",
            *_GARDES,
        ),
        reperes=_repere((0.50, None), (None, None), "toutes solutions : à examiner sous 50 %"),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="taux_retour_formation",
        label="Retours en formation",
        question="Parmi les jeunes pris en charge, combien sont revenus en formation, sous l’un des trois statuts ?",
        champ="Jeunes pris en charge par les plateformes",
        numerateur="solution_scolaire + solution_apprentissage + solution_formation",
        denominateur="pris_en_charge",
        numerateur_libelle="retours en formation (scolaire, apprentissage, stagiaire)",
        denominateur_libelle="pris en charge",
        mises_en_garde=_GARDES,
    ),
    Indicator(
        **(_COMMUN | _PART | _DEFINITION),
        id="coeur_de_cible",
        label="Cœur de cible restant",
        question="Quelle part des décrocheurs confirmés n’est ni en formation, ni en emploi, ni accompagnée ?",
        champ="Décrocheurs confirmés",
        numerateur="sans_solution",
        denominateur="decrocheurs_confirmes",
        numerateur_libelle="sans solution",
        denominateur_libelle="décrocheurs confirmés",
        mises_en_garde=("Dépend de la définition du décrocheur.", *_GARDES),
        reperes=_repere((None, 0.15), (None, None), "à examiner au-dessus de 15 %"),
    ),
    Indicator(
        **(_COMMUN | repartition("delai", DELAIS) | {"par": ("delai", *_COMMUN["par"])}),
        id="delai_contact",
        label="Délai du premier contact",
        question="En combien de temps les jeunes sont-ils joints après leur transmission ?",
        unite="part",
        decimales=1,
        champ=_CHAMP_DELAI,
        numerateur_libelle="jeunes contactés dans la classe",
        denominateur_libelle="contactés dont le délai est connu",
        a_cote={"delai_inconnu": "delai_inconnu"},
        mises_en_garde=(
            "Un délai moyen écrit par une plateforme n’est pas repris : une moyenne ne se somme pas.",
            "Les délais inconnus sont donnés à côté, hors des parts.",
            *_GARDES,
        ),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="contact_15_jours",
        label="Premier contact sous 15 jours",
        question="Quelle part des jeunes contactés l’a été dans les quinze jours ?",
        champ=_CHAMP_DELAI,
        numerateur="delai_0_7 + delai_8_15",
        denominateur=_DELAIS_CONNUS,
        numerateur_libelle="contactés sous 15 jours",
        denominateur_libelle="contactés dont le délai est connu",
        a_cote={"delai_inconnu": "delai_inconnu"},
        mises_en_garde=_GARDES,
        reperes=_repere((0.50, None), (None, None), "à examiner sous 50 %, soit une médiane de plus de 15 jours"),
    ),
    Indicator(
        **(_COMMUN | _PART),
        id="contact_3_mois",
        label="Premier contact sous trois mois",
        question="Quelle part des jeunes contactés l’a été dans les trois mois ?",
        champ=_CHAMP_DELAI,
        numerateur="delai_0_7 + delai_8_15 + delai_16_30 + delai_31_90",
        denominateur=_DELAIS_CONNUS,
        numerateur_libelle="contactés sous 90 jours",
        denominateur_libelle="contactés dont le délai est connu",
        a_cote={"delai_inconnu": "delai_inconnu"},
        mises_en_garde=_GARDES,
        reperes=_repere((0.90, None), (None, None), "à examiner sous 90 %"),
    ),
    Indicator(
        **(_COMMUN | {"par": ("partenaire", "mesure", "date"), "filtre_par_niveau": {}, "motifs": _NON_DIT}),
        id="partenaires_psad",
        label="Partenaires présents dans les plateformes",
        question="Quels réseaux prennent part à chaque plateforme ?",
        shape="presence",
        unite="part",
        decimales=0,
        champ="Plateformes dont la participation du réseau est renseignée",
        filtre="niveau_unite = 'psad' AND psad_attendus = 1",
        numerateur_libelle="plateformes où le réseau est présent",
        denominateur_libelle="plateformes qui le renseignent",
        modalites={
            "partenaire": {
                nom: (f"CASE WHEN {colonne} THEN 1 WHEN NOT {colonne} THEN 0 END",
                      f"CASE WHEN {colonne} IS NOT NULL THEN 1 END")
                for nom, colonne in PARTENAIRES.items()
            }
        },
        par_obligatoire=("partenaire",),
        additif=False,
        mises_en_garde=(_CORESPONSABILITE, "Une case vide veut dire « non renseigné », pas « absent »."),
    ),
    Indicator(
        **(_COMMUN | _PART | {"faits": {"decrochage": ("obligation_formation",)}, "par": ("sexe", "mesure", "date")}),
        id="obligation_formation_satisfaite",
        label="Obligation de formation satisfaite (16–18 ans)",
        question="Parmi les mineurs soumis à l’obligation de formation, combien la satisfont ?",
        champ="Mineurs identifiés comme soumis à l’obligation de formation, diplômés compris",
        numerateur="of_satisfaite",
        denominateur="of_concernes",
        numerateur_libelle="obligations satisfaites",
        denominateur_libelle="mineurs concernés identifiés",
        bornes=("of_satisfaite", f"of_satisfaite + {_OF_INCONNUE}", "of_concernes"),
        a_cote={"of_inconnue": _OF_INCONNUE},
        mises_en_garde=(
            "Champ propre (mineurs, diplômés compris) : jamais ajouté aux jeunes des plateformes.",
            "Les situations inconnues laissent une fourchette, donnée à côté.",
            _CORESPONSABILITE,
            _POINT,
        ),
    ),
)  # fmt: skip
