"""Installe ce qu'il faut, puis ouvre le tableau de bord (`run.py`) ou lance les tests (`run.py test`).

Bibliothèque standard seule : ce fichier tourne avant toute installation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parent
VENV = RACINE / ".venv"
PYTHON_MINIMUM = (3, 11)
ADRESSE = "127.0.0.1"
PORT = 8501
PORTS_ESSAYES = 10
EXIGENCES = {"produit": "requirements.txt", "tests": "requirements-dev.txt"}
AUCUN_TEST_TROUVE = 5  # code de sortie de pytest


class Arret(Exception):
    """Ce qui empêche de continuer, dit en une phrase à la personne devant l'écran."""


def main(arguments: list[str] | None = None) -> int:
    """Fait ce que la ligne de commande demande et rend le code de sortie (0 fait, 1 refusé)."""
    for flux in (sys.stdout, sys.stderr):
        if hasattr(flux, "reconfigure"):
            flux.reconfigure(errors="replace")
    demande = lire_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        verifier_python(sys.version_info)
        if demande.commande == "test":
            return lancer_tests(demande.pytest)
        return ouvrir_tableau(demande.port, demande.bases, demande.sans_navigateur)
    except Arret as arret:
        print(f"\n{arret}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nArrêté.", file=sys.stderr)
        return 0


def lire_arguments(arguments: list[str]) -> argparse.Namespace:
    """Lit la ligne de commande ; après `test`, tout est laissé à pytest."""
    if arguments[:1] == ["test"]:
        return argparse.Namespace(commande="test", pytest=arguments[1:])
    lecteur = argparse.ArgumentParser(
        prog="run.py",
        description="Prépare l'environnement, charge l'échantillon fictif s'il n'y a pas de base, "
        "puis ouvre le tableau de bord. « run.py test » lance les vérifications.",
    )
    lecteur.add_argument("--port", type=int, help=f"port du tableau de bord ({PORT} par défaut)")
    lecteur.add_argument("--bases", help="dossier des bases (défaut : variable BASES, sinon data/bases)")
    lecteur.add_argument("--sans-navigateur", action="store_true", help="ne pas ouvrir le navigateur")
    demande = lecteur.parse_args(arguments)
    if demande.port is not None and not 1 <= demande.port <= 65535:
        lecteur.error(f"le port va de 1 à 65535 (reçu : {demande.port}).")
    demande.commande = "tableau"
    return demande


def verifier_python(version: tuple) -> None:
    """Lève `Arret` si l'interpréteur est trop ancien."""
    if tuple(version[:2]) < PYTHON_MINIMUM:
        trouve = ".".join(str(n) for n in version[:2])
        voulu = ".".join(str(n) for n in PYTHON_MINIMUM)
        raise Arret(
            f"Python {voulu} ou plus récent est nécessaire ; ce programme est lancé par Python {trouve}.\n"
            f"Installez Python {voulu}, puis relancez avec lui (par exemple : python{voulu} run.py)."
        )


# --- Environnement ----------------------------------------------------------------------------------


def python_du_venv(venv: Path = VENV) -> Path:
    """Chemin de l'interpréteur de l'environnement, sous Windows comme ailleurs."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def empreinte(fichier: Path) -> str:
    """Empreinte d'un fichier d'exigences, de ceux qu'il inclut (`-r`) et de la version de Python."""
    condense = hashlib.sha256(f"{sys.version_info[0]}.{sys.version_info[1]}".encode())
    texte = fichier.read_text(encoding="utf-8")
    condense.update(texte.encode())
    for ligne in texte.splitlines():
        if ligne.startswith("-r "):
            condense.update(empreinte(fichier.parent / ligne[3:].strip()).encode())
    return condense.hexdigest()


def installation_faite(nom: str, venv: Path = VENV, racine: Path = RACINE) -> bool:
    """Dit si les exigences `nom` (clé de EXIGENCES) sont installées telles qu'elles sont écrites."""
    return lire_timbre(venv).get(nom) == empreinte(racine / EXIGENCES[nom]) and python_du_venv(venv).exists()


