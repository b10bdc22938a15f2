"""The rules that the code keeps: who imports whom, what a page may hold, what is never written.

A rule is a function (path, text) → faults. Each is run on every tracked file, and on bad examples that it must
catch.
"""

import ast
import hashlib
import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent

# What each folder may import of the project, itself aside. Imports go one way.
COUCHES = {
    "run": set(),
    "store": set(),
    "sorties": set(),
    "espace": set(),
    "data": {"store"},
    "loaders": {"store", "data", "sorties"},
    "indicators": {"store", "sorties"},
    "diffusion": {"store", "indicators"},
    "vues": {"store", "indicators", "diffusion"},
    "charts": {"store", "indicators", "diffusion", "vues"},
    "blocs": {"store", "indicators", "diffusion", "vues", "charts"},
    "exports": {"store", "sorties", "indicators", "diffusion", "vues", "charts", "blocs"},
    "opinion": {"store", "sorties", "indicators", "diffusion", "vues", "charts", "blocs", "exports"},
}
# Titles, producers and templates are read from the declarations of the sources; nothing else of the loaders.
LISENT_LES_SOURCES = {"data", "vues", "charts", "blocs", "exports", "opinion"}
SOURCES = ("loaders.sources", "loaders.modele")
SOCLE = set(COUCHES) - {"run"}
COUCHES |= {"editions": SOCLE, "ui": SOCLE, "pages": SOCLE | {"ui"}, "app": SOCLE | {"ui", "pages"}}
COUCHES["serveur"] = {"ui"}
COUCHES["benchmarks"] = SOCLE | {"ui"}
COUCHES[".ci"] = set()
COUCHES["tests"] = set(COUCHES)
AVEC_STREAMLIT = {"app", "serveur", "pages", "ui", "tests", "benchmarks"}
# Below the screen and the commands, which base is read is handed over; one module finds it for them.
SANS_BASE_COURANTE = {"indicators", "diffusion", "vues", "charts", "blocs", "exports", "opinion"}
LECTEUR = {"vues/lecteur.py", "vues/__init__.py"}
BASE_COURANTE = {"ouvrir_base", "base_courante", "base_lisible", "dossier_bases", "lecteur_courant"}

LIGNES_PAR_PAGE = 90
LIGNES_PAR_MODULE = 450
OCTETS_PAR_FICHIER = 2 * 1024 * 1024

SQL = re.compile(r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S)
APPELS_SQL = {"execute", "executemany", "sql"}
CALCULS = {"sum", "mean", "median", "groupby", "agg", "pivot_table", "cumsum"}
FAUX_ZEROS = {
    r"\.fillna\(\s*(value\s*=\s*)?0(\.0)?\s*[,)]": "une valeur absente deviendrait zéro (fillna)",
    r"(?i)\b(coalesce|ifnull)\(([^()]|\([^()]*\))+,\s*0(\.0)?\s*\)": "une valeur absente deviendrait zéro (SQL)",
    r"(?i)\bIS\s+NULL\s+THEN\s+0\b": "une valeur absente deviendrait zéro (SQL)",
    r"\bnan_to_num\b": "une valeur absente deviendrait zéro (numpy)",
    r"errors\s*=\s*[\"']coerce": "une cellule illisible disparaîtrait sans être dite",
    r"\bon_bad_lines\b|\bignore_errors\s*=": "une ligne illisible disparaîtrait sans être dite",
}
ECRIVAINS = {"writer", "DictWriter", "to_csv", "to_excel", "ExcelWriter", "Workbook"}
FOURRE_TOUT = {"utils", "util", "helpers", "misc", "common"}
INACHEVES = {
    r"#\s*(TODO|FIXME|XXX)\b": "code inachevé",
    r"\bNotImplemente[d]Error\b": "code inachevé",
}
CHEMINS_DE_MACHINE = re.compile(r"[/](?:work|farm|root)/|[/](?:tmp|home)/[a-z]|[A-Z]:[\\]Users\b")
HOTES = re.compile(r"(?i)\bpypi\b|pythonhosted|npmjs|deb\.debian")
EXIGENCE = re.compile(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*(; sys_platform == \"\w+\")?")


# --- Rules ------------------------------------------------------------------------------------------


def couche(chemin: str) -> str:
    """Top folder of a path, or the module's name for a file at the root."""
    return chemin.split("/")[0].removesuffix(".py")


def _modules_importes(arbre: ast.AST) -> list[str]:
    noms = []
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Import):
            noms += [alias.name for alias in noeud.names]
        elif isinstance(noeud, ast.ImportFrom) and noeud.level == 0:
            noms.append(noeud.module)
    return noms


