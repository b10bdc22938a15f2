"""Means by axis of the policy: posts, credits, and the public beside them, validated by the Région or not yet."""

from loaders.declaration import Colonne, Controle, Periode, Signal, Source
from loaders.sources._colonnes import ANNEE, AXE
from loaders.sources._information import SANS_PERSONNE
from loaders.sources._regions import REGION
from loaders.sources._spro import OUI_NON

NATURES = {
    "ETP": ("emplois", "équivalents temps plein", "ETPT"),
    "autorisations d’engagement": ("AE", "autorisation d'engagement"),
    "crédits de paiement": ("CP", "crédit de paiement"),
}

SOURCE = Source(
    id="moyens",
    titre="Moyens par axe : emplois, crédits et publics",
    producteur="Région, rectorat",
    table="moyens",
    colonnes=(
        REGION,
        ANNEE.avec("Année budgétaire", "Année", "Exercice", exemple="2026", definition="Exercice, quatre chiffres."),
        AXE.avec("Axe", "Axe de la politique", exemple="1. Information sur les métiers",
                 definition="Axe de la politique régionale, tel qu’il est écrit."),
        Colonne("partie", ("Partie", "Financeur"), remplie=True, exemple="Région",
                valeurs={"État": ("Etat", "rectorat"), "Région": ("conseil régional", "la Région"),
                         "Europe": ("FSE", "FSE+", "UE"), "autre": ("autres",)},
                definition="Qui apporte les moyens."),
        Colonne("nature", ("Nature des moyens", "Nature"), remplie=True, valeurs=NATURES,
                exemple="crédits de paiement", definition="Emplois (ETP), AE ou CP."),
        Colonne("prix", ("HT ou TTC", "Prix"), obligatoire=False, valeurs={"HT": ("hors taxes",), "TTC": ()},
                exemple="TTC", definition="Pour un montant ; vide pour des emplois."),
        Colonne("valeur", ("Valeur", "Montant"), "montant", exemple="250000",
                definition="Nombre d’ETP, ou montant en euros entiers (ni k€, ni M€)."),
        Colonne("public", ("Public visé", "Public"), obligatoire=False, exemple="collégiens et lycéens",
                definition="Public auquel l’axe s’adresse."),
        Colonne("publics", ("Effectif du public visé", "Effectif"), "entier", obligatoire=False, exemple="142000",
                definition="Effectif de ce public, donné à côté : aucun rapport n’en est tiré."),
        Colonne("valide", ("Validé par la Région", "Validé par le producteur", "Validé"), obligatoire=False,
                valeurs=OUI_NON, exemple="oui",
                definition="Sans « oui », la valeur n’est pas montrée."),
    ),
    ignorees=("donnees fictives", "observations?|commentaires?"),
    cle=("axe", "partie", "nature", "prix", "region"),
    partition=("axe", "partie", "nature", "prix"),
    doublon="rejeter",
    periode=Periode("colonne", "exercice", "exercice {a}"),
    controles=(
        Controle("prix_absent", "nature <> 'ETP' AND prix IS NULL",
                 "« HT ou TTC » : un montant dit s’il est hors taxes ou toutes taxes comprises"),
        Controle("moyen_negatif", "valeur < 0", "« Valeur » : attendu un nombre positif"),
    ),
    signaux=(
        Signal("non_valides", "ifnull(valide, 'non') <> 'oui'",
               "Moyens qui ne sont pas encore validés par la Région : chargés, non montrés.", "info", "axe"),
    ),
    jamais=(SANS_PERSONNE,),
    faits={"valide": "CASE valide WHEN 'oui' THEN TRUE WHEN 'non' THEN FALSE END",
           "unite": "CASE WHEN nature = 'ETP' THEN 'ETP' ELSE 'euros' END"},
)  # fmt: skip
