"""The rows of a view: whose they are, what they are compared with, of which years, and their words."""

from dataclasses import replace

import pytest
from dessin_base import base_dessinee, place

from vues import demande, lignes, mots
from vues.demande import Cadrage, Demande
from vues.lecteur import Lecteur
from vues.releve import releve

PRESSION = "pression_voie_pro"
SOURCES = ("affelnet_attractivite",)


@pytest.fixture(scope="module")
def lecteur(tmp_path_factory) -> Lecteur:
    """100 places in each département, two in Bretagne and one in Normandie, in 2021 and in 2022."""
    chemin = tmp_path_factory.mktemp("vues") / "base-20260101T000000000001.duckdb"
    voeux = {"35": (80, 120), "22": (60, 100), "14": (40, 50)}
    faits = [place(f"0{d}0001A", "23810000001", 100, n, annee, departement=d)
             for d, deux in voeux.items() for annee, n in zip((2021, 2022), deux, strict=True)]  # fmt: skip
    base_dessinee(chemin, affectation=faits).close()
    return Lecteur(chemin)


@pytest.fixture
def voir(lecteur):
    """The view of a page that reads the wishes, and what was said of its choices."""

    def faire(**choix: str):
        demandee = Demande(choix)
        return demande.composer(lecteur, Cadrage(SOURCES, {}), demandee), demandee.avis

    return faire


ILLE = {"niveau": "departement", "territoire": "35"}


def test_le_role_d_une_ligne_est_choisi_comparee_ou_aucun(voir):
    vue, _ = voir(**ILLE, comparer="region")
    lieux = (("departement", "35"), ("region", "53"), ("france", "FR"), ("departement", "22"), ("departement", "53"))
    lues = [{"niveau": niveau, "code": code} for niveau, code in lieux]
    assert [lignes.role(vue, x) for x in lues] == ["c", "r", "r", "", ""]
    france, _ = voir(niveau="france", territoire="FR")
    assert [lignes.role(france, x) for x in lues] == ["", "", "c", "", ""]


@pytest.mark.parametrize(
    ("comparer", "niveau", "valeur"),
    # Bretagne: 120 + 100 wishes for 200 places; France: 50 more for 100 more.
    [("region", "region", 220 / 200), ("france", "france", 270 / 300), (None, "region", 220 / 200)],
)
def test_les_lignes_sont_comparees_a_ce_que_dit_la_barre(voir, comparer, niveau, valeur):
    vue, _ = voir(**ILLE, **({"comparer": comparer} if comparer else {}))
    (x,) = lignes.territoire(vue, PRESSION).to_dict("records")
    assert (x["valeur"], x["reference_niveau"], x["reference_valeur"]) == (1.2, niveau, pytest.approx(valeur))
    autres = lignes.references(vue, PRESSION)["code"].tolist()
    assert autres == (["FR"] if niveau == "france" else ["53", "FR"])


@pytest.mark.parametrize(
    ("situation", "retenue", "avis"),
    [(None, 2022, 0), ("2021", 2021, 0), ("2022", 2022, 0), ("2020", 2022, 1), ("demain", 2022, 1)],
)
def test_sans_choix_la_situation_est_la_derniere_recue(voir, situation, retenue, avis):
    vue, dits = voir(**ILLE, **({"situation": situation} if situation else {}))
    assert vue.campagne == retenue and len(dits) == avis
    (x,) = lignes.territoire(vue, PRESSION).to_dict("records")
    assert (x["campagne"], x["valeur"]) == ((2022, 1.2) if retenue == 2022 else (2021, 0.8))


def test_les_annees_montrees_sont_celles_de_la_page(voir):
    vue, _ = voir(**ILLE)
    assert lignes.annees(vue, PRESSION) == (2021, 2022)
    assert lignes.annees(replace(vue, campagnes=(2022,)), PRESSION) == (2022,)


@pytest.mark.parametrize(("campagne", "lue"), [(2023, 2022), (2022, 2022), (2021, 2021), (2020, 2021)])
def test_un_releve_est_de_la_situation_ou_de_la_derniere_d_avant(voir, campagne, lue):
    vue, _ = voir(**ILLE)
    assert releve(replace(vue, campagne=campagne), PRESSION).campagne == lue


def test_les_freres_d_un_departement_sont_ceux_de_sa_region(voir):
    vue, _ = voir(**ILLE, detail="departement")
    assert vue.perimetre == ("region", "53")
    assert lignes.detail(vue, PRESSION)["code"].dropna().tolist() == ["22", "29", "35", "56"]
    region, _ = voir(niveau="region", territoire="53", detail="departement")
    assert region.perimetre == ("region", "53")
    france, _ = voir(niveau="france", territoire="FR", detail="departement")
    assert france.perimetre is None


def test_une_periode_s_ecrit_comme_sa_source_la_nomme():
    assert mots.periode("ecart_demande_decision", 2022) == "fin d’année scolaire 2021-2022"
    assert mots.periode("remplissage_voie_pro", 2022) == "rentrée 2022"
    assert mots.periodes(PRESSION, (2022, 2021)) == "campagne Affelnet 2021 ; campagne Affelnet 2022"


@pytest.mark.parametrize(("palier", "dit"), [("3E", "Maintien en 3e"), ("2GT", "Maintien en 2de")])
def test_une_voie_porte_le_nom_qu_elle_a_a_son_palier(palier, dit):
    assert mots.noms(palier)["MAINTIEN"] == dit == mots.modalite("MAINTIEN", palier)
    assert "MAINTIEN" not in mots.noms()
