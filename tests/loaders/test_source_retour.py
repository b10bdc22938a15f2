"""Droit au retour : suivi par bassin et statut, version nominative refusée sans trace, matrice des référents."""

from pathlib import Path

import pytest
from fabrique import charger_ok, charger_un, ecrire_xlsx, etat, lire

from data.fictif import referentiels, retour
from loaders import ecrire_modele
from loaders.sources import SOURCES

BANNIERE = ["Suivi du droit au retour en formation – campagne 2026 – arrêté au 31/10/2026"]
ENTETE = ["Bassin", "Statut", "Demandes reçues", "Entretien ≤15j", ">15j", "Date NC", "Délai non échu",
          "Entrée scolaire", "Appr.", "SFP", "Refus faute de place", "En attente accompagnés"]  # fmt: skip
LIGNES = [
    ["Port Blanc", "Scolaire", 20, 10, 5, 2, 3, 4, 1, 0, 2, 1],
    [None, "Appr.", 10, 5, 2, 2, 1, 1, 3, 0, 0, 1],
    ["Total Port Blanc", None, 30, 15, 7, 4, 4, 5, 4, 0, 2, 2],
    ["99103", "Scolaire", 5, 1, 1, 1, 2, 1, "ND", 1, 0, 0],
    ["Total", None, 35, 16, 8, 5, 6, 6, 4, 1, 2, 2],
]
PIED = [["Source : coordonnateurs MLDS"]]
PERSONNE = "ZQXW-DURANDEAU"
FAITS = """SELECT bassin_education, statut, demandes, entretien_15_jours, entretien_plus_15_jours,
                  entretien_date_inconnue, delai_non_echu, entrees, refus_faute_de_place, en_attente_accompagnes
           FROM retour_formation ORDER BY 1, 2"""


@pytest.fixture
def bases(tmp_path) -> Path:
    referentiels.bassins(tmp_path / "bassins.csv", "9A")
    charger_ok(tmp_path / "bassins.csv", tmp_path / "bases")
    return tmp_path / "bases"


def _constats(bilan) -> dict[str, str]:
    return {c.code: c.message for c in bilan.findings}


def _suivi(dossier: Path, lignes, entete=ENTETE, nom="Suivi_retour_formation.xlsx") -> Path:
    entetes = entete if isinstance(entete[0], list) else [entete]
    return ecrire_xlsx(dossier / nom, [BANNIERE, [], *entetes, *lignes, [], *PIED])


DEUX_ETAGES = [
    ["Bassin", "Statut", "Demandes reçues", "Entretien", None, None, "Délai non échu", "Entrée", None, None,
     "Refus", "En attente"],
    [None, None, None, "≤15j", ">15j", "Date NC", None, "scolaire", "Appr.", "SFP", "faute de place", "accompagnés"],
]  # fmt: skip


@pytest.mark.parametrize("entete", [ENTETE, DEUX_ETAGES], ids=["un étage", "deux étages"])
def test_le_suivi_se_lit_tel_quel_et_les_entrees_vont_a_leur_statut(tmp_path, bases, entete):
    bilan = charger_ok(_suivi(tmp_path, LIGNES, entete), bases)
    assert (bilan.source, bilan.campagnes) == ("retour_formation", [2026])
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (6, 3, 3, 0)
    assert lire(bases, FAITS) == [
        ("99101", "apprentissage", 10, 5, 2, 2, 1, 4, 0, 1),  # entries: 1 who asked for school, 3 for apprenticeship
        ("99101", "scolaire", 20, 10, 5, 2, 3, 5, 2, 1),
        ("99103", "scolaire", 5, 1, 1, 1, 2, 1, 0, 0),
        ("99103", "stagiaire", None, None, None, None, None, 1, None, None),  # an entry nobody had asked for
    ]
    assert "totaux_concordants" in _constats(bilan) and "total_different" not in _constats(bilan)
    assert lire(bases, "SELECT DISTINCT date::VARCHAR, departement, academie, region FROM retour_formation") == [
        ("2026-10-31", "991", "9A", "99")
    ]


