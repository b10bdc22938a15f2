"""A thing is defined once: no name twice in a module, no list and no function retyped, no word with two meanings.

What stays is declared here, with its reason.
"""

import ast
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# A function of one statement says little, and a list of one or two words is a word.
INSTRUCTIONS_MINIMUM = 2
ELEMENTS_MINIMUM = 3

SANS_PRODUIT = ("tests/", "benchmarks/")

# Class or constant that other modules import from several modules → what it is in each.
HOMONYMES = {
    "BLANCS": "loaders : cellules qui disent « inconnu » ; ouverture : caractères d’espace",
    "Bilan": "loaders : ce qu’un chargement a fait ; échantillon : ce qu’un collège a demandé et obtenu",
    "Carte": "blocs : un chiffre et ses repères ; charts : des départements en couleurs",
    "Choix": "blocs : ce qu’un bloc offre de choisir ; loaders : ce que la personne a décidé en déposant",
    "DIMENSIONS": "store : les colonnes d’une table et leur type ; vues : leur nom à l’écran",
    "Demande": "indicators : ce qu’on demande au moteur ; vues : les choix écrits dans une adresse",
    "Lieu": "vues : le territoire regardé ; échantillon : un lieu d’accueil inventé",
    "LIGNES": "indicators : les lignes des plateformes ; vues : combien de lignes d’origine une page montre",
    "Ligne": "blocs : la rangée d’une table ; ouverture : une ligne d’une feuille et son numéro",
    "MESURES": "store : les nombres d’une table ; blocs : les chiffres d’InserJeunes",
    "REPONSE": "indicators : les champs d’un taux de réponse ; blocs : l’indicateur qui le donne",
    "SOURCES": "loaders : toutes celles qui sont déclarées ; blocs : celles d’une page",
    "Texte": "blocs : des mots et leur mise en forme ; jugement : une table mise en texte",
    "Tableau": "blocs : une table d’un bloc ; charts : ce qu’un graphique dit en table",
}
# What is written alike in several modules, by its names → why it is not written once.
JUMEAUX = {
    frozenset({"blocs.declaration.FORMATS", "exports.fichiers.EXTENSIONS"}): "ce qu’une page offre ; ce qui s’écrit",
    frozenset({"blocs.personnes._BACS", "blocs.superieur._BACS"}): "l’ordre de lecture que choisit chaque page",
    frozenset({"data.fictif.retour.PARTS", "loaders.sources.retour_formation.PARTS"}): "l’échantillon est écrit à part "
    "de ce qui le lit",
    frozenset({"indicators.couverture._NIVEAUX", "indicators.orientation._NIVEAUX"}): "les niveaux que choisit chaque "
    "thème",
}


def module(chemin: str) -> str:
    """The name by which a file is imported."""
    return chemin.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def definis(corps: list[ast.stmt]) -> list[tuple[str, ast.AST]]:
    """(name, what it stands for) of the functions, classes and values of a module or of a class, in order."""
    trouves = []
    for noeud in corps:
        if isinstance(noeud, DEFINITIONS):
            trouves.append((noeud.name, noeud))
        elif isinstance(noeud, ast.Assign):
            trouves += [(cible.id, noeud.value) for cible in noeud.targets if isinstance(cible, ast.Name)]
        elif isinstance(noeud, ast.AnnAssign) and noeud.value is not None and isinstance(noeud.target, ast.Name):
            trouves.append((noeud.target.id, noeud.value))
    return trouves


def doubles(textes: dict[str, str]) -> list[str]:
    """Faults: a function or a class defined twice under one name in a module or in a class."""
    fautes = []
    for chemin, texte in textes.items():
        arbre = ast.parse(texte)
        for corps in [arbre.body, *(n.body for n in ast.walk(arbre) if isinstance(n, ast.ClassDef))]:
            vus = set()
            for nom, noeud in definis(corps):
                if isinstance(noeud, DEFINITIONS) and not noeud.decorator_list:
                    fautes += [f"{chemin}, ligne {noeud.lineno} : {nom} y est déjà défini"] if nom in vus else []
                    vus.add(nom)
    return fautes


def homonymes(textes: dict[str, str]) -> dict[str, list[str]]:
    """Classes and constants that other modules import from more than one module: a reader must know which is meant."""
    importes, lieux = defaultdict(set), defaultdict(set)
    for chemin, texte in textes.items():
        arbre = ast.parse(texte)
        for noeud in ast.walk(arbre):
            if isinstance(noeud, ast.ImportFrom):
                for alias in noeud.names:
                    importes[alias.name].add(noeud.module)
        if not module(chemin).rpartition(".")[2].startswith("_"):  # what the modules of one folder keep to themselves
            for nom, _ in definis(arbre.body):
                lieux[nom].add(module(chemin))
    return {nom: sorted(lus) for nom in lieux if nom[0].isupper() and len(lus := importes[nom] & lieux[nom]) > 1}


