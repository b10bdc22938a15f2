"""Actions of information on métiers: the Région's programme with its merged axes, or the canonical table."""

from loaders.declaration import Colonne, Croisee, Periode, Signal, Source
from loaders.sources._colonnes import AXE, CAMPAGNE_DITE, OPERATEUR, VOIE_DE_FORMATION
from loaders.sources._information import SANS_PERSONNE, VOIES
from loaders.sources._regions import REGION
from loaders.sources.lieu_spro import QUESTION_REGION

ETATS_ACTION = {
    "réalisée": ("réalisé", "fait", "faite", "terminé", "terminée", "oui"),
    "réalisée en partie": ("partiel", "partielle", "partiellement réalisé", "en partie"),
    "en cours": ("en cours de réalisation", "engagée", "engagé"),
    "reportée": ("reporté", "différée"),
    "annulée": ("annulé", "abandonnée"),
    "à venir": ("prévue", "prévu", "programmée", "programmé"),
}

# The state is read as a measure: an action put off has neither pupils nor cost, and is a line all the same.
_PROGRAMME = Croisee(
    nom="programme_info_metiers",
    feuilles=r"^(?!.*(lisez|notice))",
    niveaux=1,
    banniere=r"\b(programme|bilan) \b",
    identites={
        "axe": r"^axes?( du programme)?$",
        "action": r"^(intitule de l )?actions?$",
        "?operateur": r"^(operateur|porteur|prestataire)s?$",
        "?territoire": r"^(territoires?|secteur|lieu)( d intervention)?$",
        "?voie": r"^voies?( de formation)?$",
    },
    mesures=(
        (r"^(nb|nombre d )\s?(etabl|etablissements?|etab)( touches| concernes)?$", {"mesure": "etablissements"}),
        (r"^(nb|nombre d )\s?(eleves|jeunes|participations)( touches)?$", {"mesure": "participations"}),
        (r"^couts?( ttc)?$", {"mesure": "cout"}),
        (r"^(etat|avancement|statut)( d avancement)?$", {"mesure": "etat"}),
    ),
    ignorees=(r"^(observations?|commentaires?|%.*)$",),
    remplir_bas=("axe",),
    totaux=r"^(total|ensemble|s/total|sous total|total general)\b",
)

SOURCE = Source(
    id="action",
    titre="Programme d’information sur les métiers : actions",
    producteur="Région",
    table="action",
    colonnes=(
        REGION.avec(obligatoire=False),
        CAMPAGNE_DITE.avec("Année", "Année scolaire", "Campagne", exemple="2025-2026",
                           definition="Année scolaire du programme, ou l’année de son mois de juin."),
        AXE.avec(exemple="1. Découvrir les métiers", definition="Axe du programme, tel qu’il est écrit."),
        Colonne("action", ("Action", "Intitulé de l'action"), remplie=True, exemple="Forum des métiers",
                definition="Ce qui est prévu."),
        OPERATEUR.avec("Opérateur", "Porteur", exemple="CCI", definition="Organisme, jamais une personne."),
        Colonne("territoire", ("Territoire",), obligatoire=False, exemple="Pays de Mer",
                definition="Texte libre : il n’est rattaché à aucun code."),
        VOIE_DE_FORMATION.avec(valeurs=VOIES, exemple="apprentissage",
                               definition="Voie que l’action fait connaître, une seule."),
        Colonne("etablissements", ("Nb établ.", "Nombre d'établissements"), "entier", obligatoire=False, exemple="12",
                definition="Établissements touchés."),
        Colonne("participations", ("Nb élèves touchés", "Participations"), "entier", obligatoire=False, exemple="340",
                definition="Participations : un élève présent à deux actions y compte deux fois."),
        Colonne("cout", ("Coût TTC", "Coût"), "montant", obligatoire=False, exemple="12500",
                definition="Coût en euros, toutes taxes comprises."),
        Colonne("etat", ("État", "Avancement"), valeurs=ETATS_ACTION, exemple="réalisée",
                definition="Où en est l’action."),
    ),
    ignorees=("donnees fictives", "observations?|commentaires?"),
    croisees=(_PROGRAMME,),
    cle=("axe", "action", "operateur", "territoire", "region"),
    partition=("axe", "action", "operateur", "territoire_ecrit"),
    doublon="rejeter",
    periode=Periode("colonne", "annee_scolaire", "année scolaire {p}-{a}"),
    questions=(QUESTION_REGION,),
    signaux=(
        Signal("etat_absent", "etat IS NULL", "Actions dont l’avancement n’est pas renseigné.", "warning", "action"),
        Signal("realisee_sans_participation", "etat = 'réalisée' AND participations IS NULL",
               "Actions réalisées dont les participations ne sont pas données.", "info", "action"),
    ),
    jamais=(SANS_PERSONNE,),
    faits={
        "territoire_ecrit": "territoire",
        "region": "region",
        "actions": "1",
        "prevues": "CASE WHEN etat IS NOT NULL THEN 1 END",
        "realisees": "CASE WHEN etat IS NOT NULL THEN (etat = 'réalisée')::INTEGER END",
    },
)  # fmt: skip
