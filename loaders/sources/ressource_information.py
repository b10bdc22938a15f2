"""The inventory of what informs on formations and métiers: who makes it, last written, last verified, shared."""

from loaders.declaration import Colonne, Controle, Periode, Signal, Source
from loaders.sources._colonnes import ANNEE, DATE_D_ARRETE, VOIE_DE_FORMATION
from loaders.sources._information import SANS_PERSONNE, VOIES
from loaders.sources._regions import REGION
from loaders.sources._spro import OUI_NON

OBJETS = {
    "formation": ("formation offerte", "fiche formation", "formations"),
    "métier": ("fiche métier", "métiers"),
    "ressource": ("guide", "outil", "ressource tous publics", "site"),
}
_PERSONNE = "('non', 'aucun', 'aucune', 'personne', 'néant', 'neant', 'sans partage')"
_EST_FICHE = "(objet <> 'formation' OR avec_fiche = 'oui')"
# « In the year »: the twelve months before the day of the inventory, else the civil year of the campagne.
_JOUR = "ifnull(date, make_date(campagne::BIGINT, 12, 31))"


def _dit(colonne: str, sinon: str = "NULL") -> str:
    """SQL: 1 for yes, 0 for no, unknown otherwise."""
    return f"CASE {colonne} WHEN 'oui' THEN 1 WHEN 'non' THEN 0 ELSE {sinon} END"


SOURCE = Source(
    id="ressource_information",
    titre="Inventaire des ressources sur les métiers et les formations",
    producteur="Région, rectorat, Onisep, Carif-Oref",
    table="ressource_information",
    colonnes=(
        REGION,
        ANNEE.avec("Année de l'inventaire", "Année", "Campagne", exemple="2026",
                   definition="Année de l’inventaire, quatre chiffres."),
        DATE_D_ARRETE.avec("Inventaire au", "Date de l'inventaire", exemple="30/06/2026",
                           definition="Jour auquel l’inventaire est arrêté ; vide : 31 décembre de l’année."),
        Colonne("objet", ("Objet", "Nature"), remplie=True, valeurs=OBJETS, exemple="formation",
                definition="Formation offerte, métier, ou ressource pour un public (guide, site)."),
        Colonne("ressource", ("Code", "Identifiant", "Code de la ressource"), "code", obligatoire=False,
                exemple="FOR.1234", definition="Code chez le producteur ; vide : le titre sert de code."),
        Colonne("titre", ("Titre", "Intitulé"), remplie=True, exemple="CAP Cuisine",
                definition="Titre de la formation, de la fiche ou de la ressource."),
        Colonne("producteur", ("Producteur", "Éditeur"), remplie=True, exemple="Onisep",
                definition="Organisme qui écrit la ressource, jamais une personne."),
        Colonne("type", ("Type de ressource", "Type", "Support"), obligatoire=False, exemple="fiche",
                definition="Fiche, guide, vidéo, site…"),
        VOIE_DE_FORMATION.avec(valeurs=VOIES, exemple="professionnelle scolaire",
                               definition="Voie dont parle la ressource, une seule."),
        Colonne("metier", ("Métier (ROME)", "Code ROME", "ROME"), "code", obligatoire=False, exemple="G1602",
                definition="Code ROME : une lettre et quatre chiffres."),
        Colonne("avec_fiche", ("Une fiche existe", "Fiche"), obligatoire=False, valeurs=OUI_NON, exemple="oui",
                definition="Pour une formation offerte : une fiche la décrit-elle ?"),
        Colonne("avec_insertion", ("Données régionales d'insertion", "Insertion régionale"), obligatoire=False,
                valeurs=OUI_NON, exemple="non", definition="La ressource donne-t-elle des chiffres d’insertion de la "
                "région ?"),
        Colonne("derniere_ecriture", ("Dernière écriture", "Mise à jour"), "date", obligatoire=False,
                exemple="12/03/2024", definition="Jour de la dernière modification du contenu."),
        Colonne("derniere_verification", ("Dernière vérification", "Vérifiée le"), "date", obligatoire=False,
                exemple="05/02/2026", definition="Jour où le contenu a été relu et jugé à jour, modifié ou non."),
        Colonne("partage_avec", ("Partagée avec", "Mutualisée avec"), obligatoire=False, exemple="Région",
                definition="Organismes avec qui elle est mise en commun ; « aucun » si elle ne l’est pas ; vide : non "
                "renseigné."),
        Colonne("renvoi", ("Renvoie aux autres producteurs", "Renvoi"), obligatoire=False, valeurs=OUI_NON,
                exemple="non", definition="La ressource renvoie-t-elle à celles des autres producteurs sur le même "
                "métier ?"),
    ),
    ignorees=("donnees fictives", "observations?|commentaires?", "libelle du metier"),
    cle=("objet", "ressource", "producteur", "region"),
    partition=("objet", "ressource", "producteur"),
    doublon="rejeter",
    periode=Periode("colonne", "inventaire", "inventaire {a}"),
    controles=(
        Controle("rome", "NOT regexp_full_match(upper(metier), '[A-N][0-9]{4}')",
                 "« Métier (ROME) » : attendu une lettre et quatre chiffres, par exemple G1602"),
        Controle("verification_future", f"derniere_verification > {_JOUR}",
                 "« Dernière vérification » : la date suit celle de l’inventaire"),
        Controle("ecriture_future", f"derniere_ecriture > {_JOUR}",
                 "« Dernière écriture » : la date suit celle de l’inventaire"),
    ),
    signaux=(
        Signal("sans_verification", f"{_EST_FICHE} AND derniere_verification IS NULL",
               "Ressources sans date de vérification : comptées ni comme vérifiées, ni comme non vérifiées.", "info",
               "titre"),
        Signal("fiche_non_renseignee", "objet = 'formation' AND avec_fiche IS NULL",
               "Formations offertes dont on ne sait pas si une fiche existe.", "warning", "titre"),
    ),
    jamais=(SANS_PERSONNE,),
    faits={
        "ressource": "ifnull(ressource, titre)",
        "metier": "upper(metier)",
        "renvoi": "CASE renvoi WHEN 'oui' THEN TRUE WHEN 'non' THEN FALSE END",
        "fiches": f"CASE WHEN objet <> 'formation' THEN 1 ELSE {_dit('avec_fiche')} END",
        "avec_fiche": f"CASE WHEN objet = 'formation' THEN {_dit('avec_fiche')} END",
        "avec_insertion": _dit("avec_insertion"),
        "verifiees": f"CASE WHEN {_EST_FICHE} THEN (derniere_verification > {_JOUR} - INTERVAL 1 YEAR)::INTEGER END",
        "partagees": f"CASE WHEN {_EST_FICHE} AND partage_avec IS NOT NULL "
                     f"THEN CASE WHEN lower(trim(partage_avec)) IN {_PERSONNE} THEN 0 ELSE 1 END END",
    },
)  # fmt: skip