def jumeaux(textes: dict[str, str]) -> dict[frozenset[str], list[str]]:
    """Functions of the same body and lists of the same content in several modules: names → modules."""
    par_forme = defaultdict(set)
    for chemin, texte in textes.items():
        for nom, noeud in definis(ast.parse(texte).body):
            forme = _forme(noeud)
            if forme:
                par_forme[forme].add((nom, module(chemin)))
    return {
        frozenset(f"{m}.{n}" for n, m in ecrits): sorted({m for _, m in ecrits})
        for ecrits in par_forme.values()
        if len({m for _, m in ecrits}) > 1
    }


def _forme(noeud: ast.AST) -> str | None:
    """What makes two definitions the same whatever their names; None where it is too short to tell."""
    if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
        corps = noeud.body[1:] if ast.get_docstring(noeud) else noeud.body
        if len(corps) >= INSTRUCTIONS_MINIMUM:
            return ast.dump(noeud.args) + "".join(map(ast.dump, corps))
    elif isinstance(noeud, ast.Tuple | ast.List | ast.Set | ast.Dict):
        elements = noeud.keys if isinstance(noeud, ast.Dict) else noeud.elts
        if len(elements) >= ELEMENTS_MINIMUM:
            return ast.dump(noeud)
    return None


@pytest.fixture(scope="module")
def textes() -> dict[str, str]:
    """Path → text of every module of the product."""
    sortie = subprocess.run(["git", "ls-files", "-z", "*.py"], cwd=RACINE, capture_output=True, check=True)
    chemins = [nom for nom in sortie.stdout.decode().split("\0") if nom and (RACINE / nom).is_file()]
    return {c: (RACINE / c).read_text(encoding="utf-8") for c in chemins if not c.startswith(SANS_PRODUIT)}


def test_un_nom_n_est_defini_qu_une_fois_dans_un_module(textes):
    assert doubles(textes) == []


def test_un_mot_n_a_qu_un_sens_ou_ses_sens_sont_dits(textes):
    trouves = homonymes(textes)
    assert {nom: lieux for nom, lieux in trouves.items() if nom not in HOMONYMES} == {}
    assert set(HOMONYMES) <= set(trouves), "à retirer de la liste"


def test_rien_n_est_ecrit_deux_fois_ou_la_raison_est_dite(textes):
    trouves = jumeaux(textes)
    assert {noms: lieux for noms, lieux in trouves.items() if noms not in JUMEAUX} == {}
    assert set(JUMEAUX) <= set(trouves), "à retirer de la liste"


# --- Each rule can fail -----------------------------------------------------------------------------


def test_une_fonction_ecrite_deux_fois_dans_un_module_est_attrapee():
    assert doubles({"a.py": "def f():\n    pass\n\n\nx = f()\n\n\ndef f():\n    pass\n"})
    assert doubles({"a.py": "class A:\n    def f(self):\n        pass\n\n    def f(self):\n        pass\n"})
    propriete = "    @property\n    def f(self):\n        pass\n\n    @f.setter\n    def f(self, x):\n        pass\n"
    assert doubles({"a.py": f"class A:\n{propriete}"}) == []


def test_un_mot_importe_de_deux_modules_est_attrape():
    lecteur = "from store.a import NIVEAUX\nfrom indicators.b import NIVEAUX as AUTRES\n"
    deux = {"store/a.py": "NIVEAUX = 1\n", "indicators/b.py": "NIVEAUX = 2\n", "ui/c.py": lecteur}
    assert homonymes(deux) == {"NIVEAUX": ["indicators.b", "store.a"]}
    assert homonymes(deux | {"ui/c.py": "from store.a import NIVEAUX\n"}) == {}


def test_une_liste_et_une_fonction_retapees_sont_attrapees_sous_un_autre_nom():
    fonction = 'def {}(x):\n    """{}"""\n    y = x + 1\n    return y * 2\n'
    assert jumeaux({"a.py": "MOIS = (1, 2, 3)\n", "b.py": "_TOUS = (1, 2, 3)\n"}) == {
        frozenset({"a.MOIS", "b._TOUS"}): ["a", "b"]
    }
    assert jumeaux({"a.py": fonction.format("f", "Un."), "b.py": fonction.format("g", "Deux.")})
    assert jumeaux({"a.py": "MOIS = (1, 2, 3)\n", "b.py": "MOIS = (1, 2, 4)\n"}) == {}
