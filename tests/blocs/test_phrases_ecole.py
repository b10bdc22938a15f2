"""What the pages of the school and of higher education say is what their own figures allow, on the sample and on bases
drawn with holes: no year before, a side that is missing, one territory, equal values, two rounds."""

import random
from types import SimpleNamespace

import pandas as pd
import pytest
from dessin_base import base_dessinee, place
from lecture_independante import COMPTE, Contexte, Regle, absent, assez_couvertes, compter, ecarts

from blocs import affectation, orientation, phrases
from blocs.catalogue import composer, declares, voir
from blocs.ecriture import en_json
from charts import format as fr
from vues import lecteur_courant
from vues.demande import Demande
from vues.lecteur import Lecteur

PAGES = ("demandes_decisions_3e", "demandes_decisions_2de", "affectation", "acces_superieur")
BLOCS = tuple(i for i, (page, _) in declares().items() if page.nom in PAGES)
MOTS = {
    "général": ("généraux",),
    "technologique": ("technologiques",),
    "professionnel": ("professionnels",),
    "2GT": ("2de générale et technologique",),
    "scolaire": ("statut scolaire",),
}


def _plus_grand(f: dict) -> bool:
    return f["valeur"] > 1


def _connu(f: dict) -> bool:
    return not absent(f["valeur"])


def _familles(m, c: Contexte) -> str | None:
    siennes = [f for f in c.figures if (f["niveau"], f["code"]) == (c.vue["niveau"], c.vue["code"]) and _connu(f)]
    siennes = assez_couvertes(m, siennes)
    return compter(m, sum(map(_plus_grand, siennes)), len(siennes))


def _departements(m, c: Contexte) -> str | None:
    lus = assez_couvertes(m, [f for f in c.figures if f["niveau"] == "departement" and _connu(f)])
    return compter(m, sum(map(_plus_grand, lus)), len(lus))


def _dont(m, c: Contexte) -> str | None:
    """« dont 2 en Bretagne »: never more than the whole, and only where the territory is in a région."""
    lus = [f for f in c.figures if f["niveau"] == "departement" and _connu(f) and f["valeur"] > 1]
    return None if m["n"] == "aucun" or int(m["n"]) <= len(lus) else "plus que de départements"


def _a_la_fois(m, c: Contexte) -> str | None:
    cotes: dict[str, dict[str, dict]] = {}
    for f in c.figures:
        cotes.setdefault(f["code"], {})[f["indicateur"]] = f
    couples = [(x["demande_affectation"], x["places_pourvues_affectation"]) for x in cotes.values() if len(x) == 2]
    connus = [(x, y) for x, y in couples if _connu(x) and _connu(y) and x["denominateur"] == y["denominateur"]]
    return compter(m, sum(x["valeur"] > 1 and y["valeur"] < 1 for x, y in connus), len(connus))


def _juges(c: Contexte) -> list[dict]:
    return [f for f in c.figures if f["niveau"] == c.vue["detail"] and f["repere"] in ("dans", "examiner", "ecart")]


def _au_dela(m, c: Contexte) -> str | None:
    dits = [n for n in m["qui"].replace(" et ", ", ").split(", ") if n]
    passent = {f["libelle"].replace("\u00a0", " ") for f in _juges(c) if f["repere"] != "dans"}
    cites = {d for d in dits if d in passent}
    reste = int(m["reste"] or 0)
    return None if len(cites) + reste == len(passent) and len(cites) == len(dits) else f"attendus : {sorted(passent)}"


def _pas_plus(m, c: Contexte) -> str | None:
    juges = _juges(c)
    if any(f["repere"] != "dans" for f in juges):
        return "un écart passe le seuil"
    return compter(m, len({f["code"] for f in juges}), len({f["code"] for f in juges}))


def _non_evalues(m, c: Contexte) -> str | None:
    detail = {f["code"] for f in c.figures if f["niveau"] == c.vue["detail"]}
    muets = detail - {f["code"] for f in _juges(c)}
    return None if int(m["n"]) == len(muets) else f"{len(muets)} non évalués"


