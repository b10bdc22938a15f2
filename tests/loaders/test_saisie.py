"""What is entered on a page is a batch like any other: a new base, nothing lost, undone by a withdrawal."""

import pytest
from fabrique import etat, lire, phrases

import loaders
from loaders.saisie import saisir
from store.bases import base_courante

LECTURE = {
    "region": "99", "campagne": 2026, "critere": "C1.7.2", "partie": "Région", "score": "3",
    "enonce": "Un comité se réunit.\nIl rend un compte rendu.", "document": "Convention ; projet 2",
    "date_document": "2025-12-02", "page": "4",
}  # fmt: skip


@pytest.fixture
def bases(tmp_path):
    """A folder of bases where the Region's reading of one criterion has been entered."""
    dossier = tmp_path / "bases"
    assert saisir("preuve", [LECTURE], dossier).etat == "saisie"
    return dossier


def scores(bases) -> list[tuple]:
    return lire(bases, "SELECT critere, partie, score FROM preuve ORDER BY critere, partie")


def test_une_ligne_saisie_entre_dans_une_nouvelle_base(bases):
    assert scores(bases) == [("C1.7.2", "Région", 3)]
    assert lire(bases, "SELECT item, enonce, document, periode, region FROM preuve") == [
        ("C1", "Un comité se réunit.\nIl rend un compte rendu.", "Convention ; projet 2", "convention 2026", "99")
    ]
    (lot,) = loaders.lots(_con(bases))
    assert loaders.est_saisie(lot["fichier"]) and lot["source"] == "preuve" and lot["chargees"] == 1


def _con(bases):
    from store.bases import ouvrir_base

    return ouvrir_base(bases)


def test_l_ancienne_base_n_est_pas_touchee(bases):
    avant = base_courante(bases)
    octets = avant.read_bytes()
    saisie = saisir("preuve", [LECTURE | {"partie": "État", "score": 1}], bases)
    assert base_courante(bases).name == saisie.base != avant.name
    assert avant.read_bytes() == octets


def test_deux_saisies_coexistent(bases):
    saisir("preuve", [LECTURE | {"partie": "État", "score": 1}], bases)
    saisir("preuve", [LECTURE | {"critere": "C1.7.3"}], bases)
    assert scores(bases) == [("C1.7.2", "Région", 3), ("C1.7.2", "État", 1), ("C1.7.3", "Région", 3)]


def test_une_saisie_corrigee_remplace_la_precedente_et_son_retrait_la_rend(bases):
    corrigee = saisir("preuve", [LECTURE | {"score": "1"}], bases)
    assert corrigee.remplace == 1
    assert scores(bases) == [("C1.7.2", "Région", 1)]
    loaders.retirer(corrigee.lot, bases)
    assert scores(bases) == [("C1.7.2", "Région", 3)]


def test_le_retrait_d_une_saisie_la_defait(bases):
    saisie = saisir("preuve", [LECTURE | {"partie": "État"}], bases)
    loaders.retirer(saisie.lot, bases)
    assert scores(bases) == [("C1.7.2", "Région", 3)]


def test_la_meme_saisie_deux_fois_ne_change_rien(bases):
    avant = etat(bases)
    assert saisir("preuve", [LECTURE], bases).etat == "inchangee"
    assert etat(bases) == avant


def test_reprendre_une_valeur_corrigee_entre_temps_la_remet(bases):
    saisir("preuve", [LECTURE | {"score": "1"}], bases)
    assert saisir("preuve", [LECTURE], bases).etat == "saisie"
    assert scores(bases) == [("C1.7.2", "Région", 3)]


@pytest.mark.parametrize(
    ("faute", "champ", "phrase"),
    [
        ({"score": "7"}, "score", "trouvé « 7 »"),
        ({"critere": None}, "critere", "« Critère » est à remplir."),
        ({"region": "Atlantide"}, "region", "trouvé « Atlantide »"),
        ({"date_document": "31/02/2026"}, "date_document", "attendu une date"),
        ({"date_document": None}, "date_document", "demande la date du document"),
        ({"document": ""}, "document", "demande le titre du document"),
        ({"campagne": "deux mille"}, "campagne", "trouvé « deux mille »"),
    ],
)
def test_une_saisie_fausse_est_refusee_champ_par_champ_et_rien_ne_change(bases, faute, champ, phrase):
    avant = etat(bases)
    refusee = saisir("preuve", [LECTURE | {"partie": "État"} | faute], bases)
    assert refusee.etat == "refusee" and refusee.base is None
    assert any(phrase in p for p in phrases(refusee, champ)), refusee.erreurs
    assert etat(bases) == avant


def test_une_seule_ligne_fausse_refuse_toute_la_saisie_et_dit_son_rang(bases):
    avant = etat(bases)
    lignes = [LECTURE | {"partie": "État"}, LECTURE | {"partie": "commune", "score": "9"}]
    refusee = saisir("preuve", lignes, bases)
    assert [(e.rang, e.champ) for e in refusee.erreurs] == [(2, "score")]
    assert etat(bases) == avant


def test_deux_lignes_de_meme_identite_dans_une_saisie_sont_refusees(bases):
    avant = etat(bases)
    refusee = saisir("preuve", [LECTURE | {"partie": "État"}, LECTURE | {"partie": "État", "score": "1"}], bases)
    assert refusee.etat == "refusee" and "plusieurs fois" in phrases(refusee)[0]
    assert etat(bases) == avant


def test_verifier_n_installe_rien(bases):
    avant = etat(bases)
    assert saisir("preuve", [LECTURE | {"partie": "État"}], bases, a_blanc=True).etat == "saisie"
    assert saisir("preuve", [], bases).etat == "refusee"
    assert etat(bases) == avant


def test_une_colonne_inconnue_est_une_faute_de_la_page(bases):
    with pytest.raises(KeyError):
        saisir("preuve", [LECTURE | {"couleur": "bleu"}], bases)


def test_une_saisie_sur_la_region_inventee_part_avec_l_echantillon(bases):
    assert lire(bases, "SELECT fictif FROM lot") == [(True,)]
