"""Objectives of the regional plan, and what the agreement makes of them: article, action, indicator, target, state."""

from loaders.declaration import Colonne, Controle, Periode, Source
from loaders.sources._colonnes import ANNEE_DE_CONVENTION, AVANCEMENT, AXE, ITEMS_DE_LA_FICHE
from loaders.sources._regions import REGION
from loaders.sources.convention import ITEMS_INCONNUS, ITEMS_NETS
from store.fiche import ETATS

REPRISES = {
    "oui": ("repris", "reprise", "en totalité"),
    "en partie": ("partiellement", "partiel"),
    "non": ("non repris", "absent"),
}
# An article alone says that the objective is taken up; without either, nobody has said.
_REPRISE = "coalesce(reprise, CASE WHEN article IS NOT NULL THEN 'oui' END)"
# « 10 % » beside « 0,12 »: one is a percentage, the other may be a share.
_MELES = " OR ".join(
    f"(p_{a} AND NOT p_{b} AND abs({b}) <= 1 AND {b} <> 0)"
    for a in ("depart", "cible", "realise")
    for b in ("depart", "cible", "realise")
    if a != b
)
_EVALUE = "(depart IS NOT NULL AND cible IS NOT NULL AND realise IS NOT NULL AND cible <> depart)"
# (realise − depart) / (cible − depart) ≥ 1, whichever way the target goes.
_ATTEINT = "CASE WHEN cible > depart THEN realise >= cible ELSE realise <= cible END"

SOURCE = Source(
    id="engagement",
    titre="Objectifs du schéma prévisionnel du SPRO et leur reprise",
    producteur="Région, secrétariat du CREFOP",
    table="engagement",
    colonnes=(
        REGION,
        ANNEE_DE_CONVENTION,
        Colonne("objectif", ("Objectif", "N° objectif", "Code objectif"), "code", remplie=True, exemple="2.1",
                definition="Numéro de l’objectif dans le schéma. Une ligne par objectif ; s’il a deux "
                           "indicateurs, l’écrire 2.1a et 2.1b."),
        Colonne("intitule", ("Intitulé de l'objectif", "Intitulé", "Libellé objectif"), remplie=True,
                exemple="Accueillir chaque public à moins de trente minutes", definition="Tel qu’il est écrit."),
        AXE.avec("Axe", "Axe du schéma", exemple="2. Accueil de proximité",
                 definition="Axe du schéma qui porte l’objectif."),
        Colonne("reprise", ("Repris dans la convention", "Repris"), obligatoire=False, valeurs=REPRISES, exemple="oui",
                definition="Oui, en partie ou non. Vide avec un article : oui ; vide sans article : non renseigné."),
        Colonne("article", ("Article de la convention", "Article", "Articles"), obligatoire=False, exemple="3",
                definition="Numéros des articles qui le reprennent, séparés par des virgules."),
        Colonne("action", ("Action", "Action prévue"), obligatoire=False, exemple="Ouvrir quatre permanences",
                definition="Ce que la convention prévoit."),
        Colonne("indicateur_suivi", ("Indicateur de suivi", "Indicateur"), obligatoire=False,
                exemple="Permanences ouvertes", definition="Ce qui est mesuré."),
        Colonne("unite_cible", ("Unité", "Unité de la cible"), obligatoire=False, exemple="permanences",
                definition="Unité du départ, de la cible et du réalisé."),
        Colonne("depart", ("Départ", "Valeur de départ"), "nombre", obligatoire=False, signe=True, exemple="8",
                definition="Valeur à l’entrée du schéma."),
        Colonne("cible", ("Cible", "Valeur cible"), "nombre", obligatoire=False, signe=True, exemple="12",
                definition="Valeur visée ; elle peut être plus basse que le départ."),
        Colonne("realise", ("Réalisé", "Valeur réalisée"), "nombre", obligatoire=False, signe=True, exemple="11",
                definition="Dernière valeur connue."),
        Colonne("echeance", ("Échéance", "Date d'échéance"), "date", obligatoire=False, exemple="31/12/2027",
                definition="Date visée pour la cible."),
        AVANCEMENT.avec("État", "Avancement", "État d'avancement", valeurs=ETATS, exemple="engagé",
                        definition="Où en est l’engagement."),
        Colonne("porteur", ("Porteur", "Porteurs"), obligatoire=False, exemple="Région",
                definition="Organisme, jamais une personne."),
        ITEMS_DE_LA_FICHE.avec(exemple="B3, C1", definition="Items de la fiche concernés, séparés par des virgules."),
    ),
    ignorees=("donnees fictives",),
    cle=("objectif", "region"),
    partition=("objectif",),
    doublon="rejeter",
    periode=Periode("colonne", "convention", "convention {a}"),
    controles=(
        ITEMS_INCONNUS,
        Controle("ecritures_melees", _MELES,
                 "« Départ », « Cible », « Réalisé » : les uns sont écrits en %, un autre est une part ou un "
                 "pourcentage sans son signe ; les écrire tous de même"),
        Controle("repris_sans_article", "reprise = 'non' AND article IS NOT NULL",
                 "« Repris dans la convention » : « non » alors qu’un article est donné"),
    ),
    faits={
        "items": ITEMS_NETS,
        "reprise": _REPRISE,
        "unite_cible": "coalesce(unite_cible, CASE WHEN p_depart OR p_cible OR p_realise THEN '%' END)",
        "objectifs": "1",
        "repris": f"CASE WHEN {_REPRISE} IS NOT NULL THEN CASE WHEN {_REPRISE} = 'non' THEN 0 ELSE 1 END END",
        "avec_indicateur": "CASE WHEN indicateur_suivi IS NOT NULL THEN 1 ELSE 0 END",
        "avec_cible": "CASE WHEN indicateur_suivi IS NOT NULL AND cible IS NOT NULL THEN 1 ELSE 0 END",
        "evalues": f"CASE WHEN {_EVALUE} THEN 1 ELSE 0 END",
        "atteints": f"CASE WHEN {_EVALUE} THEN CASE WHEN {_ATTEINT} THEN 1 ELSE 0 END END",
    },
)  # fmt: skip
