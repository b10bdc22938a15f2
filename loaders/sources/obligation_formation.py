"""Obligation de formation, 16 to 18: minors in no training, graduates among them; a champ of its own."""

from loaders.declaration import Periode, Source
from loaders.sources._plateformes import (
    CLE,
    CONTROLES,
    FAITS,
    FIN,
    FINITIONS,
    PARTITION,
    QUESTION_MESURE,
    QUESTION_REGION,
    SEXE_DIT,
    TETE,
    compte,
    depasse,
    exclusions,
    reponse,
)  # fmt: skip
from loaders.sources._plateformes_bilans import (
    DEFINITION_CHANGEE,
    MESURE_NON_DITE,
    PLUSIEURS_DATES,
    REPONDANTES,
    SANS_TERRITOIRE,
    SUITES,
)  # fmt: skip

_COMPTES = (
    compte("of_concernes", "Mineurs identifiés comme soumis à l’obligation de formation, diplômés compris.",
           "jeunes concernés", "concernés", exemple="120"),
    compte("of_satisfaite", "Parmi eux, obligation satisfaite à la date (formation, emploi, service civique, "
           "accompagnement…).", "obligation satisfaite", exemple="74"),
    compte("of_non_satisfaite", "Parmi eux, obligation non satisfaite à la date.", "obligation non satisfaite",
           exemple="31"),
    compte("of_inconnue", "Parmi eux, situation inconnue à la date.", "situation inconnue", exemple="15"),
)  # fmt: skip
_NOMS = tuple(c.nom for c in _COMPTES)

SOURCE = Source(
    id="obligation_formation",
    titre="Obligation de formation des 16–18 ans",
    producteur="Missions locales et plateformes (PSAD)",
    table="decrochage",
    colonnes=(*TETE, SEXE_DIT, *_COMPTES, *FIN),
    ignorees=("donnees fictives", "commentaires?", "(taux|part|%) .*", "age"),
    au_moins_une=_NOMS[:2],
    cle=tuple(c for c in CLE if c not in ("age", "voie_quittee")),
    doublon="rejeter",
    periode=Periode("colonne", "campagne", "année scolaire {p}-{a}"),
    questions=(QUESTION_MESURE, QUESTION_REGION),
    exclusions=exclusions(("sexe",)),
    controles=(
        *CONTROLES,
        depasse("of_satisfaite", "of_concernes", "Plus d’obligations satisfaites que de jeunes concernés"),
        depasse("of_non_satisfaite", "of_concernes", "Plus d’obligations non satisfaites que de jeunes concernés"),
    ),
    sommes={"of_concernes": ("of_satisfaite", "of_non_satisfaite", "of_inconnue")},
    faits={n: e for n, e in FAITS.items() if n not in ("age", "voie_quittee")} | {"reponse": reponse(_NOMS)},
    partition=PARTITION,
    finitions=FINITIONS,
    bilans=(REPONDANTES, PLUSIEURS_DATES, SANS_TERRITOIRE, MESURE_NON_DITE, DEFINITION_CHANGEE),
    suites=SUITES,
    jamais=("aucune liste de mineurs, même sans leurs noms",),
)
