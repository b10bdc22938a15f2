"""Chaque page à chaque niveau, sur l'échantillon dont chaque texte libre est hostile : les mêmes mots, rien d'autre.

`python -m benchmarks.portes` : environ dix minutes. Les tests en font une page à un niveau chacune.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from benchmarks.mesure import decimal, tableau
from benchmarks.mots_hostiles import deformes, empoisonner, html_lu, markdown_lu, mots_vus, plotly_lu
from blocs import plan
from blocs.catalogue import composer, repeter, voir
from loaders import charger_echantillon
from ui import donnees, html, montrer, porte, style
from vues import lecteur_courant, lectures
from vues.demande import Demande
from vues.lecteur import Lecteur

REGION = ("region", "99")
SANS_VUE = ("definitions", "donnees")  # leurs blocs ne dépendent d'aucun territoire
_LABELS = ("title", "header", "subheader", "button", "checkbox", "download_button", "expander", "radio",
           "segmented_control", "selectbox", "toggle")  # fmt: skip
_OPTIONS = ("radio", "segmented_control")


class _Place:
    """Un conteneur de Streamlit, dans lequel on dessine."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def container(self, **_):
        return self

    def __bool__(self):
        return False


class Ecran:
    """Ce qui se dessine, à la place de Streamlit : les mots montrés, et les signes qui seraient plus que des mots."""

    def __init__(self):
        self.dits: list[str] = []
        self.fautes: list[str] = []
        self.session_state: dict = {}

    def __getattr__(self, nom: str):
        assert nom in (*_LABELS, "container", "html", "plotly_chart"), f"st.{nom} n’est pas lu ici"
        return lambda *a, **k: self._montrer(nom, *a, **k)

    def _montrer(self, nom: str, dit=None, *args, **nommes) -> _Place:
        if nom == "plotly_chart":
            self._dessin(dit)
        elif nom == "html":
            self._noter(nom, *html_lu(dit))
        elif nom != "container":
            self._noter(nom, *markdown_lu(dit))
            for option in args[0] if nom in _OPTIONS else ():
                self._noter(nom, *markdown_lu(nommes["format_func"](option)))
        return _Place()

    def _dessin(self, figure) -> None:
        for trace in figure.to_dict()["data"]:
            for texte in (*trace.get("text", ()), *trace.get("hovertext", ())):
                montre, fautes = plotly_lu(texte)
                self._noter("dessin", montre if "hovertext" in trace else "", fautes)  # les mots dessinés sont pliés

    def _noter(self, genre: str, montre: str, fautes: list[str]) -> None:
        self.dits.append(montre)
        self.fautes += [f"{genre} : {x} dans {montre[:200]}" for x in fautes]


@contextmanager
def dessine() -> Iterator[Ecran]:
    """L'écran, à la place de Streamlit : ce que les portes ont laissé sortir."""
    faux = Ecran()
    pieces = [mock.patch.object(module, "st", faux) for module in (porte, montrer, html, donnees)]
    pieces.append(mock.patch.object(style, "sombre", lambda: False))
    for piece in pieces:
        piece.start()
    try:
        yield faux
    finally:
        for piece in pieces:
            piece.stop()


def niveaux(lecteur: Lecteur) -> dict[str, str]:
    """Chaque niveau de la base, et le code d'un territoire de ce niveau, dans la région de l'échantillon."""
    lus = {}
    for niveau in lectures.niveaux(lecteur):
        lieux = lectures.lieux(lecteur, niveau, "991" if niveau == "etablissement" else None)
        dedans = [
            c for c, x in lieux.items() if niveau == "france" or (niveau, c) == REGION or x.dans("region") == "99"
        ]
        if dedans:
            lus[niveau] = dedans[0]
    return lus


def dessiner(lecteur: Lecteur, page: plan.Page, niveau: str, code: str) -> Ecran:
    """Tous les blocs d'une page pour un territoire, par les portes."""
    vue = None if page.nom in SANS_VUE else voir(lecteur, page, Demande({"niveau": niveau, "territoire": code}))
    with dessine() as ecran:
        for declare in page.blocs:
            for lue in repeter(vue, declare) if vue else (None,):
                montrer.montrer(composer(lue, declare.id), lue)
    return ecran


def main() -> int:
    """Dessine tout, écrit le tableau ; rend 1 si un mot se montre autrement qu'il n'est écrit."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    lignes, mal = [], 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as dossier:
        charger_echantillon(Path(dossier) / "saine")
        lecteur = lecteur_courant(empoisonner(Path(dossier) / "saine", Path(dossier)))
        for page in (p for p in plan.PAGES if p.blocs):
            for niveau, code in niveaux(lecteur).items():
                debut = time.perf_counter()
                ecran = dessiner(lecteur, page, niveau, code)
                lus = "\n".join(ecran.dits)
                fautes = [*ecran.fautes, *deformes(lus)]
                mal += len(fautes)
                duree = decimal(time.perf_counter() - debut, 1)
                comptes = (len(ecran.dits), len(mots_vus(lus)), len(fautes))
                lignes.append([page.nom, niveau, *map(str, comptes), duree])
                for faute in fautes[:5]:
                    print(f"{page.nom}, {niveau} : {faute}", file=sys.stderr, flush=True)
    tableau(["page", "niveau", "textes", "mots hostiles", "fautes", "secondes"], lignes)
    return 1 if mal else 0


if __name__ == "__main__":
    sys.exit(main())
