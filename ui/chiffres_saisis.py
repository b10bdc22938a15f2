"""What the page « Chiffres saisis » shows: the figures typed in, how one is withdrawn, the published references."""

from html import escape

import streamlit as st

import loaders
from charts import format as fr
from indicators.catalogue import INDICATEURS
from indicators.saisis import couples, empechement
from loaders.echantillon import REFERENCES
from loaders.refus import Refus
from store import territoires
from ui import etat, style
from ui.place import place
from ui.tableau import Ligne, tableau
from vues import lectures, mots
from vues.lectures import lire

_DECIMALES = {"part": 1, "points": 1, "pour_100": 1, "ratio": 2}


def bandeau() -> None:
    """What is invented on this page: the typed figures of the sample, never the published references."""
    if lectures.est_fictive(etat.lecteur()):
        style.phrase(
            "DONNÉES FICTIVES : les chiffres saisis sont inventés. Les références publiées sont réelles, sauf celles "
            "dont la publication porte « fictive ».",
            "cf-fictif",
        )


@place("chiffres_saisis")
def saisis() -> None:
    """Every figure typed in, with its document and who reread it, then the withdrawal of one deposit."""
    st.header("Chiffres saisis", anchor=False)
    lus = _lus("chiffre_saisi")
    if not lus:
        style.phrase("Aucun chiffre n’a été saisi.", "cf-texte")
        return
    rangees = [
        Ligne((
            _quoi(x), _ou(x), str(x["campagne"]), _ecrit(x), _document(x),
            escape(f"{x['saisi_par']} ; " + (f"relu par {x['relu_par']}" if _texte(x["relu_par"]) else "non relu")),
        ))
        for x in lus
    ]  # fmt: skip
    tetes = ("Chiffre", "<<Territoire", "Campagne", "Valeur", "<<Document", "<<Saisi, relu")
    tableau("Chiffres lus dans un document et saisis à la main", tetes, rangees, "cf-large")
    _retirer({x["lot"]: x for x in lus}, lus)


def _retirer(lots: dict[str, dict], lus: list[dict]) -> None:
    """Withdraw one deposit: all of its figures leave, what it had replaced comes back."""
    combien = {lot: sum(x["lot"] == lot for x in lus) for lot in lots}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        choisi = st.selectbox(
            "Dépôt", list(reversed(lots)), key="chiffre_lot", width=520,
            format_func=lambda n: f"{lots[n]['fichier']} ({combien[n]} {fr.accord(combien[n], 'chiffre')})",
        )  # fmt: skip
        if st.button("Retirer ce dépôt", key="chiffre_retirer"):
            try:
                loaders.retirer(choisi)
            except Refus as refus:
                style.phrase(escape(refus.message), "cf-avis")
                return
            st.rerun()


@place("references")
def references() -> None:
    """The published references: one click installs the table that comes with the product."""
    st.header("Références publiées", anchor=False)
    style.phrase(
        "Des chiffres publiés, avec leur publication. Une référence de la France est comparée à un territoire là où "
        "aucune France n’a pu être calculée, jamais additionnée ; si son champ diffère, l’écart n’est pas calculé.",
        "cf-texte",
    )
    lus = _lus("reference_externe")
    if not any(x["fichier"] == REFERENCES.name for x in lus) and st.button("Installer les références publiées"):
        with st.spinner("Enregistrement dans une nouvelle base…"):
            loaders.charger([REFERENCES])
        st.rerun()
    rangees = [
        Ligne((_quoi(x), _ou(x), str(x["campagne"]), _ecrit(x), escape(_texte(x["champ"]) or "–"), _document(x)))
        for x in lus
    ]
    if rangees:
        tetes = ("Référence", "<<Territoire", "Campagne", "Valeur", "<<Champ", "<<Publication")
        tableau("Chiffres publiés par d’autres", tetes, rangees, "cf-large")


@place(lambda *_, palier="acces_superieur": f"references_{palier.lower()}")
def publiees(*idents: str, **fixees: str) -> None:
    """The published references of these indicators, whatever their year, folded; `fixees` keeps one breakdown."""
    lus = [
        x
        for x in _lus("reference_externe")
        if x["indicateur"] in idents and fixees.items() <= couples(_texte(x["modalites"])).items()
    ]
    if not lus:
        return
    rangees = [
        Ligne((escape(_texte(x["libelle"])), _ou(x), str(x["campagne"]), _ecrit(x), escape(_texte(x["champ"]) or "–"),
               _document(x)))
        for x in lus
    ]  # fmt: skip
    with st.expander("Références publiées"):
        style.phrase(
            "D’autres champs et d’autres années : à lire à côté des chiffres de la page, sans les soustraire.",
            "cf-texte",
        )
        tetes = ("Référence", "<<Territoire", "Campagne", "Valeur", "<<Champ", "<<Publication")
        tableau("Chiffres publiés par d’autres", tetes, rangees, "cf-large")


def _lus(source: str) -> list[dict]:
    if etat.nom_base() is None:
        return []
    return lire(
        etat.lecteur(),
        """SELECT c.*, l.fichier FROM chiffre_saisi c JOIN lot l ON l.id = c.lot WHERE c.source = ?
           ORDER BY l.recu_le, c.indicateur, c.libelle, c.campagne, c.niveau, c.code""",
        source,
    ).to_dict("records")


def _texte(x) -> str:
    return x if isinstance(x, str) else ""


def _quoi(x: dict) -> str:
    """The name of the figure with its breakdown; why it joins no indicator, where that is so."""
    ident = _texte(x["indicateur"]) or None
    nom = _texte(x["libelle"]) or (INDICATEURS[ident].label if ident in INDICATEURS else ident or "")
    detail = ", ".join(mots.modalite(v) for v in couples(_texte(x["modalites"])).values())
    raison = empechement(ident, x["unite"], x["niveau"], _texte(x["modalites"]))
    suite = f'<br><span class="cf-n">Montré ici seulement : {escape(raison)}.</span>' if raison else ""
    return fr.typo(escape(nom + (f" ({detail})" if detail else ""))) + suite


def _ou(x: dict) -> str:
    nom = territoires.nom_complet(x["niveau"], x["code"]) if x["niveau"] in territoires.NIVEAUX[:5] else None
    return escape(nom or f"{territoires.LIBELLES_NIVEAUX[x['niveau']][0]} {x['code']}")


def _ecrit(x: dict) -> str:
    return fr.affiche(x["valeur"], x["unite"], _DECIMALES.get(x["unite"], 0))


def _document(x: dict) -> str:
    page = _texte(x["page"])
    lieu = f"p. {page}" if page[:1].isdigit() else page
    quand = "" if fr.absent(x["date_document"]) else f"{x['date_document']:%d/%m/%Y}"
    note = _texte(x["definition"])
    suite = f'<br><span class="cf-n">{escape(note)}</span>' if note else ""
    return escape(", ".join(t for t in (_texte(x["document"]), lieu, quand) if t)) + suite
