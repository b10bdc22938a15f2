"""Requests for an apprenticeship and signed contracts at a date; who still has none."""

from loaders.declaration import Colonne, Controle, Exclusion, Periode, Source
from loaders.sources._colonnes import ACADEMIE, DATE, DEPARTEMENT, REGION_ECRITE, SESSION

SOURCE = Source(
    id="apprentissage",
    titre="Apprentissage – demandes, contrats, jeunes sans contrat",
    producteur="Rectorat, Région et chambres consulaires",
    table="apprentissage",
    colonnes=(
        SESSION.avec("Campagne", "Année", exemple="2026", definition="Année de juin de la campagne d’affectation."),
        DATE.avec("Date", "Situation au", "Date d'observation", exemple="01/10/2026",
                  definition="Jour de l’observation : les nombres sont un stock à cette date."),
        DEPARTEMENT.avec("Département", "Code département", exemple="35",
                         definition="Code ou nom ; vide si le tableau s’arrête à l’académie."),
        ACADEMIE.avec("Académie", "Code académie", exemple="14", definition="Code ou nom."),
        REGION_ECRITE.avec("Région", "Code région", exemple="53", definition="Code ou nom."),
        Colonne("niveau_formation", ("Niveau de formation", "Niveau préparé", "Diplôme préparé"), obligatoire=False,
                exemple="CAP", definition="CAP, bac pro, BTS…"),
        Colonne("demandes", ("Jeunes demandeurs", "Demandes d'apprentissage", "Demandes"), "entier", exemple="410",
                definition="Jeunes qui cherchent un contrat : des personnes, pas des candidatures."),
        Colonne("contrats", ("Contrats signés", "Avec contrat", "Contrats"), "entier", obligatoire=False,
                exemple="322", definition="Parmi eux, contrat signé à la date."),
        Colonne("sans_contrat", ("Sans contrat", "Jeunes sans contrat"), "entier", obligatoire=False, exemple="88",
                definition="Parmi eux, sans contrat à la date."),
    ),
    au_moins_une=("contrats", "sans_contrat"),
    ignorees=("donnees fictives", "commentaires?", "(taux|part|%) .*"),
    exclusions=(
        Exclusion("total", "regexp_matches(strip_accents(lower(concat_ws(' ', trim(departement), trim(academie), "
                  "trim(niveau_formation)))), '^(total|ensemble)|(total|ensemble)$')",
                  "Ligne d’ensemble : mise de côté, elle compterait deux fois les jeunes"),
    ),
    cle=("departement", "academie", "region", "date", "niveau_formation"),
    doublon="rejeter",
    sommes={"demandes": ("contrats", "sans_contrat")},
    partition=("date",),
    periode=Periode("colonne", "campagne", "campagne {a}"),
    controles=(
        Controle("sans_lieu", "departement IS NULL AND academie IS NULL AND region IS NULL",
                 "Ni département, ni académie, ni région : la ligne ne se rattache à rien"),
        Controle("plus_de_contrats", "contrats > demandes", "« Contrats signés » : plus de contrats que de jeunes"),
        Controle("plus_sans_contrat", "sans_contrat > demandes", "« Sans contrat » : plus de jeunes que de demandes"),
        Controle("somme_differente", "contrats + sans_contrat > demandes",
                 "Avec et sans contrat dépassent le nombre de jeunes demandeurs"),
    ),
    faits={
        "contrats": "coalesce(contrats, demandes - sans_contrat)",
        "sans_contrat": "coalesce(sans_contrat, demandes - contrats)",
    },
    jamais=("aucune liste de jeunes, même sans leurs noms",),
)  # fmt: skip
