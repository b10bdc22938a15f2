"""The agreement and the regional plan: what is taken up, targeted, reached, kept; and readings of evidence."""

from indicators.declaration import Indicator
from store.fiche import CRITERES, ITEMS

_REGIONAUX = ("france", "region")
_CHAMP_PLAN = "Objectifs du schéma prévisionnel de développement du SPRO, une ligne par objectif"
_RAPPROCHEMENT = "Le rapprochement entre un objectif et un article est fait à la main."
_AXES = ("axe", "porteur")


def _plan(**champs) -> Indicator:
    return Indicator(
        **(
            {
                "shape": "ratio", "faits": {"engagement": ("engagement",)}, "unite": "part", "decimales": 0,
                "champ": _CHAMP_PLAN, "par": _AXES, "niveaux": _REGIONAUX, "denominateur": "objectifs",
                "denominateur_libelle": "objectifs",
            }
            | champs
        )
    )  # fmt: skip


# A target that is due after the year of the agreement is not « non atteinte »: it counts where it is reached already.
_A_VENIR = "(ifnull(echeance > make_date(campagne::BIGINT, 12, 31), FALSE) AND atteints IS DISTINCT FROM 1)"

_PLAN = (
    _plan(
        id="objectifs_repris",
        label="Objectifs du schéma repris dans la convention",
        fiche="C1",
        question="Combien d’objectifs du schéma prévisionnel la convention reprend-elle, en tout ou partie ?",
        numerateur="repris",
        numerateur_libelle="repris",
        couverture=("CASE WHEN repris IS NOT NULL THEN 1 END", "objectifs"),
        couverture_libelle="objectifs dont la reprise est renseignée",
        couverture_de="des objectifs (reprise renseignée)",
        mises_en_garde=(_RAPPROCHEMENT, "Un objectif dont la reprise n’est pas renseignée n’est compté nulle part."),
    ),
    _plan(
        id="objectifs_avec_cible",
        label="Objectifs dotés d’un indicateur et d’une cible chiffrée",
        fiche="C1",
        question="Combien d’objectifs du schéma ont un indicateur de suivi et une cible chiffrée ?",
        numerateur="avec_cible",
        numerateur_libelle="avec indicateur et cible",
        mises_en_garde=("Une cible vide dans le tableau compte comme absente du schéma.",),
    ),
    _plan(
        id="objectifs_atteints",
        label="Cibles atteintes",
        fiche="C1",
        question="Parmi les objectifs évalués, à l’échéance passée ou atteints avant elle, combien sont atteints ?",
        numerateur="atteints",
        numerateur_libelle="atteints",
        denominateur="evalues",
        denominateur_libelle="évalués, à l’échéance passée ou à la cible atteinte",
        masque=f"evalues = 1 AND NOT {_A_VENIR}",
        champ=f"{_CHAMP_PLAN} ; départ, cible et réalisé connus, cible différente du départ ; échéance non postérieure "
        "à l’année de la convention, non dite, ou cible déjà atteinte",
        couverture=(f"CASE WHEN NOT {_A_VENIR} THEN evalues END", f"CASE WHEN NOT {_A_VENIR} THEN objectifs END"),
        couverture_libelle="objectifs évalués, hors échéances à venir",
        a_cote={
            "echeances_a_venir": f"CASE WHEN {_A_VENIR} THEN 1 ELSE 0 END",
            "echeances_non_dites": "CASE WHEN evalues = 1 AND echeance IS NULL AND atteints = 0 THEN 1 ELSE 0 END",
        },
        couverture_de="des objectifs (évaluation connue)",
        mises_en_garde=(
            "Atteinte : (réalisé − départ) / (cible − départ) vaut 1 ou plus, dans le sens de la cible.",
            "Une échéance postérieure à l’année de la convention n’est pas un retard : elle est comptée à part.",
        ),
    ),
    _plan(
        id="engagements_tenus",
        label="Engagements tenus",
        fiche="B2",
        question="Parmi les engagements dont l’état est connu, combien sont tenus ?",
        numerateur="CASE WHEN etat = 'tenu' THEN 1 ELSE 0 END",
        numerateur_libelle="tenus",
        masque="etat IS NOT NULL AND etat <> 'sans donnée'",
        champ=f"{_CHAMP_PLAN} ; état connu",
        denominateur_libelle="engagements suivis",
        couverture=("CASE WHEN etat IS NOT NULL AND etat <> 'sans donnée' THEN 1 END", "objectifs"),
        couverture_libelle="engagements dont l’état est connu",
        couverture_de="des engagements (état connu)",
        mises_en_garde=("« Partiellement tenu » n’est pas compté comme tenu.",),
    ),
    Indicator(
        id="articles_relies",
        label="Articles reliés à un item de la fiche",
        fiche="O",
        question="Combien d’articles et d’annexes de la dernière version sont reliés à un item de la fiche ?",
        shape="ratio",
        faits={"convention": ("convention",)},
        unite="part",
        decimales=0,
        champ="Dernière version reçue de la convention de l’année : articles et annexes, hors préambule",
        numerateur="CASE WHEN items IS NOT NULL THEN 1 ELSE 0 END",
        numerateur_libelle="reliés",
        denominateur="articles",
        denominateur_libelle="articles et annexes",
        filtre="piece <> 'préambule'",
        par=("convention", "piece"),
        niveaux=_REGIONAUX,
        point=("rang_version", "convention"),
        mises_en_garde=("Le lien entre un article et un item est posé par une personne.",),
    ),
)  # fmt: skip

