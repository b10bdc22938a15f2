"""Fiche A3, B1, B2, C5: what informs on formations and métiers, who shares it, what was done, what leavers became."""

from indicators.declaration import NIVEAUX_PAR_ETABLISSEMENT, Indicator, repartition
from store import vocabulaires
from store.territoires import NIVEAUX_DE_TERRITOIRE

_REGIONAUX = ("france", "region")
_INVENTAIRE = "Inventaire des ressources de la région"
_FICHES = f"{_INVENTAIRE} : fiches de formations, fiches de métiers, ressources"
_OFFRE = f"{_INVENTAIRE} : formations offertes"
_NATIONALES = (
    "À titre de comparaison, données de devenir au plan national : 43,6 % des formations d’Affelnet, 45,9 % de "
    "Parcoursup, 22,9 % du catalogue de l’Onisep, 18,5 % de l’apprentissage (service d’exposition InserJeunes) ; ces "
    "valeurs sont d’un autre champ et ne font pas un seuil."
)
_SEUIL = "La DEPP ne diffuse pas le devenir des sortants en dessous de 20 sortants : règle du producteur."
_DEUX_TAUX = (
    "Le taux d’emploi se rapporte aux sortants ; la part en emploi, à tous les élèves de dernière année : les deux ne "
    "se comparent pas."
)

# The name of a class of the indicator → the voie that facts hold.
VOIES = {classe: voie for voie, classe in vocabulaires.courts("voie_formation").items()}
_CLASSES = {classe: f"(voie = '{voie}')::INTEGER" for classe, voie in VOIES.items()}


def _inventaire(**champs) -> Indicator:
    commun = {
        "shape": "ratio", "faits": {"ressource_information": ("ressource_information",)}, "unite": "part",
        "decimales": 0, "champ": _FICHES, "niveaux": _REGIONAUX, "denominateur": "fiches",
        "denominateur_libelle": "fiches et ressources", "par": ("voie", "producteur"),
    }  # fmt: skip
    return Indicator(**(commun | champs))


# A métier of a region: how many producers write about it, and whether each refers to the others.
_METIERS = """
    SELECT campagne, region, metier, COUNT(DISTINCT producteur) AS producteurs, SUM(fiches) AS ressources,
           CASE WHEN BOOL_OR(NOT renvoi) THEN 1 WHEN COUNT(renvoi) = COUNT(*) THEN 0 END AS sans_renvoi
    FROM ressource_information
    WHERE metier IS NOT NULL AND fiches = 1
    GROUP BY ALL HAVING COUNT(DISTINCT producteur) > 1"""

