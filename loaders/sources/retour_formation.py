"""Right to return to training: requests, interviews within 15 days, entries by status, as each bassin counts them."""

from loaders.declaration import Colonne, Controle, Croisee, Periode, Signal, Source
from loaders.installation import bassins
from loaders.sources._colonnes import (
    ACADEMIE,
    BASSIN_DE_LA_LISTE,
    CAMPAGNE_DITE,
    DATE_D_ARRETE,
    DEPARTEMENT,
    REGION_ECRITE,
)

STATUTS = {
    "scolaire": ("statut scolaire", "sous statut scolaire", "voie scolaire", "scol."),
    "apprentissage": ("appr.", "apprenti", "apprentis", "contrat d’apprentissage", "alternance"),
    "stagiaire": ("SFP", "stagiaire FP", "stagiaire de la formation professionnelle", "formation professionnelle"),
}
# The parts that share out the requests of a bassin and a status.
PARTS = ("entretien_15_jours", "entretien_plus_15_jours", "entretien_date_inconnue", "delai_non_echu")

PERIODE = Periode("colonne", "campagne", "campagne de retour en formation {a}")
# What a person's own line would be told by: the message then offers the template of counts.
SUJET = r"\b(droit au )?retour (en |a la )?formation\b|\bretour en formation\b|\bdroit au retour\b"
ARRETE_AU = r"(?i)\b(?:arr[êe]t[ée]e?s?|situation|point|cumul)\s+au\s+(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"

# The status that a young person enters is not always the one asked for: the entries that the columns tell by status
# of entry go to the row of that status in the same bassin, made if nobody asked for it there.
_ENTREES_LUES = """
    entree_lue AS (
        SELECT bassin_education AS bassin, feuille, campagne, date,
               CASE WHEN COUNT(entrees_{statut}) = COUNT(*) THEN SUM(entrees_{statut}) END AS entrees
        FROM localisee WHERE ecart IS NULL AND NOT fautif GROUP BY ALL)"""
_MEME_BASSIN = """f.lot = $lot AND f.bassin_libelle = e.bassin AND f.feuille IS NOT DISTINCT FROM e.feuille
          AND f.campagne = e.campagne AND f.date IS NOT DISTINCT FROM e.date"""
ENTREES_PAR_STATUT = tuple(
    f"WITH {_ENTREES_LUES.format(statut=statut)}{suite}"
    for statut in STATUTS
    for suite in (
        f"""
        INSERT INTO retour_formation BY NAME
        SELECT ANY_VALUE(f.source) AS source, f.lot, f.feuille,
               list_sort(list_distinct(flatten(LIST(f.lignes)))) AS lignes, f.campagne,
               ANY_VALUE(f.periode) AS periode, f.departement, f.academie,
               ANY_VALUE(f.region_academique) AS region_academique, f.region, f.bassin_education, f.bassin_libelle,
               f.date, '{statut}' AS statut
        FROM retour_formation f JOIN entree_lue e ON {_MEME_BASSIN}
        WHERE e.entrees > 0
        GROUP BY f.lot, f.feuille, f.campagne, f.departement, f.academie, f.region, f.bassin_education,
                 f.bassin_libelle, f.date
        HAVING NOT BOOL_OR(f.statut = '{statut}')
        """,
        f"""
        UPDATE retour_formation f SET entrees = e.entrees FROM entree_lue e
        WHERE f.statut = '{statut}' AND {_MEME_BASSIN}
        """,
    )
)  # fmt: skip

DELAI_NON_DIT = """
    WITH lot_lu AS (
        SELECT COUNT(delai_non_echu) AS dits, SUM(demandes) AS demandes,
               SUM(entretien_15_jours + entretien_plus_15_jours + entretien_date_inconnue) AS entretiens
        FROM retour_formation
        WHERE lot = $lot AND demandes IS NOT NULL
          AND entretien_15_jours + entretien_plus_15_jours + entretien_date_inconnue IS NOT NULL)
    SELECT 'delai_non_dit', 'warning', demandes - entretiens,
           'Le fichier ne dit pas quelles demandes ont un délai non échu : ' || (demandes - entretiens)
           || ' demandes sur ' || demandes || ' sont sans entretien, délai non échu ou entretien non tenu.', NULL
    FROM lot_lu WHERE dits = 0 AND demandes > entretiens
"""


