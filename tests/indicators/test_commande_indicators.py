"""`python -m indicators` as people type it: French on standard error, exit code 2 for what cannot be asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fabrique import charger_ok, deposer, deposer_affelnet, voeu

from indicators.__main__ import main

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    dossier = tmp_path_factory.mktemp("bases")
    charger_ok(deposer_affelnet(dossier, voeu()), dossier / "b")
    return dossier / "b"


def lancer(bases, *arguments, code=0):
    fini = subprocess.run(
        [sys.executable, "-m", "indicators", *arguments, "--bases", str(bases)],
        cwd=RACINE, capture_output=True, encoding="utf-8", env=dict(os.environ), timeout=120,
    )  # fmt: skip
    assert "Traceback" not in fini.stderr, fini.stderr
    assert fini.returncode == code, fini.stderr
    return fini


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["compute"], "Commande mal écrite : il manque : id"),
        (["compute", "pression_voie_pro", "--format", "xml"], "--format : 'xml' inconnu ; attendu l’un de"),
        (["compute", "pression_voie_pro", "--truc"], "arguments inconnus : --truc"),
        (["compute", "pression_voie_pro", "--ou", "palier_entree=xyz"], "Valeurs connues : 2de pro, CAP"),
        (["compute", "pression_voie_pro", "--ou", "palier_entree=CAP", "--ou", "palier_entree=autre"], "deux valeurs"),
    ],
)  # fmt: skip
def test_ce_qui_ne_peut_etre_demande_est_dit_en_francais(bases, arguments, phrase):
    fini = lancer(bases, *arguments, code=2)
    assert phrase in fini.stderr and fini.stdout == ""


def test_un_tableau_sans_ligne_le_dit_au_lieu_de_se_montrer_vide(bases):
    demande = ["compute", "pression_voie_pro", "--niveau", "etablissement", "--dans", "etablissement:0359999Z"]
    assert "Aucun chiffre" in lancer(bases, *demande).stderr
    assert lancer(bases, *demande, "--format", "json").stdout.strip() == "[]"


def test_une_date_demandee_s_ecrit_comme_un_jour_dans_chaque_forme(tmp_path):
    entete = "psad;departement;campagne;date;mesure;signales"
    chemin = deposer(tmp_path, f"{entete}\nPSAD A;35;2026;30/06/2026;cumul;10\n", "decrochage_2026.csv")
    charger_ok(chemin, tmp_path / "b")
    demande = ["compute", "jeunes_signales", "--niveau", "psad", "--par", "date", "--format"]
    (ligne,) = json.loads(lancer(tmp_path / "b", *demande, "json").stdout)
    assert (ligne["date"], ligne["valeur"]) == ("2026-06-30", 10)
    assert ",2026-06-30," in lancer(tmp_path / "b", *demande, "csv").stdout


def test_ventiler_par_origine_donne_l_origine_et_la_provenance_dans_chaque_forme(tmp_path):
    entete = "Campagne;Département;Origine;Voie du vœu 1;Tour;Candidats;Affectés V1;Affectés autre vœu;LS;Non affectés"
    envoi = f"{entete}\n2026;35;3e;2PRO;TP;50;40;4;3;3\n2026;35;2de;2PRO;TP;20;10;4;3;3\n"
    charger_ok(deposer(tmp_path, envoi, "tours.csv"), tmp_path / "b")
    demande = ["compute", "sans_affectation", "--niveau", "departement", "--dans", "departement:35",
               "--par", "origine", "--format"]  # fmt: skip
    figures = json.loads(lancer(tmp_path / "b", *demande, "json").stdout)
    attendues = [("2de", 0.3, "calcul"), ("3e", 0.12, "calcul")]
    assert [(f["origine"], f["valeur"], f["provenance"]) for f in figures] == attendues
    for forme, separateur in (("csv", ","), ("table", None)):
        en_tete, *lignes = lancer(tmp_path / "b", *demande, forme).stdout.splitlines()
        noms = en_tete.split(separateur)
        assert noms.count("origine") == noms.count("provenance") == 1
        assert all(o in ligne and "calcul" in ligne for (o, *_), ligne in zip(attendues, lignes, strict=True))


@pytest.mark.parametrize("ou", ["date=abc", "date=²", "date=2026-02-30", "age=²", "date=" + "9" * 4400])
def test_une_modalite_qui_n_existe_pas_est_refusee_d_une_phrase(base_echantillon, monkeypatch, capsys, ou):
    monkeypatch.setenv("BASES", str(base_echantillon))
    assert main(["compute", "jeunes_signales", "--ou", ou]) == 2
    assert "valeur inconnue" in capsys.readouterr().err


@pytest.mark.parametrize("annee", ["²", "٢٠٢٦", "-2026", "2026.0", "9" * 4400, ""])
def test_une_campagne_s_ecrit_en_quatre_chiffres(base_echantillon, monkeypatch, capsys, annee):
    monkeypatch.setenv("BASES", str(base_echantillon))
    assert main(["compute", "jeunes_signales", f"--campagne={annee}"]) == 2
    assert "attendue une année en quatre chiffres" in capsys.readouterr().err