def lire_timbre(venv: Path) -> dict[str, str]:
    """Les empreintes posées par la dernière installation réussie ; rien si le timbre manque ou est abîmé."""
    try:
        timbre = json.loads((venv / "installe.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return timbre if isinstance(timbre, dict) else {}


def preparer(nom: str) -> None:
    """Met l'environnement en accord avec les exigences `nom`, ou lève `Arret` en disant pourquoi."""
    if installation_faite(nom):
        return
    if not appel_reussit(python_du_venv(), "-m", "pip", "--version"):
        print("Création de l'environnement Python (.venv)…", flush=True)
        creer_venv()
    print(f"Installation des dépendances ({EXIGENCES[nom]}), une minute environ…", flush=True)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", EXIGENCES[nom]]
    if executer(python_du_venv(), *pip) != 0:
        raise Arret(
            "Les dépendances n'ont pas pu être installées (la raison donnée par pip est ci-dessus).\n"
            "Vérifiez l'accès au réseau, puis relancez. Derrière un mandataire (proxy), donnez la variable\n"
            "HTTPS_PROXY ; sans réseau, PIP_NO_INDEX=1 et PIP_FIND_LINKS avec un dossier de paquets."
        )
    timbre = lire_timbre(VENV)
    timbre["produit"] = empreinte(RACINE / EXIGENCES["produit"])
    timbre[nom] = empreinte(RACINE / EXIGENCES[nom])
    (VENV / "installe.json").write_text(json.dumps(timbre), encoding="utf-8")


def creer_venv() -> None:
    """Crée l'environnement à neuf, ou lève `Arret`."""
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Arret(
            "L'environnement .venv n'a pas pu être créé (raison ci-dessus).\n"
            "Sous Debian ou Ubuntu, installez le paquet python3-venv ; ailleurs, vérifiez que le dossier\n"
            f"« {RACINE} » est accessible en écriture, puis relancez."
        )


def appel_reussit(programme: Path, *arguments: str) -> bool:
    """Dit si un programme existe, se lance et finit bien, sans rien montrer."""
    try:
        fini = subprocess.run([str(programme), *arguments], capture_output=True, check=False)
    except OSError:
        return False
    return fini.returncode == 0


def executer(programme: Path, *arguments: str, environnement: dict[str, str] | None = None) -> int:
    """Lance un programme depuis la racine du dépôt, en UTF-8, et rend son code de sortie."""
    variables = {**os.environ, "PYTHONUTF8": "1", **(environnement or {})}
    return subprocess.call([str(programme), *arguments], cwd=RACINE, env=variables)


# --- Tableau de bord --------------------------------------------------------------------------------


def ouvrir_tableau(port: int | None, bases: str | None, sans_navigateur: bool) -> int:
    """Prépare tout (avec l'échantillon fictif s'il n'y a pas de base) et sert le tableau jusqu'à l'arrêt."""
    choisi = choisir_port(port)
    dossier = dossier_bases(bases)
    preparer("produit")
    variables = {"BASES": str(dossier)}
    if not (dossier / "CURRENT").is_file():
        charger_echantillon(variables)
    print(f"Tableau de bord : http://{ADRESSE}:{choisi}  (Ctrl+C pour arrêter)", flush=True)
    options = ["--server.address", ADRESSE, "--server.port", str(choisi)]
    if sans_navigateur:
        options += ["--server.headless", "true"]
    return executer(
        python_du_venv(), "-m", "streamlit", "run", str(RACINE / "app.py"), *options, environnement=variables
    )


def dossier_bases(demande: str | None) -> Path:
    """Dossier des bases : celui demandé, sinon la variable BASES, sinon data/bases."""
    choisi = demande or os.environ.get("BASES")
    return Path(choisi).expanduser().absolute() if choisi else RACINE / "data" / "bases"


def charger_echantillon(variables: dict[str, str]) -> None:
    """Construit une première base avec les fichiers inventés, ou lève `Arret`."""
    print("Aucune base : chargement de l'échantillon de données fictives…", flush=True)
    if executer(python_du_venv(), "-m", "loaders", "echantillon", environnement=variables) != 0:
        raise Arret(
            "L'échantillon fictif n'a pas pu être chargé (raison ci-dessus).\n"
            f"Vérifiez que le dossier « {variables['BASES']} » est accessible en écriture, puis relancez."
        )


def choisir_port(demande: int | None) -> int:
    """Le port demandé, ou le premier libre à partir de PORT ; lève `Arret` s'il n'y en a pas."""
    if demande is not None:
        if port_libre(demande):
            return demande
        raise Arret(
            f"Le port {demande} est déjà pris (un tableau de bord est peut-être déjà ouvert : "
            f"http://{ADRESSE}:{demande}).\nFermez ce programme ou choisissez un autre port : "
            f"python3 run.py --port {demande + 1 if demande < 65535 else PORT}"
        )
    for port in range(PORT, PORT + PORTS_ESSAYES):
        if port_libre(port):
            if port != PORT:
                print(f"Le port {PORT} est déjà pris : le port {port} est utilisé.", flush=True)
            return port
    raise Arret(
        f"Les ports {PORT} à {PORT + PORTS_ESSAYES - 1} sont tous pris.\n"
        "Choisissez-en un autre : python3 run.py --port 8600"
    )


def port_libre(port: int) -> bool:
    """Dit si un serveur peut écouter sur ce port de la machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as prise:
        if os.name != "nt":  # sous Windows, cette option laisserait prendre un port occupé
            prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((ADRESSE, port))
        except OSError:
            return False
    return True


# --- Tests ------------------------------------------------------------------------------------------


def lancer_tests(pytest: list[str]) -> int:
    """Vérifie la forme du code puis lance les tests ; rend 0 si tout passe.

    Sans argument : les mesures de durée seules d'abord, puis le reste sur deux processus.
    Avec des arguments, ils sont donnés tels quels à un seul pytest.
    """
    preparer("tests")

    def lancer(*module_et_options: str) -> int:
        return executer(python_du_venv(), "-m", *module_et_options)

    codes = [lancer("ruff", "check", "."), lancer("ruff", "format", "--check", ".")]
    if pytest:
        codes.append(lancer("pytest", *pytest))
    else:
        durees = lancer("pytest", "-q", "-m", "vitesse")
        codes.append(0 if durees == AUCUN_TEST_TROUVE else durees)
        codes.append(lancer("pytest", "-q", "-m", "not vitesse", "-n", "2", "--dist", "loadfile"))
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