_DEFINITIONS = {
    "demandes": "Demandes reçues depuis le début de la campagne, à la date d’arrêté.",
    "entretien_15_jours": "Demandes suivies d’un entretien tenu dans les 15 jours.",
    "entretien_plus_15_jours": "Demandes suivies d’un entretien tenu après 15 jours.",
    "entretien_date_inconnue": "Entretien tenu, date inconnue.",
    "delai_non_echu": "Demandes de moins de 15 jours à la date d’arrêté, sans entretien encore.",
    "entrees": "Entrées en formation sous ce statut, quel que soit le statut demandé.",
    "refus_faute_de_place": "Demandes refusées faute de place.",
    "en_attente_accompagnes": "Jeunes en attente d’une entrée et accompagnés.",
    "entretiens_proposes_15_jours": "Demandes auxquelles un entretien a été proposé dans les 15 jours, tenu ou non.",
}
# The parts of the example line sum to its requests.
_EXEMPLES = dict(zip(_DEFINITIONS, ("20", "12", "4", "1", "3", "6", "2", "3", "14"), strict=True))
JAMAIS = ("aucune ligne par jeune : ni initiales, ni âge, ni commune, ni date de demande",)


def _compte(nom: str, *entetes: str, obligatoire: bool = True) -> Colonne:
    return Colonne(nom, (nom, *entetes), "entier", obligatoire=obligatoire,
                   definition=_DEFINITIONS.get(nom, ""), exemple=_EXEMPLES.get(nom, ""))  # fmt: skip


LIEU_ET_DATE = (
    BASSIN_DE_LA_LISTE.avec("bassin_education", "Bassin d’éducation", "Bassin", remplie=True, obligatoire=True),
    DEPARTEMENT.avec("departement", "Département", "Dépt", exemple="991"),
    ACADEMIE.avec("academie", "Académie"),
    REGION_ECRITE.avec("region", "Région"),
    CAMPAGNE_DITE,
    DATE_D_ARRETE,
)
_TERRITOIRE = (
    *LIEU_ET_DATE,
    Colonne("statut", ("statut", "Statut demandé"), remplie=True, valeurs=STATUTS),
)
_DEMANDES = (
    _compte("demandes", "Demandes reçues", "Nb demandes"),
    _compte("entretien_15_jours", "Entretien ≤15j", "Entretien sous 15 jours"),
    _compte("entretien_plus_15_jours", "Entretien >15j", ">15j"),
    _compte("entretien_date_inconnue", "Date NC", "Entretien date inconnue", obligatoire=False),
    _compte("delai_non_echu", "Délai non échu", "Non échu", obligatoire=False),
)
_SUITES = (
    _compte("refus_faute_de_place", "Refus faute de place", obligatoire=False),
    _compte("en_attente_accompagnes", "En attente accompagnés", obligatoire=False),
    _compte("entretiens_proposes_15_jours", "Entretien proposé ≤15j", obligatoire=False),
)
CONTROLES = tuple(
    Controle(f"plus_de_{nom}", f"{nom} > demandes", f"Plus de « {mot} » que de demandes")
    for nom, mot in (
        *((p, p.replace("_", " ")) for p in PARTS),
        ("refus_faute_de_place", "refus faute de place"),
        ("entretiens_proposes_15_jours", "entretiens proposés sous 15 jours"),
    )
)  # fmt: skip
SIGNAUX = (
    Signal(
        "tenus_plus_que_proposes",
        "entretien_15_jours > entretiens_proposes_15_jours",
        "Plus d’entretiens tenus sous 15 jours que d’entretiens proposés sous 15 jours.",
    ),
    Signal("sans_date", "date IS NULL", "Lignes sans date d’arrêté : délai échu ou non, on ne sait à quelle date."),
)

_ENTRETIEN = r"^((date d )?entretiens?( (tenu|realise)s?)?( > | ))?(sous |en )?"
_ENTREE = r"^(entrees?( > | )(en |sous statut |statut )?)?"


