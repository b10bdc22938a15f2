"""What the funnel, the distributions, the matrix, the band and the map of places draw."""

import io

import openpyxl
import pandas as pd
import pytest
from graphiques_exemples import (
    ETAPES,
    LIEUX,
    delais,
    etapes,
    exemples,
    ligne,
    places,
    presences,
    quinze_jours,
)

from charts import jetons
from charts.etapes import ETAPES_DECROCHAGE, Etape, parts
from charts.fond_de_carte import contours
from charts.genres.barres import Barres
from charts.genres.entonnoir import Entonnoir, pas_de
from charts.mots import selon
from charts.planche import composer
from charts.projection import dans_le_plan, lambert93
from data.fictif import pays
from exports.fichiers import octets

NB = "\u202f"


def tableau(g) -> pd.DataFrame:
    return g.encodage.tableau(g).table


def un(g, largeur=512):
    return composer(g, jetons.CLAIR, largeur)


def textes(s) -> list[str]:
    return [x.texte for x in s.textes]


def entonnoir(**valeurs):
    return exemples()["entonnoir"].avec(figures=etapes("991", "Pays de mer", **valeurs), encodage=Entonnoir())


def test_the_axis_of_a_small_count_has_whole_graduations_only():
    figures = pd.DataFrame([ligne("991", "A", 1.0), ligne("992", "B", 0.0)])
    g = exemples()["entonnoir"].avec(figures=figures, encodage=Barres(), unite="effectif")
    assert not [x for x in textes(un(g)) if "," in x]


# Funnel


def test_each_step_has_its_count_and_its_share_of_its_universe():
    dits = textes(un(entonnoir(**ETAPES)))
    assert f"7{NB}300" in dits
    for part in ("15,0", "51,0", "34,0"):
        assert f"{part}\u00a0% des signalés" in dits
    # 1 200 contactés of the 2 000 transmis less 400 déjà suivis
    assert "75,0\u00a0% des transmis non déjà suivis" in dits
    assert "20,0\u00a0% des transmis" in dits
    assert "66,7\u00a0% des jeunes à accompagner" in dits


def test_a_share_known_between_two_bounds_is_written_so():
    f = etapes("991", "Pays de mer", transmis=207, contactes=104)
    bornes = ["entre 76,5 % et 78,8 %" if e == "contactes" else "" for e in f["etape"]]
    g = exemples()["entonnoir"].avec(figures=f.assign(part_entre=bornes), encodage=Entonnoir())
    assert "entre 76,5\u00a0% et 78,8\u00a0% des transmis non déjà suivis" in textes(un(g))
    assert "part n.c." in textes(un(g.avec(figures=f)))


def test_bars_start_at_zero_and_keep_proportion():
    s = un(entonnoir(signales=1000, decrocheurs_confirmes=250))
    barres = sorted({x.contours[0] for x in s.surfaces if x.fond in (jetons.CLAIR["encre2"], jetons.CLAIR["autres"])})
    (a0, b0), (a1, b1) = sorted(((c[0][0], c[1][0]) for c in barres), key=lambda x: -x[1])
    assert a0 == a1
    assert (b1 - a1) / (b0 - a0) == pytest.approx(0.25)


def test_the_unknown_part_comes_first_hatched_and_named():
    s = un(entonnoir(**ETAPES))
    y = {x.texte: x.y for x in s.textes}
    assert y["Jeunes signalés"] < y["Situation inconnue"] < y["Retrouvés en formation"]
    assert any(x.hachure == jetons.CLAIR["encre2"] and abs(x.contours[0][0][1] + 8 - y["Situation inconnue"]) < 1
               for x in s.surfaces)  # fmt: skip


def test_a_missing_step_is_a_sign_not_an_empty_bar_and_zero_is_written():
    s = un(entonnoir(**ETAPES))
    dits = textes(s)
    assert "s" in dits and "n.d." in dits
    assert "s secret statistique" in dits and "n.d. non disponible" in dits
    assert "0" in dits and "0,0\u00a0% des jeunes à accompagner" in dits


