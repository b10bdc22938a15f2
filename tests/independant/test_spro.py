"""Les indicateurs du SPRO retrouvent, sur l'échantillon, ce que pandas seul en calcule."""

import pandas as pd
import pytest

from data.fictif import manifeste
from indicators import calculer
from loaders.chargement import charger_fichier
from loaders.choix import Choix
from store.bases import nouvelle_base, ouvrir_base

from . import spro

_SOURCES = {
    "etablissement",
    "bassin",
    "acces_declare",
    "lieu_spro",
    "activite_spro",
    "mission_locale",
    "activite_cio",
    "scuio",
    "activite_crij",
}
REGION = {"niveau": "region", "dans": ("region", "99")}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    chemin = tmp_path_factory.mktemp("fichiers")
    manifeste.ecrire(chemin)
    return chemin


@pytest.fixture(scope="module")
def con(dossier, tmp_path_factory):
    bases = tmp_path_factory.mktemp("bases")
    with nouvelle_base(bases) as chantier:
        for f in (f for f in manifeste.fichiers(dossier) if f.source in _SOURCES):
            choix = Choix(f.source, reponses=dict(f.reponses), retirer_colonnes=f.retirees)
            assert [b.status for b in charger_fichier(chantier.con, f.chemin, choix)] == ["loaded"], f.chemin
        chantier.installer = True
    return ouvrir_base(bases)


@pytest.mark.parametrize("niveau", ["region", "departement"])
def test_couverture_par_distance_et_secteurs_eloignes(con, dossier, niveau):
    retenues = spro.distances(dossier, 2026)
    figures = calculer(con, "couverture_lieux", niveau=niveau, dans=("region", "99"), campagnes=[2026])
    assert len(figures) == len(retenues) * 3 * (1 if niveau == "region" else 5)
    for f in figures.itertuples():
        kms = retenues[f.reseau, f.ouverture]
        kms = kms if niveau == "region" else kms[kms.index.str.startswith(f.code)]
        assert (f.numerateur, f.denominateur) == ((kms <= int(f.distance.split()[0])).sum(), len(kms)), f
    for f in calculer(con, "secteurs_eloignes", niveau="region", dans=("region", "99"), campagnes=[2026]).itertuples():
        assert f.valeur == (retenues[f.reseau, f.ouverture] > 20).sum(), f


def test_lieux_et_charte(con, dossier):
    places = spro.lieux(dossier, 2026)
    figures = calculer(con, "lieux_recenses", **REGION, campagnes=[2026])
    assert dict(zip(figures.reseau, figures.valeur, strict=True)) == places.reseau.value_counts().to_dict()
    for ident, cotes in spro.charte(dossier, 2026).items():
        (f,) = calculer(con, ident, **REGION, campagnes=[2026]).itertuples()
        assert (f.numerateur, f.denominateur) == cotes


def test_reponse_et_accueils_de_l_enquete(con, dossier):
    lues = spro.reponses(dossier, 2025)
    (f,) = calculer(con, "taux_reponse_spro", **REGION, campagnes=[2025]).itertuples()
    assert (f.numerateur, f.denominateur) == (len(lues), 99)
    attendues = lues.dropna(subset="effectif").groupby(["unite", "reseau"])[["effectif", "jeunes"]].sum(min_count=1)
    faits = con.execute("""
        SELECT unite, reseau, SUM(effectif) AS effectif, SUM(effectif_moins_26) AS jeunes FROM activite_spro
        WHERE source = 'activite_spro' AND campagne = 2025 AND effectif IS NOT NULL GROUP BY ALL""").df()
    lus = faits.set_index(["unite", "reseau"]).sort_index().astype(float)
    pd.testing.assert_frame_equal(lus, attendues.sort_index())


def test_missions_locales(con, dossier):
    attendues = spro.imilo(dossier, 2024)
    figures = calculer(con, "activite_missions_locales", **REGION, campagnes=[2024])
    lues = dict(zip(figures.activite, figures.valeur, strict=True))
    noms = {"1ers accueils": "1ers accueils", "1ers accueils : mineurs": "dont mineurs",
            "jeunes en contact": "Jeunes en contact", "situations : emploi": "Situations emploi"}  # fmt: skip
    assert {n: lues[n] for n in noms} == {n: attendues[e] for n, e in noms.items()}


@pytest.mark.parametrize("annee", [2024, 2025])
def test_info_jeunes(con, dossier, annee):
    attendues = spro.info_jeunes(dossier, annee)
    figures = calculer(con, "activite_info_jeunes", "departement", ("region", "99"), campagnes=[annee])
    lues = figures.set_index(["code", "activite"]).valeur
    for departement, ligne in attendues.iterrows():
        for compteur in ("Fréquentation", "Demandes traitées", "Sessions web"):
            # A sum of nothing is no zero: no structure of that département counts its sessions.
            attendue = ligne[compteur, "sum"] if ligne[compteur, "count"] else None
            lue = lues[departement, compteur.lower()]
            assert lue == attendue or (attendue is None and pd.isna(lue)), (departement, compteur)


def test_cio(con, dossier):
    attendues = spro.cio(dossier, 2026)
    figures = calculer(con, "activite_cio", **REGION, campagnes=[2026]).set_index(["activite", "unite"]).valeur
    noms = {"Entretiens en établissement": "entretiens en établissement", "– adultes": "entretiens au CIO : adultes",
            "Entretiens au CIO – scolaires": "entretiens au CIO : scolaires", "PSAD": "PSAD"}  # fmt: skip
    for ecrit, lu in noms.items():
        for unite in ("entretiens", "personnes", "inconnue"):
            assert figures[lu, unite] == attendues[ecrit, unite], (lu, unite)
    hors = ["– adultes", "– étudiants", "– jeunes sortis"]
    tous = [*hors, "Entretiens en établissement", "Entretiens au CIO – scolaires"]
    parts = calculer(con, "part_cio_hors_scolaires", **REGION, campagnes=[2026])
    for f in parts.itertuples():
        hauts, bas = (sum(attendues[a, f.unite] for a in liste) for liste in (hors, tous))
        assert (f.numerateur, f.denominateur) == (hauts, bas)
