"""Un tiret est un zéro ou un nombre manquant par la preuve de sa feuille ; sans preuve, c’est une question."""

import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

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


# --- Every source with counts


TOURS = "Année;Département;Origine;Voie du vœu 1;Tour;Cand.;Aff. V1;Aff. autre;LS;NA"
ATTENTES = "SELECT liste_supplementaire, sans_affectation FROM affectation ORDER BY voeux_1"


def tours(tmp_path, *lignes, entete=TOURS, nom="tours.csv"):
    return deposer(tmp_path, "\n".join([entete, *lignes]) + "\n", nom)


@pytest.mark.parametrize(
    ("ligne", "attentes"),
    [
        # 40 + 8 + 2 are all of the 50 candidates, then 40 + 8 only.
        ("2026;35;3e;2GT;TP;50;40;8;-;2", (0, 2)),
        ("2026;35;3e;2GT;TP;60;40;8;-;2", (None, 2)),
        # 50 of 50 have a place: no one waits nor is without one, whatever the other cells write.
        ("2026;35;3e;2GT;TP;50;42;8;-;-", (0, 0)),
        ("2026;35;3e;2GT;TP;50;50;;;-", (None, 0)),
    ],
)
def test_a_plat_la_somme_declaree_dit_ce_qu_est_un_tiret(tmp_path, ligne, attentes):
    charger_ok(tours(tmp_path, ligne), tmp_path / "b")
    assert lire(tmp_path / "b", ATTENTES) == [attentes]


def test_ce_qui_reste_peut_etre_d_une_colonne_absente(tmp_path):
    # Without « LS », the 2 who are left may be waiting or without a place: nothing is proved, it is asked.
    entete = "Année;Département;Origine;Voie du vœu 1;Tour;Cand.;Aff. V1;Aff. autre;NA"
    fichier = tours(tmp_path, "2026;35;3e;2GT;TP;50;40;8;-", entete=entete)
    assert [q.nom for q in charger_un(fichier, tmp_path / "b").questions] == ["tiret_sans_affectation"]


@pytest.mark.parametrize(
    ("cellules", "lues"),
    [
        ((50, 42, 8, "-", "-"), [(0, 0)]),
        ((50, 40, 8, "-", 2), [(0, 2)]),
        ((50, 40, 8, 1, "-"), [(1, None)]),  # one more is somewhere: the number is missing
    ],
)
def test_le_bilan_croise_de_l_affectation_suit_la_somme_de_sa_source(tmp_path, cellules, lues):
    entete = [None, None, "VŒU 1 EN 2GT", None, None, None, None]
    comptes = ["Département", "Origine", "Cand.", "Aff. V1", "Aff. autre", "LS", "NA"]
    lignes = [["Affelnet lycée – juin 2026"], entete, comptes, ["991", "3e", *cellules]]
    fichier = ecrire_xlsx(tmp_path / "Bilan_affectation_2026.xlsx", lignes)
    charger_ok(fichier, tmp_path / "b", reponses={"tour": "principal"}, source="affectation_tours")
    assert lire(tmp_path / "b", ATTENTES) == lues


def test_le_tiret_de_personne_reste_au_denominateur_de_la_part(tmp_path):
    # 15 of 100, then nobody of 110: 15 / 210, not 15 / 100.
    charger_ok(tours(tmp_path, "2026;35;3e;2GT;TP;100;80;5;0;15", "2026;22;3e;2GT;TP;110;100;10;-;-"), tmp_path / "b")
    figures = calculer(ouvrir_base(tmp_path / "b"), "sans_affectation", niveau="academie")
    (part,) = figures.loc[figures["valeur"].notna(), "valeur"].unique()
    assert part == pytest.approx(15 / 210)


def test_a_plat_deux_preuves_contraires_laissent_chaque_ligne_a_la_sienne(tmp_path):
    charger_ok(tours(tmp_path, "2026;35;3e;2GT;TP;50;40;8;-;2", "2026;35;3e;2PRO;TP;60;40;8;–;2"), tmp_path / "b")
    assert lire(tmp_path / "b", ATTENTES) == [(0, 2), (None, 2)]


