"""What a drawing says is what its figures are: which mark is which, where it stands, what its pointer and words say."""

import pandas as pd
import pytest
from graphiques_exemples import LIEUX, exemples, ligne, table

from charts import jetons
from charts.couverture import constantes
from charts.genres.multiples import Multiples
from charts.mots import info
from charts.planche import composer
from charts.scene import Axe

MER = LIEUX[0]


def nette(dit: str) -> str:
    """A text with ordinary spaces."""
    return dit.replace("\u00a0", " ").replace("\u202f", " ")


def dessin(g):
    return composer(g, jetons.CLAIR, 700)


def part(**autres) -> dict:
    """938 wishes granted of 1 345."""
    return ligne(*MER, 938 / 1345, numerateur=938, denominateur=1345, **autres)


def test_le_carre_est_celui_des_places_et_le_rond_celui_des_voeux():
    # 120 wishes for 100 places: the mark of the places is nearer zero.
    g = exemples()["halteres"].avec(figures=table(1.2, 1.2, 1.2))
    s = dessin(g)
    marques = {m.sens: m for m in s.marques[2:4]}  # after the two of the key
    assert {sens: m.bord for sens, m in marques.items()} == {n: jetons.CLAIR[n] for n in ("capacite", "demande")}
    assert marques["capacite"].x < marques["demande"].x
    textes = {t.texte: t for t in reversed(s.textes) if t.cale != "center" and t.texte in ("100", "120")}
    assert textes["100"].x < marques["capacite"].x < marques["demande"].x < textes["120"].x
    infos = [nette(c.info) for c in s.cibles]
    assert any(i.endswith("places : 100") for i in infos) and any(i.endswith("vœux 1 : 120") for i in infos)
    assert g.encodage.tableau(g).table.iloc[0].to_dict() == {"places": 100, "vœux 1": 120}


@pytest.mark.parametrize(
    ("valeurs", "valeur", "px"),
    # A margin of 6 % beyond the farthest value: 4 stands at 100 of 106 px, 2 half way from zero.
    [((2, 4), 4, 100), ((2, 4), 2, 50), ((2, 4), 0, 0), ((-4, -2), -2, 56), ((-4, -2), 0, 106)],
)
def test_un_axe_part_de_zero(valeurs, valeur, px):
    assert Axe.sur(valeurs, 0, 106).px(valeur) == pytest.approx(px)


def rompue() -> object:
    """1,00 in 2024, then 1,10 and 1,20: 2025 is not comparable with 2024, 2026 is with 2025."""
    figures = pd.DataFrame(
        [ligne(*MER, 1.0, 2024), ligne(*MER, 1.1, 2025, evolution="non_comparable"),
         ligne(*MER, 1.2, 2026, evolution="hausse")]
    )  # fmt: skip
    return exemples()["multiples"].avec(figures=figures, encodage=Multiples())


def test_une_ligne_est_coupee_a_l_annee_qui_rompt_et_a_nulle_autre():
    s = dessin(rompue())
    annees = {t.texte: t.x for t in s.textes if t.texte in ("2024", "2025", "2026")}
    traits = [[x for x, _ in t.points] for t in s.lignes if t.epaisseur == 2.5]
    assert traits == [[annees["2025"], annees["2026"]]]
    (signe,) = [t.x for t in s.textes if t.texte == "≠"]
    assert annees["2024"] < signe < annees["2025"]


def test_le_classeur_ne_joint_pas_deux_annees_qui_ne_se_comparent_pas():
    g = rompue()
    colonnes = g.encodage.tableau(g).table.to_dict("series")
    lues = {nom: valeurs.dropna().to_dict() for nom, valeurs in colonnes.items()}
    assert lues == {"Pays de mer": {2024: 1.0}, "Pays de mer (≠ à partir de 2025)": {2025: 1.1, 2026: 1.2}}


def test_les_bornes_d_une_bande_ont_chacune_leur_colonne():
    g = exemples()["bande"]
    lue = g.encodage.tableau(g).table.iloc[0]
    assert (lue["Borne basse"], lue["Borne haute"]) == (268 / 389, 308 / 389)
    assert (lue["Intervalle à 95 %, bas"], lue["Intervalle à 95 %, haut"], lue["n"]) == (0.721, 0.809, 349)


def test_l_infobulle_dit_la_valeur_ses_deux_termes_et_son_intervalle():
    g = exemples()["sucettes"].avec(mot="vœu 1 satisfait")
    dits = nette(info(g, part(ic_bas=0.672, ic_haut=0.721))).split("\n")
    assert dits == ["Pays de mer (2026)", "vœu 1 satisfait : 69,7 %", "938 sur 1 345",
                    "entre 67,2 et 72,1 % (intervalle à 95 %)"]  # fmt: skip


@pytest.mark.parametrize(
    ("couverture", "dite"),
    [(0.815, "couverture : 81,5 % des vœux 1"), (0.9899, "couverture : 99,0 % des vœux 1"), (0.99, ""),
     (None, "couverture : inconnue")],
)  # fmt: skip
def test_sous_99_pour_cent_la_couverture_suit_la_valeur(couverture, dite):
    x = part(couverture=couverture, couverture_de="des vœux 1")
    g = exemples()["sucettes"].avec(figures=pd.DataFrame([x]), alt="Une barre par territoire.")
    assert [d for d in nette(info(g, x)).split("\n") if d.startswith("couverture")] == [d for d in (dite,) if d]
    suite = f" Couverture incomplète : {dite.removeprefix('couverture : ')}." if dite else ""
    assert nette(g.alternative) == f"Une barre par territoire.{suite}"
    assert any("◔" in t.texte for t in dessin(g).textes) is bool(dite)


def test_les_unites_constantes_vont_de_l_annee_d_avant_a_celle_ci():
    x = {"evolution": "non_comparable", "constante_nombre": 25, "constante_unite": "formations",
         "constante_precedente": 1.29, "constante_valeur": 1.02}  # fmt: skip
    assert nette(constantes(x, "ratio", 2)) == "à unités constantes, 25 formations : 1,29 → 1,02"
    assert constantes(x | {"evolution": "baisse"}, "ratio", 2) == ""
