"""The page « Définitions », generated from the declarations: what each figure is, and is not."""

from html import escape

import streamlit as st

from blocs import plan
from charts import format as fr
from indicators import indicateur, liste
from indicators.declaration import FORMES
from store.fiche import ITEMS
from store.territoires import LIBELLES_NIVEAUX
from ui import style
from ui.place import place
from vues import mots

_UNITES = {"part": "part (en %)", "ratio": "rapport", "effectif": "effectif", "points": "écart, en points",
           "pour_100": "pour 100", "pour_mille": "pour 1 000", "lecture": "lecture de 0 à 4", "euros": "euros",
           "etp": "équivalents temps plein"}  # fmt: skip
_FORMES = {
    "part": "Part",
    "ratio": "Rapport",
    "effectif": "Effectif",
    "ecart_de_parts": "Écart de parts",
    "minimum_different": "Nombre minimal",
    "appreciation": "Lecture graduée",
    "repartition": "Répartition",
    "presence": "Présence",
    "couverture_distance": "Couverture par distance",
    "valeur_publiee": "Valeur publiée",
}


@place("definitions")
def tout() -> None:
    """Every declared indicator, in the order of the items of the fiche."""
    for theme in (x for x in ITEMS if any(i.fiche == x for i in liste())):
        st.header(fr.typo(f"{theme} – {ITEMS[theme]}"), anchor=False)
        for ind in (i for i in liste() if i.fiche == theme):
            with st.expander(fr.typo(ind.label)):
                style.phrase(_fiche(ind.id), "cf-texte")


def _fiche(ident: str) -> str:
    ind = indicateur(ident)
    lignes = [
        ("Question", ind.question),
        ("Champ", ind.champ),
        ("Numérateur", ind.numerateur_libelle),
        ("Dénominateur", ind.denominateur_libelle),
        ("Calcul", f"{_FORMES.get(ind.shape, ind.shape)}. {FORMES[ind.shape]}"),
        ("Unité", _UNITES.get(ind.unite, ind.unite)),
        ("Ventilations", _enumere(mots.DIMENSIONS.get(d, d).lower() for d in ind.toutes_dimensions) or "aucune"),
        ("Ventilation imposée", _enumere(mots.DIMENSIONS.get(d, d).lower() for d in ind.par_obligatoire)),
        ("Niveaux", _enumere(LIBELLES_NIVEAUX[n][0] for n in ind.niveaux)),
        ("Source", mots.source(ident)),
        ("Couverture", ind.couverture_libelle),
        ("Repère", " ; ".join(r.regle for r in ind.reperes) or "aucun seuil déclaré : non évalué"),
        ("Origine de la définition", ind.definition),
        ("Relecture", ind.relu or "non relu"),
        ("Identifiant", ind.id),
    ]
    corps = "".join(f"<p><b>{a}</b> : {escape(b)}</p>" for a, b in lignes if b)
    pages = " · ".join(
        f'<a class="cf-lien" href="{escape(plan.adresse(p.nom, volet))}" target="_self">{escape(p.titre)}</a>'
        for p, volet in plan.ou_lire(ident)
    )
    corps += f"<p><b>Où le lire</b> : {pages}</p>" if pages else ""
    gardes = "".join(f"<li>{escape(x)}</li>" for x in ind.mises_en_garde)
    return corps + (f"<p><b>Mises en garde</b></p><ul>{gardes}</ul>" if gardes else "")


def _enumere(textes) -> str:
    return ", ".join(textes)


@place("signes")
def motifs() -> None:
    """The signs that stand for a missing value, and the repères: words and shapes."""
    st.header("Signes et repères", anchor=False)
    signes = "".join(f"<li><b>{court}</b> : {long}</li>" for court, long in fr.MOTIFS.values())
    formes = "".join(f"<li>{forme} <b>{mot}</b></li>" for forme, mot in fr.REPERES.values())
    style.phrase(
        "Une valeur absente n’est jamais un zéro ; son motif est écrit à sa place :"
        f"<ul>{signes}<li><b>{fr.RUPTURE[0]}</b> : {fr.RUPTURE[1]}</li></ul>"
        "Un repère est calculé par une règle écrite, dont le seuil reste à valider ; seule une personne écrit un "
        f"point de vigilance :<ul>{formes}</ul>",
        "cf-texte",
    )