def imports_dans_un_sens(chemin: str, texte: str) -> list[str]:
    """Faults: an import of a layer above, or of Streamlit below the interface."""
    ici = couche(chemin)
    permis = SOCLE if _est_commande(chemin) else COUCHES.get(ici)
    if permis is None or ici not in COUCHES:
        return [f"« {ici} » n’a pas de place dans les couches (design, § 3)"]
    fautes = []
    for module in _modules_importes(ast.parse(texte)):
        nom = module.split(".")[0]
        if ici in LISENT_LES_SOURCES and module.startswith(SOURCES):
            continue
        if nom == "streamlit" and ici not in AVEC_STREAMLIT:
            fautes.append("importe streamlit sous l’interface")
        elif nom in COUCHES and nom != ici and nom not in permis:
            fautes.append(f"importe {nom}, qui est au-dessus ou à côté")
    return fautes


def un_seul_ecrivain(chemin: str, texte: str) -> list[str]:
    """Faults: a csv or a workbook written elsewhere than by `sorties`, where a cell can be a formula.

    What stays inside writes its own: the invented sender's files, the tests, the entry form that the loaders read.
    """
    if couche(chemin) in {"sorties", "data", "tests", "benchmarks"} or chemin == "loaders/saisie.py":
        return []
    appels = [n.func for n in ast.walk(ast.parse(texte)) if isinstance(n, ast.Call)]
    noms = [f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in appels]
    return [f"écrit un fichier sans passer par sorties.tableur ({n})" for n in noms if n in ECRIVAINS]


def _est_commande(chemin: str) -> bool:
    """Whether a module is what `python -m` runs: it stands on top of all, wherever it is."""
    return chemin.endswith("/__main__.py")


def base_remise(chemin: str, texte: str) -> list[str]:
    """Faults: a module below the screen that finds by itself which base is current."""
    if couche(chemin) not in SANS_BASE_COURANTE or chemin in LECTEUR or _est_commande(chemin):
        return []
    fautes = []
    for noeud in ast.walk(ast.parse(texte)):
        nommes = [alias.name for alias in noeud.names] if isinstance(noeud, ast.ImportFrom) else []
        nommes += [noeud.attr] if isinstance(noeud, ast.Attribute) else []
        nommes += [noeud.value] if isinstance(noeud, ast.Constant) and noeud.value == "CURRENT" else []
        fautes += [
            f"ligne {noeud.lineno} : {nom} lit la base courante, un Lecteur est attendu"
            for nom in nommes
            if nom in BASE_COURANTE | {"CURRENT"}
        ]
    return fautes


def page_mince(chemin: str, texte: str) -> list[str]:
    """Faults of a page: too long, SQL, arithmetic."""
    if couche(chemin) != "pages":
        return []
    fautes = []
    if len(texte.splitlines()) > LIGNES_PAR_PAGE:
        fautes.append(f"plus de {LIGNES_PAR_PAGE} lignes")
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and SQL.search(noeud.value):
            fautes.append(f"ligne {noeud.lineno} : du SQL")
        elif isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute):
            if noeud.func.attr in APPELS_SQL:
                fautes.append(f"ligne {noeud.lineno} : une requête (.{noeud.func.attr})")
            elif noeud.func.attr in CALCULS:
                fautes.append(f"ligne {noeud.lineno} : un calcul (.{noeud.func.attr})")
        elif isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "sum":
            fautes.append(f"ligne {noeud.lineno} : un calcul (sum)")
        elif _est_calcul(noeud):
            fautes.append(f"ligne {noeud.lineno} : une opération")
    return fautes


def _est_calcul(noeud: ast.AST) -> bool:
    """Arithmetic, as opposed to joining texts or lists that are written there, or to the union of sets."""
    if isinstance(noeud, ast.AugAssign):
        return not isinstance(noeud.op, ast.BitOr)
    if not isinstance(noeud, ast.BinOp):
        return False
    if isinstance(noeud.op, ast.Add):
        return not any(
            isinstance(cote, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp)
            or (isinstance(cote, ast.Constant) and isinstance(cote.value, str))
            for cote in (noeud.left, noeud.right)
        )
    return isinstance(noeud.op, ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow)


def module_court(chemin: str, texte: str) -> list[str]:
    """Faults: a module so long that a concept is missing."""
    n = len(texte.splitlines())
    return [f"{n} lignes (au plus {LIGNES_PAR_MODULE})"] if n > LIGNES_PAR_MODULE else []


