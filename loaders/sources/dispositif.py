"""Schemes for young people without a solution: sites, places of three kinds, entries, exits as each one counts them."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Signal, Source
from loaders.installation import bassins
from loaders.sources._colonnes import (
    ACADEMIE,
    BASSIN_DE_LA_LISTE,
    CAMPAGNE_DITE,
    DATE_D_ARRETE,
    DEPARTEMENT,
    MISSION_LOCALE,
    OPERATEUR,
    REGION_ECRITE,
)
from loaders.sources.retour_formation import ARRETE_AU

DISPOSITIFS = {
    "E2C": ("École de la deuxième chance", "Ecole de la 2e chance", "E2C (École de la 2e chance)"),
    "EPIDE": ("Établissement pour l’insertion dans l’emploi",),
    "CEJ": ("Contrat d’engagement jeune",),
    "PACEA": ("Parcours contractualisé d’accompagnement vers l’emploi et l’autonomie",),
    "SMA": ("Service militaire adapté",),
    "SMV": ("Service militaire volontaire",),
    "MLDS": ("Actions MLDS", "Mission de lutte contre le décrochage scolaire"),
    "Prépa apprentissage": ("Prépa-apprentissage",),
}

# A definition merged over the sites of a scheme stands on its first line only.
DEFINITION_DU_DISPOSITIF = """
    WITH definition_lue AS (
        SELECT dispositif, campagne, MIN(definition_sortie) AS definition
        FROM dispositif WHERE lot = $lot AND definition_sortie IS NOT NULL
        GROUP BY dispositif, campagne HAVING COUNT(DISTINCT definition_sortie) = 1)
    UPDATE dispositif d SET definition_sortie = l.definition
    FROM definition_lue l
    WHERE d.lot = $lot AND d.dispositif = l.dispositif AND d.campagne = l.campagne AND d.definition_sortie IS NULL
"""
SANS_DEFINITION = """
    WITH muet AS (
        SELECT DISTINCT dispositif FROM dispositif
        WHERE lot = $lot AND sorties_positives IS NOT NULL AND definition_sortie IS NULL)
    SELECT 'sans_definition', 'warning', COUNT(*),
           'Dispositifs qui comptent des sorties positives sans dire ce qui en est une : à demander à l’opérateur.',
           list(dispositif ORDER BY dispositif)[:5]
    FROM muet HAVING COUNT(*) > 0
"""

_PLACES = {
    "places_permanentes": "(en )?(entrees (et sorties )?permanentes|permanentes)",
    "places_simultanees": "(simultanees|en simultane)",
    "places_conventionnees": "(conventionnees|agreees)",
}


def _croisee(niveaux: int) -> Croisee:
    """The Région's table of schemes: the scheme merged over its sites, notes on the right, sub-totals between."""
    return Croisee(
        nom=f"tableau_dispositifs_{niveaux}",
        feuilles=r"^(?!.*(lisez|notice|annexe))",
        niveaux=niveaux,
        sans_objet=("places_permanentes", "places_simultanees", "places_conventionnees"),
        # Without a banner the same headers are those of the canonical table, which says its campagne itself.
        banniere=r"\b(dispositifs? jeunes|situation au|arrete au)\b",
        identites={
            "dispositif": r"^dispositifs?( jeunes?)?$",
            "?operateur": r"^(operateur|organisme|structure porteuse)$",
            "?site": r"^(site|lieu|implantation)s?$",
            "?departement": r"^(code )?(dept|dep|dpt|departement)$",
            "?bassin_education": r"^bassins?( d education)?$",
            "?mission_locale": r"^(mission locale|ml)( de rattachement)?$",
            "?definition_sortie": r"^(sorties? > )?definition (d une |de la |des )?sorties? positives?$",
        },
        mesures=(
            *((rf"^places?( > | ){motif}$", {"mesure": nom}) for nom, motif in _PLACES.items()),
            (r"^(entrees permanentes|nb entrees permanentes)$", {"mesure": "places_permanentes"}),
            (r"^(parcours > )?(nb |nombre d )?entrees?( 20\d\d| de l annee)?$", {"mesure": "entrees"}),
            (r"^((sorties|parcours) > )?(nb |nombre de )?(sorties?|total)( 20\d\d| de l annee)?$",
             {"mesure": "sorties"}),
            (r"^((sorties|parcours) > )?(dont )?(sorties? )?positives$", {"mesure": "sorties_positives"}),
        ),
        ignorees=(r"%", r"^(taux|observations?|commentaires?|notes?|maj|mise a jour)\b"),
        remplir_bas=("dispositif",),
        totaux=r"^(total|ensemble|s/total|sous total|total general)\b",
        contexte_feuille={"date": ARRETE_AU, "region": r"(?i)^\s*r[ée]gion\s+([^–—:|,;(]+?)\s*(?:[–—:|,;(]|$)"},
    )  # fmt: skip


