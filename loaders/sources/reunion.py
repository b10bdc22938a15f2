"""Committees of coordination: how many representatives of each network were convened, how many came."""

from loaders.declaration import Colonne, Controle, Periode, Source
from loaders.sources._colonnes import DATE, DEPARTEMENT, RESEAU
from loaders.sources._information import CONVOQUES, SANS_PERSONNE
from loaders.sources._regions import REGION

SOURCE = Source(
    id="reunion",
    titre="Comités de coordination : participation des réseaux",
    producteur="Secrétariat du CREFOP, Région",
    table="reunion",
    colonnes=(
        REGION,
        DEPARTEMENT.avec(exemple="35", definition="Pour un comité local ; vide pour un comité régional."),
        Colonne("comite", ("Comité", "Instance"), remplie=True, exemple="Comité régional SPRO",
                definition="Nom du comité."),
        DATE.avec("Date", "Date de la réunion", exemple="14/03/2026", definition="Jour de la réunion."),
        RESEAU.avec("Réseau", "Réseau convoqué", valeurs=CONVOQUES, exemple="ML",
                    definition="Réseau ou institution, jamais une personne."),
        Colonne("convoques", ("Convoqués", "Nb convoqués"), "entier", exemple="3",
                definition="Nombre de représentants convoqués."),
        Colonne("presents", ("Présents", "Nb présents"), "entier", exemple="2",
                definition="Nombre de représentants présents ; vide si la feuille d’émargement manque."),
    ),
    ignorees=("donnees fictives", "observations?|commentaires?"),
    cle=("comite", "date", "reseau", "departement", "region"),
    partition=("comite", "date", "reseau"),
    doublon="rejeter",
    periode=Periode("calcul", "année civile", "année civile {a}", sql="year(date)"),
    controles=(
        Controle("plus_de_presents", "presents > convoques", "« Présents » : plus de présents que de convoqués"),
    ),
    jamais=(SANS_PERSONNE, "aucune feuille d’émargement : des nombres par réseau"),
    faits={"reunions": "1"},
)  # fmt: skip