def nom_dit_le_contenu(chemin: str, texte: str) -> list[str]:
    """Faults: a drawer for everything."""
    morceaux = {morceau.removesuffix(".py") for morceau in chemin.split("/")}
    return [f"nom fourre-tout : {nom}" for nom in sorted(morceaux & FOURRE_TOUT)]


def absent_n_est_pas_zero(chemin: str, texte: str) -> list[str]:
    """Faults: a missing value or an unreadable cell made to vanish."""
    if couche(chemin) == "tests":
        return []
    return _motifs(FAUX_ZEROS, texte)


def rien_d_inacheve(chemin: str, texte: str) -> list[str]:
    """Faults: unfinished code, or any exception swallowed in silence."""
    fautes = _motifs(INACHEVES, texte)
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.ExceptHandler) and _tout_attrape(noeud) and _ne_fait_rien(noeud.body):
            fautes.append(f"ligne {noeud.lineno} : toute erreur est avalée en silence")
    return fautes


def _tout_attrape(attrape: ast.ExceptHandler) -> bool:
    types = attrape.type.elts if isinstance(attrape.type, ast.Tuple) else [attrape.type]
    return any(t is None or ast.unparse(t) in {"Exception", "BaseException"} for t in types)


def _ne_fait_rien(corps: list[ast.stmt]) -> bool:
    return all(
        isinstance(ligne, ast.Pass | ast.Continue)
        or (isinstance(ligne, ast.Expr) and isinstance(ligne.value, ast.Constant))
        for ligne in corps
    )


def fonctions_publiques_dites(chemin: str, texte: str) -> list[str]:
    """Faults: a public function or class of a module without its docstring."""
    if couche(chemin) in {"tests", "pages", "benchmarks"}:
        return []
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [
        f"ligne {noeud.lineno} : {noeud.name} n’a pas de docstring"
        for noeud in ast.parse(texte).body
        if isinstance(noeud, definitions) and not noeud.name.startswith("_") and not ast.get_docstring(noeud)
    ]


def sans_chemin_de_machine(chemin: str, texte: str) -> list[str]:
    """Faults: a path that exists on one machine only."""
    return [f"chemin de machine : {trouve}" for trouve in CHEMINS_DE_MACHINE.findall(texte)]


def exigences_simples(chemin: str, texte: str) -> list[str]:
    """Faults of a requirements file: a host, an option, a version not pinned."""
    if not re.fullmatch(r"requirements.*\.txt", chemin):
        return []
    lignes = [ligne.strip() for ligne in texte.splitlines()]
    return [
        f"exigence non simple : {ligne}"
        for ligne in lignes
        if ligne and not ligne.startswith(("#", "-r requirements")) and not EXIGENCE.fullmatch(ligne)
    ]


def sans_registre(chemin: str, texte: str) -> list[str]:
    """Faults: the host of a package registry."""
    if chemin == "tests/test_layers.py":
        return []
    return [f"registre de paquets : {trouve}" for trouve in HOTES.findall(texte)]


def _motifs(motifs: dict[str, str], texte: str) -> list[str]:
    return [
        f"ligne {texte.count(chr(10), 0, trouve.start()) + 1} : {raison}"
        for motif, raison in motifs.items()
        for trouve in re.finditer(motif, texte)
    ]


REGLES_PYTHON = (
    un_seul_ecrivain,
    imports_dans_un_sens,
    base_remise,
    page_mince,
    module_court,
    nom_dit_le_contenu,
    absent_n_est_pas_zero,
    rien_d_inacheve,
    fonctions_publiques_dites,
)
REGLES_TEXTE = (sans_chemin_de_machine, exigences_simples, sans_registre)


# --- The repository keeps them ----------------------------------------------------------------------


def _suivis() -> list[Path]:
    sortie = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, check=True)
    chemins = [RACINE / nom for nom in sortie.stdout.decode().split("\0") if nom]
    return [chemin for chemin in chemins if chemin.is_file()]


def _texte(chemin: Path) -> str | None:
    try:
        return chemin.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _fautes(regle, fichiers: list[Path]) -> list[str]:
    fautes = []
    for fichier in fichiers:
        nom, texte = fichier.relative_to(RACINE).as_posix(), _texte(fichier)
        if texte is not None:
            fautes += [f"{nom} : {faute}" for faute in regle(nom, texte)]
    return fautes


@pytest.mark.parametrize("regle", REGLES_PYTHON, ids=lambda regle: regle.__name__)
def test_le_code_tient_la_regle(regle):
    assert _fautes(regle, [f for f in _suivis() if f.suffix == ".py"]) == []


@pytest.mark.parametrize("regle", REGLES_TEXTE, ids=lambda regle: regle.__name__)
def test_le_depot_tient_la_regle(regle):
    assert _fautes(regle, _suivis()) == []