def test_a_plat_le_total_dit_ce_qu_est_un_tiret(tmp_path):
    # Neither line is whole: « NA » is missing everywhere. The total of « LS » is the sum of what is written.
    lignes = ["2026;35;3e;2GT;TP;50;40;8;-;", "2026;35;3e;2PRO;TP;60;40;8;3;", "Total;;;;;110;80;16;3;"]
    charger_ok(tours(tmp_path, *lignes), tmp_path / "b")
    assert [ls for ls, _ in lire(tmp_path / "b", ATTENTES)] == [0, 3]


def test_a_plat_sans_preuve_une_question_par_colonne(tmp_path):
    # Two dashes on one line: neither is proved. On the second, 40 + 1 + 2 are under 50: the other column is missing.
    fichier = tours(tmp_path, "2026;35;3e;2GT;TP;50;40;-;-;2", "2026;22;3e;2GT;TP;50;40;-;1;2")
    (question,) = charger_un(fichier, tmp_path / "b").questions
    assert question.nom == "tiret_liste_supplementaire" and question.reponses == ("zero", "manquant")
    assert "un tiret dont rien ne dit le sens (ligne 2)" in question.libelle
    charger_ok(fichier, tmp_path / "b", reponses={"tiret_liste_supplementaire": "zero"})
    assert lire(tmp_path / "b", "SELECT affectes_autre, liste_supplementaire FROM affectation ORDER BY 2") == [
        (None, 0),
        (None, 1),
    ]


def test_un_blanc_n_est_un_zero_que_si_sa_ligne_le_prouve(tmp_path):
    # 60 + 30 + 10 are the 100 pupils; of 104, four may be there.
    charger_ok(bilan(tmp_path, ecole(None, None, None), ecole(None, None, None, 104, "0990031X")), tmp_path / "b")
    lues = lire(
        tmp_path / "b",
        "SELECT unite, demandes_definitives FROM orientation WHERE voie = 'SANS_DEMANDE' ORDER BY unite",
    )
    assert lues[0] == ("0990012B", 0) and all(d is None for _, d in lues[1:])


# --- The answer is remembered for its sender


def test_la_reponse_donnee_vaut_pour_le_fichier_suivant_du_meme_emetteur(tmp_path):
    charger_ok(
        tours(tmp_path, "2025;35;3e;2GT;TP;50;40;8;-;"), tmp_path / "b", reponses={"tiret_liste_supplementaire": "zero"}
    )
    bilan = charger_ok(tours(tmp_path, "2026;22;3e;2GT;TP;50;40;8;-;", nom="suite.csv"), tmp_path / "b")
    assert lire(tmp_path / "b", "SELECT liste_supplementaire FROM affectation WHERE campagne = 2026") == [(0,)]
    (reprise,) = [c for c in bilan.findings if c.code == "reponse_reprise"]
    assert "« tours.csv » : tiret_liste_supplementaire = zero" in reprise.message


def test_une_autre_academie_ecrit_comme_elle_veut(tmp_path):
    charger_ok(
        tours(tmp_path, "2025;35;3e;2GT;TP;50;40;8;-;"), tmp_path / "b", reponses={"tiret_liste_supplementaire": "zero"}
    )
    bilan = charger_un(tours(tmp_path, "2026;62;3e;2GT;TP;50;40;8;-;", nom="lille.csv"), tmp_path / "b")
    assert (bilan.status, [q.nom for q in bilan.questions]) == ("refused", ["tiret_liste_supplementaire"])


def test_une_reponse_donnee_l_emporte_sur_celle_d_avant(tmp_path):
    charger_ok(
        tours(tmp_path, "2025;35;3e;2GT;TP;50;40;8;-;"), tmp_path / "b", reponses={"tiret_liste_supplementaire": "zero"}
    )
    suite = tours(tmp_path, "2026;35;3e;2GT;TP;50;40;8;-;", nom="suite.csv")
    bilan = charger_ok(suite, tmp_path / "b", reponses={"tiret_liste_supplementaire": "manquant"})
    assert lire(tmp_path / "b", "SELECT liste_supplementaire FROM affectation WHERE campagne = 2026") == [(None,)]
    assert "reponse_reprise" not in {c.code for c in bilan.findings}