def test_a_share_needs_both_its_terms_and_a_given_share_is_believed():
    e = (Etape("a", "A"), Etape("b", "B", "a", "des A"), Etape("c", "C", "a", "des A", ("b",)))
    lus = {"a": {"valeur": 10}, "b": {"valeur": 4}, "c": {"valeur": 3}}
    assert parts(e, lus) == {"b": 0.4, "c": 0.5}
    assert parts(e, {**lus, "b": {"valeur": None}}) == {"b": None, "c": None}
    assert parts(e, {**lus, "b": {"valeur": 10}}) == {"b": 1.0, "c": None}
    assert parts(e, {**lus, "b": {"valeur": 4, "part": 0.8}})["b"] == 0.8
    assert parts(e, {**lus, "b": {"valeur": 4, "part": None}})["b"] is None
    assert {x.de for x in ETAPES_DECROCHAGE} - {None} <= {x.code for x in ETAPES_DECROCHAGE}


def test_a_funnel_workbook_holds_counts_and_shares():
    table = tableau(entonnoir(**ETAPES))
    assert table.loc["Contactés"].tolist() == [1200, 0.75]
    assert table.loc["Service civique"].isna().all()
    assert len(table) == len(pas_de(entonnoir(**ETAPES))) == len(ETAPES_DECROCHAGE)


def test_a_share_of_other_units_than_its_count_is_written_with_its_own_terms():
    """273 pris en charge de toutes les plateformes ; 144 sur 192 dans celles qui ont donné les deux."""
    f = etapes("991", "Pays de mer", a_accompagner=400, pris_en_charge=273, refus=40)
    f = f.assign(part=[None, 0.75, 0.1], part_numerateur=[None, 144, 40], part_denominateur=[None, 192, 400])
    g = exemples()["entonnoir"].avec(figures=f, encodage=Entonnoir())
    dits = textes(un(g))
    assert "75,0\u00a0% des jeunes à accompagner\u00a0: 144 sur 192" in dits
    assert "10,0\u00a0% des jeunes à accompagner" in dits
    assert tableau(g).loc["Pris en charge"].tolist() == [273, 0.75, 144, 192]


# Distribution


def repartition(*comptes, **options):
    e = exemples()["repartition"]
    return e.avec(figures=delais(*comptes, **options))


def test_classes_carry_share_and_count_and_unknown_stays_in_the_margin():
    dits = textes(un(repartition(120, 60, 40, 20, 10), 900))
    assert {"48\u00a0%", "120", "24\u00a0%", "60"} <= set(dits)
    assert "250" in dits and "40" in dits
    assert " ".join(dits).count("dates") == 1


def test_the_separation_falls_at_the_end_of_its_class():
    s = un(repartition(120, 60, 40, 20, 10), 900)
    tirets = [x for x in s.lignes if x.tirets == "dash"]
    classes = [x.contours[0] for x in s.surfaces if x.fond in jetons.CLAIR["rampe"] and x.bord == "#FFFFFF"]
    bords = [c[1][0] for c in classes]
    assert [x.points[0][0] for x in tirets] == [pytest.approx(bords[1]), pytest.approx(bords[3])]
    assert {"15 jours", "3 mois"} <= set(textes(s))


def test_the_class_of_the_median_is_outlined_only_where_it_is_known():
    epais = [x for x in un(repartition(120, 60, 40, 20, 10, mediane="delai_8_15")).lignes if len(x.points) == 5]
    assert len(epais) == 2  # the key and the class
    assert not [x for x in un(repartition(120, 60, 40, 20, 10)).lignes if len(x.points) == 5]


def test_a_missing_class_leaves_a_hatched_hole_between_the_known_ones():
    s = un(repartition(30, 20, None, 10, 10), 900)
    trous = [x.contours[0] for x in s.surfaces if x.hachure and x.contours[0][1][0] - x.contours[0][0][0] > 60]
    classes = [x.contours[0] for x in s.surfaces if x.fond in jetons.CLAIR["rampe"] and x.bord == "#FFFFFF"]
    assert len(classes) == 4 and len(trous) == 1
    assert trous[0][0][0] == pytest.approx(classes[1][1][0])
    assert trous[0][1][0] == pytest.approx(classes[2][0][0])
    assert "n.t." in textes(s)