_INVENTAIRES = (
    _inventaire(
        id="part_offre_avec_fiche",
        label="Formations offertes décrites par une fiche",
        fiche="A3",
        question="Combien de formations offertes ont une fiche qui les décrit ?",
        champ=_OFFRE,
        numerateur="avec_fiche",
        numerateur_libelle="avec une fiche",
        denominateur="CASE WHEN objet = 'formation' THEN 1 END",
        denominateur_libelle="formations offertes",
        filtre="objet = 'formation'",
        couverture=("CASE WHEN avec_fiche IS NOT NULL THEN 1 END", "1"),
        couverture_libelle="formations offertes dont on sait si une fiche existe",
        couverture_de="des formations offertes (présence d’une fiche connue)",
        mises_en_garde=("Une formation sans réponse n’est comptée ni avec fiche, ni sans fiche.",),
    ),
    _inventaire(
        id="part_offre_avec_insertion",
        label="Formations offertes avec des données régionales d’insertion",
        fiche="A3",
        question="Combien de formations offertes sont présentées avec des chiffres d’insertion de la région ?",
        champ=_OFFRE,
        numerateur="avec_insertion",
        numerateur_libelle="avec des données d’insertion",
        denominateur="CASE WHEN objet = 'formation' THEN 1 END",
        denominateur_libelle="formations offertes",
        filtre="objet = 'formation'",
        couverture=("CASE WHEN avec_insertion IS NOT NULL THEN 1 END", "1"),
        couverture_libelle="formations offertes dont on sait si l’insertion est donnée",
        couverture_de="des formations offertes (présence de l’insertion connue)",
        mises_en_garde=(_SEUIL, _NATIONALES),
    ),
    _inventaire(
        id="metiers_avec_insertion",
        label="Fiches de métiers avec des données régionales d’insertion",
        fiche="C5",
        question="Combien de fiches de métiers donnent des chiffres d’insertion ou d’emploi de la région ?",
        champ=f"{_INVENTAIRE} : fiches de métiers",
        numerateur="avec_insertion",
        numerateur_libelle="avec des données d’insertion",
        denominateur_libelle="fiches de métiers",
        filtre="objet = 'métier'",
        par=("producteur",),
        couverture=("CASE WHEN avec_insertion IS NOT NULL THEN 1 END", "1"),
        couverture_libelle="fiches de métiers dont on sait si l’insertion est donnée",
        couverture_de="des fiches de métiers (présence de l’insertion connue)",
    ),
    _inventaire(
        id="fiches_verifiees_annee",
        label="Fiches et ressources vérifiées dans l’année",
        fiche="A3",
        question="Combien de fiches et de ressources ont été relues et jugées à jour dans les douze mois ?",
        numerateur="verifiees",
        numerateur_libelle="vérifiées",
        denominateur_libelle="fiches dont la date de vérification est connue",
        par=("objet", "voie", "producteur"),
        couverture=("CASE WHEN fiches = 1 AND verifiees IS NOT NULL THEN 1 END", "fiches"),
        couverture_libelle="fiches dont la date de vérification est connue",
        couverture_de="des fiches (date de vérification connue)",
        mises_en_garde=(
            "Vérifier n’est pas écrire : une fiche relue sans être modifiée est vérifiée.",
            "Les douze mois précèdent le jour de l’inventaire, sinon le 31 décembre de son année.",
        ),
    ),
    _inventaire(
        id="ressources_mutualisees",
        label="Ressources partagées entre producteurs",
        fiche="C5",
        question="Combien de fiches et de ressources sont mises en commun avec un autre producteur ?",
        numerateur="partagees",
        numerateur_libelle="partagées",
        denominateur_libelle="fiches et ressources dont le partage est renseigné",
        par=("objet", "voie", "producteur"),
        couverture=("CASE WHEN fiches = 1 AND partagees IS NOT NULL THEN 1 END", "fiches"),
        couverture_libelle="fiches et ressources dont le partage est renseigné",
        couverture_de="des fiches et ressources (partage renseigné)",
        mises_en_garde=("Une case vide ne veut pas dire que la ressource n’est pas partagée.",),
    ),
    _inventaire(
        id="metiers_sans_renvoi",
        label="Métiers à plusieurs producteurs sans renvoi réciproque",
        fiche="C5",
        question="Parmi les métiers présentés par plusieurs producteurs, combien n’ont pas de renvoi réciproque ?",
        champ=f"{_INVENTAIRE} : métiers (codes ROME) présentés par au moins deux producteurs",
        numerateur="sans_renvoi",
        numerateur_libelle="sans renvoi réciproque",
        denominateur="1",
        denominateur_libelle="métiers à plusieurs producteurs",
        relation=_METIERS,
        par=("metier",),
        couverture=("CASE WHEN sans_renvoi IS NOT NULL THEN 1 END", "1"),
        couverture_libelle="métiers à plusieurs producteurs dont les renvois sont renseignés",
        couverture_de="des métiers à plusieurs producteurs (renvois renseignés)",
        mises_en_garde=(
            "Plusieurs producteurs sur un même métier peuvent s’adresser à des publics différents.",
            "Une ressource qui ne renvoie pas aux autres suffit à compter le métier.",
            "Un renvoi non renseigné laisse le métier de côté, sauf si une autre ressource ne renvoie pas.",
        ),
    ),
    Indicator(
        id="equilibre_voies",
        label="Fiches et ressources selon la voie",
        fiche="A3",
        question="Comment les fiches et les ressources se répartissent-elles entre les voies ?",
        faits={"ressource_information": ("ressource_information",)},
        unite="part",
        decimales=0,
        champ=f"{_FICHES}, dont la voie est renseignée",
        numerateur_libelle="fiches et ressources de la voie",
        denominateur_libelle="fiches et ressources",
        filtre="fiches = 1",
        niveaux=_REGIONAUX,
        mises_en_garde=(
            "Une ressource est rangée sous une seule voie, ou sous « toutes voies ».",
            "Le nombre de fiches ne dit ni leur contenu, ni le nombre de jeunes de chaque voie.",
        ),
        **repartition("classe_voie", _CLASSES),
    ),
)  # fmt: skip

