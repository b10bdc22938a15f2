"""Every address valid before the blocks left the screen opens the same view: choices followed, notices and blocks.

`tests/temoin/adresses.json` was captured from the screen of that time, each address opened by a new reader. It is
never rewritten: an address that was sent must keep its meaning. A page may write more choices than it did, and show
more blocks. The titles captured then have given way to the blocks that bore them, since a title says figures: what it
says is held by the reading (`test_temoin_lecture.py`).
"""

import json
from pathlib import Path

import dessin_page
import pytest
from streamlit.runtime.pages_manager import PagesManager

from blocs import plan
from blocs.catalogue import composer, repeter, voir
from blocs.modele import Rangee, Repli, Titre
from vues import lecteur_courant
from vues.demande import COMMUNS, Demande

_LU = json.loads((Path(__file__).parents[1] / "temoin" / "adresses.json").read_text(encoding="utf-8"))
ADRESSES = {
    page: {adresse: (complete, [_LU["textes"][rang] for rang in vus], [_LU["textes"][rang] for rang in avis])
           for adresse, (complete, vus, avis) in vues.items()}
    for page, vues in _LU["pages"].items()
}  # fmt: skip
# Choices that only the session kept: the address names them since.
NOUVEAUX = {"convention": {"montrer", "item"}, "spro": {"unite"}, "dispositifs": {"dispositif"}}
# A level without its territory was followed by the first one without a word; it is said since.
SANS_TERRITOIRE = "sans dire lequel"
# Titles of entry forms beside the blocks.
FORMULAIRES = {
    "Émetteurs attendus",
    "Saisir ou corriger",
    "Saisir un chiffre",
    "Dépôts",
    "Sources connues et modèles à remplir",
}
# Pages without blocks: the titles of their forms are what was captured.
SANS_BARRE = ("definitions", "chiffres_saisis", "donnees")


def _choix(adresse: str) -> dict[str, str]:
    return dict(partie.split("=") for partie in adresse.split("&") if partie)


def _ordinaires(textes: list[str]) -> list[str]:
    return [t.replace("\u00a0", " ").replace("\u202f", " ") for t in textes]


def _anciens(page: str, complete: dict[str, str]) -> dict[str, str]:
    """The choices that the address already named."""
    return {cle: valeur for cle, valeur in complete.items() if cle not in NOUVEAUX.get(page, ())}


# --- Without a screen ---------------------------------------------------------------------------------------------


def _montres(page: plan.Page, vue) -> list[str]:
    """The blocks that a page shows in a view, in its order, once for each value of the choice that repeats them."""
    return [
        declare.id
        for declare in page.blocs
        if not declare.volet or declare.volet == vue.choisi("volet")
        for _ in repeter(vue, declare)
    ]


def _titres(page: plan.Page, vue) -> list[str]:
    """The titles that the blocks of a view show, in the order of the page, without those of third rank."""
    dits = []
    for declare in page.blocs:
        if declare.volet and declare.volet != vue.choisi("volet"):
            continue
        for lue in repeter(vue, declare):
            bloc = composer(lue, declare.id)
            dedans = list(_dedans(bloc.corps))
            seul = [Titre(bloc.titre, bloc.rang)] if bloc.titre and Titre(bloc.titre) not in dedans else []
            dits += [t.texte for t in (*seul, *dedans) if t.rang < 3]
    return dits


def _dedans(parties):
    for partie in parties:
        if isinstance(partie, Titre):
            yield partie
        elif isinstance(partie, Repli | Rangee):
            yield from _dedans(partie.parties)


@pytest.mark.parametrize("nom", [page for page in ADRESSES if page not in SANS_BARRE])
def test_chaque_adresse_ouvre_la_meme_vue_qu_avant(base_echantillon, nom):
    lecteur, page = lecteur_courant(base_echantillon), plan.page(nom)
    ecarts = []
    for adresse, (complete, blocs, avis) in ADRESSES[nom].items():
        demande = Demande(_choix(adresse))
        vue = voir(lecteur, page, demande)
        retenus = {
            cle: demande.retenus[cle] for cle in (*COMMUNS, *(c.nom for c in page.choix)) if cle in demande.retenus
        }
        montres = _montres(page, vue)
        dits = [a for a in demande.avis if a in avis or SANS_TERRITOIRE not in a]
        attendu = (_choix(complete), blocs, avis)
        obtenu = (_anciens(nom, retenus), [b for b in montres if b in blocs], dits)
        ecarts += [(adresse, a, o) for a, o in zip(attendu, obtenu, strict=True) if a != o]
    assert not ecarts, "\n".join(f"{nom}?{adresse}\n  avant : {a}\n  après : {o}" for adresse, a, o in ecarts)


def test_le_temoin_fait_varier_chaque_choix_de_chaque_page():
    for page in plan.PAGES:
        if page.nom in SANS_BARRE:
            continue
        lus = [_choix(adresse) for adresse in ADRESSES[page.nom]]
        for nom in {*COMMUNS, *(c.nom for c in page.choix)} - NOUVEAUX.get(page.nom, set()):
            assert len({choix[nom] for choix in lus if nom in choix}) > 1, (page.nom, nom)


# --- On the screen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", ADRESSES)
def test_l_ecran_d_une_adresse_est_celui_d_avant(base_echantillon, monkeypatch, nom):
    """The last address of each page: its choices are many, or none of them exists."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    adresse = list(ADRESSES[nom])[-1]
    application = dessin_page.ouvrir(nom, **_choix(adresse))
    complete, vus, avis = ADRESSES[nom][adresse]
    if nom not in SANS_BARRE:
        page = plan.page(nom)
        vus = _titres(page, voir(lecteur_courant(base_echantillon), page, Demande(_choix(adresse))))
    assert _anciens(nom, dessin_page.adresse_copiee(application)) == _choix(complete)
    lus = _ordinaires([t.value for genre in ("title", "header") for t in application.get(genre)])
    assert [t for t in lus if t not in FORMULAIRES] == [t for t in _ordinaires(vus) if t not in FORMULAIRES]
    dits = dessin_page.textes(application)
    assert all(f">{phrase}<" in dits for phrase in avis)
    assert dits.count("cf-avis") == len(avis)
