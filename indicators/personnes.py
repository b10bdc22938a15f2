"""Fiche A4, persons: Parcoursup candidates with or without a proposal, bacheliers who go on, apprentices to be."""

from indicators.declaration import Indicator

_ACADEMIQUES = ("france", "region", "region_academique", "academie")
_CHAMP = "Candidats de Parcoursup, en personnes, par académie d’origine ; public et phase dits à côté"
_DEUX_PUBLICS = (
    "Lycéens et néo-bacheliers sont deux dénominateurs : leurs parts d’une même session diffèrent et ne se comparent "
    "pas l’une à l’autre."
)
_UNE_DATE = "La part dépend de la date et de la phase observées : seule la dernière date reçue est lue."


def _candidats(**champs) -> Indicator:
    return Indicator(
        **(
            {
                "fiche": "A4", "shape": "part", "faits": {"superieur_personnes": ("superieur_personnes",)},
                "unite": "part", "decimales": 1, "champ": _CHAMP, "denominateur": "candidats",
                "denominateur_libelle": "candidats", "par": ("type_bac", "sexe", "boursier", "date"),
                "par_obligatoire": ("public", "phase"), "additif": False, "niveaux": _ACADEMIQUES,
                "point": ("date", "public", "phase"), "tolerance": 0.005,
                "mises_en_garde": (_DEUX_PUBLICS, _UNE_DATE), "definition": "définition SIES",
            }
            | champs
        )
    )  # fmt: skip


INDICATEURS = (
    _candidats(
        id="sans_proposition_superieur",
        label="Candidats sans proposition",
        question="Combien de candidats n’ont reçu aucune proposition à la date observée ?",
        numerateur="sans_proposition",
        numerateur_libelle="sans proposition",
    ),
    _candidats(
        id="proposition_personnes",
        label="Candidats ayant reçu au moins une proposition",
        question="Combien de candidats ont reçu au moins une proposition ?",
        numerateur="avec_proposition",
        numerateur_libelle="avec au moins une proposition",
    ),
    _candidats(
        id="acceptation_personnes",
        label="Candidats ayant accepté une proposition",
        question="Combien de candidats ont accepté une proposition ?",
        numerateur="acceptes",
        numerateur_libelle="ayant accepté une proposition",
        mises_en_garde=(
            _DEUX_PUBLICS,
            "Rapportée à tous les candidats, et non à ceux qui ont reçu une proposition.",
            _UNE_DATE,
        ),
    ),
    Indicator(
        id="poursuite_superieur",
        label="Bacheliers qui poursuivent dans l’enseignement supérieur",
        fiche="A4",
        question="Combien de bacheliers de l’année s’inscrivent dans l’enseignement supérieur à la rentrée suivante ?",
        shape="ratio",
        faits={"poursuite_superieur": ("poursuite_superieur",)},
        unite="part",
        decimales=1,
        champ="Bacheliers de l’année, par académie du bac ; inscriptions dans le supérieur recensées par le SIES",
        numerateur="poursuivent",
        numerateur_libelle="poursuivent",
        denominateur="bacheliers",
        denominateur_libelle="bacheliers",
        par=("type_bac", "sexe", "destination"),
        modalites={
            "destination": {
                "même académie": ("poursuivent_meme_academie", "bacheliers"),
                "autre académie": ("poursuivent_autre_academie", "bacheliers"),
            }
        },
        niveaux=_ACADEMIQUES,
        tolerance=0.005,
        mises_en_garde=(
            "Les nombres du fichier ne sont pas tous entiers et une part peut dépasser 100 % : lus tels quels.",
            (
                "Poursuivre n’est pas réussir, et ne pas poursuivre n’est pas être sans solution : ce fichier ne dit "
                "rien de l’emploi."
            ),
        ),
        definition="définition SIES",
    ),
    Indicator(
        id="apprentis_sans_contrat",
        label="Jeunes demandeurs d’apprentissage sans contrat",
        fiche="A4",
        question="Parmi les jeunes qui cherchent un contrat d’apprentissage, combien n’en ont pas à la date observée ?",
        shape="part",
        faits={"apprentissage": ("apprentissage",)},
        unite="part",
        decimales=1,
        champ="Jeunes demandeurs d’un contrat d’apprentissage connus du producteur, à la date observée",
        numerateur="sans_contrat",
        numerateur_libelle="sans contrat",
        denominateur="demandes",
        denominateur_libelle="jeunes demandeurs",
        par=("niveau_formation", "date"),
        niveaux=("france", "region", "region_academique", "academie", "departement"),
        point=("date",),
        tolerance=0.01,
        mises_en_garde=(
            "Un stock à une date : il ne se somme pas d’une date à l’autre ; seule la dernière date est lue.",
            "Seuls les jeunes connus du producteur sont comptés ; l’un d’eux peut avoir une place au lycée.",
        ),
    ),
)