def test_a_ramp_keeps_its_ends_and_its_order():
    for t in (jetons.CLAIR, jetons.SOMBRE):
        assert jetons.degrade(t["rampe"], 5) == t["rampe"]
        clartes = [jetons.luminance(c) for c in jetons.degrade(t["rampe"], 8)]
        assert clartes == sorted(clartes, reverse=t is jetons.CLAIR)
    assert jetons.degrade(jetons.CLAIR["rampe"], 1) == (jetons.CLAIR["rampe"][2],)


def test_a_workbook_says_what_a_missing_class_leaves():
    table = tableau(exemples()["repartition"])
    assert table.loc["Vallée haute", "sans valeur"] == pytest.approx(0.3)
    assert table.loc["Pays de mer", "sans valeur"] == ""
    assert table.loc["Pays de mer", "dates inconnues"] == 40


# Matrix


def test_present_absent_and_not_said_are_three_marks():
    s = un(exemples()["matrice"])
    cellules = s.marques[2:]  # after the two of the key
    assert sum(m.sens == "permanent" for m in cellules) == 6
    assert sum(m.sens == "distance" for m in cellules) == 1
    assert textes(s).count("n.t.") == 2
    # one absent and none silent for France Travail; one silent for CIO and for Mission locale
    assert {"2/3", "2/2", "6/7"} <= set(textes(s))


def test_a_partial_presence_is_written_as_a_count():
    f = presences().assign(valeur=[0.5, *[1] * 7], numerateur=[2, *[1] * 7], denominateur=[4, *[1] * 7])
    dits = textes(un(exemples()["matrice"].avec(figures=f)))
    assert "2/4" in dits and "9/11" in dits


def grande(lignes, colonnes):
    f = [ligne(f"P{j}", c, (i + j) % 2, partenaire=x, numerateur=(i + j) % 2, denominateur=1)
         for i, x in enumerate(lignes) for j, c in enumerate(colonnes)]  # fmt: skip
    return exemples()["matrice"].avec(figures=pd.DataFrame(f), noms={}, choisi=("psad", "P2"))


@pytest.mark.parametrize("largeur", [512, 680, 900])
@pytest.mark.parametrize(("m", "n"), [(6, 14), (12, 3), (3, 12), (14, 6)])
def test_a_large_matrix_keeps_every_name_whole_and_apart(m, n, largeur):
    longs = ["Centres de formation d’apprentis", LIEUX[2][1]]
    g = grande((longs + [f"Réseau {i}" for i in range(m)])[:m], [f"Plateforme {LIEUX[2][1]} {j}" for j in range(n)])
    s = un(g, largeur)
    dits = "".join(textes(s)).replace(" ", "")
    for nom in {*g.figures["partenaire"], *g.figures["libelle"]}:
        assert nom.replace(" ", "") in dits
    cellules = s.marques[2:]
    assert len(cellules) == m * n
    xs = sorted({round(c.x, 2) for c in cellules})
    assert all(b - a >= 24 for a, b in zip(xs, xs[1:], strict=False))
    assert len({c.code for c in s.cibles}) == n


def test_a_wide_matrix_is_turned_in_the_workbook_too():
    table = tableau(grande(["a", "b"], [f"c{j}" for j in range(14)]))
    assert table.shape == (15, 3)
    assert tableau(exemples()["matrice"]).loc["France Travail"].tolist() == ["–", "●", "●", "2/3"]


# Band


def test_the_band_of_unknown_dates_is_drawn_and_said():
    s = un(exemples()["bande"], 680)
    assert "entre 68,9\u00a0% et 79,2\u00a0%" in textes(s)
    assert "n.s." in textes(s) and "76,8\u00a0%" in textes(s)
    bandes = [x for x in s.surfaces if x.hachure == jetons.CLAIR["encre2"] and x.bord == jetons.CLAIR["encre2"]]
    assert len(bandes) == 1  # no unknown date in the second territory, no value in the third
    assert any(x.texte.startswith("Armoravie") for x in s.textes)
    infos = [c.info for c in s.cibles]
    assert any("selon les 40 dates inconnues" in x for x in infos)
    assert not any("selon les 0" in x for x in infos)


