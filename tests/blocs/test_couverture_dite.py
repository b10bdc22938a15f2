"""Coverage travels with the value: wherever a figure covers a part only, every place where it is read says so.

The words expected here are rebuilt from the figures, by other means than those of the program.
"""

import csv
import io
import random
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from fabrique import BAC_PRO, CAP, PREMIERE_PRO, charger_ok, deposer_affelnet, voeu

from blocs.catalogue import composer, declares, repeter, voir
from blocs.ecriture import en_json
from charts.format import affiche, typo
from charts.jetons import CLAIR
from charts.papier import notes as legendes
from charts.planche import composer as dessiner
from exports.fichiers import octets
from indicators import indicateur
from vues import lecteur_courant
from vues.demande import Demande

VUES = ({"niveau": "region", "territoire": "99"}, {"niveau": "departement", "territoire": "991", "situation": "2025"})
DESSINEE = ({"niveau": "region", "territoire": "53"}, {"niveau": "departement", "territoire": "35"})
BLOCS = tuple(declares())
_MISES = {BAC_PRO: 20, CAP: 12, PREMIERE_PRO: 24}


@pytest.fixture(scope="session")
def lecteur(base_echantillon):
    """The analyst on the sample."""
    return lecteur_courant(base_echantillon)


@pytest.fixture(scope="session")
def lecteur_dessine(tmp_path_factory):
    """The analyst on two years of wishes drawn at random in two régions, a quarter of the capacities unknown."""
    dossier, tire = tmp_path_factory.mktemp("tirage"), random.Random(10)
    for annee in (2021, 2022):
        rangees = []
        for dep in ("022", "029", "035", "056", "014", "050"):
            for k in range(5):
                for mef, base in _MISES.items():
                    places = 999 if tire.random() < 0.25 else base + tire.randrange(9)
                    rangees.append(voeu(_uai(dep, k), mef, places, tire.randrange(1, 40)))
        charger_ok(deposer_affelnet(dossier, *rangees, nom=f"attractivite_{annee}.csv"), dossier / "bases")
    return lecteur_courant(dossier / "bases")


def _uai(dep: str, k: int) -> str:
    """A code of establishment with its letter of control."""
    nu = f"{dep}{k + 1:04d}"
    return nu + "ABCDEFGHJKLMNPRSTUVWXYZ"[int(nu) % 23]


def _blocs(lecteur, ident: str, vues) -> list:
    page, declare = declares()[ident]
    faits = []
    for choix in vues:
        vue = voir(lecteur, page, Demande(choix))
        if vue.campagne is not None:
            faits += [composer(lue, ident) for lue in repeter(vue, declare)]
    return faits


@pytest.fixture(scope="session")
def deja_faits() -> dict[tuple[str, str], list]:
    """The blocks made so far: a block is composed once, then read by each claim."""
    return {}


@pytest.fixture(params=["echantillon", "tirage"])
def blocs(request, deja_faits):
    """The blocks of one id, on the sample and on the base drawn."""

    def faits(ident: str) -> list:
        cle = (request.param, ident)
        if cle not in deja_faits:
            nom, vues = {"echantillon": ("lecteur", VUES), "tirage": ("lecteur_dessine", DESSINEE)}[request.param]
            deja_faits[cle] = _blocs(request.getfixturevalue(nom), ident, vues)
        return deja_faits[cle]

    return faits


# --- What is to be said of a figure ------------------------------------------------------------------