def _voies(m, c: Contexte) -> str | None:
    """« plus décidées que demandées : … », half a point apart or more, in the chosen territory."""
    siennes = [f for f in c.figures if f["code"] == c.vue["code"] and _connu(f)]
    return None if siennes else "aucun écart connu dans le territoire"


def _egales(m, c: Contexte) -> str | None:
    connues = [f for f in c.figures if f["tour"] == m["tour"] and f["voie"] and _connu(f)]
    dites = {round(f["valeur"] * 1000) for f in connues} == {round(float(m["v"].replace(",", ".")) * 10)}
    return None if dites and int(m["n"]) == len(connues) else f"{len(connues)} voies connues"


def _trop_petites(m, c: Contexte) -> str | None:
    grandes = [f for f in c.figures if f["code"] == c.vue["code"] and f["niveau"] == c.vue["niveau"] and _connu(f)
               and f["denominateur"] >= int(m["n"])]  # fmt: skip
    return "une filière les a" if grandes else None


REGLES = (
    Regle("au-delà du seuil", r"Au-delà de 3 points d’écart dans une voie au moins : (?P<qui>[^(]+?)"
          r"(?: et (?P<reste>\d+) autres)?(?=$| \()", _au_dela),
    Regle("pas plus du seuil", r"Pas plus de 3 points d’écart, dans " + COMPTE, _pas_plus),
    Regle("non évalués", r"\((?P<n>\d+) non évalués?\)", _non_evalues),
    Regle("voies", r"(?:plus|moins) décidées que demandées|moins d’un demi-point d’écart", _voies),
    Regle("avant Parcoursup", r"Avant 2018", lambda m, c: None),
)  # fmt: skip
PROPRES = {
    "familles": (
        Regle("familles", r"plus de vœux 1 que de places dans " + COMPTE, _familles),
        Regle("aucune famille", COMPTE + r"[^:;]*n’a plus de vœux 1 que de places", _familles),
    ),
    "carte": (
        Regle("carte", r"plus de vœux 1 que de places dans " + COMPTE, _departements),
        Regle("dont", r"dont (?P<n>\d+|aucun) ", _dont),
    ),
    "voeu1_tours": (
        Regle(
            "égales", r"au tour (?P<tour>[^:]+?) : (?P<v>[\d,]+) % pour chacune des (?P<n>\d+) voies connues", _egales
        ),
    ),
    "places_pourvues": (Regle("petites", r"aucune valeur sur (?P<n>\d+) places ou plus", _trop_petites),),
    "quadrant": (
        Regle("à la fois", r"plus de vœux 1 que de places et des places .* dans " + COMPTE, _a_la_fois),
        Regle("ni l’un ni l’autre", COMPTE + r"[^:;]*n’a à la fois", _a_la_fois),
    ),
}


def _relire(lecteur: Lecteur, ident: str, choix: dict) -> list[str]:
    page, _ = declares()[ident]
    vue = voir(lecteur, page, Demande(choix))
    if vue.campagne is None:
        return []
    return ecarts(en_json(composer(vue, ident)), (*PROPRES.get(ident, ()), *REGLES), MOTS)


VUES = (
    {"niveau": "region", "territoire": "99"},
    {"niveau": "departement", "territoire": "991", "situation": "2025"},
    {"niveau": "departement", "territoire": "991", "situation": "2024"},
    {"niveau": "france", "territoire": "FR"},
    {"niveau": "region", "territoire": "98", "detail": "academie"},
    {"niveau": "academie", "territoire": "9A"},
)


@pytest.mark.parametrize("ident", BLOCS)
def test_les_phrases_de_l_echantillon_sont_celles_de_leurs_chiffres(base_echantillon, ident):
    lecteur = lecteur_courant(base_echantillon)
    for choix in VUES:
        assert _relire(lecteur, ident, choix) == [], choix


# --- Bases drawn with holes -----------------------------------------------------------------------------------------

DEPARTEMENTS = ("22", "29", "35", "56")
_RENTREES = (2021, 2022)


