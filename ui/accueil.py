"""Under the lines of the fiche, on « Où en est l’avis ? »: the gaps worth looking at, and what is loaded."""

from dataclasses import replace
from html import escape

import streamlit as st

from blocs import plan
from charts import format as fr
from indicators import indicateur
from loaders import lots as lots_de_base
from store.territoires import LIBELLES_NIVEAUX
from ui import etat, style
from ui.place import place
from ui.tableau import Ligne, lien, tableau, valeur
from vues import cache, lectures, lignes, mots
from vues.lecteur import Lecteur
from vues.vue import Vue

# Indicator, breakdown. The order of the fiche.
SUIVIS = (
    ("ecart_demande_decision", ("palier", "voie")),
    ("taux_appel", ("palier",)),
    ("taux_reponse_etablissements", ("palier",)),
    ("pression_voie_pro", ("palier_entree",)),
    ("satisfaction_voeu1_1re_pro", ()),
    ("sans_affectation", ("tour",)),
    ("places_pourvues_superieur", ()),
    ("ecart_boursiers_superieur", ()),
    ("part_situation_inconnue", ()),
    ("taux_contact", ()),
    ("taux_prise_en_charge", ()),
    ("contact_15_jours", ()),
    ("entretiens_15_jours", ()),
    ("entrees_retour_formation", ()),
    ("referents_designes", ()),
    ("recours_spro", ("unite", "reseau")),
    ("structures_signataires", ()),
    ("structures_conformes", ()),
    ("remplissage_dispositif", ("dispositif",)),
    ("neet_15_24", ()),
)
STATUTS = {
    "charge": "chargé",
    "remplace": "remplacé",
    "remplace_en_partie": "remplacé en partie",
    "retire": "retiré",
}
_MONTRES = 14


@cache.garde(8)
def lots(lecteur: Lecteur) -> list[dict]:
    """Every batch of the base, oldest first."""
    return lots_de_base(lecteur.curseur())


@place("recus")
def recus() -> None:
    """Sources × campagnes: from whom, when, how many rows read, loaded, set aside, rejected; then the files."""
    vivants = [x for x in lots(etat.lecteur()) if x["statut"] not in ("retire", "remplace")]
    st.header("Ce qui est chargé", anchor=False)
    titres = list(dict.fromkeys(x["titre"] for x in vivants))
    rangees = [_source(titre, [x for x in vivants if x["titre"] == titre]) for titre in titres]
    comptes = ("Lignes<br>lues", "Chargées", "Mises de<br>côté", "Rejetées")
    tetes = ("Source", "<<Producteur", "<<Périodes", "Fichiers", "<<Dernier reçu", *comptes)
    tableau("Sources de la base courante", tetes, rangees, "cf-large")
    with st.expander(f"Voir les {len(vivants)} fichiers"):
        fichiers = [_recu(x) for titre in titres for x in vivants if x["titre"] == titre]
        tableau("Fichiers de la base courante", ("Fichier", "<<Périodes", "<<Reçu le", *comptes), fichiers, "cf-large")
    style.phrase(
        "Lignes lues = chargées + mises de côté par une règle déclarée + rejetées. Le détail de chaque dépôt et les "
        "lignes rejetées sont sur la page « Données ».",
        "cf-n",
    )


_COMPTES = ("lues", "chargees", "ecartees", "rejetees")


def _source(titre: str, depots: list[dict]) -> Ligne:
    annees = sorted({c for x in depots for c in x["campagnes"] or []})
    producteurs = dict.fromkeys(x["producteur"] for x in depots)
    return Ligne(
        (
            escape(titre),
            escape(" ; ".join(producteurs)),
            escape(", ".join(map(str, annees)) or "sans période"),
            fr.nombre(len(depots)),
            max(x["recu_le"] for x in depots).strftime("%d/%m/%Y"),
            *(fr.nombre(sum(x[c] for x in depots)) for c in _COMPTES),
        )
    )


def _recu(lot: dict) -> Ligne:
    return Ligne(
        (
            escape(lot["fichier"]),
            escape(", ".join(str(c) for c in lot["campagnes"] or []) or "sans période"),
            lot["recu_le"].strftime("%d/%m/%Y") if lot["recu_le"] else "–",
            *(fr.nombre(lot[c]) for c in _COMPTES),
        )
    )


