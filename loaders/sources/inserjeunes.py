"""InserJeunes by establishment: what its leavers became, six months on, as the DEPP publishes it.

The headers moved: « Dont apprentis en EPLE » is the fourth column, without a name in the files of 2018-2019; the
shares have their names from 2020-2021 only, and a column without a name is not read.
"""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Question, Signal, Source
from loaders.reconnaissance.lignes import avec_cases_vides
from loaders.sources._colonnes import UAI

PUBLICS = {
    "ensemble": ("total",),
    "élèves": ("dont élèves en voie pro sco", "voie professionnelle scolaire", "dont élèves"),
    "apprentis": ("dont apprentis", "apprentissage"),
    "apprentis de CFA": ("CFA",),
}
SERIES = {
    "inserjeunes_emploi_6_mois": ("taux", "taux d'emploi à 6 mois"),
    "inserjeunes_emploi_attendu": ("taux attendu",),
    "inserjeunes_valeur_ajoutee": ("valeur ajoutée",),
    "inserjeunes_poursuite": ("taux de poursuite d'études",),
    "inserjeunes_part_emploi": ("part en emploi 6 mois après la sortie",),
    "inserjeunes_part_autres": ("part des autres situations",),
}
_PAR_ETABLISSEMENT = Croisee(
    nom="inserjeunes_par_etablissement",
    feuilles=r"",
    niveaux=1,
    identites={
        "uai": r"^n uai de l etablissement$",
        "libelle": r"^libelle de l etablissement$",
        "public": r"^(dont apprentis en eple)?$",
    },
    mesures=(
        (r"^taux$", {"mesure": "valeur", "serie": "taux"}),
        (r"^taux attendu$", {"mesure": "valeur", "serie": "taux attendu"}),
        (r"^valeur ajoutee$", {"mesure": "valeur", "serie": "valeur ajoutée"}),
        (r"^taux de poursuite d etudes$", {"mesure": "valeur", "serie": "taux de poursuite d'études"}),
        (r"^part en emploi 6 mois apres la sortie$",
         {"mesure": "valeur", "serie": "part en emploi 6 mois après la sortie"}),
        (r"^part des autres situations$", {"mesure": "valeur", "serie": "part des autres situations"}),
    ),
    # The share of further studies repeats the rate, where both are given.
    ignorees=(r"^region$", r"^part en poursuite d etudes$", r"^donnees fictives$"),
    totaux=r"(?!)",
    relire=avec_cases_vides,
)  # fmt: skip

SOURCE = Source(
    id="inserjeunes",
    titre="InserJeunes : devenir des sortants par établissement",
    producteur="DEPP, Dares",
    table="contexte",
    colonnes=(
        UAI.avec("UAI de l'établissement", "UAI", definition="Code de l’établissement."),
        Colonne("libelle", ("Établissement",), obligatoire=False, exemple="Lycée professionnel",
                definition="Nom de l’établissement."),
        Colonne("public", ("Public des sortants",), remplie=True, valeurs=PUBLICS, exemple="ensemble",
                vue="cumuls 2018-2019 à 2022-2023",
                definition="Ensemble, élèves ou apprentis d’un lycée ; apprentis de CFA."),
        Colonne("serie", ("Mesure publiée",), remplie=True, valeurs=SERIES, exemple="inserjeunes_emploi_6_mois",
                definition="Ce que la DEPP publie."),
        Colonne("valeur", ("Valeur publiée (%)",), "nombre", pourcentage=True, exemple="47",
                definition="Pourcentage publié, ou points pour la valeur ajoutée ; « nd » : non diffusé."),
    ),
    ignorees=("donnees fictives",),
    croisees=(_PAR_ETABLISSEMENT,),
    # The file of the CFA has the headers of that of the lycées, and leaves blank the column of the public.
    questions=(
        Question(
            "public",
            "La colonne du public est vide : de qui ces taux sont-ils ? (le fichier des CFA : « apprentis de CFA »)",
            ("apprentis de CFA", "ensemble", "élèves", "apprentis"),
        ),
    ),
    partition=("modalite",),
    version=2,
    cle=("etablissement", "modalite", "serie"),
    doublon="rejeter",
    periode=Periode("fichier", "cumul", "sortants {p} et {a}"),
    controles=(
        Controle("hors_bornes", "abs(valeur) > 100 OR (valeur < 0 AND serie <> 'inserjeunes_valeur_ajoutee')",
                 "Valeur publiée hors de 0 à 100"),
    ),
    signaux=(
        Signal("non_diffuse", "public = 'ensemble' AND serie = 'inserjeunes_emploi_6_mois' AND valeur IS NULL",
               "Établissements dont le taux d’emploi n’est pas diffusé : la DEPP ne publie pas en dessous de "
               "20 sortants.", "info", "uai"),
    ),
    faits={
        "niveau_unite": "'etablissement'",
        "etablissement": "uai",
        "modalite": "public",
        "valeur": "valeur / 100",
    },
)  # fmt: skip