# Criteria that both parties have read, and whether they read them alike.
_DEUX_LECTURES = """
    SELECT e.source, e.lot, e.campagne, e.region, e.academie, e.departement, e.item, e.critere,
           1 AS lus, CASE WHEN e.score <> r.score THEN 1 ELSE 0 END AS differents
    FROM preuve e JOIN preuve r ON r.source = e.source AND r.campagne = e.campagne AND r.critere = e.critere
     AND r.region IS NOT DISTINCT FROM e.region AND r.partie = 'Région'
    WHERE e.partie = 'État'"""

_PREUVES = (
    *(
        Indicator(
            id=f"preuve_{item.lower()}",
            label=f"Éléments de preuve, {item} : {ITEMS[item][:1].lower()}{ITEMS[item][1:]}",
            fiche=item,
            question="Sur quels éléments s’appuie ce qui est écrit, selon chaque partie ?",
            shape="appreciation",
            faits={"preuve": ("preuve",)},
            unite="lecture",
            decimales=0,
            champ="Critères lus : " + " ; ".join(libelle.lower() for libelle in criteres.values()),
            numerateur="score",
            filtre=f"item = '{item}'",
            par=("critere",),
            par_obligatoire=("partie",),
            additif=False,
            niveaux=_REGIONAUX,
            a_cote={"criteres_lus": "CASE WHEN score IS NOT NULL THEN 1 END"},
            mises_en_garde=(
                "La valeur d’un item est la plus basse des lectures de ses critères, parmi les critères lus.",
                "Les lectures de l’État et de la Région restent côte à côte quand elles diffèrent.",
                "Une lecture dit ce qui appuie un énoncé, pas la valeur d’une politique.",
            ),
        )
        for item, criteres in CRITERES.items()
    ),
    Indicator(
        id="pieces_datees",
        label="Lectures appuyées sur un document daté",
        fiche="O",
        question="Combien de lectures s’appuient sur un document dont la date est connue ?",
        shape="ratio",
        faits={"preuve": ("preuve",)},
        unite="part",
        decimales=0,
        champ="Critères lus par une partie, tous items textuels de la fiche",
        numerateur="CASE WHEN document IS NOT NULL AND date_document IS NOT NULL THEN 1 ELSE 0 END",
        numerateur_libelle="appuyées sur un document daté",
        denominateur="criteres",
        denominateur_libelle="lectures",
        par=("item", "partie"),
        niveaux=_REGIONAUX,
    ),
    Indicator(
        id="lectures_differentes",
        label="Critères lus différemment par l’État et la Région",
        fiche="C1",
        question="Parmi les critères que les deux parties ont lus, combien le sont différemment ?",
        shape="ratio",
        faits={"preuve": ("preuve",)},
        unite="part",
        decimales=0,
        champ="Critères lus par l’État et par la Région",
        numerateur="differents",
        numerateur_libelle="lus différemment",
        denominateur="lus",
        denominateur_libelle="critères lus par les deux parties",
        par=("item",),
        niveaux=_REGIONAUX,
        relation=_DEUX_LECTURES,
        mises_en_garde=("Une différence de lecture est une information, à éclairer par les documents cités.",),
    ),
)  # fmt: skip

INDICATEURS = (*_PLAN, *_PREUVES)
