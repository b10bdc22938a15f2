"""The SQL of each shape, for who reads a change: a difference is printed, never refused; the golden figures judge."""

import difflib
from pathlib import Path

import pytest
from fabrique import charger_ok, deposer_affelnet, voeu

from indicators import liste
from indicators.__main__ import main
from indicators.enonce import Demande, niveau_de_reference
from indicators.formes import FORMES
from indicators.requete import compiler

ECRITES = Path(__file__).resolve().parents[1] / "temoin" / "sql"


@pytest.mark.parametrize("forme", FORMES)
def test_la_requete_de_chaque_forme_s_ecrit_et_ce_qui_y_change_se_voit(forme, capsys):
    i = next(i for i in liste() if i.shape == forme)
    niveau = "departement" if "departement" in i.niveaux else i.niveaux[-1]
    demande = Demande(niveau, None, (2026,), i.par_obligatoire, (), niveau_de_reference(niveau))
    requete, parametres = compiler(i, demande)
    ecrite = f"-- {i.id}, {niveau}\n{requete}\n-- {parametres}\n"
    fichier = ECRITES / f"{forme}.sql"
    avant = fichier.read_text(encoding="utf-8") if fichier.exists() else ""
    if ecrite != avant:
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text(ecrite, encoding="utf-8", newline="\n")
        change = difflib.unified_diff(avant.splitlines(), ecrite.splitlines(), "avant", fichier.name, lineterm="", n=1)
        with capsys.disabled():
            print("", *change, sep="\n")
    assert requete.count("?") == len(parametres)


def test_une_valeur_choisie_est_un_parametre_jamais_du_texte_de_requete():
    """Les universités connues d’une autre campagne se cherchent dans la même activité : elle est lue deux fois."""
    i = next(i for i in liste() if i.id == "entretiens_scuio")
    demande = Demande("region", None, (2026,), (), (("activite", "jour d'accueil"),), "france")
    requete, parametres = compiler(i, demande)
    assert "accueil" not in requete and requete.count("?") == len(parametres)
    assert parametres.count("jour d'accueil") == 2


def test_la_commande_montre_la_requete_et_ses_parametres(tmp_path, capsys):
    charger_ok(deposer_affelnet(tmp_path, voeu()), tmp_path / "b")
    assert main(["sql", "pression_voie_pro", "--niveau", "region", "--bases", str(tmp_path / "b")]) == 0
    sortie = capsys.readouterr().out
    assert sortie.startswith("WITH affectation AS NOT MATERIALIZED (SELECT * FROM main.affectation WHERE source IN (?)")
    assert sortie.splitlines()[-1].startswith("-- ['affelnet_attractivite', 2021, 2022")
