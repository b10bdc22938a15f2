"""Activité du SPRO : réponses écrites par des personnes, doublons, courriels, structures qui n’ont pas répondu."""

import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from indicators import calculer
from store.bases import ouvrir_base

ENTETE = [
    "Horodateur", "1. Nom de la structure", "2. Réseau d'appartenance", "5. Combien de lieux d'accueil avez-vous ?",
    "12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?",
    "12bis. S'agit-il de personnes ou de visites ?", "13. Dont moins de 26 ans (%)",
]  # fmt: skip
REGION = {"region": "53", "attendues": "5"}


def _reponse(structure="ML A", reseau="Mission locale", lieux=7, effectif=100, unite="Personnes", part=100,
             quand="2026/02/03 9:41:12 AM UTC+1"):  # fmt: skip
    return [quand, structure, reseau, lieux, effectif, unite, part]


def _enquete(dossier, *reponses, entete=ENTETE, nom="Enquete_SPRO_2025_reponses.xlsx"):
    return ecrire_xlsx(dossier / nom, [entete, *reponses])


def _constats(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


@pytest.mark.parametrize(
    ("ecrit", "effectif", "estime"),
    [
        ("environ 3 900", 3900, True), ("~70", 70, True), ("1 200 / an", 1200, False), ("1 850", 1850, False),
        (350, 350, False), ("plus de 300", None, False),
        ("au moins 300", None, False), ("0", 0, False), ("voir RA", None, False), ("?", None, False),
        ("3 et 2 antennes", None, False), ("<5", None, False), ("-12", None, False),
    ],
)  # fmt: skip
def test_un_nombre_ecrit_a_la_main_est_lu_marque_ou_inconnu(tmp_path, ecrit, effectif, estime):
    charger_ok(_enquete(tmp_path, _reponse(effectif=ecrit)), tmp_path / "bases", reponses=REGION)
    lues = lire(tmp_path / "bases", "SELECT effectif, estime FROM activite_spro WHERE structure IS NOT NULL")
    assert lues == [(effectif, estime)]


def test_une_reponse_qui_n_est_pas_un_nombre_est_dite(tmp_path):
    bilan = charger_ok(
        _enquete(tmp_path, _reponse(effectif="voir RA"), _reponse("ML B", lieux="3 et 2 antennes")),
        tmp_path / "bases", reponses=REGION,
    )  # fmt: skip
    assert (_constats(bilan)["sentinelle_effectif"], _constats(bilan)["sentinelle_lieux"]) == (1, 1)
    assert _constats(bilan)["reponse_sans_nombre"] == 1


def test_l_unite_dite_est_gardee_et_l_ignorance_aussi(tmp_path):
    reponses = [_reponse("A"), _reponse("B", unite="Visites"), _reponse("C", unite="Ne sait pas"),
                _reponse("D", unite=None)]  # fmt: skip
    charger_ok(_enquete(tmp_path, *reponses), tmp_path / "bases", reponses=REGION)
    assert lire(
        tmp_path / "bases",
        "SELECT structure_libelle, unite FROM activite_spro WHERE structure IS NOT NULL ORDER BY 1",
    ) == [("A", "personnes"), ("B", "accueils"), ("C", "inconnue"), ("D", "inconnue")]


def test_la_derniere_reponse_d_une_structure_est_retenue_quel_que_soit_l_ordre_des_lignes(tmp_path):
    reponses = [
        _reponse("ML Pays de mer", effectif=3900, quand="2026/02/11 1:05:00 PM UTC+1"),
        _reponse("ML pays de Mer", effectif=3700, quand="2026/02/11 9:59:00 AM UTC+1"),
    ]
    bilan = charger_ok(_enquete(tmp_path, *reponses), tmp_path / "bases", reponses=REGION)
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (2, 1, 1)
    assert _constats(bilan)["ecarte_reponse_remplacee"] == 1
    assert lire(tmp_path / "bases", "SELECT SUM(effectif) FROM activite_spro") == [(3900,)]


REPONSES = """SELECT reseau, structures_attendues, structures_repondantes, effectif, region FROM activite_spro
              ORDER BY reseau NULLS LAST, structures_repondantes DESC"""


def test_le_nombre_d_interrogees_donne_le_taux_de_l_ensemble_et_d_aucun_reseau(tmp_path):
    charger_ok(_enquete(tmp_path, _reponse("A"), _reponse("B")), tmp_path / "bases", reponses=REGION)
    assert lire(tmp_path / "bases", REPONSES) == [
        ("ML", None, None, 100, "53"), ("ML", None, None, 100, "53"), (None, 5, 2, None, "53"),
    ]  # fmt: skip


LISTE = [["Structures interrogées en février 2026"], ["Nom de la structure", "Réseau d'appartenance"]]


def _avec_liste(dossier, reponses, *interrogees, entete=None):
    liste = [*LISTE[:1], entete or LISTE[1], *interrogees]
    return ecrire_xlsx(dossier / "Enquete_SPRO_2025.xlsx", [ENTETE, *reponses], ("Structures interrogées", liste))


def test_la_liste_des_interrogees_donne_le_taux_de_chaque_reseau(tmp_path):
    # Twelve CIO asked, eleven answered; one mission locale asked, it answered.
    cio = [f"CIO {n}" for n in range(1, 13)]
    reponses = [_reponse(c, reseau="CIO (Éducation nationale)") for c in cio[:11]] + [_reponse("ML Pays de mer")]
    interrogees = [[c, "CIO"] for c in cio] + [["ML PAYS DE MER", "Mission locale"]]
    bilan = charger_ok(_avec_liste(tmp_path, reponses, *interrogees), tmp_path / "bases", reponses={"region": "53"})
    assert _constats(bilan)["liste_lue"] == 13 and "feuilles_non_lues" not in _constats(bilan)
    con = ouvrir_base(tmp_path / "bases")
    region = {"niveau": "region", "dans": ("region", "53")}
    (ensemble,) = calculer(con, "taux_reponse_spro", **region).itertuples()
    assert (ensemble.numerateur, ensemble.denominateur) == (12, 13)
    par = {
        f.reseau: (f.numerateur, f.denominateur)
        for f in calculer(con, "taux_reponse_spro", **region, par=["reseau"]).itertuples()
    }
    assert (par["CIO"], par["ML"]) == ((11, 12), (1, 1))


def test_sans_liste_aucun_reseau_n_a_de_taux(tmp_path):
    reponses = [_reponse(f"CIO {n}", reseau="CIO (Éducation nationale)") for n in range(11)]
    charger_ok(_enquete(tmp_path, *reponses), tmp_path / "bases", reponses={"region": "53", "attendues": "12"})
    con, region = ouvrir_base(tmp_path / "bases"), {"niveau": "region", "dans": ("region", "53")}
    (ensemble,) = calculer(con, "taux_reponse_spro", **region).itertuples()
    assert (ensemble.numerateur, ensemble.denominateur) == (11, 12)
    par = calculer(con, "taux_reponse_spro", **region, par=["reseau"])
    assert set(par[par.reseau == "CIO"].motif) <= {"non_calculable"} and par[par.reseau == "CIO"].valeur.isna().all()


def test_une_reponse_hors_de_la_liste_est_dite_avec_ceux_qui_n_ont_pas_repondu(tmp_path):
    chemin = _avec_liste(tmp_path, [_reponse("ML de A"), _reponse("ML B")], ["ML A", "Mission locale"], ["ML B", "ML"])
    bilan = charger_ok(chemin, tmp_path / "bases", reponses={"region": "53"})
    (dite,) = [c for c in bilan.findings if c.code == "reponses_hors_de_la_liste"]
    assert dite.count == 1 and "ML de A. Sans réponse : ML A." in dite.message


def test_la_liste_des_interrogees_ne_porte_pas_de_courriels(tmp_path):
    entete = ["Nom de la structure", "Réseau d'appartenance", "Contact"]
    chemin = _avec_liste(tmp_path, [_reponse("A")], ["A", "ML", "a@x.fr"], ["B", "ML", "b@x.fr"], entete=entete)
    bilan = charger_un(chemin, tmp_path / "bases", reponses={"region": "53"})
    assert bilan.status == "refused" and bilan.findings[0].code == "nominatif"


def test_sans_horodateur_une_enquete_se_lit_et_deux_reponses_d_une_structure_sont_rejetees(tmp_path):
    lignes = [_reponse("A")[1:], _reponse("B", effectif=10)[1:], _reponse("B", effectif=20)[1:]]
    bilan = charger_ok(
        _enquete(tmp_path, *lignes, entete=ENTETE[1:]), tmp_path / "bases", reponses=REGION | {"doublon": "rejeter"}
    )
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 2)