_ACTIONS = (
    Indicator(
        id="actions_realisees",
        label="Actions d’information réalisées",
        fiche="B1",
        question="Parmi les actions prévues au programme, combien sont réalisées ?",
        shape="ratio",
        faits={"action": ("action",)},
        unite="part",
        decimales=0,
        champ="Actions du programme d’information sur les métiers dont l’avancement est renseigné",
        numerateur="realisees",
        numerateur_libelle="réalisées",
        denominateur="prevues",
        denominateur_libelle="actions prévues",
        niveaux=_REGIONAUX,
        par=("axe", "operateur", "voie", "etat"),
        couverture=("prevues", "actions"),
        couverture_libelle="actions dont l’avancement est renseigné",
        couverture_de="des actions (avancement renseigné)",
        mises_en_garde=(
            "Une action réalisée en partie, en cours, reportée, annulée ou à venir compte parmi les actions prévues.",
            "Les actions comptent autant les unes que les autres, quel que soit leur coût.",
        ),
    ),
    Indicator(
        id="participations_actions",
        label="Participations aux actions d’information",
        fiche="A3",
        question="Combien de participations d’élèves les actions d’information comptent-elles ?",
        shape="effectif",
        faits={"action": ("action",)},
        unite="effectif",
        decimales=0,
        champ="Participations aux actions du programme qui donnent leur nombre",
        numerateur="participations",
        numerateur_libelle="participations",
        niveaux=_REGIONAUX,
        par=("axe", "operateur", "voie", "etat"),
        couverture=("CASE WHEN participations IS NOT NULL THEN 1 END", "actions"),
        couverture_libelle="actions qui donnent leurs participations",
        couverture_de="des actions (participations données)",
        mises_en_garde=(
            "Des participations, pas des élèves : un élève présent à deux actions y compte deux fois.",
            "Leur somme peut dépasser le nombre d’élèves.",
        ),
    ),
    Indicator(
        id="equilibre_voies_actions",
        label="Actions d’information selon la voie",
        fiche="A3",
        question="Comment les actions d’information se répartissent-elles entre les voies ?",
        faits={"action": ("action",)},
        unite="part",
        decimales=0,
        champ="Actions du programme dont la voie est renseignée",
        numerateur_libelle="actions de la voie",
        denominateur_libelle="actions",
        niveaux=_REGIONAUX,
        mises_en_garde=("Une action est rangée sous une seule voie, ou sous « toutes voies ».",),
        **repartition("classe_voie", _CLASSES),
    ),
)  # fmt: skip

_SEANCES = """
    SELECT DISTINCT campagne, comite, date, departement, academie, region_academique, region, 1 AS tenues
    FROM reunion"""