def _attendu(x: dict) -> str:
    """« 81,5 % » under 99 %, « inconnue » where a coverage is declared and missing or a figure was typed in, nothing
    for the others."""
    if _manque(x.get("valeur")):
        return ""
    if _manque(x.get("couverture")):
        return "inconnue" if isinstance(x.get("couverture_de"), str) or x.get("provenance") == "saisi" else ""
    if x["couverture"] >= 0.99:
        return ""
    dit = (Decimal(repr(float(x["couverture"]))) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{dit} %".replace(".", ",")


def _manque(x) -> bool:
    return x is None or x != x


def _plat(dit: str) -> str:
    return re.sub("[\u202f\u00a0]", " ", dit)


def _ecrit(x: dict) -> str:
    ind = indicateur(x["indicateur"])
    return _plat(affiche(x["valeur"], ind.unite, ind.decimales))


def _dans(dit: str, x: dict) -> bool:
    """Whether a text says the coverage of a figure, or that it is among many, named by the lowest and the highest."""
    lu = _plat(dit)
    return _attendu(x) in lu or re.search(r"\d+ autres", lu) is not None


def test_les_mots_attendus_suivent_les_deux_cotes_du_seuil():
    x = {"valeur": 1.0, "couverture_de": "des vœux 1"}
    assert _attendu(x | {"couverture": 0.98999}) == "99,0 %" and _attendu(x | {"couverture": 0.99}) == ""
    assert _attendu(x | {"couverture": 0.0}) == "0,0 %" and _attendu(x | {"couverture": None}) == "inconnue"
    assert _attendu({"valeur": None, "couverture": 0.5}) == ""


# --- Each place --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ident", BLOCS)
def test_le_json_porte_la_couverture_et_ce_dont_elle_est_la_part(blocs, ident):
    for bloc in blocs(ident):
        for x in en_json(bloc)["figures"]:
            assert "couverture" in x and "couverture_de" in x, ident
            if indicateur(x["indicateur"]).couverture is not None and not _manque(x["couverture"]):
                assert x["couverture_de"] or x["emetteurs"]


@pytest.mark.parametrize("ident", BLOCS)
def test_une_carte_dit_la_couverture(blocs, ident):
    for bloc in blocs(ident):
        if bloc.genre != "cartes":
            continue
        dits = "\n".join(" ".join(map(str, ligne)) for t in en_json(bloc)["tables"] for ligne in t["lignes"])
        for x in bloc.figures:
            if _attendu(x) and _ecrit(x) in _plat(dits):
                ligne = next(d for d in dits.split("\n") if _ecrit(x) in _plat(d) and _dans(d, x))
                assert "ouverture" in ligne or "couv." in ligne


@pytest.mark.parametrize("ident", BLOCS)
def test_une_case_dit_la_couverture_sous_sa_valeur(blocs, ident):
    for bloc in blocs(ident):
        for tableau, _ in bloc.tableaux:
            for case, x in _cases(bloc, tableau):
                assert _attendu(x) in _plat(case), (ident, tableau.titre, case, x["libelle"], _attendu(x))


def _cases(bloc, tableau):
    """The cells that hold the value of an incomplete figure and of no complete one: the row or its group names it."""
    nom_du_groupe = ""
    for ligne in tableau.lignes:
        if ligne.role == "g":
            nom_du_groupe = ligne.cellules[0].nu
            continue
        for colonne, case in zip(tableau.colonnes[1:], ligne.cellules[1:], strict=False):
            nomme = _plat(f"{nom_du_groupe} {ligne.cellules[0].nu} {colonne.nom}")
            tetes = [m.texte for m in case.morceaux if m.texte and not m.texte.startswith("\n")]
            tete = _plat(tetes[0]).strip() if tetes else ""
            siens = [x for x in bloc.figures if not _manque(x["valeur"]) and _ecrit(x) == tete and _nomme(x, nomme)]
            if siens and all(_attendu(x) for x in siens) and len({_attendu(x) for x in siens}) == 1:
                yield case.nu, siens[0]


def _nomme(x: dict, dit: str) -> bool:
    """Whether a row names a figure: its territory, and the values of its breakdowns where they are written."""
    return _plat(str(x["libelle"])) in dit and indicateur(x["indicateur"]).unite != "effectif"


@pytest.mark.parametrize("ident", BLOCS)
def test_un_graphique_la_dit_au_survol_sur_le_dessin_et_dans_ses_mots(blocs, ident):
    for bloc in blocs(ident):
        g = bloc.graphique
        if g is None or not len(g.figures):
            continue
        lues = [x for x in g.encodage.chiffres(g) if _attendu(x)]
        scene = dessiner(g, CLAIR, 600)
        signes = [t.texte for t in scene.textes if "◔" in t.texte]
        assert bool(lues) == bool(signes), ident
        notes, imprimees = " ".join(n.nu for n in bloc.notes), " ".join(" ".join(x) for x in legendes(g))
        for x in lues:
            pointees = [
                c.info for c in scene.cibles if str(x["libelle"]) in c.info and _valeur_de(g, x) in _plat(c.info)
            ]
            assert not pointees or any(_attendu(x) in _plat(p) for p in pointees), (ident, pointees)
            for place, dit in (("note", notes), ("image", imprimees), ("alternative", bloc.alt)):
                assert _dans(dit, x), (ident, place, x["libelle"], _attendu(x))
        if not lues:
            assert "partielle" not in bloc.titre


def _valeur_de(g, x) -> str:
    return _plat(affiche(x["valeur"], g.unite, g.decimales))


@pytest.mark.parametrize("ident", BLOCS)
def test_une_phrase_qui_ecrit_un_chiffre_porte_sa_couverture(blocs, ident):
    for bloc in blocs(ident):
        ici = bloc.vue.get("code")
        titre = _plat(bloc.titre)
        for x in bloc.figures:
            if not _attendu(x):
                continue
            for dit in (bloc.lecture, *bloc.messages):
                if dit != bloc.titre and _cite(dit, x, ici):
                    assert _attendu(x) in _plat(dit), (ident, dit, x["libelle"], _attendu(x))
            if bloc.genre == "constat" and _cite(titre, x, ici):
                assert re.search("couverture|incomplet", titre.lower()), titre


def _cite(dit: str, x: dict, ici) -> bool:
    """Whether a sentence writes a value of a territory that it names, or of the one shown."""
    sien = x["code"] == ici or _plat(str(x["libelle"])).replace(" (fictive)", "") in _plat(dit)
    ecrit = re.search(rf"(?<![\d,]){re.escape(_ecrit(x))}(?![\d,])", _plat(typo(dit)))
    return bool(sien and ecrit) and indicateur(x["indicateur"]).unite != "effectif"


@pytest.mark.parametrize("ident", BLOCS)
def test_les_fichiers_d_un_graphique_l_ecrivent_a_chaque_ligne(blocs, ident):
    for bloc in blocs(ident)[:2]:
        g = bloc.graphique
        if g is None or not len(g.figures) or not any(_attendu(x) for x in g.encodage.chiffres(g)):
            continue
        lus = list(csv.DictReader(io.StringIO(octets(g, "csv").decode("utf-8-sig")), delimiter=";"))
        classeur = openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx")))
        ecrites = [list(x) for x in classeur["Données"].iter_rows(values_only=True)]
        tete = next(i for i, x in enumerate(ecrites) if "Couverture en clair" in x)
        clair = ecrites[tete].index("Couverture en clair")
        pied = " ".join(str(c.value) for x in classeur["Lecture et source"].iter_rows() for c in x if c.value)
        for i, x in enumerate(g.encodage.chiffres(g)):
            if not _attendu(x):
                continue
            rang = i % len(g.figures)
            assert _attendu(x) in _plat(lus[rang]["couverture_ecrite"]), ident
            assert _attendu(x) in _plat(ecrites[tete + 1 + rang][clair]), ident
            assert _dans(pied, x) and _dans(lus[rang]["note"], x)
        assert "ouverture" in octets(g, "svg").decode().split("<desc>")[1].split("</desc>")[0]


def test_la_phrase_copiee_est_la_lecture_du_bloc(lecteur_dessine, monkeypatch):
    from ui import montrer

    copiees: list[str] = []
    monkeypatch.setattr(montrer.copier, "copier_phrase", copiees.append)
    for nom in ("container", "download_button", "button", "html"):
        monkeypatch.setattr(montrer.st, nom, _muet)
    monkeypatch.setattr(montrer.copier, "copier_graphique", lambda *a: None)
    (bloc,) = _blocs(lecteur_dessine, "voeux_places", DESSINEE[:1])
    montrer._sorties(None, bloc, None)
    x = next(x for x in bloc.figures if _attendu(x))
    assert x and copiees == [typo(bloc.lecture)] and "Couverture" in copiees[0]


class _Rien:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __bool__(self):
        return False


def _muet(*_, **__):
    return _Rien()
