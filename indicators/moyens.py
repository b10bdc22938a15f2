"""Fiche B1 and A1, means: a table by axis, read as it is sent and once validated; never a ratio to a need."""

from indicators.declaration import Indicator

_LECTURE_DESCRIPTIVE = (
    "Lecture descriptive : les moyens et les publics se lisent côte à côte, aucun rapport n’en est tiré."
)


def _moyens(**champs) -> Indicator:
    commun = {
        "fiche": "B1", "shape": "valeur_publiee", "faits": {"moyens": ("moyens",)}, "unite": "euros",
        "numerateur": "CASE WHEN valide THEN valeur END", "niveaux": ("region",), "additif": False,
        "motifs": {"non_valide": "CASE WHEN valide IS DISTINCT FROM TRUE THEN 1 END"},
        "a_cote": {"publics": "CASE WHEN valide THEN publics END"},
        "definition": "montants et emplois déclarés par la Région et le rectorat",
    }  # fmt: skip
    return Indicator(**(commun | champs))


def _emplois(**champs) -> Indicator:
    return _moyens(
        unite="etp",
        decimales=1,
        par_obligatoire=("axe", "partie"),
        mises_en_garde=(
            _LECTURE_DESCRIPTIVE,
            "Des emplois pourvus ou budgétés : le producteur dit lesquels.",
            "Une valeur n’est montrée qu’une fois validée.",
        ),
        **champs,
    )


INDICATEURS = (
    _moyens(
        id="moyens_par_axe",
        label="Crédits par axe",
        question="Quels crédits sont inscrits à chaque axe de la politique régionale ?",
        decimales=0,
        champ="Crédits validés, en euros ; autorisations d’engagement, crédits de paiement, HT et TTC lus à part",
        filtre="unite = 'euros'",
        par_obligatoire=("axe", "partie", "nature", "prix"),
        mises_en_garde=(
            _LECTURE_DESCRIPTIVE,
            "Autorisations d’engagement et crédits de paiement ne s’additionnent pas.",
            "Une valeur n’est montrée qu’une fois validée.",
        ),
    ),
    _emplois(
        id="emplois_par_axe",
        label="Emplois par axe, hors État",
        question="Combien d’emplois (ETP) la Région et ses partenaires consacrent-ils à chaque axe ?",
        champ="Emplois validés de la Région et des autres financeurs, en équivalents temps plein",
        filtre="unite = 'ETP' AND partie <> 'État'",
    ),
    _emplois(
        id="emplois_etat",
        label="Emplois de l’État par axe",
        fiche="A1",
        question="Combien d’emplois (ETP) l’État consacre-t-il à chaque axe de l’orientation ?",
        champ="Emplois validés de l’État (CIO, psychologues, services), en équivalents temps plein",
        filtre="unite = 'ETP' AND partie = 'État'",
    ),
)  # fmt: skip
