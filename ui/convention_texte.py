"""The text of the convention: two versions side by side with the words that changed, remarks and requests."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from indicators.versions import Paire, Piece, comparer, mots_changes
from ui import convention, etat, style
from ui.place import place
from ui.tableau import Ligne, tableau
from vues.vue import Vue

_PHRASES = {
    "identique": "Texte identique",
    "modifié": "Texte modifié",
    "déplacé": "Numéro changé, texte identique",
    "déplacé et modifié": "Numéro et texte changés",
    "ajouté": "Ajouté",
    "retiré": "Retiré",
}


@st.cache_data(show_spinner=False, max_entries=60)
def _comparaison(base: str, avant: tuple[Piece, ...], apres: tuple[Piece, ...]) -> list[Paire]:
    return comparer(avant, apres)


@place("versions_convention")
def face_a_face(vue: Vue, region: str | None, choisies: tuple[str, str] | None) -> None:
    """The two versions of `choix`, each article with what became of it."""
    connues = convention.versions(region)
    if choisies is None:
        convention.rien("Aucun texte de convention pour cette région.", "Convention annuelle")
        return
    if len(connues) == 1:
        style.phrase("Une seule version est connue : elle se lit seule, sans comparaison.", "cf-texte")
    avant, apres = choisies
    _listes(connues, avant, apres)
    pieces = {cle: _pieces(region, *connues[cle][:2]) for cle in (avant, apres)}
    paires = _comparaison(etat.nom_base() or "", tuple(pieces[avant][0]), tuple(pieces[apres][0]))
    seule = avant == apres
    titre = f"{len(paires)} {fr.accord(len(paires), 'pièce')} dans cette version" if seule else _titre(paires)
    st.header(fr.typo(titre), anchor=False)
    style.phrase(
        "Ce qui est <del>retiré</del> est barré à gauche, ce qui est <ins>ajouté</ins> est souligné à droite. Un "
        "article qui a changé de numéro est retrouvé par son titre ou par ses mots.",
        "cf-note",
    )
    relies = (
        f"des {{d}} articles et annexes de la dernière version de {vue.campagne} sont reliés à un item de la fiche."
    )
    style.phrase(convention.phrase_de(convention.une(vue, region, "articles_relies"), relies), "cf-note")
    seulement = not seule and st.toggle("Montrer seulement ce qui change", value=True, key="seulement_ce_qui_change")
    montrees = [p for p in paires if p.changement != "identique"] if seulement else paires
    if not montrees:
        style.phrase("Les deux versions ont le même texte.", "cf-texte")
        return
    items = pieces[apres][1]
    cotes = [
        f"<div><b>{escape(connues[cle][2])}</b><br>{escape(convention.cadre(region, *connues[cle][:2]))}</div>"
        for cle in (avant, apres)
    ]
    tetes = f'<div class="cf-face cf-etat">{"".join(cotes)}</div>'
    corps = "".join(_section(p, items) for p in montrees)
    st.html(fr.typo(f'<div class="cf cf-textes">{tetes}{corps}</div>'))


def choix(vue: Vue, region: str | None) -> tuple[str, str] | None:
    """The two versions compared: those of the address, else the last of the year and what came before it."""
    connues = convention.versions(region)
    if not connues:
        return None
    if st.session_state.get("convention_annee") not in (None, vue.campagne):
        etat.choisir(avant=None, apres=None)
    st.session_state["convention_annee"] = vue.campagne
    cles = list(connues)
    de_l_annee = [c for c in cles if connues[c][0] == vue.campagne] or cles
    apres = etat.choix_page("apres", tuple(cles), "La version", de_l_annee[-1])
    return etat.choix_page("avant", tuple(cles), "La version", _precedente(connues, apres)), apres


def _listes(connues: dict, avant: str, apres: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for cle, libelle, choisie in (("avant", "Version de gauche", avant), ("apres", "Version de droite", apres)):
            st.session_state[f"version_{cle}"] = choisie
            st.selectbox(
                libelle, list(connues), format_func=lambda c: connues[c][2], key=f"version_{cle}", width=360,
                on_change=lambda cle=cle: etat.choisir(**{cle: st.session_state[f"version_{cle}"]}),
            )  # fmt: skip


def _precedente(connues: dict, apres: str) -> str:
    """Last year's text where it is known, else the version before."""
    annee = connues[apres][0]
    n_1 = [c for c, (an, version, _) in connues.items() if (an, version) == (annee, "N-1")]
    n_1 = n_1 or [c for c, (an, *_) in connues.items() if an < annee]
    cles = list(connues)
    return n_1[-1] if n_1 else cles[max(0, cles.index(apres) - 1)]


