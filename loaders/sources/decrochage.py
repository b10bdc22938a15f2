"""The funnel of the platforms (PSAD): from young people signalled to solutions; never a list of people."""

import re
from dataclasses import replace

from loaders.declaration import Colonne, Croisee, Periode, Signal, Source
from loaders.ouverture.feuille import Feuille
from loaders.reconnaissance.croisement import Lecture
from loaders.reconnaissance.lignes import Ligne
from loaders.reconnaissance.transposition import reponse_de, transposer
from loaders.sources._plateformes import (
    AGE,
    CLE,
    CONTROLES,
    FAITS,
    FIN,
    FINITIONS,
    PARTITION,
    QUESTION_MESURE,
    QUESTION_REGION,
    SEXE_DIT,
    TETE,
    VENTILATIONS,
    compte,
    depasse,
    exclusions,
    reponse,
)  # fmt: skip
from loaders.sources._plateformes_bilans import BILANS, SUITES
from store import territoires

_VOIES_QUITTEES = {
    "2de GT": ("2nde GT", "seconde GT", "2de générale et technologique"),
    "1re-Tle générale": ("1re générale", "terminale générale", "générale"),
    "1re-Tle technologique": ("1re technologique", "terminale technologique", "technologique"),
    "bac pro": ("baccalauréat professionnel", "2de pro", "1re pro", "terminale pro"),
    "CAP": ("1re année de CAP", "2e année de CAP", "CAP 1", "CAP 2"),
    "ensemble": ("total", "toutes", "toutes voies"),
}

COMPTES = (
    compte("signales", "Jeunes signalés par le croisement des fichiers (SIEI, RIO), avant toute vérification.",
           "jeunes signalés", exemple="684"),
    compte("retrouves_en_formation", "Parmi les signalés, retrouvés en formation initiale.",
           "retrouvés en formation", exemple="351"),
    compte("decrocheurs_confirmes", "Parmi les signalés, décrocheurs confirmés.", "décrocheurs confirmés",
           exemple="236"),
    compte("situation_inconnue", "Parmi les signalés, situation inconnue à la date.", "situation inconnue",
           exemple="97"),
    compte("transmis", "Jeunes transmis à la plateforme pour prise de contact.", "transmis à la plateforme",
           exemple="333"),
    compte("deja_suivis", "Parmi les transmis, déjà suivis (mission locale, MLDS, CIO, France Travail).",
           "déjà suivis", exemple="131"),
    compte("contactes", "Joints par la plateforme ; les injoignables n’en sont pas.", "contactés", exemple="168"),
    compte("injoignables", "Non joints après les tentatives que la plateforme déclare.", "injoignables",
           exemple="34"),
    compte("a_accompagner", "Contactés qui ont besoin d’un accompagnement.", "à accompagner", exemple="96"),
    compte("pris_en_charge", "Pris en charge par la plateforme.", "pris en charge", "pris en charge par la PSAD",
           exemple="58"),
    compte("solution_scolaire", "Retour en formation sous statut scolaire.", "scolaire", exemple="9"),
    compte("solution_apprentissage", "Contrat d’apprentissage.", "apprentissage", exemple="6"),
    compte("solution_formation", "Stagiaire de la formation professionnelle.", "SFP", exemple="11"),
    compte("solution_emploi", "Emploi.", "emploi", exemple="8"),
    compte("solution_service_civique", "Service civique.", "service civique", exemple="5"),
    compte("solution_dispositif", "Entrée dans un dispositif (E2C, EPIDE, CEJ…).", "dispositif", exemple="7"),
    compte("refus", "Refus d’accompagnement.", exemple="14"),
    compte("sans_solution", "Ni formation, ni emploi, ni accompagnement à la date.", "sans solution", exemple="12"),
    compte("delai_0_7", "Premier contact de 0 à 7 jours après la transmission.", "0-7 jours", exemple="40"),
    compte("delai_8_15", "Premier contact de 8 à 15 jours.", "8-15 jours", exemple="52"),
    compte("delai_16_30", "Premier contact de 16 à 30 jours.", "16-30 jours", exemple="41"),
    compte("delai_31_90", "Premier contact de 31 à 90 jours.", "31-90 jours", exemple="22"),
    compte("delai_plus_90", "Premier contact après 90 jours.", "plus de 90 jours", exemple="6"),
    compte("delai_inconnu", "Contactés dont une des deux dates manque.", "délai inconnu", exemple="7"),
)  # fmt: skip
_EN_PLUS = (
    compte("deja_suivis_ml", "Parmi les déjà suivis, par une mission locale.", "déjà suivis ML", exemple="122"),
    compte("deja_suivis_autres", "Parmi les déjà suivis, par un autre réseau.", "déjà suivis MLDS / CIO", exemple="9"),
    compte("solutions_total", "Total des solutions, si la plateforme le compte.", "solutions", exemple="46"),
)
_PARTENAIRES = {"ml": "mission locale", "ft": "France Travail", "cio": "CIO", "ij": "Info Jeunes", "cfa": "CFA"}
_PRESENCES = tuple(
    Colonne(f"partenaire_{p}", (f"partenaire_{p}", f"participation {p}"), obligatoire=False, exemple="oui",
            valeurs={"oui": ("x", "1", "vrai", "o"), "non": (".", "0", "faux", "n")},
            definition=f"A pris part à la plateforme : {nom}. Vide : on ne sait pas.")
    for p, nom in _PARTENAIRES.items()
)  # fmt: skip
_NOMS = tuple(c.nom for c in COMPTES)

