"""Set up what is needed, then open the dashboard (`run.py`) or run every check (`run.py test`).

Standard library only: this file runs before anything is installed.
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
REGLES = ("tests/test_layers.py", "tests/test_noms.py", "tests/test_une_seule_porte.py")
AUCUN_TEST_TROUVE = 5  # pytest's exit code


class Arret(Exception):
    """What stops the run, in a French sentence for the person at the screen."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit code (0 done, 1 refused; wrong usage exits 2)."""
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
    """Read the command line; all that follows `test` is left to pytest."""
    if arguments[:1] == ["test"]:
        return argparse.Namespace(commande="test", pytest=arguments[1:])
    lecteur = argparse.ArgumentParser(
        prog="run.py",
        description="Prépare l’environnement, charge l’échantillon fictif s’il n’y a pas de base, "
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
    """Raise Arret if the interpreter is too old."""
    if tuple(version[:2]) < PYTHON_MINIMUM:
        trouve = ".".join(str(n) for n in version[:2])
        voulu = ".".join(str(n) for n in PYTHON_MINIMUM)
        raise Arret(
            f"Python {voulu} ou plus récent est nécessaire ; ce programme est lancé par Python {trouve}.\n"
            f"Installez Python {voulu}, puis relancez avec lui (par exemple : python{voulu} run.py)."
        )


# --- Environment ------------------------------------------------------------------------------------


def python_du_venv() -> Path:
    """Path of the environment's interpreter, on Windows as elsewhere."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def empreinte(fichier: Path) -> str:
    """Hash of a requirements file, of those it includes (`-r`) and of the Python version."""
    condense = hashlib.sha256(f"{sys.version_info[0]}.{sys.version_info[1]}".encode())
    texte = fichier.read_text(encoding="utf-8")
    condense.update(texte.encode())
    for ligne in texte.splitlines():
        if ligne.startswith("-r "):
            condense.update(empreinte(fichier.parent / ligne[3:].strip()).encode())
    return condense.hexdigest()


def installation_faite(nom: str) -> bool:
    """Whether the requirements `nom` (a key of EXIGENCES) are installed as they are written now."""
    return lire_timbre().get(nom) == empreinte(RACINE / EXIGENCES[nom]) and python_du_venv().exists()


def lire_timbre() -> dict[str, str]:
    """Hashes left by the last successful install; empty where the stamp is absent or damaged."""
    try:
        timbre = json.loads((VENV / "installe.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return timbre if isinstance(timbre, dict) else {}


def preparer(nom: str) -> None:
    """Bring the environment in line with the requirements `nom`; raise Arret where it cannot be done."""
    if installation_faite(nom):
        return
    if not appel_reussit(python_du_venv(), "-m", "pip", "--version"):
        print("Création de l’environnement Python (.venv)…", flush=True)
        creer_venv()
    print(f"Installation des dépendances ({EXIGENCES[nom]}), une minute environ…", flush=True)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", EXIGENCES[nom]]
    if executer(python_du_venv(), *pip) != 0:
        raise Arret(
            "Les dépendances n’ont pas pu être installées (la raison donnée par pip est ci-dessus).\n"
            "Vérifiez l’accès au réseau, puis relancez. Derrière un mandataire (proxy), donnez la variable\n"
            "HTTPS_PROXY ; sans réseau, PIP_NO_INDEX=1 et PIP_FIND_LINKS avec un dossier de paquets."
        )
    timbre = lire_timbre()
    timbre["produit"] = empreinte(RACINE / EXIGENCES["produit"])
    timbre[nom] = empreinte(RACINE / EXIGENCES[nom])
    (VENV / "installe.json").write_text(json.dumps(timbre), encoding="utf-8")


def creer_venv() -> None:
    """Create the environment afresh; raise Arret where it cannot be done."""
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Arret(
            "L’environnement .venv n’a pas pu être créé (raison ci-dessus).\n"
            "Sous Debian ou Ubuntu, installez le paquet python3-venv ; ailleurs, vérifiez que le dossier\n"
            f"« {RACINE} » est accessible en écriture, puis relancez."
        )


def appel_reussit(programme: Path, *arguments: str) -> bool:
    """Whether a program exists, starts and ends well, with nothing shown."""
    try:
        fini = subprocess.run([str(programme), *arguments], capture_output=True, check=False)
    except OSError:
        return False
    return fini.returncode == 0


def executer(programme: Path, *arguments: str, environnement: dict[str, str] | None = None) -> int:
    """Run a program from the repository's root, in UTF-8; return its exit code."""
    variables = {**os.environ, "PYTHONUTF8": "1", **(environnement or {})}
    return subprocess.call([str(programme), *arguments], cwd=RACINE, env=variables)


# --- Dashboard --------------------------------------------------------------------------------------


def ouvrir_tableau(port: int | None, bases: str | None, sans_navigateur: bool) -> int:
    """Prepare everything (the invented sample where there is no base) and serve until stopped."""
    choisi = choisir_port(port)
    dossier = dossier_bases(bases)
    preparer("produit")
    variables = {"BASES": str(dossier)}
    if not base_presente(dossier):
        charger_echantillon(variables)
    print(f"Tableau de bord : http://{ADRESSE}:{choisi}  (Ctrl+C pour arrêter)", flush=True)
    options = ["--server.address", ADRESSE, "--server.port", str(choisi)]
    if sans_navigateur:
        options += ["--server.headless", "true"]
    return executer(
        python_du_venv(), "-m", "streamlit", "run", str(RACINE / "serveur.py"), *options, environnement=variables
    )


def dossier_bases(demande: str | None) -> Path:
    """Folder of bases, absolute: the one asked for, else the variable BASES, else data/bases."""
    choisi = demande or os.environ.get("BASES")
    return Path(choisi).expanduser().absolute() if choisi else RACINE / "data" / "bases"


def base_presente(dossier: Path) -> bool:
    """Whether CURRENT names a base that is there."""
    try:
        nom = (dossier / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return bool(nom) and (dossier / Path(nom).name).is_file()


def charger_echantillon(variables: dict[str, str]) -> None:
    """Build a first base from the invented files; raise Arret where it fails."""
    print("Aucune base : chargement de l’échantillon de données fictives…", flush=True)
    if executer(python_du_venv(), "-m", "loaders", "echantillon", environnement=variables) != 0:
        raise Arret(
            "L’échantillon fictif n’a pas pu être chargé (raison ci-dessus).\n"
            f"Vérifiez que le dossier « {variables['BASES']} » est accessible en écriture, puis relancez."
        )


def choisir_port(demande: int | None) -> int:
    """The port asked for, or the first free one from PORT on; raise Arret where there is none."""
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
    """Whether a server can listen on this port of the machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as prise:
        if os.name != "nt":  # on Windows this option would allow a port in use
            prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((ADRESSE, port))
        except OSError:
            return False
    return True


# --- Tests ------------------------------------------------------------------------------------------


def lancer_tests(pytest: list[str]) -> int:
    """Lint, then run the tests; return 0 if everything passes.

    With no argument: the tests that measure a duration first and alone, then the others on two processes, the idle one
    taking its share of what is left to the other. With arguments, the rules that the code keeps, then a single pytest:
    folders of tests (`ui`, `tests/ui`), then options as they are.
    """
    preparer("tests")

    def lancer(*module_et_options: str) -> int:
        return executer(python_du_venv(), "-m", *module_et_options)

    codes = [lancer("ruff", "check", "."), lancer("ruff", "format", "--check", "."), lancer("vulture")]
    if pytest:
        codes.append(lancer("pytest", "-q", *REGLES))
        codes.append(lancer("pytest", *dossiers_de_tests(pytest)))
    else:
        durees = lancer("pytest", "-q", "-m", "vitesse")
        codes.append(0 if durees == AUCUN_TEST_TROUVE else durees)
        codes.append(lancer("pytest", "-q", "-m", "not vitesse", "-n", "2", "--dist", "worksteal"))
    return next((code for code in codes if code), 0)


def dossiers_de_tests(arguments: list[str]) -> list[str]:
    """The arguments of pytest, a folder of tests named alone (`ui`) written from the root; options are left."""
    rang = next((i for i, argument in enumerate(arguments) if argument.startswith("-")), len(arguments))
    noms = [f"tests/{nom}" if (RACINE / "tests" / nom).is_dir() else nom for nom in arguments[:rang]]
    return [*noms, *arguments[rang:]]


if __name__ == "__main__":
    sys.exit(main())