def _pieces(region: str | None, campagne: int, version: str) -> tuple[list[Piece], dict[str, str]]:
    """The pieces of a version, and the items of the fiche that each is tied to, by its name."""
    table = convention.pieces(region, campagne, version).astype(object)
    table = table.where(table.notna(), None)
    lues = [Piece(x.piece, x.numero, x.titre or "", x.texte or "") for x in table.itertuples()]
    return lues, {p.nom: x.items for p, x in zip(lues, table.itertuples(), strict=True) if x.items}


def _titre(paires: list[Paire]) -> str:
    """« 6 pièces changent sur 13 : 1 ajoutée, 1 retirée, 4 modifiées »."""
    comptes = {
        "ajoutée": sum(p.changement == "ajouté" for p in paires),
        "retirée": sum(p.changement == "retiré" for p in paires),
        "modifiée": sum("modifié" in p.changement for p in paires),
        "renumérotée": sum("déplacé" in p.changement for p in paires),
    }
    total = sum(p.changement != "identique" for p in paires)
    if not total:
        return "Aucun article ne change entre ces deux versions"
    detail = ", ".join(f"{n} {fr.accord(n, mot)}" for mot, n in comptes.items() if n)
    return f"{total} articles et annexes sur {len(paires)} changent : {detail}"


def _section(paire: Paire, items: dict[str, str]) -> str:
    """One piece of both versions: its names, what became of it in words, its two texts."""
    gauche, droite = (_cote(paire, p, sens) for p, sens in ((paire.avant, "retiré"), (paire.apres, "ajouté")))
    dit = _PHRASES[paire.changement]
    mots = [f"{n} {fr.accord(n, 'mot')} {sens}{'s' if n > 1 else ''}"
            for n, sens in ((paire.retires, "retiré"), (paire.ajoutes, "ajouté")) if n]  # fmt: skip
    if mots and "modifié" in paire.changement or paire.changement == "déplacé et modifié":
        dit += f" ({', '.join(mots)})" if mots else " (titre)"
    lies = items.get(paire.apres.nom) if paire.apres else None
    fiche = f" · items de la fiche : {escape(lies)}" if lies else ""
    return (
        f'<section><p class="cf-etat"><b>{escape(dit)}</b>{fiche}</p>'
        f'<div class="cf-face"><div>{gauche}</div><div>{droite}</div></div></section>'
    )


def _cote(paire: Paire, piece: Piece | None, propre: str) -> str:
    if piece is None:
        return '<p class="cf-absent">Absent de cette version.</p>'
    titre = _marque((("commun", piece.titre),), propre)
    if paire.avant and paire.apres:
        titre = _marque(mots_changes(paire.avant.titre, paire.apres.titre), propre)
    texte = _marque(paire.mots, propre).replace("\n", "<br>")
    return f"<h3>{escape(piece.nom)}{' – ' if piece.titre else ''}{titre}</h3><p>{texte}</p>"


def _marque(mots, propre: str) -> str:
    """The words of one side, its own struck through (removed) or underlined (added)."""
    balise = "del" if propre == "retiré" else "ins"
    return "".join(
        escape(texte) if sens == "commun" else f"<{balise}>{escape(texte)}</{balise}>"
        for sens, texte in mots
        if sens in ("commun", propre)
    )


@place("demandes")
def demandes(vue: Vue, region: str | None) -> None:
    """Remarks and requests for change of the year, and what became of them; the table leaves as a file."""
    table = convention.pieces(region)
    table = table[(table["campagne"] == vue.campagne) & (table["remarque"].notna() | table["demande"].notna())]
    # What a later draft repeats word for word is one remark, told at its last version.
    table = table.drop_duplicates(["piece", "titre", "remarque", "demande"], keep="last")
    posees = int(table["demande"].notna().sum())
    st.header(fr.typo(f"{posees} {fr.accord(posees, 'demande')} de modification sur la convention {vue.campagne}"),
              anchor=False)  # fmt: skip
    if not len(table):
        convention.rien("Aucune remarque ni demande de modification pour cette année.", "Convention annuelle")
        return
    sorties = pd.DataFrame(
        {
            "Version": table["version"],
            "Pièce": [Piece(x.piece, x.numero, "", "").nom for x in table.itertuples()],
            "Titre": table["titre"],
            "Items de la fiche": table["items"],
            "Remarque": table["remarque"],
            "Demande de modification": table["demande"],
            "Suite donnée": table["suite_demande"],
        }
    )
    rangees = [
        Ligne((
            *(escape(v).replace(" ", fr.INSEC) for v in x[:2]),  # « projet 2 » stays on one line
            *("–" if pd.isna(v) else escape(str(v)) for v in x[2:]),
        ))
        for x in sorties.itertuples(index=False)
    ]  # fmt: skip
    tetes = ["Version", *(f"<<{c}" for c in sorties.columns[1:])]
    tableau(f"Remarques et demandes, convention {vue.campagne}", tetes, rangees, "cf-large")
    convention.fichiers(vue, region, sorties, "demandes", "Remarques et demandes")