def _n(tirage: random.Random, haut: int) -> int | None:
    """A count, sometimes missing, sometimes a round number that others share."""
    return tirage.choice((None, 0, 20, 100, tirage.randrange(1, haut), tirage.randrange(1, haut)))


def _affectation(tirage: random.Random, d: str, annee: int) -> list[dict]:
    faits = []
    for k, palier in enumerate(("2de pro", "CAP", "1re pro")):
        if tirage.random() < 0.8:
            for e in range(tirage.randrange(1, 3)):
                uai = f"0{d}00{k}{e}A"
                faits.append({"source": "affelnet_attractivite", "campagne": annee, "departement": d,
                              "etablissement": uai, "mefstat11": f"{k}{e}", "palier_entree": palier,
                              "famille_metiers": tirage.choice((None, "Relation client", "Alimentation")),
                              "capacite": _n(tirage, 200), "voeux_1": _n(tirage, 300)})  # fmt: skip
    if tirage.random() < 0.8:
        faits.append({"source": "affelnet_affectation", "campagne": annee, "departement": d, "palier_entree": "1re pro",
                      "etablissement": f"0{d}0009A", "mefstat11": "9", "secteur": "public", "tour": "principal",
                      "capacite": _n(tirage, 200), "voeux_1": tirage.randrange(50, 300),
                      "affectes_voeu_1": tirage.randrange(0, 50), "affectes_tous": _n(tirage, 200)})  # fmt: skip
    for tour, date in (("principal", "01/07/2022"), ("ajustement", "10/09/2022")):
        if tirage.random() < 0.6:
            faits += [{"source": "affectation_tours", "campagne": annee, "departement": d, "tour": tour, "voie": voie,
                       "date_tour": tirage.choice((date, date, None)), "voeux_1": 60,
                       "affectes_voeu_1": _n(tirage, 60), "liste_supplementaire": 5,
                       "sans_affectation": _n(tirage, 50)} for voie in ("2PRO", "CAP1")]  # fmt: skip
    return faits


def _superieur(tirage: random.Random, d: str, annee: int) -> list[dict]:
    faits = []
    for k, filiere in enumerate(("BTS", "BUT", "Licence")):
        if tirage.random() < 0.8:
            admis = tirage.randrange(1, 90)
            faits.append({"source": "parcoursup", "campagne": annee, "departement": d, "filiere": filiere,
                          "etablissement": f"0{d}00{k}1B", "formation_code": str(k), "capacite": _n(tirage, 300),
                          "formation": tirage.choice((filiere, filiere, f"{filiere} - Entièrement en distanciel")),
                          "admis": admis, "admis_neobac": admis, "admis_bp": min(admis, 20), "admis_bt": admis // 2,
                          "admis_meme_academie_idf": admis // 3, "admis_boursiers": _n(tirage, admis + 1),
                          "candidatures_pp": 1000, "propositions": _n(tirage, 900),
                          "candidatures_pp_bg": 500, "propositions_bg": _n(tirage, 400),
                          "candidatures_pp_bt": _n(tirage, 300), "propositions_bt": _n(tirage, 300),
                          "candidatures_pp_bp": 200, "propositions_bp": tirage.randrange(0, 200)})  # fmt: skip
    if tirage.random() < 0.7:
        faits.append({"source": "parcoursup_bts", "campagne": annee, "departement": d, "filiere": "BTS",
                      "etablissement": f"0{d}0021B", "formation_code": "1",
                      "statut": tirage.choice(("scolaire", "apprentissage")), "capacite": _n(tirage, 90),
                      "voeux_confirmes": _n(tirage, 900)})  # fmt: skip
    return faits


def _orientation(tirage: random.Random, d: str, annee: int) -> list[dict]:
    if tirage.random() < 0.2:
        return []
    commun = {"source": "orientation", "campagne": annee, "departement": d, "palier": "3E", "complet": True,
              "etablissement": f"0{d}0031C", "niveau_unite": "établissement"}  # fmt: skip
    comptes = {v: (tirage.randrange(0, 90), tirage.randrange(0, 90)) for v in ("2GT", "2PRO", "CAP1", "MAINTIEN")}
    faits = [commun | {"voie": v, "demandes_definitives": a, "decisions_apres_appel": b}
             for v, (a, b) in comptes.items()]  # fmt: skip
    total = sum(b for _, b in comptes.values())
    return [*faits, commun | {"voie": "ENSEMBLE", "decisions_total": total, "differents": _n(tirage, 20),
                              "etab_attendus": 3, "etab_repondants": 2, "appels_deposes": _n(tirage, 5),
                              "decisions_apres_appel": total}]  # fmt: skip