def test_le_sql_ne_fait_pas_de_zero_d_une_absence():
    assert _fautes(absent_n_est_pas_zero, [f for f in _suivis() if f.suffix == ".sql"]) == []


def trop_gros(fichiers: list[Path]) -> list[str]:
    """Names of the files over the size that the repository accepts."""
    return [fichier.name for fichier in fichiers if fichier.stat().st_size > OCTETS_PAR_FICHIER]


def noms_en_double(chemins: Iterable[Path]) -> list[str]:
    """Modules of tests that bear one name in two folders: pytest would read one for the other."""
    noms = Counter(c.name for c in chemins if c.name.startswith("test_") and c.suffix == ".py")
    return sorted(nom for nom, n in noms.items() if n > 1)


def test_chaque_module_de_tests_a_son_nom():
    assert noms_en_double(_suivis()) == []
    assert noms_en_double([Path("tests/a/test_x.py"), Path("tests/b/test_x.py")]) == ["test_x.py"]


def test_aucun_gros_fichier():
    assert trop_gros(_suivis()) == []


@pytest.mark.reel
def test_aucun_fichier_reel_n_est_suivi(donnees_reelles):
    reels = {_sha256(f): f.name for f in donnees_reelles.rglob("*") if f.is_file()}
    assert [f.name for f in _suivis() if _sha256(f) in reels] == []


def _sha256(fichier: Path) -> str:
    return hashlib.sha256(fichier.read_bytes()).hexdigest()


# --- Each rule can fail -----------------------------------------------------------------------------

