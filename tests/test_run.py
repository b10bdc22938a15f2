"""run.py: standard library only, a stamp that makes the second run quick, and refusals said in French."""

import ast
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run

RACINE = Path(__file__).resolve().parent.parent


# --- Before anything is installed -------------------------------------------------------------------


def test_bibliotheque_standard_seule():
    importes = set()
    for noeud in ast.walk(ast.parse((RACINE / "run.py").read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            importes |= {alias.name.split(".")[0] for alias in noeud.names}
        elif isinstance(noeud, ast.ImportFrom):
            importes.add(noeud.module.split(".")[0])
    assert importes <= sys.stdlib_module_names


def test_se_lit_avec_un_python_trop_ancien():
    # Python 3.8 must be able to parse the file, or it could not say that it is too old.
    ast.parse((RACINE / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_tourne_sans_aucun_paquet(tmp_path):
    fini = subprocess.run(
        [sys.executable, "-S", "-I", str(RACINE / "run.py"), "--help"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert fini.returncode == 0, fini.stderr
    assert "--sans-navigateur" in fini.stdout


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 14), (2, 7, 18)])
def test_python_trop_ancien_est_refuse(version):
    with pytest.raises(run.Arret, match=r"Python 3\.11 ou plus récent") as refus:
        run.verifier_python(version)
    assert f"Python {version[0]}.{version[1]}." in str(refus.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_python_recent_est_accepte(version):
    run.verifier_python(version)


# --- Command line -----------------------------------------------------------------------------------


def test_sans_argument_le_tableau():
    demande = run.lire_arguments([])
    assert (demande.commande, demande.port, demande.bases, demande.sans_navigateur) == (
        "tableau",
        None,
        None,
        False,
    )


def test_options_du_tableau():
    demande = run.lire_arguments(["--port", "8600", "--bases", "mes bases", "--sans-navigateur"])
    assert (demande.port, demande.bases, demande.sans_navigateur) == (8600, "mes bases", True)


def test_apres_test_tout_va_a_pytest():
    demande = run.lire_arguments(["test", "tests/test_run.py", "-k", "port", "--port"])
    assert demande.commande == "test"
    assert demande.pytest == ["tests/test_run.py", "-k", "port", "--port"]


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "70000"], ["--port", "abc"], ["essai"]])
def test_mauvais_usage_sort_avec_deux(arguments):
    with pytest.raises(SystemExit) as sortie:
        run.lire_arguments(arguments)
    assert sortie.value.code == 2


# --- Stamp ------------------------------------------------------------------------------------------


@pytest.fixture
def projet(tmp_path, monkeypatch):
    """A project of its own, in a path with a space and accents; pip and venv are recorded, not run."""
    racine = tmp_path / "Projet d’été à Brest"
    racine.mkdir()
    (racine / "requirements.txt").write_text("duckdb==1.5.5\n", encoding="utf-8")
    (racine / "requirements-dev.txt").write_text("-r requirements.txt\npytest==9.2.0\n", encoding="utf-8")
    monkeypatch.setattr(run, "RACINE", racine)
    monkeypatch.setattr(run, "VENV", racine / ".venv")
    appels = []

    def executer(programme, *arguments, environnement=None):
        appels.append((arguments, environnement))
        return executer.codes.get(arguments[1], 0)

    def creer_venv():
        appels.append((("-m", "venv"), None))
        programme = run.python_du_venv()
        programme.parent.mkdir(parents=True, exist_ok=True)
        programme.write_text("", encoding="utf-8")

    executer.codes = {}
    monkeypatch.setattr(run, "executer", executer)
    monkeypatch.setattr(run, "creer_venv", creer_venv)
    monkeypatch.setattr(run, "appel_reussit", lambda programme, *_: programme.exists())
    racine_et_appels = type("Projet", (), {"racine": racine, "appels": appels, "codes": executer.codes})
    return racine_et_appels()


def _noms(appels) -> list[str]:
    return [arguments[1] for arguments, _ in appels]


def test_premiere_fois_tout_puis_rien(projet):
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip"]
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip"]


def test_exigences_changees_reinstallees_sans_refaire_l_environnement(projet):
    run.preparer("produit")
    (projet.racine / "requirements.txt").write_text("duckdb==1.5.6\n", encoding="utf-8")
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip", "pip"]


def test_une_exigence_incluse_change_l_empreinte(projet):
    avant = run.empreinte(projet.racine / "requirements-dev.txt")
    (projet.racine / "requirements.txt").write_text("duckdb==1.5.6\n", encoding="utf-8")
    assert run.empreinte(projet.racine / "requirements-dev.txt") != avant


def test_installer_pour_les_tests_suffit_au_tableau_mais_pas_l_inverse(projet):
    run.preparer("tests")
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip"]
    (projet.racine / ".venv" / "installe.json").unlink()
    run.preparer("produit")
    run.preparer("tests")
    assert _noms(projet.appels) == ["venv", "pip", "pip", "pip"]


@pytest.mark.parametrize("timbre", ["", "{", "[]", '{"produit": 3}'])
def test_un_timbre_abime_fait_reinstaller(projet, timbre):
    run.preparer("produit")
    (projet.racine / ".venv" / "installe.json").write_text(timbre, encoding="utf-8")
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip", "pip"]


def test_un_environnement_efface_est_refait(projet):
    run.preparer("produit")
    run.python_du_venv().unlink()
    run.preparer("produit")
    assert _noms(projet.appels) == ["venv", "pip", "venv", "pip"]


def test_une_installation_ratee_est_dite_et_recommencee(projet):
    projet.codes["pip"] = 1
    with pytest.raises(run.Arret, match="accès au réseau") as refus:
        run.preparer("produit")
    assert "HTTPS_PROXY" in str(refus.value)
    assert not run.installation_faite("produit")
    projet.codes["pip"] = 0
    run.preparer("produit")
    assert run.installation_faite("produit")


# --- Dashboard --------------------------------------------------------------------------------------


@pytest.fixture
def port_pris():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as prise:
        prise.bind((run.ADRESSE, 0))
        prise.listen()
        yield prise.getsockname()[1]


def test_un_port_pris_est_refuse_avec_un_autre_a_essayer(port_pris):
    with pytest.raises(run.Arret, match=f"Le port {port_pris} est déjà pris") as refus:
        run.choisir_port(port_pris)
    assert "--port" in str(refus.value)


def test_sans_demande_le_port_libre_suivant(port_pris, monkeypatch, capsys):
    monkeypatch.setattr(run, "PORT", port_pris)
    choisi = run.choisir_port(None)
    assert port_pris < choisi < port_pris + run.PORTS_ESSAYES
    assert f"Le port {port_pris} est déjà pris" in capsys.readouterr().out


def test_aucun_port_libre(monkeypatch):
    monkeypatch.setattr(run, "port_libre", lambda port: False)
    with pytest.raises(run.Arret, match="tous pris"):
        run.choisir_port(None)


def test_dossier_des_bases(projet, monkeypatch, tmp_path):
    monkeypatch.delenv("BASES", raising=False)
    assert run.dossier_bases(None) == projet.racine / "data" / "bases"
    monkeypatch.setenv("BASES", str(tmp_path / "a"))
    assert run.dossier_bases(None) == tmp_path / "a"
    monkeypatch.chdir(tmp_path)
    assert run.dossier_bases("b") == tmp_path / "b"


def test_l_echantillon_n_est_charge_que_sans_base(projet, tmp_path):
    bases = tmp_path / "bases"
    assert run.ouvrir_tableau(None, str(bases), True) == 0
    assert _noms(projet.appels) == ["venv", "pip", "loaders", "streamlit"]
    bases.mkdir()
    (bases / "base-1.duckdb").write_bytes(b"")
    (bases / "CURRENT").write_text("base-1.duckdb\n", encoding="utf-8")
    projet.appels.clear()
    run.ouvrir_tableau(None, str(bases), False)
    assert _noms(projet.appels) == ["streamlit"]


def test_un_pointeur_sans_base_ne_compte_pas(tmp_path):
    (tmp_path / "CURRENT").write_text("base-1.duckdb", encoding="utf-8")
    assert not run.base_presente(tmp_path)


def test_le_tableau_n_ecoute_que_cette_machine(projet, tmp_path):
    run.ouvrir_tableau(None, str(tmp_path), True)
    arguments, variables = projet.appels[-1]
    assert arguments[arguments.index("--server.address") + 1] == "127.0.0.1"
    assert arguments[arguments.index("--server.headless") + 1] == "true"
    assert variables == {"BASES": str(tmp_path)}


def test_un_echantillon_refuse_arrete_avec_une_phrase(projet, tmp_path, capsys):
    projet.codes["loaders"] = 1
    assert run.main(["--bases", str(tmp_path), "--sans-navigateur"]) == 1
    erreur = capsys.readouterr().err
    assert "L’échantillon fictif n’a pas pu être chargé" in erreur
    assert str(tmp_path) in erreur


# --- Tests ------------------------------------------------------------------------------------------


def test_les_durees_seules_puis_le_reste(projet):
    assert run.main(["test"]) == 0
    pytests = [arguments for arguments, _ in projet.appels if arguments[1] == "pytest"]
    assert ["vitesse" in arguments for arguments in pytests] == [True, False]
    assert "-n" not in pytests[0]
    assert pytests[1][pytests[1].index("-n") + 1] == "2"
    assert pytests[1][pytests[1].index("--dist") + 1] == "worksteal"


def test_les_arguments_vont_a_un_seul_pytest(projet):
    run.main(["test", "tests/test_run.py", "-x"])
    pytests = [arguments for arguments, _ in projet.appels if arguments[1] == "pytest"]
    assert pytests == [("-m", "pytest", "-q", *run.REGLES), ("-m", "pytest", "tests/test_run.py", "-x")]
    assert all((RACINE / regle).is_file() for regle in run.REGLES)


def test_un_dossier_de_tests_se_nomme_seul_et_les_options_restent(projet):
    (projet.racine / "tests" / "ui").mkdir(parents=True)
    (projet.racine / "ui").mkdir()
    run.main(["test", "ui", "tests/ui", "tests/test_run.py", "-k", "ui"])
    assert _noms(projet.appels)[2:] == ["ruff", "ruff", "vulture", "pytest", "pytest"]
    assert projet.appels[-1][0][2:] == ("tests/ui", "tests/ui", "tests/test_run.py", "-k", "ui")


@pytest.mark.parametrize("en_faute", ["ruff", "vulture", "pytest"])
def test_une_faute_fait_echouer_la_commande(projet, en_faute):
    projet.codes[en_faute] = 1
    assert run.main(["test"]) == 1


def test_aucun_test_de_duree_n_est_pas_une_faute_mais_aucun_test_en_est_une(projet):
    projet.codes["pytest"] = run.AUCUN_TEST_TROUVE
    assert run.main(["test"]) == run.AUCUN_TEST_TROUVE


# --- Pinned requirements ----------------------------------------------------------------------------


def test_les_exigences_sont_celles_installees():
    from importlib.metadata import version

    for fichier in run.EXIGENCES.values():
        for ligne in (RACINE / fichier).read_text(encoding="utf-8").splitlines():
            epingle = re.fullmatch(r"([\w.-]+)==([\w.]+)", ligne)
            if epingle:
                assert version(epingle[1]) == epingle[2], ligne