def _dessiner(dossier, graine: int) -> Lecteur:
    """A base of Bretagne and a département outside it, drawn from that seed: years, territories and sides may lack."""
    tirage = random.Random(graine)
    lieux = [*tirage.sample(DEPARTEMENTS, tirage.randrange(1, 5)), *(["44"] if tirage.random() < 0.6 else [])]
    annees = tirage.choice((_RENTREES, _RENTREES, (2022,)))
    couples = [(d, a) for d in lieux for a in annees]
    chemin = dossier / f"base-20260101T0000{graine:08d}.duckdb"
    con = base_dessinee(
        chemin,
        affectation=[f for c in couples for f in _affectation(tirage, *c)],
        superieur=[f for c in couples for f in _superieur(tirage, *c)],
        orientation=[f for c in couples for f in _orientation(tirage, *c)],
    )
    con.close()
    return Lecteur(chemin)


DESSINEES = (
    {"niveau": "region", "territoire": "53"},
    {"niveau": "departement", "territoire": "35"},
    {"niveau": "departement", "territoire": "56", "comparer": "region"},
    {"niveau": "france", "territoire": "FR", "detail": "departement"},
)


@pytest.mark.parametrize("graine", range(7))
def test_les_phrases_d_une_base_trouee_sont_celles_de_ses_chiffres(tmp_path, graine):
    lecteur = _dessiner(tmp_path, graine)
    trouves = [
        f"{ident} {choix} : {e}" for ident in BLOCS for choix in DESSINEES for e in _relire(lecteur, ident, choix)
    ]
    assert trouves == []


# --- Sentences worked by hand ---------------------------------------------------------------------------------------


def _annee(libelle: str, valeur, evolution) -> dict:
    return {"libelle": libelle, "valeur": valeur, "evolution": evolution}


COUVERTURES = {"rupture": "couverture 87,4 %, puis 100,0 %", "couverture": 1.0}


@pytest.mark.parametrize(
    ("rangees", "dit"),
    [
        # Nothing to compare with: no « en hausse dans aucun des 2 ».
        ([_annee("Ain", 1.0, None), _annee("Aisne", 1.2, None)],
         "V : aucune année comparable à 2022, dans le détail par département"),
        ([_annee("Ain", 1.0, "hausse"), _annee("Aisne", 1.2, "stable")],
         "V en hausse en 2022 dans 1 département sur 2"),
        ([_annee("Ain", 1.0, "baisse"), _annee("Aisne", 1.2, "stable")],
         "V, aucune hausse en 2022 dans les 2 départements"),
        # What broke, or has no value, is not counted.
        ([_annee("Ain", 1.0, "hausse"), _annee("Aisne", 1.2, "non_comparable"), _annee("Allier", 0.9, "baisse")],
         "V en hausse en 2022 dans 1 département sur 2 comparables ; non comparable : Aisne"),
        # Both covers of one that broke, which is whole this year; those of the compared ones, of either year.
        ([_annee("Ain", 1.0, "hausse"), _annee("Nord", 0.74, "non_comparable") | COUVERTURES],
         ("V en hausse en 2022 dans le seul département comparable ; non comparable : Nord (couverture 87,4 %, puis "
         "100,0 %)")),
        ([_annee("Ain", 1.0, "hausse") | {"couverture": 0.9}, _annee("Nord", 0.74, "non_comparable") | COUVERTURES],
         ("V en hausse en 2022 dans le seul département comparable (couverture partielle) ; non comparable : Nord "
         "(couverture 87,4 %, puis 100,0 %)")),
        ([_annee("Ain", 1.0, "hausse"), *([_annee("Nord", 0.74, "non_comparable") | COUVERTURES] * 3)],
         "V en hausse en 2022 dans le seul département comparable ; non comparables : Nord, Nord et Nord"),
        ([_annee("Ain", 1.0, "hausse"), _annee("Aisne", 1.2, "hausse"), _annee("Allier", None, None)],
         "V en hausse en 2022 dans les 2 départements comparables"),
        ([_annee("Ain", 1.0, "hausse"), _annee("Aisne", None, None)],
         "V en hausse en 2022 dans le seul département comparable"),
    ],
)  # fmt: skip
def test_une_hausse_se_compte_parmi_ce_qui_se_compare(rangees, dit):
    assert phrases.evolutions("V", pd.DataFrame(rangees), 2022, "départements") == dit


