"""Les indicateurs de l'information retrouvent, sur l'échantillon, ce que pandas seul en calcule."""

import pytest

from data.fictif import manifeste
from indicators import calculer
from loaders.chargement import charger_fichier
from loaders.choix import Choix
from store.bases import nouvelle_base, ouvrir_base

from . import information

_SOURCES = {"ressource_information", "moyens", "action", "reunion"}
REGION = {"niveau": "region", "dans": ("region", "99")}
ANNEES = (2025, 2026)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    chemin = tmp_path_factory.mktemp("fichiers")
    for piece in (p for p in manifeste._pieces() if p.source in _SOURCES):
        piece.ecrire(chemin / piece.nom)
    return chemin


@pytest.fixture(scope="module")
def con(dossier, tmp_path_factory):
    bases = tmp_path_factory.mktemp("bases")
    with nouvelle_base(bases) as chantier:
        for f in (f for f in manifeste.fichiers(dossier) if f.source in _SOURCES):
            choix = Choix(f.source, reponses=dict(f.reponses))
            assert [b.status for b in charger_fichier(chantier.con, f.chemin, choix)] == ["loaded"], f.chemin
        chantier.installer = True
    return ouvrir_base(bases)


def _paire(con, ident, annee) -> tuple[int, int]:
    figure = calculer(con, ident, campagnes=[annee], **REGION).iloc[0]
    return int(figure.numerateur), int(figure.denominateur)


@pytest.mark.parametrize("annee", ANNEES)
def test_l_inventaire(con, dossier, annee):
    attendus = information.attendus(dossier, annee)
    assert {ident: _paire(con, ident, annee) for ident in attendus} == attendus


@pytest.mark.parametrize("annee", ANNEES)
def test_les_voies(con, dossier, annee):
    figures = calculer(con, "equilibre_voies", campagnes=[annee], **REGION)
    lues = {f.classe_voie: int(f.numerateur) for f in figures.itertuples() if f.numerateur}
    attendues = information.voies(dossier, annee)
    attendues["professionnelle"] = attendues.pop("professionnelle scolaire")
    assert lues == attendues


@pytest.mark.parametrize("annee", ANNEES)
def test_le_programme(con, dossier, annee):
    actions = information.programme(dossier, annee)
    connues = actions[actions["État"].notna()]
    for axe, groupe in connues.groupby("Axe"):
        figure = calculer(con, "actions_realisees", campagnes=[annee], ou={"axe": axe}, **REGION).iloc[0]
        assert (figure.numerateur, figure.denominateur) == ((groupe["État"] == "Réalisé").sum(), len(groupe))
    total = calculer(con, "participations_actions", campagnes=[annee], **REGION).iloc[0]
    assert total.valeur == actions["participations"].sum()
    assert total.couverture == pytest.approx(actions["participations"].notna().mean())


@pytest.mark.parametrize("annee", ANNEES)
def test_les_comites(con, dossier, annee):
    lignes = information.comites(dossier, annee)
    dites = lignes[lignes["Présents"].notna()]
    assert _paire(con, "participation_reseaux", annee) == (dites["Présents"].sum(), dites["Convoqués"].sum())
    tenues = calculer(con, "reunions_tenues", campagnes=[annee], **REGION).iloc[0].valeur
    assert tenues == len(lignes[["Comité", "Date"]].drop_duplicates())


@pytest.mark.parametrize("annee", ANNEES)
def test_les_moyens_valides_et_eux_seuls(con, dossier, annee):
    figures = calculer(con, "moyens_par_axe", campagnes=[annee], **REGION)
    sigle = {"autorisations d’engagement": "AE", "crédits de paiement": "CP"}
    connues = figures[figures.valeur.notna()]
    lues = {(f.axe, sigle[f.nature], f.valeur) for f in connues.itertuples()}
    assert lues == information.moyens_valides(dossier, annee)
    assert set(figures[figures.valeur.isna()].motif) <= {"non_valide"}
