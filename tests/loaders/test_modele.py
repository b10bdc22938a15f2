"""Le modèle d’une source : ce qu’il explique, ce qu’il n’admet pas, et son exemple, qui se recharge sans question."""

import openpyxl
import pytest
from fabrique import charger_un, lire

from loaders import ecrire_modele
from loaders.declaration import Colonne, Periode, Source
from loaders.modele import FEUILLES_D_AIDE
from loaders.sources import SOURCES

# Files that no one fills by hand: their real layout leaves the tour or the campagne open, and says so.
REPONSES = {
    "affelnet_affectation": {"campagne": "2026", "tour": "principal"},
    "mission_locale": {"region": "53"},
    "activite_crij": {"region": "53"},
}


def _modele(source, chemin):
    ecrire_modele(source, chemin)
    return openpyxl.load_workbook(chemin)


def _remplir(livre, chemin) -> None:
    """Copy the example line of a template under its headers, as a person would."""
    for colonne, cellule in enumerate(livre["Exemple"][2], start=1):
        livre.worksheets[0].cell(2, colonne, cellule.value)
    livre.save(chemin)


@pytest.mark.parametrize("ident", list(SOURCES))
def test_l_exemple_recopie_se_recharge_sans_question(tmp_path, ident):
    chemin = tmp_path / "modele_2026.xlsx"
    _remplir(_modele(SOURCES[ident], chemin), chemin)
    bilan = charger_un(chemin, tmp_path / "bases", reponses=REPONSES.get(ident))
    assert (bilan.status, bilan.source, bilan.rows_loaded) == ("loaded", ident, 1), bilan.findings


@pytest.mark.parametrize("ident", list(SOURCES))
def test_le_modele_explique_chaque_colonne_et_ce_qui_ne_doit_pas_y_figurer(tmp_path, ident):
    livre = _modele(SOURCES[ident], tmp_path / "m.xlsx")
    source, entetes = SOURCES[ident], [c.entetes[0] for c in SOURCES[ident].colonnes]
    assert livre.worksheets[0].max_row == 1
    assert [c.value for c in livre.worksheets[0][1]] == entetes == [c.value for c in livre["Exemple"][1]]
    aide = [[c.value or "" for c in ligne] for ligne in livre["Mode d’emploi"]]
    assert [ligne[0] for ligne in aide[3 : 3 + len(entetes)]] == entetes
    premiers = [ligne[0] for ligne in aide]
    assert "Ce qui ne doit jamais y figurer" in premiers
    assert any("ni INE, ni nom" in p for p in premiers)
    assert all(f"– {interdit}" in premiers for interdit in source.jamais)


def test_une_liste_fermee_est_une_validation_courte_ou_longue(tmp_path):
    longue = {f"valeur numéro {k}": () for k in range(30)}
    source = Source(
        "essai", "Essai", "Test", "constat",
        (
            Colonne("a", ("a",), valeurs={"oui": (), "non": ()}, definition="Oui ou non."),
            Colonne("b", ("b",), valeurs=longue),
            Colonne("c", ("c",), valeurs={"libre": ()}, valeurs_libres=True),
        ),
        (), Periode("aucune", "", ""),
    )  # fmt: skip
    livre = _modele(source, tmp_path / "m.xlsx")
    regles = {str(v.sqref).split(":")[0]: v.formula1 for v in livre.worksheets[0].data_validations.dataValidation}
    assert regles == {"A2": '"oui,non"', "B2": "Listes!$B$2:$B$31"}
    assert [c.value for c in livre["Listes"]["B"]][1:] == list(longue)
    assert livre["Mode d’emploi"]["D4"].value == "Oui ou non."


def test_les_feuilles_d_aide_ne_sont_jamais_des_donnees(tmp_path):
    chemin = tmp_path / "modele_2026.xlsx"
    livre = _modele(SOURCES["decrochage"], chemin)
    assert set(livre.sheetnames[1:]) <= set(FEUILLES_D_AIDE)
    assert charger_un(chemin, tmp_path / "bases").status == "refused"
    _remplir(livre, chemin)
    charger_un(chemin, tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT DISTINCT feuille, signales FROM decrochage") == [("Données", 684)]