def test_la_rupture_du_cap_n_est_pas_dite_de_la_2de_pro(tmp_path):
    """Aisne: 110 places of CAP after 100 are comparable, 111 are not; its 2de pro did not move and says so."""
    for places, rompue in ((110, False), (111, True)):
        faits = [place(f"002000{k}A", "1", n, v, annee, palier, departement="02")
                 for k, (palier, annee, n, v) in enumerate((
                     ("CAP", 2021, 100, 100), ("CAP", 2022, places, 100),
                     ("2de pro", 2021, 100, 100), ("2de pro", 2022, 100, 150)))]  # fmt: skip
        chemin = tmp_path / f"base-20260101T0000{places:08d}.duckdb"
        base_dessinee(chemin, affectation=faits).close()
        page, _ = declares()["deux_rentrees"]
        vue = voir(
            Lecteur(chemin), page, Demande({"niveau": "departement", "territoire": "02", "detail": "departement"})
        )
        bloc = composer(vue, "deux_rentrees")
        cap = next(
            f for f in bloc.figures if f["palier_entree"] == "CAP" and f["campagne"] == 2022 and f["code"] == "02"
        )
        assert (cap["evolution"] == "non_comparable") is rompue
        assert bloc.titre.startswith("2de professionnelle : vœux 1 pour une place en hausse en 2022 dans l’unique")
        assert "non comparable" not in bloc.titre


def test_ce_qui_n_a_pas_d_ecart_n_est_ni_au_dessus_ni_au_dessous():
    x = {
        "libelle": "A",
        "valeur": 0.5,
        "ic_bas": 0.4,
        "ic_haut": 0.6,
        "reference_valeur": 0.7,
        "reference_libelle": "F",
    }
    assert phrases.comparee(x | {"ecart_reference": -0.2}, fr.part) == "F : 70,0\u00a0%"
    assert phrases.comparee(x | {"ecart_reference": None}, fr.part) == ""


@pytest.mark.parametrize(
    ("rapports", "dit"),
    [
        # As many wishes as places is not more.
        ((1.0, 1.01), "plus de vœux 1 que de places dans 1 département sur 2"),
        ((1.0, 0.99), "aucun des 2 départements n’a plus de vœux 1 que de places"),
        ((1.01, 1.01, None), "plus de vœux 1 que de places dans les 2 départements connus"),
        ((1.01,), "plus de vœux 1 que de places dans l’unique département"),
    ],
)
def test_autant_de_voeux_que_de_places_n_est_pas_plus(rapports, dit):
    table = pd.DataFrame({"valeur": pd.Series(rapports, dtype=object)})
    assert affectation.plus_de_voeux(table, "départements") == dit