_DEFINITIONS = {
    "places_permanentes": "Places ouvertes en entrées permanentes. Les sortes de places ne s’additionnent pas.",
    "places_simultanees": "Jeunes accueillis en même temps, au plus.",
    "places_conventionnees": "Places prévues par la convention ou l’agrément.",
    "entrees": "Entrées de l’année, à la date d’arrêté.",
    "sorties": "Sorties de l’année, à la date d’arrêté.",
    "sorties_positives": "Parmi les sorties, celles que la définition écrite à côté dit positives.",
}
_EXEMPLES = dict(zip(_DEFINITIONS, ("40", "", "60", "66", "58", "34"), strict=True))


def _compte(nom: str, *entetes: str) -> Colonne:
    return Colonne(nom, (nom, *entetes), "entier", obligatoire=False, definition=_DEFINITIONS[nom],
                   exemple=_EXEMPLES[nom])  # fmt: skip


SOURCE = Source(
    id="dispositif",
    titre="Dispositifs jeunes – places, entrées, sorties",
    producteur="Région, DREETS, opérateurs",
    table="dispositif",
    colonnes=(
        Colonne("dispositif", ("dispositif",), remplie=True, valeurs=DISPOSITIFS, valeurs_libres=True),
        OPERATEUR.avec("operateur", "Opérateur"),
        Colonne("site", ("site",), obligatoire=False),
        BASSIN_DE_LA_LISTE,
        MISSION_LOCALE,
        DEPARTEMENT.avec("departement", "Département", exemple="991"),
        ACADEMIE.avec("academie", "Académie"),
        REGION_ECRITE.avec("region", "Région"),
        CAMPAGNE_DITE,
        DATE_D_ARRETE.avec("date", "Date d’arrêté"),
        _compte("places_permanentes", "Places en entrées permanentes"),
        _compte("places_simultanees", "Places simultanées"),
        _compte("places_conventionnees", "Places conventionnées", "Places agréées"),
        _compte("entrees", "Entrées"),
        _compte("sorties", "Sorties"),
        _compte("sorties_positives", "Sorties positives"),
        Colonne(
            "definition_sortie",
            ("definition_sortie", "Définition d’une sortie positive"),
            obligatoire=False,
            definition="Ce que l’opérateur compte comme sortie positive, et à quel délai.",
            exemple="emploi ou formation six mois après la sortie",
        ),
    ),
    ignorees=(r"(taux |%|part ).*", "donnees fictives", "observations?"),
    croisees=(_croisee(1), _croisee(2)),
    au_moins_une=("places_permanentes", "places_simultanees", "places_conventionnees", "entrees", "sorties"),
    cle=("dispositif", "operateur", "site", "bassin_education", "departement", "academie", "region", "date"),
    doublon="rejeter",
    periode=Periode("colonne", "annee", "année {a}"),
    controles=(
        Controle("plus_de_positives", "sorties_positives > sorties", "Plus de sorties positives que de sorties"),
    ),
    signaux=(
        Signal("sans_date", "date IS NULL", "Lignes sans date : places et parcours sans jour d’arrêté."),
        Signal(
            "places_de_plusieurs_sens",
            "(places_permanentes IS NOT NULL)::INT + (places_simultanees IS NOT NULL)::INT "
            "+ (places_conventionnees IS NOT NULL)::INT > 1",
            "Lignes qui donnent plusieurs sortes de places : elles ne s’additionnent jamais.",
            "info",
        ),
    ),
    faits={"bassin_libelle": "bassin_education"},
    partition=("dispositif", "date"),
    jamais=("aucune liste de jeunes entrés ou sortis",),
    finitions=(*bassins.finitions("dispositif"), DEFINITION_DU_DISPOSITIF),
    bilans=(SANS_DEFINITION, bassins.bilan("dispositif")),
)
