"""Plateformes (PSAD) : le classeur qui les met en colonnes, ses dates, ses silences, et la disposition canonique."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from fabrique import charger_ok, charger_un, deposer, lire

from data.fictif import plateformes
from data.fictif.reseaux import PSADS
from indicators import calculer
from loaders.sources import SOURCES
from store.bases import ouvrir_base

# The steps of a platform in June, then one that is announced, one that is silent, then the region's own total.
JUIN = (
    ("Étape", "PSAD Pays de mer", "PSAD Centre", "PSAD Bocage", "PSAD Marais", "Région"),
    ("Jeunes signalés", 684, 412, "en cours", None, "1 080"),
    ("   dont retrouvés en formation", 351, 205, None, None, 551),
    ("   dont décrocheurs confirmés", 236, 141, None, None, 369),
    ("      - déjà suivis ML", 122, 71, None, None, 190),
    ("      - déjà suivis MLDS / CIO", 9, "<5", None, None, None),
    ("   situation inconnue", 97, 66, None, None, 160),
    (),
    ("Pris en charge par la PSAD", 58, 31, None, None, 88),
    ("   service civique", "<5", 0, None, None, 3),
    ("   sans solution", 12, "nc", None, None, 20),
    ("Délai moyen 1er contact (j)", 19, 34, "nc", None, None),
    ("Participation : ML", "X", "X", None, None, None),
    ("   FT", "X", ".", None, None, None),
    ("   CIO", None, "X", None, None, None),
)
BANDEAU = "PSAD – Bilan de campagne 2025-2026 – cumul au 30/06/2026 – source RIO, saisie des plateformes"
SANS_DATE = "PSAD – Bilan de campagne 2025-2026 – source RIO, saisie des plateformes"


def _classeur(chemin: Path, *feuilles, region: str | None = "Région Armoravie (fictive)") -> Path:
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for nom, bandeau, lignes in feuilles:
        feuille = livre.create_sheet(nom)
        feuille["A1"], feuille["A2"] = region, bandeau
        for rang, ligne in enumerate(lignes, start=4):
            for colonne, valeur in enumerate(ligne, start=1):
                feuille.cell(rang, colonne, valeur)
    livre.save(chemin)
    return chemin


def _juin(tmp_path, **options) -> Path:
    return _classeur(tmp_path / "PSAD_2025-2026.xlsx", ("juin (cumul)", BANDEAU, JUIN), **options)


def _constats(bilan) -> dict[str, str]:
    return {c.code: c.message for c in bilan.findings}


# --- S3, by file ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The workbook of 2026 as the sample has it, loaded alone, with the answer « cumul »."""
    dossier = tmp_path_factory.mktemp("s3")
    chemin = dossier / "PSAD_2025-2026_bilan_juin.xlsx"
    plateformes.bilan(chemin, 2026)
    question = charger_un(chemin, dossier / "bases")
    bilan = charger_ok(chemin, dossier / "bases", reponses={"mesure": "cumul"})
    return question, bilan, ouvrir_base(dossier / "bases")


def test_s3_demande_cumul_ou_stock_puis_rien_d_autre(s3):
    question, _, _ = s3
    assert question.status == "refused"
    assert [(q.nom, q.reponses) for q in question.questions] == [("mesure", ("cumul", "stock", "inconnu"))]


def test_s3_montre_7300_et_jamais_19900(s3):
    con = s3[2]
    for niveau, dans in (("region", ("region", "99")), ("region_academique", None), ("france", None)):
        figures = calculer(con, "jeunes_signales", niveau, dans=dans).dropna(subset="valeur")
        assert list(figures.valeur) == [7300]
    figures = calculer(con, "jeunes_signales", "region", dans=("region", "99"), par=("date",))
    assert {str(d)[:10]: v for d, v in zip(figures.date, figures.valeur, strict=True)} == {
        "2025-10-31": 5900, "2026-03-31": 6700, "2026-06-30": 7300,
    }  # fmt: skip