@pytest.mark.parametrize(
    ("rapports", "couvertures", "dit"),
    [
        # 90 % is enough, 89,9 % is not; a count of some is not that strong a sentence.
        ((1.2, 1.2), (0.9, 1.0), "plus de vœux 1 que de places dans les 2 départements"),
        ((1.2, 1.2), (0.899, 1.0), ("plus de vœux 1 que de places dans le seul département connu "
                                    "(couverture trop faible : A 89,9 %)")),
        ((0.8, 0.8, 0.8), (0.768, 1.0, 1.0), ("aucun des 2 départements connus n’a plus de vœux 1 que de places "
                                              "(couverture trop faible : A 76,8 %)")),
        ((1.2, 1.2), (0.768, 0.5), ("vœux 1 pour une place, couverture trop faible pour conclure "
                                    "(A 76,8 % et B 50,0 %)")),
        ((1.2, 0.8), (0.768, 1.0), "plus de vœux 1 que de places dans 1 département sur 2"),
    ],
)  # fmt: skip
def test_tous_ou_aucun_ne_se_disent_que_de_ce_qui_est_assez_couvert(rapports, couvertures, dit):
    table = pd.DataFrame({"libelle": list("ABC")[: len(rapports)], "valeur": pd.Series(rapports, dtype=object),
                          "couverture": couvertures, "couverture_de": "des vœux 1"})  # fmt: skip
    assert affectation.plus_de_voeux(table, "départements").replace("\u00a0", " ") == dit


@pytest.fixture
def deux_annees(tmp_path) -> Lecteur:
    """Ille-et-Vilaine, CAP: 100 wishes for 100 places in 2021, 130 for 100 in 2022."""
    chemin = tmp_path / "base-20260101T000000000002.duckdb"
    faits = [place("0350001A", "1", 100, n, annee, "CAP") for annee, n in ((2021, 100), (2022, 130))]
    base_dessinee(chemin, affectation=faits).close()
    return Lecteur(chemin)


ILLE = {"niveau": "departement", "territoire": "35", "detail": "departement", "comparer": "region"}


def test_l_ecart_d_une_annee_se_lit_sous_l_annee_d_avant(deux_annees):
    page, _ = declares()["voeux_places"]
    bloc = composer(voir(deux_annees, page, Demande(ILLE)), "voeux_places")
    ((tableau, _), *_) = bloc.tableaux
    assert [c.nom for c in tableau.colonnes[1:]] == ["Vœux 1", "Places", "Vœux 1 pour\nune place", "Écart\nà 2021"]
    lignes = {x.cellules[0].nu: [c.nu for c in x.cellules[1:]] for x in tableau.lignes if len(x.cellules) > 1}
    assert lignes["Ille-et-Vilaine"] == ["130", "100", "1,30", "+0,30"]
    assert "130 vœux 1 se sont portés sur 100 places" in bloc.lecture.replace("\u00a0", " ")


@pytest.mark.parametrize("annee", [2021, 2022])
def test_le_passeport_est_de_l_annee_montree(deux_annees, annee):
    page, _ = declares()["voeux_places"]
    vue = voir(deux_annees, page, Demande(ILLE | {"situation": str(annee)}))
    dits = dict(composer(vue, "voeux_places").passeport)
    assert dits["Période"] == f"campagne Affelnet {annee}" and dits["Territoire"].startswith("Ille-et-Vilaine (")
    assert dits["Comparaison"] == "Bretagne"


GT, PRO, CAP = "2de générale et technologique", "2de professionnelle", "1re année de CAP"


@pytest.mark.parametrize(
    ("ecarts_lus", "dit"),
    [
        # Half a point or more on a side names the voie there; less names none.
        (
            {"2GT": 0.005, "2PRO": -0.005},
            f"En Bretagne, plus décidées que demandées : {GT} ; moins décidées que demandées : {PRO}",
        ),
        (
            {"2GT": -0.02, "2PRO": 0.004, "CAP1": 0.016},
            f"En Bretagne, plus décidées que demandées : {CAP} ; moins décidées que demandées : {GT}",
        ),
        (
            {"2GT": 0.0049, "2PRO": -0.0049},
            "En Bretagne, moins d’un demi-point d’écart dans chacune des 2 voies connues",
        ),
        ({}, "Parts demandées et parts décidées, par voie : rien de connu en Bretagne"),
    ],
)
def test_une_voie_est_plus_ou_moins_decidee_que_demandee_a_un_demi_point(ecarts_lus, dit):
    vue = SimpleNamespace(lieu=SimpleNamespace(situe="en Bretagne"))
    ici = pd.DataFrame({"voie": list(ecarts_lus), "valeur": list(ecarts_lus.values())})
    assert orientation._titre_des_voies(vue, ici, "3E") == dit
