"""Candidates of Parcoursup as persons: with a proposal, without, accepting; by académie, bac, sex, grant, date."""

from loaders.declaration import Colonne, Controle, Exclusion, Periode, Signal, Source
from loaders.sources._colonnes import DATE_D_ARRETE, DEUX_SEXES, SESSION, SEXE

# Two denominators that are never added: « 91,9 % » of lycéens and « 94 % » of néo-bacheliers are both of 2025.
PUBLICS = {
    "lycéens": ("lycéens inscrits", "lycéen", "élèves de terminale", "terminales"),
    "néo-bacheliers": ("néo-bachelier", "neobacheliers", "nouveaux bacheliers", "lycéens bacheliers"),
    "réorientation": ("étudiants en réorientation", "réorientants"),
}
PHASES = {
    "ouverture": ("premier jour", "jour 1", "j1"),
    "principale": ("phase principale", "pp"),
    "complémentaire": ("phase complémentaire", "pc"),
    "ensemble": ("toutes phases", "fin de procédure", "procédure entière"),
}
_TOUS = ("total", "tous", "toutes")
_DIMENSIONS = ("type_bac", "sexe", "boursier")
_FINESSE = " + ".join(f"(nullif({d}, 'ensemble') IS NOT NULL)::INTEGER" for d in _DIMENSIONS)

_MEME_TABLEAU = "PARTITION BY feuille, campagne, academie, public, phase, date"


def _compte(nom: str, entete: str, definition: str, exemple: str, *autres: str) -> Colonne:
    return Colonne(nom, (entete, *autres), "entier", obligatoire=False, definition=definition, exemple=exemple)


SOURCE = Source(
    id="superieur_personnes",
    titre="Parcoursup – candidats, propositions et acceptations (personnes)",
    producteur="Rectorat (SSA), d’après SIES",
    table="superieur_personnes",
    colonnes=(
        SESSION.avec("Session", "Campagne", exemple="2026", definition="Session de Parcoursup."),
        Colonne("academie", ("Académie", "Code académie"), remplie=True, exemple="14",
                definition="Académie de l’établissement du candidat : code ou nom."),
        Colonne("public", ("Public", "Population"), remplie=True, valeurs=PUBLICS, exemple="lycéens",
                definition="Lycéens ou néo-bacheliers : deux dénominateurs qui ne se mélangent pas."),
        Colonne("phase", ("Phase", "Phase de la procédure"), remplie=True, valeurs=PHASES, exemple="principale",
                definition="Moment de la procédure que les nombres décrivent."),
        DATE_D_ARRETE.avec("Date", "Date d'observation", "Situation au", exemple="10/07/2026",
                           definition="Jour de l’observation."),
        Colonne("type_bac", ("Type de bac", "Série", "Bac"), obligatoire=False, exemple="professionnel",
                valeurs={"général": ("bac général", "BG", "générale"),
                         "technologique": ("bac technologique", "BT", "techno"),
                         "professionnel": ("bac professionnel", "BP", "bac pro"), "ensemble": _TOUS},
                definition="Vide ou « ensemble » si le tableau ne le distingue pas."),
        SEXE.avec("Sexe", "Genre", exemple="F",
                  valeurs={"F": ("fille", "filles", "femmes", "féminin"), "M": ("g", "garçons", "hommes", "masculin"),
                         "ensemble": (*_TOUS, *DEUX_SEXES)}, definition="F, M ou ensemble."),
        Colonne("boursier", ("Boursier", "Boursiers"), obligatoire=False, exemple="oui",
                valeurs={"oui": ("boursier", "boursiers"), "non": ("non boursier", "non boursiers"),
                         "ensemble": _TOUS}, definition="Boursier du secondaire : oui, non ou ensemble."),
        Colonne("candidats", ("Candidats", "Nombre de candidats"), "entier", exemple="820",
                definition="Personnes ayant confirmé au moins un vœu."),
        _compte("avec_proposition", "Avec au moins une proposition", "Personnes ayant reçu une proposition ou plus.",
                "722", "Ayant reçu une proposition", "Avec proposition"),
        _compte("sans_proposition", "Sans proposition", "Personnes sans aucune proposition à la date.", "98"),
        _compte("acceptes", "Ayant accepté une proposition", "Personnes ayant accepté une proposition.", "640",
                "Acceptations", "Acceptés"),
    ),
    au_moins_une=("avec_proposition", "sans_proposition"),
    ignorees=("donnees fictives", "commentaires?", "(taux|part|%) .*"),
    exclusions=(
        Exclusion("total", "regexp_matches(strip_accents(lower(trim(academie))), '^(france|total|ensemble)')",
                  "Total des académies : mis de côté, il compterait deux fois les candidats"),
        Exclusion("ensemble_detaille",
                  f"({_FINESSE}) < MAX({_FINESSE}) OVER ({_MEME_TABLEAU})",
                  "Ligne d’ensemble dont le fichier donne aussi le détail : elle compterait deux fois les candidats"),
    ),
    cle=("academie", "public", "phase", "date", "type_bac", "sexe", "boursier"),
    doublon="rejeter",
    partition=("public", "phase", "date"),
    periode=Periode("colonne", "session", "session {a}"),
    controles=(
        Controle("plus_de_propositions", "avec_proposition > candidats",
                 "« Avec au moins une proposition » : plus de personnes que de candidats"),
        Controle("plus_d_acceptations", "acceptes > coalesce(avec_proposition, candidats - sans_proposition)",
                 "« Ayant accepté une proposition » : plus de personnes qu’il n’y a de propositions"),
        Controle("somme_differente", "avec_proposition + sans_proposition > candidats",
                 "Avec et sans proposition dépassent le nombre de candidats"),
    ),
    signaux=(
        Signal("candidats_non_repartis", "avec_proposition + sans_proposition < candidats",
               "Candidats ni avec ni sans proposition (démissions, sorties) : comptés parmi les candidats.", "info",
               exemple="'ligne ' || ligne || ' : ' || (candidats - avec_proposition - sans_proposition)"),
    ),
    faits={d: f"nullif({d}, 'ensemble')" for d in _DIMENSIONS}
    | {
        # What one side tells, the other is: a candidate has a proposal or has none.
        "avec_proposition": "coalesce(avec_proposition, candidats - sans_proposition)",
        "sans_proposition": "coalesce(sans_proposition, candidats - avec_proposition)",
    },
    jamais=("aucune liste de candidats, même sans leurs noms",),
)  # fmt: skip
