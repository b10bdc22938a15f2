"""Golden files hold everything a reader sees on the invented sample, block by block and view by view.

A word, a number or a mark that moves shows in the diff; a block that changes place on its page, or page, does not
lose its text. When a change is meant: `REECRIRE_TEMOIN=1 python3 run.py test tests/ui/test_temoin_lecture.py`, then
read the diff and say in CHANGELOG.md what the readers of an opinion must know.
"""

import difflib
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from lecture_page import lire
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from blocs import cartes, plan, recit
from blocs.convention_lues import VOLETS
from charts import format as fr
from charts.genres.halteres import DEMANDES_DECISIONS
from charts.scene import Scene
from loaders import lots
from store.bases import ouvrir_base
from vues import cache

RACINE = Path(__file__).resolve().parents[2]
TEMOINS = RACINE / "tests" / "temoin" / "lecture"
TERRITOIRES = (("france", "FR"), ("region", "99"), ("departement", "991"))
SITUATIONS = 2
# Pages that show the same thing whatever the territory.
SANS_VUE = ("definitions", "donnees", "chiffres_saisis")
# Blocks that say on which day the sample was loaded into the base.
DATES_DE_RECEPTION = ("lignes_fiche", "recus")


@pytest.fixture
def fichiers(base_echantillon, monkeypatch) -> dict[str, str]:
    """The name of the file that each download button gives, by its key, filled as pages are drawn."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    noms: dict[str, str] = {}
    dessiner = st.download_button

    def noter(label, data, file_name=None, *args, **k):
        noms[k.get("key") or label] = file_name
        return dessiner(label, data, file_name, *args, **k)

    monkeypatch.setattr(st, "download_button", noter)
    return noms


def _ouvrir(page: str, adresse: dict[str, str]) -> AppTest:
    """The page, opened by a new reader on that address."""
    application = AppTest.from_file(str(RACINE / "app.py"), default_timeout=90)
    application.switch_page(f"pages/{page}.py")
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    application.run()
    assert not application.exception, [e.value for e in application.exception]
    return application


def _vues(page: str, fichiers: dict[str, str]):
    """Name of a view → blocks of the page, for each territory, situation and part of the page."""
    if page in SANS_VUE:
        yield "toujours", lire(_ouvrir(page, {}), fichiers)
        return
    volets = tuple(VOLETS) if page == "convention" else (None,)
    for niveau, code in TERRITOIRES:
        lieu = {"niveau": niveau, "territoire": code}
        for volet in volets:
            choix = lieu | ({"volet": volet} if volet else {})
            derniere = _ouvrir(page, choix)
            annees = derniere.selectbox(key="barre_situation").proto.options
            for rang in range(min(SITUATIONS, len(annees))):
                nom = " ".join(x for x in (f"{niveau}:{code}", annees[rang], volet) if x)
                annee = re.findall(r"\d{4}", annees[rang])[-1]
                vue = _ouvrir(page, choix | {"situation": annee}) if rang else derniere
                yield nom, lire(vue, fichiers)


def _lecture(page: str, base: Path, fichiers: dict[str, str]) -> str:
    """The text of a page: its blocks in the order of their names, each view once, or the view that it repeats."""
    blocs: dict[str, dict[str, str]] = {}
    for vue, lus in _vues(page, fichiers):
        for bloc, lignes in lus.items():
            blocs.setdefault(bloc, {})[vue] = _normaliser(bloc, "\n".join(lignes), base)
    parties = []
    for bloc in sorted(blocs):
        deja: dict[str, str] = {}
        for vue, texte in sorted(blocs[bloc].items()):
            parties.append(f"=== {bloc} === {vue}\n" + (f"idem {deja[texte]}" if texte in deja else texte) + "\n")
            deja.setdefault(texte, vue)
    return "\n".join(parties)


def _normaliser(bloc: str, texte: str, base: Path) -> str:
    """The text with ordinary spaces, without the day when the sample was loaded nor the year that a form offers."""
    texte = texte.replace("\u00a0", " ").replace("\u202f", " ")
    texte = texte.replace(f"« Campagne (année de juin) » = {date.today().year}", "« Campagne (année de juin) » = AAAA")
    if bloc not in DATES_DE_RECEPTION:
        return texte
    jours = {f"{lot['recu_le']:%d/%m/%Y}" for lot in lots(ouvrir_base(base))}
    return re.sub("|".join(map(re.escape, jours)), "JJ/MM/AAAA", texte)


def _ecarts(attendu: str, obtenu: str) -> list[str]:
    """The lines that differ, each after the name of its block and view."""
    ecarts, titre = [], ""
    for ligne in difflib.unified_diff(attendu.split("\n"), obtenu.split("\n"), n=100_000, lineterm=""):
        if ligne[1:4] == "===":
            titre = ligne[1:]
        if ligne[:1] in "+-" and ligne[:3] not in ("+++", "---"):
            ecarts += [titre] if titre else []
            ecarts.append(ligne)
            titre = ""
    return ecarts


def _temoin(page: str) -> str:
    return (TEMOINS / f"{page}.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _plus_tard(monkeypatch) -> None:
    """Read on a day when no file of the sample is to come: what is written does not move with the calendar."""
    monkeypatch.setattr("store.echeances.aujourdhui", lambda: date(2030, 1, 1))


@pytest.mark.parametrize("page", [p.nom for p in plan.PAGES])
def test_rien_de_ce_qui_se_lit_sur_la_page_n_a_bouge(base_echantillon, fichiers, page):
    obtenu = _lecture(page, base_echantillon, fichiers)
    if os.environ.get("REECRIRE_TEMOIN") == "1":
        TEMOINS.mkdir(parents=True, exist_ok=True)
        (TEMOINS / f"{page}.txt").write_text(obtenu, encoding="utf-8")
        pytest.fail("Fichier témoin réécrit : relisez sa différence, puis relancez sans REECRIRE_TEMOIN.")
    ecarts = _ecarts(_temoin(page), obtenu)
    assert not ecarts, "\n".join([f"{len(ecarts)} lignes :", *ecarts[:60]])


# --- What the golden files catch ----------------------------------------------------------------------------------


def _remplacer(monkeypatch, vraie: Callable, fausse: Callable) -> None:
    """Put a function in the place of another, wherever it was imported."""
    for module in list(sys.modules.values()):
        for nom, objet in list(getattr(module, "__dict__", {}).items()):
            if objet is vraie:
                monkeypatch.setattr(module, nom, fausse)


def _mots_d_evolution(monkeypatch) -> None:
    hausse, baisse = fr.EVOLUTIONS["hausse"], fr.EVOLUTIONS["baisse"]
    monkeypatch.setitem(fr.EVOLUTIONS, "hausse", baisse)
    monkeypatch.setitem(fr.EVOLUTIONS, "baisse", hausse)


def _demandes_et_decisions(monkeypatch) -> None:
    """The marks of a dumbbell, each drawn where the other is."""
    a, b = (replace(s) for s in DEMANDES_DECISIONS)
    for serie, autre in zip(DEMANDES_DECISIONS, (b, a), strict=True):
        monkeypatch.setitem(vars(serie), "colonne", autre.colonne)


def _dessus_et_dessous(monkeypatch) -> None:
    vraie = recit.titre_intervalle
    _remplacer(monkeypatch, vraie, lambda sujet, sous, dessus, *reste: vraie(sujet, dessus, sous, *reste))


def _annee_et_precedente(monkeypatch) -> None:
    vraie = cartes.carte

    def fausse(ligne, *a, **k):
        if ligne is not None:
            ligne = ligne.copy()
            ligne["valeur"], ligne["precedente_valeur"] = ligne["precedente_valeur"], ligne["valeur"]
        return vraie(ligne, *a, **k)

    _remplacer(monkeypatch, vraie, fausse)


def _x_et_y(monkeypatch) -> None:
    """The values of a tooltip of two measures, each after the name of the other."""
    vraie = Scene.cible

    def fausse(scene, x, y, dit, *reste):
        lignes = [t.split(" : ") for t in dit.split("\n")]
        if len(lignes) == 3 and all(len(t) == 2 for t in lignes[1:]):
            (a, m), (b, n) = lignes[1:]
            dit = "\n".join([lignes[0][0], f"{a} : {n}", f"{b} : {m}"])
        return vraie(scene, x, y, dit, *reste)

    monkeypatch.setattr(Scene, "cible", fausse)


@pytest.mark.parametrize(
    ("echanger", "page", "vue", "bloc"),
    [
        (_mots_d_evolution, "affectation", "region:99 Rentrée 2026", "deux_rentrees"),
        (_demandes_et_decisions, "demandes_decisions_3e", "region:99 Année 2025-2026", "demandes_decisions_3e"),
        (_dessus_et_dessous, "affectation", "region:99 Rentrée 2026", "voeu1_satisfait"),
        (_annee_et_precedente, "affectation", "region:99 Rentrée 2026", "cartes_affectation"),
        (_x_et_y, "affectation", "region:99 Rentrée 2026", "quadrant"),
    ],
)
def test_deux_choses_echangees_se_voient_dans_le_temoin(
    base_echantillon, fichiers, monkeypatch, echanger, page, vue, bloc
):
    niveau, code = vue.split()[0].split(":")
    attendu = _temoin(page).split(f"=== {bloc} === {vue}\n")[1].split("\n\n===")[0].rstrip("\n")

    def lu() -> str:
        lignes = lire(_ouvrir(page, {"niveau": niveau, "territoire": code}), fichiers)[bloc]
        return _normaliser(bloc, "\n".join(lignes), base_echantillon)

    assert lu() == attendu
    # Nothing made before the exchange may hide it, nothing made under it may outlive it.
    monkeypatch.setattr(cache.Memoire, "donne", lambda memoire, cle, faire: faire())
    echanger(monkeypatch)
    assert lu() != attendu