def test_des_demandes_non_reparties_sont_dites_avec_leur_taille(tmp_path, bases):
    faux = [["Port-Blanc", "Scolaire", 20, 10, 5, 2, 0, 4, 1, 0, 2, 1], ["Pays de mer", "SFP", 6, 2, 2, 1, 1]]
    bilan = charger_ok(_suivi(tmp_path, faux), bases)
    (constat,) = [c for c in bilan.findings if c.code == "somme_differente"]
    assert constat.count == 1 and "1 ligne, 20 écrits pour 17 en somme (écart +3)" in constat.message
    assert [e.partition(" : ")[2] for e in constat.examples] == ["20 écrits, somme 17"]


@pytest.mark.parametrize(
    ("ligne", "motif"),
    [
        (["Port-Blanc", "Scolaire", 5, 6, 0, 0, 0], "entretien 15 jours"),
        (["Port-Blanc", "Scolaire", 5, 0, 0, 0, 6], "delai non echu"),
        (["Port-Blanc", "Scolaire", 5, 5, 0, 0, 0, 0, 0, 0, 6], "refus faute de place"),
        (["Port-Blanc", "Scolaire", 5, -1, 0, 0, 0], "entier positif"),
        (["Port-Blanc", "étudiant", 5, 5, 0, 0, 0], "l’une des valeurs scolaire"),
    ],
)
def test_une_valeur_impossible_rejette_la_ligne_et_elle_seule(tmp_path, bases, ligne, motif):
    bilan = charger_ok(_suivi(tmp_path, [ligne, ["Pays de mer", "SFP", 5, 5, 0, 0, 0]]), bases)
    assert bilan.rows_rejected == 1
    assert motif in str(bilan.findings)
    assert lire(bases, "SELECT bassin_education FROM retour_formation") == [("99103",)]


def test_sans_colonne_de_delai_le_reste_est_dit_et_rien_n_est_devine(tmp_path, bases):
    entete = [e for e in ENTETE if e != "Délai non échu"]
    bilan = charger_ok(_suivi(tmp_path, [["Port-Blanc", "Scolaire", 20, 10, 5, 2, 4, 1, 0, 2, 1]], entete), bases)
    assert "3 demandes sur 20" in _constats(bilan)["delai_non_dit"]
    assert lire(bases, "SELECT delai_non_echu FROM retour_formation WHERE demandes = 20") == [(None,)]


def test_un_petit_effectif_cache_est_inconnu_pas_zero(tmp_path, bases):
    charger_ok(
        _suivi(tmp_path, [["Port-Blanc", "Scolaire", 20, "<5", 5, "-", 3]]), bases, reponses={"tiret_date_nc": "zero"}
    )
    assert lire(bases, "SELECT entretien_15_jours, entretien_date_inconnue FROM retour_formation") == [(None, 0)]


def test_un_arrete_plus_recent_garde_l_ancien_et_un_fichier_corrige_le_remplace(tmp_path, bases):
    charger_ok(_suivi(tmp_path, [["Port-Blanc", "Scolaire", 20, 10, 5, 2, 3]]), bases)
    juin = [["Suivi retour en formation – campagne 2026 – arrêté au 30/06/2026"], ENTETE,
            ["Port-Blanc", "Scolaire", 8, 4, 2, 1, 1]]  # fmt: skip
    charger_ok(ecrire_xlsx(tmp_path / "juin.xlsx", juin), bases)
    charger_ok(_suivi(tmp_path, [["Port-Blanc", "Scolaire", 21, 11, 5, 2, 3]], nom="Suivi_v2.xlsx"), bases)
    assert lire(bases, "SELECT date::VARCHAR, demandes FROM retour_formation ORDER BY 1") == [
        ("2026-06-30", 8),
        ("2026-10-31", 21),
    ]