def test_un_nombre_inconnu_de_structures_laisse_l_attendu_inconnu(tmp_path):
    charger_ok(_enquete(tmp_path, _reponse("A")), tmp_path / "bases", reponses=REGION | {"attendues": "inconnu"})
    assert lire(tmp_path / "bases", "SELECT structures_attendues, structures_repondantes FROM activite_spro") == [
        (None, 1)
    ]


def test_plus_de_reponses_que_de_structures_interrogees_se_dit(tmp_path):
    chemin = _enquete(tmp_path, _reponse("A"), _reponse("B"))
    bilan = charger_ok(chemin, tmp_path / "bases", reponses=REGION | {"attendues": "1"})
    assert _constats(bilan)["plus_de_reponses_que_de_structures"] == 1
    assert lire(tmp_path / "bases", "SELECT SUM(structures_attendues) FROM activite_spro") == [(2,)]


def test_ce_que_le_fichier_ne_dit_pas_est_demande(tmp_path):
    bilan = charger_un(_enquete(tmp_path, _reponse()), tmp_path / "bases")
    assert {q.nom for q in bilan.questions} == {"region", "attendues"}
    bilan = charger_un(_enquete(tmp_path, _reponse()), tmp_path / "bases", reponses=REGION | {"attendues": "beaucoup"})
    assert [c.code for c in bilan.findings] == ["reponse_inconnue"]