MAUVAIS = [
    (imports_dans_un_sens, "store/a.py", "from loaders import charger\n"),
    (imports_dans_un_sens, "loaders/a.py", "import indicators\n"),
    (imports_dans_un_sens, "indicators/a.py", "from charts.format import nombre\n"),
    (imports_dans_un_sens, "charts/a.py", "def f():\n    import exports.fichiers\n"),
    (imports_dans_un_sens, "espace/a.py", "import store\n"),
    (imports_dans_un_sens, "ui/a.py", "from pages import accueil\n"),
    (imports_dans_un_sens, "run.py", "import store\n"),
    (imports_dans_un_sens, "data/fictif/a.py", "from loaders import charger\n"),
    (imports_dans_un_sens, "data/fictif/a.py", "import loaders.chargement\n"),
    (imports_dans_un_sens, "charts/a.py", "import streamlit as st\n"),
    (imports_dans_un_sens, "store/a.py", "from streamlit.runtime import caching\n"),
    (imports_dans_un_sens, "divers/a.py", "import os\n"),
    (imports_dans_un_sens, "divers/__main__.py", "import os\n"),
    (imports_dans_un_sens, "vues/a.py", "from charts import graphique\n"),
    (imports_dans_un_sens, "blocs/a.py", "from loaders.installation import journal\n"),
    (imports_dans_un_sens, "blocs/__main__.py", "from ui import montrer\n"),
    (imports_dans_un_sens, "blocs/__main__.py", "import streamlit\n"),
    (imports_dans_un_sens, "indicators/a.py", "from loaders.sources import SOURCES\n"),
    (base_remise, "blocs/a.py", "from store.bases import ouvrir_base\n"),
    (base_remise, "vues/a.py", "from store import bases\ncon = bases.ouvrir_base()\n"),
    (base_remise, "exports/a.py", "from vues.lecteur import lecteur_courant\n"),
    (base_remise, "charts/a.py", 'nom = (dossier / "CURRENT").read_text()\n'),
    (page_mince, "pages/a.py", "x = 1\n" * (LIGNES_PAR_PAGE + 1)),
    (page_mince, "pages/a.py", 'q = "SELECT a FROM b"\n'),
    (page_mince, "pages/a.py", "con.execute(requete)\n"),
    (page_mince, "pages/a.py", "part = affectes / voeux\n"),
    (page_mince, "pages/a.py", "total = a + b\n"),
    (page_mince, "pages/a.py", "n = 0\nn += 1\n"),
    (page_mince, "pages/a.py", "figures.valeur.mean()\n"),
    (page_mince, "pages/a.py", "sum(valeurs)\n"),
    (module_court, "store/a.py", "x = 1\n" * (LIGNES_PAR_MODULE + 1)),
    (nom_dit_le_contenu, "store/utils.py", ""),
    (nom_dit_le_contenu, "ui/helpers/a.py", ""),
    (absent_n_est_pas_zero, "store/a.py", "t.fillna(0)\n"),
    (absent_n_est_pas_zero, "store/a.py", "t.fillna(value=0.0)\n"),
    (absent_n_est_pas_zero, "store/a.sql", "SELECT coalesce(sum(x), 0) FROM t\n"),
    (absent_n_est_pas_zero, "store/a.py", "q = 'IFNULL(x,0)'\n"),
    (absent_n_est_pas_zero, "store/a.py", "q = 'CASE WHEN x IS NULL THEN 0 END'\n"),
    (absent_n_est_pas_zero, "store/a.py", 'pd.to_numeric(t, errors="coerce")\n'),
    (absent_n_est_pas_zero, "store/a.py", "pd.read_csv(f, on_bad_lines='skip')\n"),
    (rien_d_inacheve, "store/a.py", "#" + " TODO plus tard\n"),
    (rien_d_inacheve, "store/a.py", "raise Not" + "ImplementedError\n"),
    (un_seul_ecrivain, "ui/a.py", "table.to_csv(sep=';')"),
    (un_seul_ecrivain, "exports/a.py", "xlsxwriter.Workbook(tampon)"),
    (rien_d_inacheve, "store/a.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (rien_d_inacheve, "store/a.py", "for x in y:\n    try:\n        f()\n    except:\n        continue\n"),
    (fonctions_publiques_dites, "store/a.py", "def ouvrir():\n    return 1\n"),
    (fonctions_publiques_dites, "store/a.py", "class Base:\n    x = 1\n"),
    (sans_chemin_de_machine, "docs/a.md", "voir /" + "work/main"),
    (sans_chemin_de_machine, "docs/a.md", "voir /" + "tmp/essai"),
    (sans_chemin_de_machine, "docs/a.md", "voir C:\\" + "Users\\moi"),
    (exigences_simples, "requirements.txt", "duckdb>=1.5\n"),
    (exigences_simples, "requirements.txt", "--index-url https://exemple.fr/simple\n"),
    (exigences_simples, "requirements.txt", "duckdb==1.5.5 --hash=sha256:00\n"),
    (exigences_simples, "requirements-dev.txt", "paquet @ https://exemple.fr/paquet.whl\n"),
    (sans_registre, "README.md", "https://pypi.org/project/duckdb"),
]
BONS = [
    (un_seul_ecrivain, "loaders/saisie.py", "csv.writer(flux)"),
    (un_seul_ecrivain, "exports/a.py", "tableur.csv_francais(e, l)"),
    (imports_dans_un_sens, "exports/a.py", "import charts\nimport store\nfrom . import octets\n"),
    (imports_dans_un_sens, "pages/a.py", "import streamlit as st\nfrom ui import bandeau\n"),
    (imports_dans_un_sens, "blocs/a.py", "from loaders.sources import SOURCES\nfrom loaders.modele import en_octets\n"),
    (imports_dans_un_sens, "blocs/__main__.py", "from exports import fichiers\nfrom loaders import charger\n"),
    (base_remise, "blocs/a.py", "def f(vue):\n    return vue.lecteur.curseur()\n"),
    (base_remise, "blocs/__main__.py", "from vues.lecteur import lecteur_courant\n"),
    (base_remise, "ui/a.py", "from store.bases import base_courante\n"),
    (imports_dans_un_sens, "data/fictif/a.py", "from loaders.sources import SOURCES\n"),
    (page_mince, "pages/a.py", 'titre = "Affectation " + nom\nchoix = ["a"] + autres\n'),
    (page_mince, "ui/a.py", "x = a / b\n"),
    (absent_n_est_pas_zero, "store/a.py", "q = 'greatest(0, coalesce(a, b))'\nt.fillna(autre)\n"),
    (rien_d_inacheve, "store/a.py", "try:\n    f()\nexcept FileNotFoundError:\n    x = None\n"),
    (fonctions_publiques_dites, "store/a.py", 'def ouvrir():\n    """Open."""\n\n\ndef _prive():\n    f()\n'),
    (exigences_simples, "requirements.txt", '# dit\ncolorama==0.4.6; sys_platform == "win32"\n'),
]


@pytest.mark.parametrize(("regle", "chemin", "texte"), MAUVAIS)
def test_la_regle_attrape_un_mauvais_exemple(regle, chemin, texte):
    assert regle(chemin, texte)


@pytest.mark.parametrize(("regle", "chemin", "texte"), BONS)
def test_la_regle_laisse_un_bon_exemple(regle, chemin, texte):
    assert regle(chemin, texte) == []


def test_un_gros_fichier_est_attrape(tmp_path):
    gros = tmp_path / "gros.csv"
    gros.write_bytes(b"x" * (OCTETS_PAR_FICHIER + 1))
    assert trop_gros([gros]) == ["gros.csv"]