def test_le_modele_a_les_colonnes_canoniques_et_se_relit(tmp_path, bases):
    noms = [c.nom for c in SOURCES["retour_formation"].colonnes]
    assert noms == [
        "bassin_education", "departement", "academie", "region", "campagne", "date", "statut", "demandes",
        "entretien_15_jours", "entretien_plus_15_jours", "entretien_date_inconnue", "delai_non_echu", "entrees",
        "refus_faute_de_place", "en_attente_accompagnes", "entretiens_proposes_15_jours",
    ]  # fmt: skip
    assert [c.entetes[0] for c in SOURCES["retour_formation"].colonnes] == noms
    ecrire_modele(SOURCES["retour_formation"], tmp_path / "modele.xlsx")
    rempli = ["Port-Blanc", "991", "", "", 2026, "31/10/2026", "apprentissage", 10, 5, 2, 2, 1, 4, 0, 1, 7]
    chemin = ecrire_xlsx(tmp_path / "rempli.xlsx", [noms, rempli])
    bilan = charger_ok(chemin, bases)
    assert (bilan.source, bilan.campagnes) == ("retour_formation", [2026])
    assert lire(bases, FAITS) == [("99101", "apprentissage", 10, 5, 2, 2, 1, 4, 0, 1)]
    assert lire(bases, "SELECT entretiens_proposes_15_jours, date::VARCHAR FROM retour_formation") == [
        (7, "2026-10-31")
    ]


def test_le_scenario_s4_tombe_juste_dans_l_echantillon(tmp_path, bases):
    retour.suivi(tmp_path / "Suivi.xlsx", 2026)
    bilan = charger_ok(tmp_path / "Suivi.xlsx", bases)
    assert (bilan.rows_loaded, bilan.rows_rejected) == (36, 0)
    assert lire(bases, """
        SELECT SUM(demandes), SUM(entretien_15_jours), SUM(entretien_plus_15_jours), SUM(entretien_date_inconnue),
               SUM(delai_non_echu), SUM(demandes) FILTER (WHERE bassin_education = '99103' AND statut = 'apprentissage')
        FROM retour_formation""") == [(412, 268, 81, 40, 23, 3)]  # fmt: skip