def test_s3_l_entonnoir_de_juin_tombe_juste(s3):
    issues = ("part_retrouves_en_formation", "part_decrocheurs_confirmes", "part_situation_inconnue")
    figures = [calculer(s3[2], i, "region", dans=("region", "99")).iloc[0] for i in issues]
    assert [f.numerateur for f in figures] == [3723, 2482, 1095]
    assert {f.denominateur for f in figures} == {7300} and sum(f.numerateur for f in figures) == 7300
    assert [round(f.valeur, 2) for f in figures] == [0.51, 0.34, 0.15]
    assert {round(f.couverture, 6) for f in figures} == {round(12 / 14, 6)}


def test_s3_douze_plateformes_sur_quatorze_et_les_deux_muettes_nommees(s3):
    _, bilan, con = s3
    (dit,) = [c for c in bilan.findings if c.code == "plateformes_repondantes" and "30/06/2026" in c.message]
    assert "12 PSAD sur 14 : incomplet" in dit.message and "PSAD Marais (en cours)" in dit.message
    figure = calculer(con, "taux_reponse_psad", "region", dans=("region", "99")).iloc[0]
    assert (figure.numerateur, figure.denominateur) == (12, 14)
    muettes = calculer(con, "jeunes_signales", "psad", dans=("region", "99")).set_index("code")
    assert len(muettes) == 14
    assert dict(muettes[muettes.valeur.isna()].motif) == {
        "PSAD Hautes-Landes": "non_transmis", "PSAD Marais": "en_attente",
    }  # fmt: skip


def test_s3_l_ecart_a_la_somme_des_plateformes_est_une_information(s3):
    _, bilan, con = s3
    (dit,) = [c for c in bilan.findings if c.code == "total_de_region_different" and "30/06/2026" in c.message]
    assert dit.severity == "info"
    assert "7 388" in dit.message and "7 300" in dit.message and "1,2 %, changements de plateforme" in dit.message
    assert calculer(con, "jeunes_signales", "psad", dans=("region", "99")).valeur.sum() == 7388


# --- The workbook, cell by cell -------------------------------------------------------------------------------------