def test_the_band_in_words():
    f = quinze_jours().to_dict("records")
    assert selon(f[0], "inconnus", "dates inconnues") == "entre 68,9\u00a0% et 79,2\u00a0% selon les 40 dates inconnues"
    assert selon(f[1], "inconnus", "dates inconnues") == ""
    assert selon(f[2], "inconnus", "dates inconnues") == ""


# Places


def test_lambert_93_is_that_of_a_known_school():
    # a collège of Lamastre whose register gives both pairs of coordinates
    x, y = lambert93(4.584419934777967, 44.98511168476998)
    assert (x, y) == (pytest.approx(824876.1, abs=0.2), pytest.approx(6433018.3, abs=0.2))


def dans(point, code, fictif=False) -> bool:
    return sum(pays.dedans(*point, tuple(map(tuple, r))) for r in contours(fictif)["departements"][code]["r"]) % 2 == 1


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(2.352, 48.857, "75"), (-4.1, 48.2, "29"), (5.0, 47.3, "21"), (9.15, 42.2, "2B"), (9.0, 41.85, "2A"),
     (-61.6, 16.15, "971"), (-61.0, 14.65, "972"), (-53.2, 4.0, "973"), (55.5, -21.1, "974"),
     (45.15, -12.8, "976")],
)  # fmt: skip
def test_a_real_point_lies_in_its_departement(lon, lat, code):
    assert dans(dans_le_plan(lon, lat), code)


def test_every_invented_commune_lies_in_its_departement():
    assert all(dans(dans_le_plan(c.longitude, c.latitude), c.departement, True) for c in pays.communes())


def test_a_point_without_a_plane_has_no_place():
    assert dans_le_plan(-56.2, 46.8) is None  # Saint-Pierre-et-Miquelon
    assert dans_le_plan(None, 48.0) is None


def test_openings_are_shapes_networks_are_panels_and_lost_places_are_counted():
    s = un(exemples()["lieux"], 900)
    formes = [m.sens for m in s.marques]
    for forme in ("permanent", "regulier", "itinerant", "distance", "eloigne"):
        assert forme in formes
    dits = " ".join(textes(s))
    assert "Mission locale\u00a0: 3 lieux" in dits
    assert "CIO\u00a0: 2 lieux, dont 1 sans coordonnées, hors de la carte" in dits
    assert any("Antenne de Port-Blanc" in c.info and c.code == "991" for c in s.cibles)


def test_a_frame_keeps_the_named_departements_only():
    g = exemples()["lieux"]
    seul = g.avec(encodage=type(g.encodage)(places(), cadre=("991",)))
    assert {c.code for c in un(seul).cibles} == {"991"}


def test_the_files_of_a_map_hold_its_places():
    g = exemples()["lieux"]
    w = openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx")))["Lieux"]
    lignes = [[c.value for c in r] for r in w.iter_rows(min_row=5)]
    assert len(lignes) == len(places()) + 1
    assert lignes[0][:3] == ["lieu", "Antenne de Port-Blanc", "Mission locale"]
    csv = octets(g, "csv").decode("utf-8-sig")
    assert "Bus de l’orientation" in csv and "permanence régulière" in csv


@pytest.mark.reel
def test_real_schools_lie_in_their_departement(donnees_reelles):
    chemin = donnees_reelles / "etablissements" / "fr-en-adresse-et-geolocalisation_colleges.csv"
    f = pd.read_csv(chemin, sep=";", dtype=str, encoding="utf-8-sig").dropna(subset=["latitude", "longitude"])
    codes = f["code_departement"].where(f["code_departement"].str[0] != "0", f["code_departement"].str[1:])
    dedans = [
        dans(p, code)
        for lon, lat, code in zip(f["longitude"], f["latitude"], codes, strict=True)
        if code in contours(False)["departements"] and (p := dans_le_plan(float(lon), float(lat)))
    ]
    assert len(dedans) > 6500
    assert sum(dedans) / len(dedans) > 0.94