NOMINATIFS = {
    "une ligne par jeune": [
        ["Suivi du droit au retour en formation 2026"],
        ["Initiales", "Âge", "Commune", "Statut demandé", "Date de la demande", "Date d’entretien"],
        [PERSONNE, 17, "Brisac", "scolaire", "01/09/2026", "12/09/2026"],
    ],
    "un jeune par ligne, sans mot de l’état civil": [
        ["Suivi du droit au retour en formation 2026"], ["Jeune", "Âge", "Commune", "Bassin", "Statut"],
        [PERSONNE, 17, "Brisac", "Port-Blanc", "scolaire"],
    ],
    "initiales dans le suivi": [
        BANNIERE, ["Bassin", "Statut", "Initiales", *ENTETE[2:7]],
        ["Port-Blanc", "Scolaire", PERSONNE, 1, 1, 0, 0, 0],
    ],
    "nom et prénom": [
        ["Nom", "Prénom", "Bassin", "Retour en formation"], [PERSONNE, PERSONNE, "Port-Blanc", "oui"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("cas", NOMINATIFS)
def test_la_version_nominative_est_refusee_avec_le_modele_et_sans_trace(tmp_path, bases, monkeypatch, capfd, cas):
    depots, temporaire = tmp_path / "depots", tmp_path / "temporaire"
    depots.mkdir(), temporaire.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporaire))
    chemin = ecrire_xlsx(depots / "Suivi_retour_formation.xlsx", NOMINATIFS[cas])
    avant = etat(bases)
    for options in ({}, {"ignorer_inconnues": True}, {"source": "retour_formation"}):
        bilan = charger_un(chemin, bases, **options)
        (refus,) = bilan.findings
        assert (bilan.status, refus.code) == ("refused", "nominatif")
        assert "template retour_formation --out" in refus.message and "Rien n’a été enregistré" in refus.message
        assert PERSONNE not in str(bilan)
    assert etat(bases) == avant
    assert not [p for d in (bases, temporaire) for p in d.rglob("*") if p.is_file() and _contient(p, PERSONNE)]
    assert PERSONNE not in "".join(capfd.readouterr())


def _contient(chemin: Path, nom: str) -> bool:
    octets = chemin.read_bytes()
    return any(nom.encode(codage) in octets for codage in ("utf-8", "utf-16-le"))


def test_un_tableau_d_effectifs_au_mot_age_n_est_pas_nominatif(tmp_path, bases):
    bilan = charger_un(ecrire_xlsx(tmp_path / "x.xlsx", [["Âge", "Commune", "Jeunes"], [17, "Brisac", 12]]), bases)
    assert [c.code for c in bilan.findings] == ["source_inconnue"]


REFERENTS = [
    ["Référents du droit au retour – situation au 31/10/2026"],
    ["Dépt", "Bassin", "Référent désigné", None, None, "MAJ"],
    [None, None, "Scolaire", "Apprentissage", "SFP", None],
    ["991", "Port-Blanc", "X", "X", "oui", "oct."],
    [None, "Les Brisants", "x", "non", "O", None],
    [None, "Pays de Mer", None, None, None, None],
    ["992", "Armor-Centre", "X", None, "?", None],
    ["X = référent désigné"],
]
MARQUES = "SELECT bassin_education, statut, attendus, designes FROM referent_retour ORDER BY 1, 2"


@pytest.mark.parametrize(("reponse", "vide"), [("sans_reponse", None), ("non_designe", 0)])
def test_la_matrice_donne_un_fait_par_bassin_et_statut_meme_vide(tmp_path, bases, reponse, vide):
    chemin = ecrire_xlsx(tmp_path / "Referents.xlsx", REFERENTS)
    question = charger_un(chemin, bases)
    assert [q.nom for q in question.questions] == ["case_vide"]
    bilan = charger_ok(chemin, bases, reponses={"case_vide": reponse})
    assert (bilan.source, bilan.campagnes, bilan.rows_read, bilan.rows_loaded) == ("referent_retour", [2026], 5, 4)
    assert lire(bases, MARQUES) == [
        ("99101", "apprentissage", 1, 1), ("99101", "scolaire", 1, 1), ("99101", "stagiaire", 1, 1),
        ("99102", "apprentissage", 1, 0), ("99102", "scolaire", 1, 1), ("99102", "stagiaire", 1, 1),
        ("99103", "apprentissage", 1, vide), ("99103", "scolaire", 1, vide), ("99103", "stagiaire", 1, vide),
        ("99201", "apprentissage", 1, vide), ("99201", "scolaire", 1, 1), ("99201", "stagiaire", 1, None),
    ]  # fmt: skip
    assert "Les Brisants – apprentissage" in _constats(bilan)["sans_referent"]


CANON_REFERENTS = ["bassin_education", "departement", "academie", "region", "campagne", "date", "statut", "attendus",
                   "designes"]  # fmt: skip


@pytest.mark.parametrize(
    "lignes",
    [
        [*REFERENTS[:3], ["991", "Port-Blanc", "X", PERSONNE, "oui", None], *REFERENTS[4:]],
        [CANON_REFERENTS, ["Port-Blanc", "", "", "", 2026, "31/10/2026", "scolaire", 1, PERSONNE]],
        [[*CANON_REFERENTS, "Nom du référent"], ["Port-Blanc", "", "", "", 2026, "", "scolaire", 1, 1, PERSONNE]],
    ],
    ids=["dans une case", "au lieu d’un nombre", "dans une colonne"],
)
def test_un_nom_de_referent_arrete_le_fichier_sans_trace(tmp_path, bases, lignes):
    chemin = ecrire_xlsx(tmp_path / "Referents_2026.xlsx", lignes)
    avant = etat(bases)
    bilan = charger_un(chemin, bases, reponses={"case_vide": "non_designe"})
    assert [c.code for c in bilan.findings] == ["nominatif"] and PERSONNE not in str(bilan)
    assert "template referent_retour --out" in bilan.findings[0].message
    assert etat(bases) == avant
    assert not [p for p in bases.rglob("*") if p.is_file() and _contient(p, PERSONNE)]


def test_les_referents_se_donnent_aussi_en_nombres(tmp_path, bases):
    lignes = [[b, "", "", "", 2026, "31/10/2026", s, 1, d] for b, s, d in
              (("Port-Blanc", "scolaire", 1), ("Port-Blanc", "apprentissage", 0), ("Pays de Mer", "scolaire", "nc"),
               ("Pays de Mer", "stagiaire", 2))]  # fmt: skip
    bilan = charger_ok(ecrire_xlsx(tmp_path / "r.xlsx", [CANON_REFERENTS, *lignes]), bases)
    assert bilan.rows_rejected == 1 and "Plus de référents désignés qu’attendus" in str(bilan.findings)
    assert lire(bases, MARQUES) == [
        ("99101", "apprentissage", 1, 0), ("99101", "scolaire", 1, 1), ("99103", "scolaire", 1, None),
    ]  # fmt: skip
