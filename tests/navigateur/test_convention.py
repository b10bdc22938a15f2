"""In a real browser: a reading is entered on the page, seen in the matrix, then undone; a Word draft is cut up."""

import pytest

from data.fictif.convention import projet_word
from navigateur.test_parcours import ouvrir, poser

pytestmark = pytest.mark.navigateur
PAGE = "convention?niveau=region&territoire=99&volet="


def choisir(onglet, cle: str, option: str) -> None:
    """Choose an option of the list that has this key."""
    champ = onglet.locator(f".st-key-{cle} input").first
    champ.click()
    champ.press_sequentially(option[:8])
    onglet.get_by_role("option", name=option).first.click()


def test_une_lecture_saisie_se_voit_puis_s_annule(onglet, adresse_modifiable):
    ouvrir(onglet, adresse_modifiable, f"{PAGE}saisie")
    choisir(onglet, "lecture--critere", "C3.7.2 – L’annuaire a été mis à jour dans les douze mois")
    choisir(onglet, "lecture--partie", "État")
    choisir(onglet, "lecture--score", "1 – déclaré")
    onglet.get_by_role("textbox", name="Énoncé").fill("Dit en réunion.")
    onglet.get_by_role("button", name="Enregistrer la lecture").click()
    onglet.get_by_text("Saisie enregistrée").wait_for(timeout=60_000)
    poser(onglet)
    onglet.locator(".st-key-choix_volet").get_by_text("Éléments de preuve").click()
    ligne = onglet.locator("tr", has_text="C3 – Dispositifs jeunes mobilisables").first
    ligne.get_by_text("1, déclaré").wait_for(timeout=60_000)
    onglet.get_by_role("button", name="Annuler cette saisie").click()
    onglet.get_by_text("La saisie est annulée").wait_for(timeout=60_000)
    poser(onglet)
    assert ligne.get_by_text("1, déclaré").count() == 0
    assert onglet.erreurs == [] and onglet.locator("[data-testid=stException]").count() == 0


def test_un_projet_word_se_decoupe_en_articles(onglet, adresse, tmp_path):
    projet_word(tmp_path / "projet.docx")
    ouvrir(onglet, adresse, f"{PAGE}saisie")
    onglet.get_by_text("Le texte entier d’une version").click()
    onglet.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(tmp_path / "projet.docx")
    poser(onglet)
    onglet.get_by_role("button", name="Découper en articles").click()
    onglet.get_by_text("10 articles et 2 annexes trouvés").wait_for(timeout=60_000)
    onglet.locator("[data-testid=stDataFrame]").wait_for(timeout=60_000)
    assert onglet.get_by_text("2 modifications suivies").count() == 1


@pytest.mark.parametrize("volet", ["texte", "demandes", "objectifs", "preuves"])
def test_a_1024_pixels_rien_ne_deborde(onglet, adresse, volet):
    onglet.set_viewport_size({"width": 1024, "height": 900})
    ouvrir(onglet, adresse, PAGE + volet)
    depasse = onglet.evaluate(
        """() => {const cadre=document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect();
        return [...document.querySelectorAll('.cf-t, .cf-face, .cf-carte, .js-plotly-plot')]
          .filter(e=>e.offsetParent && e.getBoundingClientRect().right>cadre.right+2).map(e=>e.className)}"""
    )
    assert depasse == []