def _derniere(vue: Vue, ident: str) -> Vue | None:
    """The view at the latest campagne received for an indicator; None where nothing was."""
    ind = indicateur(ident)
    campagnes = lectures.campagnes(etat.lecteur(), ind.sources)
    return replace(vue, campagne=campagnes[0], campagnes=campagnes) if campagnes else None


def a_regarder(vue: Vue) -> tuple[str, list[Ligne]]:
    """The figures outside their repère among the rows of the view, the marked ones first, and the finding."""
    trouves = []
    for rang, (ident, par) in enumerate(SUIVIS):
        la = _derniere(vue, ident)
        if la is None:
            continue
        table = lignes.detail(la, ident, par=par)
        if not len(table):
            continue
        hors = table[table["repere"].isin(["examiner", "ecart"]) & table["valeur"].notna()]
        if "palier_entree" in hors:
            hors = hors[hors["palier_entree"].isin(mots.PALIERS_ENTREE)]
        for x in hors.to_dict("records"):
            trouves.append((x["repere"] != "ecart", rang, x["libelle"], ident, par, x))
    trouves.sort(key=lambda t: t[:3])
    marques = sum(not t[0] for t in trouves)
    if not trouves:
        return "Aucun chiffre hors de son repère", []
    autres = len(trouves) - marques
    textes = [f"{marques} {fr.accord(marques, 'écart marqué', 'écarts marqués')}"] if marques else []
    textes += [f"{autres} {fr.accord(autres, 'chiffre')} à examiner"] if autres else []
    titre = f"{' et '.join(textes)}, par {LIBELLES_NIVEAUX[vue.detail][0]}"
    return titre, [_ecart(*t[3:]) for t in trouves]


def _ecart(ident: str, par: tuple[str, ...], x) -> Ligne:
    ind = indicateur(ident)
    forme, mot = fr.REPERES[x["repere"]]
    nom = " ; ".join(_modalite(d, x) for d in par if d in x and isinstance(x[d], str))
    pages = plan.ou_lire(ident)
    # Both pages of demands show one indicator, each for its palier.
    page, volet = pages[-1] if x.get("palier") == "2GT" else pages[0]
    adresse = escape(plan.adresse(page.nom, volet, niveau=x["niveau"], territoire=x["code"]))
    reference = fr.affiche(x["reference_valeur"], ind.unite, ind.decimales)
    return Ligne(
        (
            lien(x["niveau"], x["code"], x["libelle"]),
            f'<a href="{adresse}" target="_self">{escape(ind.label)}</a>'
            + (f"<br><span class='cf-n'>{escape(nom)}</span>" if nom else ""),
            escape(mots.periode(ident, int(x["campagne"]))),
            valeur(x, ind.unite, ind.decimales),
            f"{reference}<br><span class='cf-n'>{escape(str(x['reference_libelle'] or ''))}</span>",
            f'<span class="cf-forme" aria-hidden="true">{forme}</span> {mot}',
        )
    )


def _modalite(dimension: str, x) -> str:
    if dimension == "palier":
        return mots.PALIERS_BREFS.get(x["palier"], x["palier"])
    if dimension == "tour":
        return f"tour {x['tour']}"
    return mots.noms(x.get("palier")).get(x[dimension], x[dimension])


@place("ecarts")
def ecarts(vue: Vue) -> None:
    """The block of gaps worth looking at: the first ones, then all of them folded."""
    titre, rangees = a_regarder(vue)
    st.header(fr.typo(titre), anchor=False)
    if not rangees:
        style.phrase("Aucun chiffre de ce territoire n’est hors de son repère, ou aucun seuil n’est déclaré.")
        return
    tetes = ("Territoire", "<<Chiffre", "<<Période", "Valeur", "Comparé à", "<<Repère")
    tableau("Chiffres hors de leur repère (seuils internes, à valider)", tetes, rangees[:_MONTRES], "cf-large")
    if len(rangees) > _MONTRES:
        with st.expander(f"Voir les {len(rangees)} chiffres"):
            tableau("Tous les chiffres hors de leur repère", tetes, rangees, "cf-large")
    style.phrase(
        "Un repère trie les chiffres à regarder d’abord ; ce n’est ni une norme ni un jugement. Seule une personne "
        "écrit un point de vigilance.",
        "cf-n",
    )