# --- Platforms in columns, steps in rows (RIO) -----------------------------------------------------------------------

_VERS = r"^(- ?)?(dont )?(solutions? )?(retour )?((en|vers) )?(une? |la |l )?"
_ETAPES = {
    "signales": r"^(jeunes )?signales?$",
    "retrouves_en_formation": r"^(dont )?(jeunes )?retrouves? en formation( initiale)?$",
    "decrocheurs_confirmes": r"^(dont )?decrocheurs?( confirmes?)?$",
    "situation_inconnue": r"^(dont )?situations? inconnues?$",
    "transmis": r"^(dont )?(jeunes )?transmis( a la (psad|plateforme))?$",
    "deja_suivis": r"^(dont )?deja suivis?$",
    "deja_suivis_ml": r"^(dont )?(deja )?suivis? (ml|missions? locales?|par la ml)$",
    "deja_suivis_autres": r"^(dont )?(deja )?suivis? (mlds( / cio)?|cio|mlds cio|autres?( reseaux?)?)$",
    "contactes": r"^(dont )?(jeunes )?contactes?$",
    "injoignables": r"^(dont )?injoignables?$",
    "a_accompagner": r"^(dont )?a accompagner$",
    "pris_en_charge": r"^(dont )?pris en charge( par la (psad|plateforme))?$",
    "solutions_total": r"^(total des )?solutions?( trouvees?)?$",
    "solution_scolaire": rf"{_VERS}(formation )?(scolaire|statut scolaire)$",
    "solution_apprentissage": rf"{_VERS}(appr|apprentissage|contrat d apprentissage)$",
    "solution_formation": rf"{_VERS}(sfp|stagiaire( de la)?( formation professionnelle)?|formation professionnelle|"
    r"formation continue)$",
    "solution_emploi": rf"{_VERS}emploi$",
    "solution_service_civique": rf"{_VERS}service civique$",
    "solution_dispositif": rf"{_VERS}dispositifs?( jeunes?)?$",
    "refus": r"^(dont )?refus( d accompagnement)?$",
    "sans_solution": r"^(dont )?sans solution$",
    "delai_0_7": r"^((delai|contact) .*)?(0 (a )?7|moins de 8)( jours?| j)?$",
    "delai_8_15": r"^((delai|contact) .*)?8 (a )?15( jours?| j)?$",
    "delai_16_30": r"^((delai|contact) .*)?16 (a )?30( jours?| j)?$",
    "delai_31_90": r"^((delai|contact) .*)?31 (a )?90( jours?| j)?$",
    "delai_plus_90": r"^((delai|contact) .*)?(plus de 90|> ?90)( jours?| j)?$",
    "delai_inconnu": r"^(delai|contact)( de)?( 1er| premier)?( contact)? inconnu$",
    "partenaire_ml": r"^(participation )?(ml|missions? locales?)$",
    "partenaire_ft": r"^(participation )?(ft|france travail|pole emploi)$",
    "partenaire_cio": r"^(participation )?cio$",
    "partenaire_ij": r"^(participation )?(ij|crij|info jeunes?|information jeunesse)$",
    "partenaire_cfa": r"^(participation )?cfa$",
}
_MOIS = r"(?i)\b(janv?|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept?|oct|nov|d[ée]c)[a-zéû]*\b"

_COIN = r"(etapes?|indicateurs?|parcours|libelles?|situations?|rubriques?|plateformes?|psad)?"


def _en_lignes(feuille: Feuille) -> Feuille | None:
    """The sheet turned on its side: platforms stand in columns, the steps of the funnel in rows."""
    return transposer(feuille, _COIN)


def _avec_reponse(lecture: Lecture, lignes: list[Ligne]) -> list[Ligne]:
    """Each platform says whether it answered by what its cells hold: one without a number is a record all the same."""
    return [
        replace(ligne, gardee=True, identites=ligne.identites | {"reponse": reponse_de([v for _, v in ligne.cases])})
        if any(ligne.identites.values())
        else ligne
        for ligne in lignes
    ]