def test_la_colonne_des_courriels_arrete_le_fichier_et_se_retire_d_un_geste(tmp_path):
    entete = [ENTETE[0], "Adresse e-mail", *ENTETE[1:]]
    lignes = [[r[0], f"p{i}@exemple.fr", *r[1:]] for i, r in enumerate((_reponse("A"), _reponse("B")))]
    chemin = _enquete(tmp_path, *lignes, entete=entete)
    bilan = charger_un(chemin, tmp_path / "bases", reponses=REGION)
    assert bilan.status == "refused" and bilan.findings[0].code == "nominatif"
    bilan = charger_ok(chemin, tmp_path / "bases", reponses=REGION, retirer_colonnes=["Adresse e-mail"])
    assert bilan.rows_loaded == 2
    for base in (tmp_path / "bases").glob("*.duckdb"):
        assert b"exemple.fr" not in base.read_bytes()


def test_un_double_reseau_retient_le_premier_et_le_dit(tmp_path):
    chemin = _enquete(tmp_path, _reponse("A", reseau="Info jeunes; Autre"))
    bilan = charger_ok(chemin, tmp_path / "bases", reponses=REGION)
    assert _constats(bilan)["reseau_multiple"] == 1
    assert lire(tmp_path / "bases", "SELECT reseau FROM activite_spro WHERE structure IS NOT NULL") == [("CRIJ",)]


@pytest.mark.parametrize(("part", "moins_26"), [(100, 200), ("82 %", 164), ("~70", 140), (None, None), ("?", None)])
def test_la_part_des_moins_de_26_ans_donne_leur_nombre(tmp_path, part, moins_26):
    charger_ok(_enquete(tmp_path, _reponse(effectif=200, part=part)), tmp_path / "bases", reponses=REGION)
    lues = lire(tmp_path / "bases", "SELECT effectif_moins_26 FROM activite_spro WHERE structure IS NOT NULL")
    assert lues == [(moins_26,)]


