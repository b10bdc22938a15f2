"""A small file costs seconds, not minutes: what is looked at to recognise it is bounded, and looked at once."""

import time

import pytest
import xlsxwriter
from fabrique import csv_affelnet, deposer, voeu

from loaders import charger
from loaders.ouverture.classeur import ouvrir
from loaders.ouverture.formats import COLONNES_MAX
from loaders.reconnaissance.croisement import chemins
from loaders.reconnaissance.entetes import apercu_plie
from loaders.refus import Refus


def classeur(chemin, feuilles: int, lignes: int, colonnes: int, mot):
    """A workbook whose every cell is written by `mot` (sheet, line, column)."""
    with xlsxwriter.Workbook(chemin, {"constant_memory": True}) as sortie:
        for n in range(feuilles):
            feuille = sortie.add_worksheet(f"F{n}")
            for ligne in range(lignes):
                feuille.write_row(ligne, 0, [mot(n, ligne, c) for c in range(colonnes)])
    return chemin


def test_la_plus_large_feuille_lisible_se_lit_et_une_colonne_de_plus_est_refusee(tmp_path):
    """1,000 columns, 1,001: what is refused names the sheet, what was found and what was expected."""
    with ouvrir(classeur(tmp_path / "a.xlsx", 1, 2, COLONNES_MAX, lambda n, i, c: "a")) as lu:
        assert lu.feuilles[0].n_colonnes == COLONNES_MAX
    trop = classeur(tmp_path / "b.xlsx", 1, 2, COLONNES_MAX + 1, lambda n, i, c: "a")
    dit = "« b.xlsx », feuille « F0 » : 1001 colonnes, au plus 1000 sont attendues"
    with pytest.raises(Refus, match=dit), ouvrir(trop):
        pass


def test_une_cellule_perdue_au_loin_est_dite(tmp_path):
    """Nine thousand columns asked for more memory than a load has, and were said « trop grand »."""
    entete, *lignes = csv_affelnet(voeu()).splitlines()
    loin = entete + ";" * 9_000 + "remarque"
    (bilan,) = charger([deposer(tmp_path, "\n".join([loin, *lignes]), "envoi_2022.csv")], tmp_path / "bases").fichiers
    assert bilan.findings[0].code == "trop_large"
    assert bilan.findings[0].message.startswith("« envoi_2022.csv », ligne 1 : plus de 1000 colonnes.")


def test_le_cas_de_16_384_colonnes_est_refuse_en_quelques_secondes(tmp_path):
    """45 lines of 16,384 columns took 110 s to recognise; `benchmarks/petits_fichiers.py` times the worst ones."""
    fichier = classeur(tmp_path / "large.xlsx", 1, 5, 16_384, lambda n, i, c: "Département")
    debut = time.process_time()
    (bilan,) = charger([fichier], tmp_path / "bases").fichiers
    assert [c.code for c in bilan.findings] == ["trop_large"]
    assert time.process_time() - debut < 10


def test_une_feuille_n_est_pliee_qu_une_fois(tmp_path, monkeypatch):
    """However many sources look at it: 52 declare headers."""
    plies = []
    from loaders.reconnaissance import entetes, fichier

    vrai = entetes.plier
    monkeypatch.setattr(entetes, "plier", lambda texte: plies.append(texte) or vrai(texte))
    with ouvrir(classeur(tmp_path / "c.xlsx", 1, 20, 50, lambda n, i, c: f"zz {i} {c}")) as lu:
        with pytest.raises(Refus):
            fichier.reconnaitre(lu)
        assert apercu_plie(lu.feuilles[0])[0][1] == (1, "zz 0 1")
        assert sum(str(t).startswith("zz") for t in plies) == 20 * 50
        assert chemins([["a", None], ["b", "c"]]) == ["a > b", "a > c"]