_REUNIONS = (
    Indicator(
        id="participation_reseaux",
        label="Participation des réseaux aux comités",
        fiche="B2",
        question="Parmi les représentants convoqués, combien étaient présents, réseau par réseau ?",
        shape="presence",
        faits={"reunion": ("reunion",)},
        unite="part",
        decimales=0,
        champ="Comités de coordination, représentants convoqués dont la présence est renseignée",
        numerateur="presents",
        numerateur_libelle="présents",
        denominateur="convoques",
        denominateur_libelle="convoqués",
        niveaux=("france", "region", "departement"),
        par=("reseau", "comite", "date"),
        motifs={"non_transmis": "CASE WHEN presents IS NULL THEN 1 END"},
        couverture=("CASE WHEN presents IS NOT NULL THEN convoques END", "convoques"),
        couverture_libelle="convoqués dont la présence est renseignée",
        couverture_de="des convoqués (présence renseignée)",
        mises_en_garde=(
            "Par réseau, jamais par personne.",
            "Être présent ne dit pas la part prise aux travaux.",
            "Un comité régional n’est d’aucun département : il n’est compté qu’en région.",
        ),
    ),
    Indicator(
        id="reunions_tenues",
        label="Réunions des comités de coordination",
        fiche="B2",
        question="Combien de fois les comités se sont-ils réunis dans l’année ?",
        shape="effectif",
        faits={"reunion": ("reunion",)},
        unite="effectif",
        decimales=0,
        champ="Comités de coordination dont une date de réunion est transmise",
        numerateur="tenues",
        numerateur_libelle="réunions",
        relation=_SEANCES,
        niveaux=("france", "region", "departement"),
        par=("comite",),
    ),
)  # fmt: skip


def _insertion(**champs) -> Indicator:
    """A value that the DEPP publishes for an establishment and a public, read as it is."""
    serie = champs.pop("serie")
    commun = {
        "fiche": "A3", "shape": "valeur_publiee", "faits": {"contexte": ("inserjeunes",)}, "unite": "part",
        "decimales": 0, "numerateur": "valeur", "filtre": f"serie = '{serie}'", "niveaux": ("etablissement",),
        "filtre_par_niveau": {"etablissement": "niveau_unite = 'etablissement'", "*": "FALSE"},
        "par_obligatoire": ("modalite",), "additif": False, "tolerance": 0.1,
        "motifs": {"effectif_faible": "(valeur IS NULL)::INTEGER"}, "definition": "DEPP et Dares, InserJeunes",
    }  # fmt: skip
    return Indicator(**(commun | champs))


_CHAMP_INSERTION = "Établissements de la voie professionnelle du fichier InserJeunes, sortants de deux années cumulées"
_CUMULS = "Deux cumuls successifs partagent une année de sortants : leur écart se lit avec prudence."
_JAMAIS_DE_MOYENNE = "Un pourcentage par établissement ne se moyenne pas : le fichier ne donne pas les effectifs."

# The last cumulated years known at each campagne of the offer, school by school. The file of the CFA is another one: it
# says nothing of the lycées of a département.
_OFFRE_ET_INSERTION = """
    WITH unite_offerte AS (
        SELECT campagne, etablissement, ANY_VALUE(departement) AS departement, ANY_VALUE(academie) AS academie,
               ANY_VALUE(region_academique) AS region_academique, ANY_VALUE(region) AS region,
               CASE WHEN COUNT(DISTINCT secteur) = 1 THEN ANY_VALUE(secteur) END AS secteur
        FROM affectation WHERE etablissement IS NOT NULL
        GROUP BY campagne, etablissement),
    cumul_lu AS (SELECT DISTINCT campagne FROM contexte WHERE modalite <> 'apprentis de CFA'),
    dernier_cumul AS (
        SELECT u.campagne, MAX(c.campagne) AS cumul
        FROM (SELECT DISTINCT campagne FROM unite_offerte) u LEFT JOIN cumul_lu c ON c.campagne <= u.campagne
        GROUP BY u.campagne),
    departement_lu AS (
        SELECT DISTINCT campagne, departement FROM contexte WHERE modalite <> 'apprentis de CFA'),
    publication AS (
        SELECT campagne, etablissement, COUNT(valeur) > 0 AS publiee FROM contexte
        WHERE serie = 'inserjeunes_emploi_6_mois' AND modalite = 'ensemble'
        GROUP BY campagne, etablissement)
    SELECT u.*, 1 AS etablissements, CASE WHEN d.cumul IS NULL THEN 1 END AS sans_cumul,
           CASE WHEN d.cumul IS NOT NULL AND l.departement IS NULL THEN 1 END AS hors_fichier,
           CASE WHEN l.departement IS NOT NULL AND p.etablissement IS NULL THEN 1 END AS inconnus_du_fichier,
           CASE WHEN l.departement IS NOT NULL THEN ifnull(p.publiee, FALSE)::INTEGER END AS publies
    FROM unite_offerte u JOIN dernier_cumul d USING (campagne)
    LEFT JOIN departement_lu l ON l.campagne = d.cumul AND l.departement = u.departement
    LEFT JOIN publication p ON p.campagne = d.cumul AND p.etablissement = u.etablissement"""

