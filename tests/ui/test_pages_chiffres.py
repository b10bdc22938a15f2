"""The page « Chiffres saisis »: a figure typed there is listed, marked where it counts, and withdrawn."""

from pathlib import Path

import pytest
from dessin_page import aller, tout_le_texte

from data.fictif import personnes
from loaders.chargement import charger_fichier
from loaders.choix import Choix
from store.bases import nouvelle_base


@pytest.fixture
def base(tmp_path, monkeypatch) -> Path:
    """Invented candidates and the typed figures of the sample, in a folder of their own."""
    bases = tmp_path / "bases"
    monkeypatch.setenv("BASES", str(bases))
    pieces = {
        "candidats_2026.csv": ("superieur_personnes", lambda c: personnes.candidats(c, 2026)),
        "saisis.csv": ("chiffre_saisi", personnes.chiffres_saisis),
        "references.csv": ("reference_externe", personnes.references),
    }
    with nouvelle_base(bases) as chantier:
        for nom, (source, ecrire) in pieces.items():
            ecrire(tmp_path / nom)
            (bilan,) = charger_fichier(chantier.con, tmp_path / nom, Choix(source, fictif=True))
            assert bilan.status == "loaded"
        chantier.installer = True
    return bases


def _case(page, nom: str):
    return next(t for t in page.text_input if t.label.startswith(nom))


def test_un_chiffre_saisi_sur_la_page_est_liste_puis_retire(base):
    page = aller("chiffres_saisis")
    assert not page.exception
    _case(page, "Libellé").set_value("Élèves par PsyEN")
    _case(page, "Valeur").set_value("1100")
    _case(page, "Document").set_value("Note du rectorat")
    _case(page, "Saisi par").set_value("SG")
    next(b for b in page.button if b.label == "Enregistrer").click()
    page.run()
    assert not page.exception
    assert "Élèves par PsyEN" in tout_le_texte(page) and "SG ; non relu" in tout_le_texte(page)
    next(b for b in page.button if b.label == "Annuler cette saisie").click()
    page.run()
    assert "Élèves par PsyEN" not in tout_le_texte(page)


def test_une_saisie_incomplete_est_refusee_champ_par_champ(base):
    page = aller("chiffres_saisis")
    _case(page, "Valeur").set_value("douze")
    next(b for b in page.button if b.label == "Enregistrer").click()
    page.run()
    textes = tout_le_texte(page)
    assert "attendu un nombre" in textes and "« Document » est à remplir" in textes


def test_la_page_du_superieur_marque_le_chiffre_saisi_la_reference_et_le_desaccord(base):
    textes = tout_le_texte(aller("acces_superieur", niveau="academie", territoire="9A", situation="2026"))
    assert "Bilan Parcoursup 2026 (fictif), p. 3" in textes and ">saisi<" in textes
    assert ">saisi : 88,0 %<" in textes
    assert ">référence<" in textes
    autre = tout_le_texte(aller("acces_superieur", niveau="academie", territoire="9B", situation="2026"))
    assert "deux chiffres saisis diffèrent : 92,0 %" in autre
