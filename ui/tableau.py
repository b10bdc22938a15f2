"""Tables in HTML, with caption and scope: numbers on the right, a reason in the place of a missing number."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from charts import format as fr


@dataclass(frozen=True)
class Ligne:
    """One row: its cells as safe HTML, and its role: '' plain, 'c' chosen, 'r' reference, 'g' group title."""

    cellules: tuple[str, ...]
    role: str = ""


def html(titre: str, entetes: Iterable[str], lignes: Iterable[Ligne], classe: str = "") -> str:
    """The table's HTML; column headers may hold <br>, columns named with a leading « < » align left."""
    entetes = list(entetes)
    gauche = [e.startswith("<<") for e in entetes]
    tetes = "".join(
        f'<th scope="col"{" class=cf-g" if g else ""}>{fr.typo(e.removeprefix("<<"))}</th>'
        for e, g in zip(entetes, gauche, strict=True)
    )
    corps = "".join(_ligne(x, gauche) for x in lignes)
    table = (
        f'<table class="cf cf-t {classe}"><caption>{fr.typo(titre)}</caption>'
        f"<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table>"
    )
    return table


def _ligne(ligne: Ligne, gauche: list[bool]) -> str:
    if ligne.role == "g":
        contenu = ligne.cellules[0]
        return f'<tr class="g"><th scope="colgroup" colspan="{len(gauche)}">{contenu}</th></tr>'
    premiere, *autres = ligne.cellules
    cases = "".join(f"<td{' class=cf-g' if g else ''}>{c}</td>" for c, g in zip(autres, gauche[1:], strict=True))
    return f'<tr class="{ligne.role}"><th scope="row">{premiere}</th>{cases}</tr>'


def tableau(titre: str, entetes: Iterable[str], lignes: Iterable[Ligne], classe: str = "") -> None:
    """Show a table; beyond forty rows it scrolls in its own box, its headers staying in sight."""
    lignes = list(lignes)
    contenu = html(titre, entetes, lignes, classe)
    if len(lignes) > 40:
        contenu = f'<div class="cf-defile" tabindex="0" role="region" aria-label="{escape(titre)}">{contenu}</div>'
    st.html(contenu)


def lien(niveau: str, code: str, libelle: str) -> str:
    """A territory's name that opens it on the same page: one click, no reload."""
    adresse = escape("?" + urlencode({"niveau": niveau, "territoire": code} | _garde()))
    return f'<a class="cf-lien" href="{adresse}" target="_self">{escape(libelle)}</a>'


def _garde() -> dict[str, str]:
    """The choices that stay when the reader opens another territory."""
    etat = st.session_state.get("etat", {})
    perdus = ("niveau", "territoire", "detail", "comparer")
    adresse = st.session_state.get("adresse", {})
    return {cle: etat[cle] for cle in adresse if cle not in perdus and etat.get(cle)}


def valeur(ligne, unite: str, decimales: int) -> str:
    """A figure's value as a cell: the number, else its reason's short form with the long one as tooltip."""
    if fr.absent(ligne["valeur"]):
        return absent(ligne["motif"], fr.raison(ligne))
    return fr.affiche(ligne["valeur"], unite, decimales) + marque(ligne, unite, decimales)


def marque(ligne, unite: str, decimales: int) -> str:
    """The mark after a figure that was not computed, and the typed figure beside a computed one; '' for the others."""
    courte, longue = fr.marque(ligne)
    if not courte and not fr.absent(ligne.get("saisi_valeur")):
        courte = f"saisi : {fr.affiche(ligne['saisi_valeur'], unite, decimales)}"
    return f'<br><abbr class="cf-n" title="{escape(longue)}">{escape(courte)}</abbr>' if courte else ""


def absent(motif: str | None, raison: str | None = None) -> str:
    """The short form of a missing value, its reason in a tooltip and for a screen reader."""
    return f'<abbr class="cf-absent" title="{escape(raison or fr.long(motif))}">{escape(fr.court(motif))}</abbr>'