def test_chaque_colonne_devient_un_fait_date_et_muet_s_il_le_faut(tmp_path):
    bilan = charger_ok(_juin(tmp_path), tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == (5, 5, [2026])
    faits = lire(tmp_path / "bases", """
        SELECT psad, niveau_unite, signales, retrouves_en_formation, deja_suivis, solution_service_civique,
               sans_solution, reponse, psad_attendus, psad_repondants, compte_region, date, mesure, region
        FROM decrochage ORDER BY psad""")  # fmt: skip
    fin = (date(2026, 6, 30), "cumul", "99")
    assert faits == [
        ("PSAD Bocage", "psad", None, None, None, None, None, "en cours", 1, 0, False, *fin),
        ("PSAD Centre", "psad", 412, 205, None, 0, None, "oui", 1, 1, False, *fin),
        ("PSAD Marais", "psad", None, None, None, None, None, "non", 1, 0, False, *fin),
        ("PSAD Pays de mer", "psad", 684, 351, 131, None, 12, "oui", 1, 1, False, *fin),
        (None, "region", 1080, 551, None, 3, 20, None, 4, 2, True, *fin),
    ]


def test_les_lignes_d_origine_sont_celles_du_classeur(tmp_path):
    charger_ok(_juin(tmp_path), tmp_path / "bases")
    ((feuille, lignes),) = lire(tmp_path / "bases", "SELECT DISTINCT feuille, lignes FROM decrochage")
    assert feuille == "juin (cumul)" and lignes == [5, 6, 7, 8, 9, 10, 12, 13, 14, 16, 17, 18]


def test_un_delai_moyen_est_mis_de_cote_avec_sa_raison(tmp_path):
    dit = _constats(charger_ok(_juin(tmp_path), tmp_path / "bases"))["mesure_ecartee"]
    assert "delai moyen" in dit and "une moyenne ne se somme pas" in dit


def test_la_participation_se_lit_present_absent_ou_inconnu(tmp_path):
    charger_ok(_juin(tmp_path), tmp_path / "bases")
    assert lire(tmp_path / "bases", """
        SELECT psad, partenaire_ml, partenaire_ft, partenaire_cio, partenaire_ij FROM decrochage
        WHERE psad IN ('PSAD Centre', 'PSAD Pays de mer') ORDER BY psad""") == [
        ("PSAD Centre", True, False, True, None), ("PSAD Pays de mer", True, True, None, None),
    ]  # fmt: skip


def test_une_etape_inconnue_arrete_le_fichier(tmp_path):
    lignes = (*JUIN, ("Orientés vers la fédération", 4, 5, None, None, None))
    chemin = _classeur(tmp_path / "PSAD_2025-2026.xlsx", ("juin (cumul)", BANDEAU, lignes))
    refus = charger_un(chemin, tmp_path / "bases")
    assert refus.status == "refused" and "orientes vers la federation" in _constats(refus)["entete_inconnu"]
    assert charger_ok(chemin, tmp_path / "bases", ignorer_inconnues=True).rows_loaded == 5


def test_une_plateforme_incoherente_est_rejetee_seule(tmp_path):
    faux = [*JUIN]
    faux[2] = ("   dont retrouvés en formation", 351, 413, None, None, 551)
    chemin = _classeur(tmp_path / "PSAD_2025-2026.xlsx", ("juin (cumul)", BANDEAU, faux))
    bilan = charger_ok(chemin, tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (5, 4, 1)


@pytest.mark.parametrize(
    ("feuille", "attendue"),
    [("oct", date(2025, 10, 31)), ("mars", date(2026, 3, 31)), ("Juillet", date(2026, 7, 31)),
     ("sept. 2025", date(2025, 9, 30))],
)  # fmt: skip
def test_sans_date_au_bandeau_la_feuille_dit_le_mois_dans_l_annee_scolaire(tmp_path, feuille, attendue):
    chemin = _classeur(tmp_path / "bilan_psad.xlsx", (feuille, SANS_DATE, JUIN))
    charger_ok(chemin, tmp_path / "bases", reponses={"mesure": "stock"})
    assert lire(tmp_path / "bases", "SELECT DISTINCT date, mesure FROM decrochage") == [(attendue, "stock")]


def test_le_jour_du_bandeau_l_emporte_sur_le_nom_de_la_feuille(tmp_path):
    chemin = _classeur(tmp_path / "p.xlsx", ("oct", f"{SANS_DATE}, situation au 15/10/2025", JUIN))
    charger_ok(chemin, tmp_path / "bases", reponses={"mesure": "stock"})
    assert lire(tmp_path / "bases", "SELECT DISTINCT date, campagne FROM decrochage") == [(date(2025, 10, 15), 2026)]


def test_la_reponse_ne_vaut_que_pour_les_feuilles_qui_ne_disent_rien(tmp_path):
    chemin = _classeur(tmp_path / "p.xlsx", ("mars", SANS_DATE, JUIN), ("juin (cumul)", BANDEAU, JUIN))
    charger_ok(chemin, tmp_path / "bases", reponses={"mesure": "stock"})
    assert lire(tmp_path / "bases", "SELECT DISTINCT feuille, mesure FROM decrochage ORDER BY 1") == [
        ("juin (cumul)", "cumul"), ("mars", "stock"),
    ]  # fmt: skip


# Three sheets of the layout 6: stocks in October and March, running total in June; twelve platforms of fourteen.
_QUATORZE = tuple(f"PSAD {n:02d}" for n in range(1, 15))
_TROIS_DATES = (
    ("oct", "stock au 31/10/2025", 5900), ("mars", "stock au 31/03/2026", 6700), ("juin", "cumul au 30/06/2026", 7300),
)  # fmt: skip


def _feuille(nom: str, dite: str, total: int, region: bool = True, muettes: int = 2):
    """Twelve platforms that share the total (the first takes the rest), two that are silent, then the region's own."""
    chacune = total // 12
    signales = [total - 11 * chacune, *[chacune] * 11, *[None] * muettes]
    noms = _QUATORZE[: len(signales)]
    lignes = [("Étape", *noms), ("Jeunes signalés", *signales),
              ("   dont retrouvés en formation", *(0 if s else None for s in signales)),
              ("   dont décrocheurs confirmés", *(s // 3 if s else None for s in signales))]  # fmt: skip
    if region:
        somme = sum(s // 3 for s in signales if s)
        lignes = [(*ligne, fin) for ligne, fin in zip(lignes, ("Région", total, 0, somme), strict=True)]
    return nom, f"PSAD – Bilan de campagne 2025-2026 – {dite} – source RIO", lignes


def _reponses_et_signales(con, niveau="region", dans=("region", "99")):
    lues = [
        calculer(con, i, niveau, dans=dans).dropna(subset="valeur") for i in ("jeunes_signales", "taux_reponse_psad")
    ]
    (signales,), (reponse,) = (t.to_dict("records") for t in lues)
    return signales["valeur"], (reponse["numerateur"], reponse["denominateur"])


@pytest.mark.parametrize("region", [True, False], ids=["avec le total de région", "plateformes seules"])
def test_trois_feuilles_d_un_classeur_donnent_le_seul_cumul_de_juin(tmp_path, region):
    feuilles = [_feuille(*dite, region=region) for dite in _TROIS_DATES]
    charger_ok(_classeur(tmp_path / "PSAD.xlsx", *feuilles), tmp_path / "bases")
    con = ouvrir_base(tmp_path / "bases")
    for niveau, dans in (("region", ("region", "99")), ("region_academique", None), ("france", None)):
        assert _reponses_et_signales(con, niveau, dans) == (7300, (12, 14))
    par = calculer(con, "jeunes_signales", "region", dans=("region", "99"), par=("mesure",)).set_index("mesure")
    assert dict(par.valeur) == {"cumul": 7300, "stock": 6700}


@pytest.mark.parametrize("ordre", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_trois_classeurs_ne_font_pas_plus_qu_un(tmp_path, ordre):
    for k in ordre:
        nom, *_ = dite = _TROIS_DATES[k]
        charger_ok(_classeur(tmp_path / f"PSAD_{nom}.xlsx", _feuille(*dite)), tmp_path / "bases")
    assert _reponses_et_signales(ouvrir_base(tmp_path / "bases")) == (7300, (12, 14))


def test_trois_expediteurs_un_stock_et_deux_cumuls_ne_s_additionnent_a_aucun_niveau(tmp_path):
    """991 : cumul de 40 en juin ; 992 : cumul de 30 en mai ; 994 : stock de 900. Jamais 970 à la région."""
    lignes = {
        "a": {"psad": "PSAD A", "departement": "991", "signales": 40},
        "b": {"psad": "PSAD B", "departement": "992", "date": "31/05/2026", "signales": 30},
        "c": {"psad": "PSAD C", "departement": "994", "date": "31/03/2026", "mesure": "stock", "signales": 900},
    }
    for nom, ligne in lignes.items():
        charger_ok(_csv(tmp_path, ligne, nom=f"{nom}.csv"), tmp_path / "bases")
    con = ouvrir_base(tmp_path / "bases")
    for niveau, dans in (("region", ("region", "99")), ("region_academique", None), ("france", None)):
        assert _reponses_et_signales(con, niveau, dans) == (70, (2, 3))
    region = calculer(con, "jeunes_signales", "region", dans=("region", "99")).iloc[0]
    assert (region.lu_mesure, round(region.couverture, 6)) == ("cumul", round(2 / 3, 6))
    par = calculer(con, "jeunes_signales", "departement", dans=("region", "99")).set_index("code")
    assert dict(par.valeur.dropna()) == {"991": 40, "992": 30, "994": 900}
    assert (par.loc["994", "lu_mesure"], par.loc["994", "couverture"]) == ("stock", 1)


def test_sans_region_dite_le_fichier_se_charge_et_le_signale_et_la_reponse_la_donne(tmp_path):
    muet = charger_ok(_juin(tmp_path, region=None), tmp_path / "a")
    assert "territoire_non_dit" in _constats(muet)
    assert calculer(ouvrir_base(tmp_path / "a"), "jeunes_signales", "france").iloc[0].valeur == 1080
    charger_ok(_juin(tmp_path, region=None), tmp_path / "b", reponses={"region": "99"})
    figure = calculer(ouvrir_base(tmp_path / "b"), "jeunes_signales", "region", dans=("region", "99")).iloc[0]
    assert figure.valeur == 1080


# --- The canonical layout -------------------------------------------------------------------------------------------

COLONNES = """psad, departement, academie, region, campagne, date, mesure, age, sexe, voie_quittee, signales,
    retrouves_en_formation, decrocheurs_confirmes, situation_inconnue, transmis, deja_suivis, contactes, injoignables,
    a_accompagner, pris_en_charge, solution_scolaire, solution_apprentissage, solution_formation, solution_emploi,
    solution_service_civique, solution_dispositif, refus, sans_solution, delai_0_7, delai_8_15, delai_16_30,
    delai_31_90, delai_plus_90, delai_inconnu"""


def _csv(tmp_path, *lignes: dict, nom: str = "decrochage.csv", sans: tuple[str, ...] = ()) -> Path:
    colonnes = [c.strip() for c in COLONNES.split(",") if c.strip() not in sans]
    commun = {"psad": "PSAD Centre", "departement": "992", "region": "99", "campagne": "2026",
              "date": "30/06/2026", "mesure": "cumul"}  # fmt: skip
    textes = [";".join(str((commun | ligne).get(c) or "") for c in colonnes) for ligne in lignes]
    return deposer(tmp_path, "\n".join([";".join(colonnes), *textes]) + "\n", nom)


def test_les_colonnes_canoniques_sont_celles_du_modele():
    noms = [c.entetes[0] for c in SOURCES["decrochage"].colonnes]
    attendues = [c.strip() for c in COLONNES.split(",")]
    assert noms[: len(attendues)] == attendues


def test_une_colonne_mesure_remplie_ne_pose_pas_de_question_une_colonne_vide_la_pose(tmp_path):
    charger_ok(_csv(tmp_path, {"signales": 10}), tmp_path / "a")
    vide = charger_un(_csv(tmp_path, {"signales": 10, "mesure": None}), tmp_path / "b")
    absente = charger_un(_csv(tmp_path, {"signales": 10}, sans=("mesure",)), tmp_path / "c")
    assert [q.nom for b in (vide, absente) for q in b.questions] == ["mesure", "mesure"]


def test_une_plateforme_sur_deux_departements_compte_dans_son_academie_et_sa_region(tmp_path):
    charger_ok(_csv(tmp_path, {"psad": "PSAD Deux Vals", "departement": None, "academie": "9A", "signales": 50},
                    {"signales": 30}), tmp_path / "bases")  # fmt: skip
    con = ouvrir_base(tmp_path / "bases")
    niveaux = ("departement", "academie", "region", "psad")
    sommes = {n: calculer(con, "jeunes_signales", n).valeur.sum() for n in niveaux}
    assert sommes == {"departement": 30, "academie": 80, "region": 80, "psad": 80}


def test_l_ensemble_a_cote_de_ses_details_est_mis_de_cote(tmp_path):
    bilan = charger_ok(
        _csv(tmp_path, {"age": "16-17", "signales": 30}, {"age": "18-24", "signales": 50}, {"age": "ensemble",
             "signales": 80}, {"sexe": "F", "signales": 33}, {"sexe": "M", "signales": 47}), tmp_path / "bases"
    )  # fmt: skip
    assert (bilan.rows_loaded, bilan.rows_set_aside) == (2, 3)
    assert calculer(ouvrir_base(tmp_path / "bases"), "jeunes_signales", "psad").valeur.sum() == 80


def test_une_plateforme_detaillee_n_est_attendue_qu_une_fois(tmp_path):
    charger_ok(_csv(tmp_path, {"age": "16-17", "signales": 30}, {"age": "18-24", "signales": 50},
                    {"psad": "PSAD Bocage", "departement": "994"}), tmp_path / "bases")  # fmt: skip
    figure = calculer(ouvrir_base(tmp_path / "bases"), "taux_reponse_psad", "region", dans=("region", "99")).iloc[0]
    assert (figure.numerateur, figure.denominateur) == (1, 2)


def test_un_total_ecrit_et_un_departement_en_trop_sont_mis_de_cote(tmp_path):
    bilan = charger_ok(
        _csv(tmp_path, {"signales": 30}, {"psad": None, "signales": 30}, {"psad": "Total", "departement": None,
             "signales": 30}), tmp_path / "bases"
    )  # fmt: skip
    assert (bilan.rows_loaded, bilan.rows_set_aside) == (1, 2)


def test_le_total_de_region_d_un_autre_fichier_ne_double_rien(tmp_path):
    charger_ok(_csv(tmp_path, {"signales": 30}), tmp_path / "bases")
    charger_ok(_csv(tmp_path, {"psad": "Région", "departement": None, "signales": 29}, nom="r.csv"), tmp_path / "bases")
    con = ouvrir_base(tmp_path / "bases")
    assert calculer(con, "jeunes_signales", "region", dans=("region", "99")).iloc[0].valeur == 29
    assert calculer(con, "jeunes_signales", "departement", dans=("region", "99"))["valeur"].sum() == 30


@pytest.mark.parametrize(
    ("partie", "tout", "rejetee"),
    [("contactes", "transmis", True), ("pris_en_charge", "a_accompagner", True),
     ("decrocheurs_confirmes", "signales", True), ("retrouves_en_formation", "signales", True)],
)  # fmt: skip
def test_une_partie_plus_grande_que_son_tout_est_rejetee_une_egale_passe(tmp_path, partie, tout, rejetee):
    egale = charger_ok(_csv(tmp_path, {tout: 10, partie: 10}), tmp_path / "a")
    assert egale.rows_rejected == 0
    (depasse,) = [charger_un(_csv(tmp_path, {tout: 10, partie: 11}, {"psad": "B", tout: 1}), tmp_path / "b")]
    assert (depasse.rows_loaded, depasse.rows_rejected) == (1, int(rejetee))


def test_un_entonnoir_qui_ne_tombe_pas_juste_est_signale_avec_sa_taille(tmp_path):
    issues = {"retrouves_en_formation": 5, "decrocheurs_confirmes": 3, "situation_inconnue": 1}
    bilan = charger_ok(_csv(tmp_path, {"signales": 10, **issues}, {"psad": "B", "signales": 9, **issues}),
                       tmp_path / "bases")  # fmt: skip
    (dit,) = [c for c in bilan.findings if c.code == "somme_differente"]
    assert (dit.count, list(dit.examples)) == (1, ["ligne 2 : 10 écrits, somme 9"])


@pytest.mark.parametrize(("apres", "dit"), [(130, False), (131, True), (70, False), (69, True)])
def test_un_saut_de_plus_de_30_pour_cent_est_signale(tmp_path, apres, dit):
    charger_ok(_csv(tmp_path, {"campagne": 2025, "date": "30/06/2025", "signales": 100}, nom="2025.csv"),
               tmp_path / "bases")  # fmt: skip
    bilan = charger_ok(_csv(tmp_path, {"signales": apres}, nom="2026.csv"), tmp_path / "bases")
    assert ("saut_annuel" in _constats(bilan)) == dit


def test_une_plateforme_ecrite_autrement_garde_sa_graphie_et_son_lieu(tmp_path):
    charger_ok(_csv(tmp_path, {"campagne": 2025, "date": "30/06/2025", "signales": 100}, nom="2025.csv"),
               tmp_path / "bases")  # fmt: skip
    charger_ok(
        _csv(tmp_path, {"psad": "psad  CENTRE", "departement": None, "region": None, "signales": 90}, nom="2026.csv"),
        tmp_path / "bases",
    )
    assert lire(tmp_path / "bases", "SELECT DISTINCT psad, departement, region FROM decrochage") == [
        ("PSAD Centre", "992", "99")
    ]  # fmt: skip


def test_une_date_plus_recente_n_efface_pas_la_precedente_la_meme_la_remplace(tmp_path):
    charger_ok(_csv(tmp_path, {"date": "31/03/2026", "signales": 20}, nom="mars.csv"), tmp_path / "bases")
    charger_ok(_csv(tmp_path, {"signales": 30}, nom="juin.csv"), tmp_path / "bases")
    charger_ok(_csv(tmp_path, {"signales": 31}, nom="juin_corrige.csv"), tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT signales FROM decrochage ORDER BY date") == [(20,), (31,)]


@pytest.mark.parametrize("ecrite", ["juin dernier ?", "31/02/2026", "2026"])
def test_une_date_illisible_rejette_la_ligne_ou_se_lit_comme_un_mois(tmp_path, ecrite):
    bilan = charger_un(_csv(tmp_path, {"date": ecrite, "signales": 3}, {"signales": 4, "psad": "B"}), tmp_path / "b")
    assert bilan.rows_rejected == int(ecrite != "juin dernier ?")


def test_l_obligation_de_formation_est_une_autre_source(tmp_path):
    charger_ok(_csv(tmp_path, {"signales": 30}), tmp_path / "bases")
    texte = "psad;departement;campagne;date;mesure;of_concernes;of_satisfaite;of_non_satisfaite;of_inconnue\n"
    ligne = "PSAD Centre;992;2026;30/06/2026;stock;40;25;10;5\n"
    bilan = charger_ok(deposer(tmp_path, texte + ligne, "of.csv"), tmp_path / "bases")
    assert bilan.source == "obligation_formation"
    con = ouvrir_base(tmp_path / "bases")
    assert calculer(con, "jeunes_signales", "region", dans=("region", "99")).iloc[0].valeur == 30
    figure = calculer(con, "obligation_formation_satisfaite", "region", dans=("region", "99")).iloc[0]
    assert (figure.numerateur, figure.denominateur) == (25, 40)
    assert (figure.borne_basse, figure.borne_haute) == (25 / 40, 30 / 40)


def test_l_echantillon_a_quatorze_plateformes_dont_une_sur_deux_departements():
    assert len(PSADS) == len({p.libelle for p in PSADS}) == 14
    assert [p.libelle for p in PSADS if p.departement is None] == ["PSAD Deux Vals"]


_COLONNES = "psad;departement;region;campagne;date;mesure;signales;reponse"
_PLATEFORMES = (
    f"{_COLONNES}\nPSAD A;35;53;2026;30/06/2026;cumul;100;oui\nPSAD B;35;53;2026;30/06/2026;cumul;;en cours\n"
)
_TOTAL = f"{_COLONNES}\nRégion;;53;2026;30/06/2026;cumul;98;\n"


@pytest.mark.parametrize("ordre", ["pt", "tp", "ptq"])
def test_le_total_de_region_d_un_autre_fichier_dit_les_plateformes_qui_ont_repondu(tmp_path, ordre):
    textes = {"p": _PLATEFORMES, "t": _TOTAL, "q": _PLATEFORMES.replace(";100;", ";101;")}
    for nom in ordre:
        charger_ok(deposer(tmp_path, textes[nom], f"decrochage_{nom}.csv"), tmp_path / "bases")
    con = ouvrir_base(tmp_path / "bases")
    for identifiant, valeur in (("jeunes_signales", 98), ("taux_reponse_psad", 0.5)):
        (figure,) = calculer(con, identifiant, "region", dans=("region", "53")).to_dict("records")
        assert (figure["valeur"], figure["couverture"]) == (valeur, 0.5)


@pytest.mark.parametrize(("dit", "region"), [("PSAD – Centre-Val de Loire", "24"), ("PSAD - Bretagne, bilan", "53"),
                                             ("PSAD – bilan de campagne", None)])  # fmt: skip
def test_le_bandeau_qui_nomme_la_region_des_plateformes_est_lu(tmp_path, dit, region):
    charger_ok(_classeur(tmp_path / "PSAD.xlsx", ("juin (cumul)", BANDEAU, JUIN), region=dit), tmp_path / "bases")
    lues = lire(tmp_path / "bases", "SELECT DISTINCT region FROM decrochage WHERE niveau_unite = 'psad'")
    assert lues == [(region,)]