_INSERTIONS = (
    _insertion(
        id="insertion_emploi_6_mois",
        serie="inserjeunes_emploi_6_mois",
        label="Taux d’emploi six mois après la sortie",
        question="Quelle part des sortants de l’établissement est en emploi six mois après ?",
        champ=f"{_CHAMP_INSERTION} ; parmi les sortants",
        mises_en_garde=(_SEUIL, _DEUX_TAUX, _CUMULS, _JAMAIS_DE_MOYENNE),
    ),
    _insertion(
        id="insertion_poursuite_etudes",
        serie="inserjeunes_poursuite",
        label="Poursuite d’études après la dernière année",
        question="Quelle part des élèves de dernière année de l’établissement poursuit des études ?",
        champ=f"{_CHAMP_INSERTION} ; parmi les élèves et apprentis de dernière année",
        mises_en_garde=(_SEUIL, _CUMULS, _JAMAIS_DE_MOYENNE),
    ),
    _insertion(
        id="insertion_part_emploi",
        serie="inserjeunes_part_emploi",
        label="Part en emploi six mois après la sortie",
        question="Quelle part des élèves de dernière année de l’établissement est en emploi six mois après ?",
        champ=f"{_CHAMP_INSERTION} ; parmi les élèves et apprentis de dernière année",
        mises_en_garde=(_SEUIL, _DEUX_TAUX, _CUMULS, _JAMAIS_DE_MOYENNE),
    ),
    Indicator(
        id="etablissements_offre_avec_insertion",
        label="Établissements de l’offre dont l’insertion est publiée",
        fiche="A3",
        question="Parmi les établissements qui offrent des places dans Affelnet, pour combien le taux d’emploi des "
        "sortants est-il publié ?",
        shape="ratio",
        faits={"affectation": ("affelnet_attractivite",)},
        appoint={"contexte": ("inserjeunes",)},
        unite="part",
        decimales=0,
        champ="Établissements d’accueil du fichier Affelnet (voie professionnelle), chacun compté une fois",
        numerateur="publies",
        numerateur_libelle="dont le taux d’emploi est publié",
        denominateur="etablissements",
        denominateur_libelle="établissements de l’offre",
        relation=_OFFRE_ET_INSERTION,
        par=("secteur",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, *(n for n in NIVEAUX_PAR_ETABLISSEMENT if n != "etablissement")),
        motifs={"non_transmis": "sans_cumul", "hors_champ": "hors_fichier"},
        a_cote={"inconnus_du_fichier": "inconnus_du_fichier"},
        mises_en_garde=(
            _SEUIL,
            "Le dernier cumul InserJeunes connu à la campagne de l’offre est pris ; un établissement récent manque.",
            "Un lycée et sa section professionnelle peuvent avoir deux codes : l’un est alors compté sans publication.",
            "Un département dont aucun établissement n’est dans le fichier InserJeunes est hors de son champ.",
            _NATIONALES,
        ),
    ),
)  # fmt: skip

INDICATEURS = (*_INVENTAIRES, *_ACTIONS, *_REUNIONS, *_INSERTIONS)
