"""The map of the pages tells the truth: a page computes what it declares, each line of the fiche has a way in."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from dessin_page import aller

from blocs import plan
from indicators import calculer, campagnes_connues, indicateur, liste, moteur
from store.bases import ouvrir_base
from store.fiche import CRITERES, ITEMS
from ui import etat

RACINE = Path(__file__).resolve().parents[2]
# They speak of figures that other pages show: all of them, or a choice.
RECAPITULENT = ("accueil", "fiche_territoire", "definitions")
A_CHIFFRES = [p for p in plan.PAGES if p.tous]
# One territory of the sample at each level that some indicator is alone to have.
TERRITOIRES = {"region": "99", "departement": "991"}
PASSAGES = itertools.count()


@pytest.fixture
def base(base_echantillon, monkeypatch) -> Path:
    """The sample's folder of bases, named to the app as a user would."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    return base_echantillon


@pytest.fixture
def calcules(monkeypatch):
    """Opens a page on an address and gives the indicators that it asked of the engine, whatever was kept before."""
    vraie, courant = moteur.compiler, etat.lecteur_courant

    def ouvrir(page: str, **adresse: str) -> set[str]:
        vus: set[str] = set()
        passage = next(PASSAGES)

        def compiler(indicateur, demande):
            vus.add(indicateur.id)
            return vraie(indicateur, demande)

        monkeypatch.setattr(moteur, "compiler", compiler)
        monkeypatch.setattr(etat, "lecteur_courant", lambda: replace(courant(), audience=f"analyste {passage}"))
        assert not aller(page, **adresse).exception
        return vus

    return ouvrir


def test_le_menu_et_les_fichiers_des_pages_disent_la_meme_liste():
    assert sorted(p.nom for p in plan.PAGES) == sorted(f.stem for f in (RACINE / "pages").glob("*.py"))


def test_tout_indicateur_est_sur_une_page():
    assert [i.id for i in liste() if not plan.ou_lire(i.id)] == []
    connus = {i.id for i in liste()}
    assert [ident for p in plan.PAGES for ident in p.tous if ident not in connus] == []
    assert [p.nom for p in plan.PAGES if p.nom in RECAPITULENT and p.tous] == []


def test_tout_indicateur_est_dans_definitions_avec_ses_pages(base):
    application = aller("definitions")
    textes = "\n".join(e.proto.body for e in application.get("html"))
    for ind in liste():
        assert f"<b>Identifiant</b> : {ind.id}<" in textes.replace("\u00a0", " "), ind.id
    assert textes.count("<b>Où le lire</b>") == len(liste())


@pytest.mark.parametrize("item", ITEMS)
def test_chaque_ligne_de_la_fiche_a_un_indicateur_une_page_et_une_entree(item):
    assert [i.id for i in liste() if i.fiche == item]
    assert plan.entrees(item)
    assert item not in CRITERES or indicateur(f"preuve_{item.lower()}").fiche == item


@pytest.mark.parametrize("item", ITEMS)
def test_chaque_chiffre_d_une_ligne_se_calcule_sur_l_echantillon_ou_dit_pourquoi(base, item):
    con = ouvrir_base(base)
    for ind in (i for i in liste() if i.fiche == item):
        niveau = next(n for n in (*TERRITOIRES, "etablissement") if n in ind.niveaux)
        dans = (niveau, TERRITOIRES[niveau]) if niveau in TERRITOIRES else ("region", "99")
        campagnes = campagnes_connues(con, ind.id)
        assert campagnes, f"{ind.id} : aucun fichier de l’échantillon ne le donne"
        figures = calculer(con, ind.id, niveau=niveau, dans=dans, campagnes=[campagnes[-1]])
        assert len(figures), ind.id
        muettes = figures[figures["valeur"].isna() & figures["motif"].isna()]
        assert not len(muettes), ind.id
        assert figures["valeur"].notna().any(), f"{ind.id} : {set(figures['motif'])}"


def test_l_adresse_d_une_page_nomme_son_volet_et_ses_choix():
    assert plan.adresse("affectation") == "affectation"
    assert plan.adresse("convention", "preuves", niveau="region", territoire="99") == (
        "convention?volet=preuves&niveau=region&territoire=99"
    )
    assert plan.page("convention").volet("preuve_o") == "preuves"
    assert plan.page("convention").volet("objectifs_repris") is None


def test_les_classes_se_lisent_dans_l_ordre_ou_elles_sont_declarees(base):
    application = aller("demandes_decisions_3e", niveau="region", territoire="99")
    derniere = next(h for h in reversed(application.get("html")) if "<table" in h.proto.body).proto.body
    derniere = derniere.replace("\u00a0", " ").replace("\u202f", " ")
    classes = list(indicateur("ips_colleges_repartition").modalites["classe_ips"])
    assert sorted(classes, key=derniere.index) == classes
