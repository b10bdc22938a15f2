"""Un tiret est un zéro ou un nombre manquant par la preuve de sa feuille ; sans preuve, c’est une question."""

import pytest
from fabrique import charger_ok, charger_un, ecrire_xlsx, lire

from indicators import calculer
from store.bases import ouvrir_base

VIDE = [None] * 7
VOIES = ["2de GT", None, "2de pro", None, "CAP", None]
TETE = [
    ["ACADÉMIE 9A – BILAN DE L'ORIENTATION – FIN DE 3e – JUIN 2026"],
    ["Dépt", "UAI", "Établissement", "Effectif 3e", "Demandes définitives (T3)", *VIDE, "Décisions après appel", *VIDE],
    [None, None, None, None, *VOIES, "Sans dde", None, *VOIES, "Maintien", None],
    [None, None, None, None, *["Nb", "%"] * 8],
]
UN = [60, "60,0%", 30, "30,0%", 10, "10,0%"]
DEUX = [50, "50,0%", 40, "40,0%", 10, "10,0%"]
LUES = """SELECT unite, voie, demandes_definitives, decisions_apres_appel FROM orientation
          WHERE voie IN ('SANS_DEMANDE', 'MAINTIEN') AND unite = '0990012B' ORDER BY voie"""


def ecole(sans: str | int, maintien: str | int, part: str | None = "0,0%", effectif=100, uai="0990012B") -> list:
    return ["991", uai, "CLG UN", effectif, *UN, sans, part, *DEUX, maintien, part]


def bilan(tmp_path, *lignes):
    return ecrire_xlsx(tmp_path / "bilan_3e_juin_2026.xlsx", [*TETE, *lignes])


PREUVES = {
    "le pourcentage écrit à côté": ([ecole("-", "-", effectif=None)], (0, 0)),
    "l’effectif, somme des autres voies": ([ecole("-", "-", part="-")], (0, 0)),
    "le total du bloc, sans lui": (
        [ecole("-", "-", None, None), ["991", None, "Total 991", None, *UN, 0, None, *DEUX, 0, None]], (0, 0),
    ),
    "un pourcentage qui n’est pas nul": ([ecole("-", "-", "2,0%", None)], (None, None)),
    "un effectif plus grand que les autres voies": ([ecole("-", "-", None, 104)], (None, None)),
}  # fmt: skip


@pytest.mark.parametrize("cas", PREUVES)
def test_la_preuve_de_la_feuille_dit_ce_qu_est_un_tiret(tmp_path, cas):
    lignes, (sans, maintien) = PREUVES[cas]
    charger_ok(bilan(tmp_path, *lignes), tmp_path / "b")
    lues = {voie: (d, a) for _, voie, d, a in lire(tmp_path / "b", LUES)}
    assert (lues.get("SANS_DEMANDE", (None,))[0], lues.get("MAINTIEN", (None, None))[1]) == (sans, maintien)


def test_sans_preuve_une_question_par_colonne_avec_son_compte_et_ses_cellules(tmp_path):
    fichier = bilan(tmp_path, ecole("-", 0, None, None), ecole("-", 0, None, None, "0990031X"))
    (question,) = charger_un(fichier, tmp_path / "b").questions
    assert (question.nom, question.reponses) == ("tiret_demandes_definitives_t3_sans_dde_nb", ("zero", "manquant"))
    assert "2 tirets" in question.libelle and "lignes 5, 6" in question.libelle
    charger_ok(fichier, tmp_path / "b", reponses={question.nom: "zero"})
    assert lire(tmp_path / "b", LUES)[-1][2] == 0


def test_dit_manquant_un_tiret_reste_inconnu(tmp_path):
    reponses = {"tiret_demandes_definitives_t3_sans_dde_nb": "manquant"}
    charger_ok(bilan(tmp_path, ecole("-", 0, None, None)), tmp_path / "b", reponses=reponses)
    assert [d for _, voie, d, _ in lire(tmp_path / "b", LUES) if voie == "SANS_DEMANDE" and d is not None] == []


def test_un_college_qui_ecrit_des_tirets_pour_personne_reste_dans_les_ecarts(tmp_path):
    autre = ["991", "0990031X", "CLG DEUX", 100, *UN, 0, "0,0%", *UN, 0, "0,0%"]
    charger_ok(bilan(tmp_path, ecole("-", "-"), autre), tmp_path / "b")
    base = ouvrir_base(tmp_path / "b")
    ecart = calculer(base, "ecart_demande_decision", niveau="departement", campagnes=[2026])
    (gt,) = ecart[(ecart.code == "991") & (ecart.voie == "2GT")].itertuples()
    assert (round(gt.valeur, 3), gt.numerateur, gt.denominateur, gt.couverture) == (-0.05, 110, 200, 1.0)
    minimum = calculer(base, "decision_differente_minimum", niveau="departement", campagnes=[2026])
    assert list(minimum[minimum.code == "991"].valeur) == [10]