@pytest.mark.parametrize(("part", "rejetees"), [(100, 0), (101, 1)])
def test_plus_de_cent_pour_cent_de_jeunes_rejette_la_reponse(tmp_path, part, rejetees):
    chemin = _enquete(tmp_path, _reponse("A", part=part), _reponse("B"))
    assert charger_ok(chemin, tmp_path / "bases", reponses=REGION).rows_rejected == rejetees


def test_les_questions_d_une_autre_annee_sont_reconnues(tmp_path):
    entete = [*ENTETE[:4], "12. Combien de personnes avez-vous accueillies en 2027 (tous publics) ?", *ENTETE[5:]]
    chemin = _enquete(tmp_path, _reponse(), entete=entete, nom="Enquete_SPRO_2027.xlsx")
    assert charger_ok(chemin, tmp_path / "bases", reponses=REGION).campagnes == [2027]


def test_une_question_nouvelle_arrete_le_fichier(tmp_path):
    chemin = _enquete(tmp_path, [*_reponse(), "oui"], entete=[*ENTETE, "14. Êtes-vous satisfait ?"])
    bilan = charger_un(chemin, tmp_path / "bases", reponses=REGION)
    assert [c.code for c in bilan.findings] == ["entete_inconnu"]


CANONIQUE = "Campagne;Réseau;Structure;Département;Activité;Unité;Effectif;Dont moins de 26 ans;Structure répondante"


def test_une_structure_sur_plusieurs_lignes_repond_une_fois(tmp_path):
    lignes = ["2025;ML;A;35;accueil;personnes;900;900;oui", "2025;ML;A;35;CEP;personnes;100;;oui",
              "2025;ML;B;35;accueil;personnes;;;non"]  # fmt: skip
    charger_ok(deposer(tmp_path, "\n".join((CANONIQUE, *lignes)), "activite.csv"), tmp_path / "bases")
    assert lire(
        tmp_path / "bases", "SELECT SUM(structures_attendues), SUM(structures_repondantes) FROM activite_spro"
    ) == [(2, 1)]


@pytest.mark.parametrize(
    ("repondantes", "attendues", "taux"), [(("", "", ""), None, None), (("oui", "oui", "non"), 3, 2 / 3)]
)
def test_celles_qui_ont_repondu_ne_sont_pas_la_liste_de_celles_qui_ont_ete_interrogees(
    tmp_path, repondantes, attendues, taux
):
    lignes = [f"2025;ML;{s};35;accueil;personnes;100;;{r}" for s, r in zip("ABC", repondantes, strict=True)]
    # One key written twice with two values, both lines of which are rejected.
    lignes += ["2025;ML;D;35;accueil;personnes;10;;", "2025;ML;D;35;accueil;personnes;20;;"]
    charger_ok(deposer(tmp_path, "\n".join((CANONIQUE, *lignes)), "activite.csv"), tmp_path / "bases",
               reponses={"doublon": "rejeter"})  # fmt: skip
    (lues,) = lire(tmp_path / "bases", "SELECT SUM(structures_attendues)::INTEGER FROM activite_spro")
    assert lues == (attendues,)
    figures = calculer(ouvrir_base(tmp_path / "bases"), "taux_reponse_spro", dans=("region", "53"))
    (figure,) = figures.to_dict("records")
    lu = None if figure["valeur"] != figure["valeur"] else figure["valeur"]
    assert (lu, figure["motif"]) == (taux, None if taux else "non_calculable")


@pytest.mark.parametrize(("jeunes", "rejetees"), [(900, 0), (901, 1)])
def test_plus_de_jeunes_que_de_public_rejette_la_ligne(tmp_path, jeunes, rejetees):
    lignes = [f"2025;ML;A;35;accueil;personnes;900;{jeunes};oui", "2025;ML;B;35;accueil;personnes;5;;oui"]
    chemin = deposer(tmp_path, "\n".join((CANONIQUE, *lignes)), "activite.csv")
    assert charger_ok(chemin, tmp_path / "bases").rows_rejected == rejetees