def _croisee(niveaux: int) -> Croisee:
    """The coordinators' follow-up: a row a bassin and a status, entries told by status of entry in columns."""
    return Croisee(
        nom=f"suivi_retour_{niveaux}",
        feuilles=r"^(?!.*(lisez|notice))",
        niveaux=niveaux,
        identites={
            "?departement": r"^(code )?(dept|dep|dpt|departement)$",
            "bassin_education": r"^(nom du )?bassins?( d education)?$",
            "statut": r"^statut( demande| vise)?$",
        },
        mesures=(
            (r"^(nb |nombre de )?demandes?( recues| deposees)?$", {"mesure": "demandes"}),
            (r"^entretiens? proposes?( > | )(sous )?<? ?15 ?j(ours?)?$", {"mesure": "entretiens_proposes_15_jours"}),
            (rf"{_ENTRETIEN}(<|moins de|dans les) ?15 ?j(ours?)?$", {"mesure": "entretien_15_jours"}),
            (rf"{_ENTRETIEN}(>|plus de|apres) ?15 ?j(ours?)?$", {"mesure": "entretien_plus_15_jours"}),
            (rf"{_ENTRETIEN}date (nc|inconnue|non connue|non renseignee)$", {"mesure": "entretien_date_inconnue"}),
            (r"^(entretiens? > )?(delai )?non echus?( au .*)?$", {"mesure": "delai_non_echu"}),
            (rf"{_ENTREE}(scolaire|scol)$", {"mesure": "entrees_scolaire"}),
            (rf"{_ENTREE}(appr|apprentissage|apprenti)$", {"mesure": "entrees_apprentissage"}),
            (rf"{_ENTREE}(sfp|stagiaire( fp)?|formation professionnelle)$", {"mesure": "entrees_stagiaire"}),
            (r"^refus( > | )(faute|manque) de places?$", {"mesure": "refus_faute_de_place"}),
            (r"^(jeunes )?en attente( > | )accompagnes$", {"mesure": "en_attente_accompagnes"}),
        ),
        ignorees=(r"%", r"^(taux|observations?|commentaires?|maj|mise a jour)\b"),
        remplir_bas=("departement", "bassin_education"),
        contexte_feuille={
            "date": ARRETE_AU,
            "academie": r"(?i)\bacad[ée]mie\s+(?:de\s+|d[’'])?([^–—:|,;(]+?)\s*(?:\s-\s|[–—:|,;(]|$)",
            "region": r"(?i)\br[ée]gion\s+([^–—:|,;(]+?)\s*(?:\s-\s|[–—:|,;(]|$)",
        },
    )


_COMMUN = {
    "id": "retour_formation",
    "titre": "Droit au retour en formation – demandes, entretiens, entrées",
    "producteur": "Rectorat (MLDS), plateformes",
    "table": "retour_formation",
    "cle": ("bassin_education", "departement", "academie", "region", "statut", "date"),
    "doublon": "rejeter",
    "sommes": {"demandes": PARTS},
    "periode": PERIODE,
    "controles": CONTROLES,
    "signaux": SIGNAUX,
    "partition": ("date",),
    "bilans": (DELAI_NON_DIT, bassins.bilan("retour_formation")),
    "sujet": SUJET,
    "jamais": JAMAIS,
}

SUIVI = Source(
    colonnes=(
        *_TERRITOIRE,
        *_DEMANDES,
        *(_compte(f"entrees_{s}", f"Entrée {s}", obligatoire=False) for s in STATUTS),
        *_SUITES,
    ),
    croisees=(_croisee(1), _croisee(2)),
    faits={"bassin_libelle": "bassin_education", "entrees": "NULL::BIGINT"},
    finitions=(*ENTREES_PAR_STATUT, *bassins.finitions("retour_formation")),
    **_COMMUN,
)

SOURCE = Source(
    colonnes=(*_TERRITOIRE, *_DEMANDES, _compte("entrees", "Entrées", obligatoire=False), *_SUITES),
    ignorees=(r"(taux |%|part ).*", "donnees fictives", "observations?"),
    faits={"bassin_libelle": "bassin_education"},
    finitions=bassins.finitions("retour_formation"),
    variantes=(SUIVI,),
    **_COMMUN,
)
