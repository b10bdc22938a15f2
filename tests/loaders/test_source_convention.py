"""The three sources of the agreement: what their rows become, what turns a row down, what their templates give back."""

import pytest
from fabrique import charger_ok, charger_un, deposer, lire, phrases

import loaders
from loaders.saisie import saisir
from loaders.sources import SOURCES

ARTICLE = {"region": "Armoravie", "campagne": 2026, "version": "V2", "piece": "Art.", "numero": "Article 1er",
           "titre": "Objet", "texte": "La convention fixe…", "items": "c1 ; O"}  # fmt: skip
OBJECTIF = {"region": "99", "campagne": 2026, "objectif": "1.1", "intitule": "Accueillir", "axe": "1"}


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def test_un_article_est_range_sous_sa_version_et_son_numero(bases):
    assert saisir("convention", [ARTICLE], bases).etat == "saisie"
    assert lire(bases, "SELECT version, rang_version, piece, numero, items, convention, region, articles "
                       "FROM convention") == [
        ("projet 2", 2, "article", "1", "C1, O", "Convention de coordination", "99", 1)
    ]  # fmt: skip


def test_deux_versions_et_une_annexe_de_meme_numero_ne_se_remplacent_pas(bases):
    saisir("convention", [ARTICLE, ARTICLE | {"piece": "annexe"}], bases)
    saisir("convention", [ARTICLE | {"version": "signée"}], bases)
    saisir("convention", [ARTICLE | {"numero": "1", "remarque": "Calendrier à écrire"}], bases)
    assert lire(bases, "SELECT version, piece, remarque FROM convention ORDER BY 1, 2") == [
        ("projet 2", "annexe", None), ("projet 2", "article", "Calendrier à écrire"), ("signée", "article", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        ({"version": "brouillon"}, "trouvé « brouillon »"),
        ({"items": "C9"}, "attendus parmi O, A1"),
        ({"debut": "2026-12-31", "fin": "2026-01-01"}, "précède la date de début"),
        ({"region": "Atlantide"}, "trouvé « Atlantide »"),
    ],
)
def test_un_article_mal_ecrit_est_refuse(bases, faute, phrase):
    assert any(phrase in p for p in phrases(saisir("convention", [ARTICLE | faute], bases)))


@pytest.mark.parametrize(
    ("depart", "cible", "realise", "evalues", "atteints"),
    [
        (8, 12, 12, 1, 1),
        (8, 12, "11,9", 1, 0),
        (20, 15, 15, 1, 1),  # the target is lower than the start
        (20, 15, "15,1", 1, 0),
        (20, 15, 22, 1, 0),
        (0, 10, 0, 1, 0),
        (8, 8, 8, 0, None),  # no direction to read
        (8, 12, None, 0, None),
        (None, 12, 12, 0, None),
    ],
)
def test_une_cible_est_atteinte_dans_son_sens(bases, depart, cible, realise, evalues, atteints):
    saisir("engagement", [OBJECTIF | {"depart": depart, "cible": cible, "realise": realise}], bases)
    assert lire(bases, "SELECT evalues, atteints FROM engagement") == [(evalues, atteints)]


@pytest.mark.parametrize(
    ("dit", "reprise", "repris"),
    [
        ({"article": "3"}, "oui", 1),
        ({"reprise": "partiellement", "article": "3"}, "en partie", 1),
        ({"reprise": "non"}, "non", 0),
        ({}, None, None),
    ],
)
def test_un_objectif_est_repris_s_il_est_dit_ou_s_il_a_un_article(bases, dit, reprise, repris):
    saisir("engagement", [OBJECTIF | dit], bases)
    assert lire(bases, "SELECT reprise, repris FROM engagement") == [(reprise, repris)]


def test_une_cible_sans_indicateur_n_est_pas_comptee(bases):
    saisir("engagement", [OBJECTIF | {"cible": 12}, OBJECTIF | {"objectif": "1.2", "cible": 0,
                                                                "indicateur_suivi": "Refus"}], bases)  # fmt: skip
    assert lire(bases, "SELECT objectif, avec_indicateur, avec_cible FROM engagement ORDER BY 1") == [
        ("1.1", 0, 0), ("1.2", 1, 1),
    ]  # fmt: skip


def test_non_repris_avec_un_article_est_refuse(bases):
    refusee = saisir("engagement", [OBJECTIF | {"reprise": "non", "article": "2"}], bases)
    assert phrases(refusee, "reprise")


def test_un_texte_de_plusieurs_paragraphes_se_lit_dans_un_csv_d_expediteur(tmp_path, bases):
    texte = "Année;Région;Version;Pièce;Numéro;Texte\n"
    texte += (
        '2026;99;signée;article;1;"Premier ; paragraphe.\n\nSecond « paragraphe »."\n2026;99;signée;annexe;1;Liste\n'
    )
    bilan = charger_ok(deposer(tmp_path, texte, "convention.csv"), bases)
    assert (bilan.source, bilan.rows_loaded) == ("convention", 2)
    assert lire(bases, "SELECT texte FROM convention WHERE piece = 'article'") == [
        ("Premier ; paragraphe.\n\nSecond « paragraphe ».",)
    ]


@pytest.mark.parametrize("source", ["convention", "engagement", "preuve"])
def test_le_modele_rempli_de_son_exemple_se_relit(tmp_path, bases, source):
    from openpyxl import load_workbook

    chemin = tmp_path / "modele.xlsx"
    loaders.ecrire_modele(SOURCES[source], chemin)
    classeur = load_workbook(chemin)
    for i, colonne in enumerate(SOURCES[source].colonnes, start=1):
        classeur.worksheets[0].cell(2, i, colonne.exemple)
    classeur.save(chemin)
    bilan = charger_un(chemin, bases)
    assert (bilan.status, bilan.source, bilan.rows_loaded) == ("loaded", source, 1), bilan.findings
