"""What the pages write is French print: read on the golden files, which hold everything that the sample shows."""

import re
from collections import Counter
from pathlib import Path

import pytest

from blocs.catalogue import declares
from store import territoires

LECTURE = Path(__file__).parent / "temoin" / "lecture"
PAGES = sorted(p.stem for p in LECTURE.glob("*.txt"))
# Words that end like a plural and are none, or that « 1 » does not count: « vœux 1 dans… », « 1 pris en charge ».
_SINGULIERS = (
    "sans|dans|plus|moins|mois|fois|pas|vers|sous|cas|refus|admis|pris|avis|ans|puis|hors|après|selon|très|les|des"
)
_UN_PLURIEL = re.compile(rf"(?<![\d,.] )(?<![\d,.])(?<!vœux )(?<!vœu )\b1 (?!(?:{_SINGULIERS})\b)[a-zéèêœ-]+s\b")
_EMBOITEES = re.compile(r"\([^()]*\([^()]*\)")
_PHRASE = re.compile(r"[^.!?…]{30,}?[.!?…](?=\s|$)")
_TITRE = re.compile(r"^#+ (.*)$", re.M)
_SIGNEE = re.compile(r"\w'\w")


def _lieux() -> set[str]:
    """The names that a sentence says with an article: « dans l’Aisne », never « pour Aisne »."""
    noms = {
        t.removesuffix(" (fictive)")
        for niveau in ("region", "departement")
        for fictif in (True, False)
        for c in territoires.enfants("france", "FR", niveau, fictif)
        if (t := territoires.libelle(niveau, c))
    }
    return noms


_POUR = re.compile(r"\bpour (" + "|".join(map(re.escape, sorted(_lieux(), key=len, reverse=True))) + r")\b")


def fautes(texte: str) -> list[str]:
    """What is not French print in lines as the golden files write them."""
    trouvees = []
    for ligne in texte.split("\n"):
        # A tooltip, a drawing's position and the address of a link are not read with the sentence.
        nue = re.sub(r"\[[^\[\]]*\]|<[^<>]*>|^\s*\(\d+,\d+\) |\(cf-[\w -]*\)|selectbox « .*", " ", ligne)
        for cellule in re.split(r" \| | / ", nue):
            trouvees += [("parenthèses emboîtées", m[0]) for m in _EMBOITEES.finditer(cellule.replace("(fictive)", ""))]
            trouvees += [("1 et un pluriel", m[0]) for m in _UN_PLURIEL.finditer(cellule)]
            trouvees += [("sans article", m[0]) for m in _POUR.finditer(cellule)]
            # The name of a place is written as its file writes it, alone in its cell.
            trouvees += [("apostrophe droite", m[0]) for m in _SIGNEE.finditer(cellule) if "’" in cellule]
            dites = Counter(p.strip() for p in _PHRASE.findall(cellule))
            trouvees += [("phrase redite", p) for p, n in dites.items() if n > 1]
    return [f"{quoi} : {dit}" for quoi, dit in dict.fromkeys(trouvees)]


@pytest.mark.parametrize("page", PAGES)
def test_les_pages_sont_ecrites_en_francais(page):
    assert fautes((LECTURE / f"{page}.txt").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES)
def test_aucun_titre_n_est_un_identifiant(page):
    titres = set(_TITRE.findall((LECTURE / f"{page}.txt").read_text(encoding="utf-8")))
    assert not titres & set(declares()) and not {t for t in titres if "_" in t}


@pytest.mark.parametrize(
    ("dit", "quoi"),
    [
        ("En France (2 académies : A, B (sur 3 académies))", "parenthèses emboîtées"),
        ("En France (2 académies sur 3 : A, B) (couverture partielle)", None),
        ("soit −2,0 pt (1 décisions)", "1 et un pluriel"),
        ("soit −2,0 pt (1 décision)", None),
        ("30 vœux 1 sans place, 1 pris en charge", None),
        ("aucun chiffre pour Côtes-d’Armor", "sans article"),
        ("aucun chiffre dans les Côtes-d’Armor", None),
        ("d’Ille, l'Aisne", "apostrophe droite"),
        ("Lycée de l'Horloge", None),
        ("Couverture : 81,5 % des vœux 1 portés. Rien. Couverture : 81,5 % des vœux 1 portés.", "phrase redite"),
    ],
)
def test_chaque_faute_se_voit(dit, quoi):
    assert [f.split(" : ")[0] for f in fautes(dit)] == ([quoi] if quoi else [])