# « PSAD – Centre-Val de Loire »: the name of a région alone, after that of the platforms.
_REGIONS = "|".join(
    re.sub("['’]", "['’]", re.escape(territoires.libelle("region", code).removesuffix(" (fictive)")))
    for fictif in (False, True)
    for code in territoires.enfants("france", territoires.FRANCE, "region", fictif)
)
_PSAD_DE = rf"(?i)^\s*(?:psad|plateformes?\b[^–—:|]*?)\s*[-–—:]\s*({_REGIONS})\s*(?:[-–—|,;:(]|$)"

EN_COLONNES = Croisee(
    nom="psad_en_colonnes",
    feuilles=r"^(?!.*lisez)",
    niveaux=1,
    vue=_en_lignes,
    identites={"psad": r"^unite$"},
    mesures=tuple((motif, {"mesure": nom}) for nom, motif in _ETAPES.items()),
    ignorees=(r"%", r"^(taux|part) "),
    ecartees={r"delai (moyen|median)": "une moyenne ne se somme pas d’une plateforme à l’autre : envoyez les effectifs "
              "par classe de délai (0–7, 8–15, 16–30, 31–90 jours, plus de 90 jours, inconnu)"},
    totaux=r"^(?!)",
    contexte_feuille={
        "date": (r"(?<!\d)(\d{1,2}[/.-]\d{1,2}[/.-]20\d\d)(?!\d)", _MOIS),
        "mesure": r"(?i)\b(cumul|stock)",
        "region": (r"(?i)\br[ée]gion\s*:?\s+(?!acad)([^–—|,;:]+?)\s*(?:[–—|,;:]|$)", _PSAD_DE),
        "definition": r"(?i)d[ée]finition(?: du d[ée]crocheur)?\s*:\s*([^|]+?)\s*$",
    },
    mesures_min=3,
    relire=_avec_reponse,
)  # fmt: skip

SOURCE = Source(
    id="decrochage",
    titre="Plateformes (PSAD) – repérage et accompagnement des jeunes",
    producteur="Région et rectorat (PSAD), source RIO",
    table="decrochage",
    colonnes=(
        *TETE, AGE, SEXE_DIT,
        Colonne("voie_quittee", ("voie_quittee", "voie quittée", "formation quittée"), obligatoire=False,
                valeurs=_VOIES_QUITTEES, valeurs_libres=True, exemple="ensemble"),
        *COMPTES, *_EN_PLUS, *_PRESENCES, *FIN,
    ),
    ignorees=("donnees fictives", "commentaires?", "(taux|part|%) .*"),
    au_moins_une=_NOMS,
    cle=CLE,
    doublon="rejeter",
    periode=Periode("colonne", "campagne", "année scolaire {p}-{a}"),
    questions=(QUESTION_MESURE, QUESTION_REGION),
    exclusions=exclusions(VENTILATIONS),
    controles=(
        *CONTROLES,
        depasse("contactes", "transmis", "Plus de jeunes contactés que transmis"),
        depasse("pris_en_charge", "a_accompagner", "Plus de jeunes pris en charge qu’à accompagner"),
        depasse("retrouves_en_formation", "signales", "Plus de jeunes retrouvés en formation que signalés"),
        depasse("decrocheurs_confirmes", "signales", "Plus de décrocheurs confirmés que de jeunes signalés"),
        depasse("situation_inconnue", "signales", "Plus de situations inconnues que de jeunes signalés"),
    ),
    sommes={
        "signales": ("retrouves_en_formation", "decrocheurs_confirmes", "situation_inconnue"),
        "deja_suivis": ("deja_suivis_ml", "deja_suivis_autres"),
    },
    signaux=(
        Signal(
            "contacts_non_repartis",
            "contactes + injoignables > transmis",
            "Contactés et injoignables font plus que les jeunes transmis : à vérifier avec la plateforme.",
            exemple="coalesce(psad, 'ligne ' || ligne) || ' : ' || (contactes + injoignables) || ' sur ' || transmis",
        ),
        Signal(
            "solutions_plus_que_pris_en_charge",
            "solution_scolaire + solution_apprentissage + solution_formation + solution_emploi "
            "+ solution_service_civique + solution_dispositif > pris_en_charge OR solutions_total > pris_en_charge",
            "Plus de solutions que de jeunes pris en charge : un jeune peut en avoir eu plusieurs.",
            "info",
            exemple="coalesce(psad, 'ligne ' || ligne)",
        ),
    ),
    faits={
        **FAITS,
        "reponse": reponse(_NOMS),
        "deja_suivis": "coalesce(deja_suivis, deja_suivis_ml + deja_suivis_autres)",
        **{c.nom: f"CASE {c.nom} WHEN 'oui' THEN TRUE WHEN 'non' THEN FALSE END" for c in _PRESENCES},
    },
    croisees=(EN_COLONNES,),
    partition=PARTITION,
    finitions=FINITIONS,
    bilans=BILANS,
    suites=SUITES,
    jamais=("aucune liste RIO ou SIEI de jeunes, même sans leurs noms",),
)  # fmt: skip
