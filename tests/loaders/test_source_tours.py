"""Bilan de l’affectation : une feuille par tour, étages d’en-têtes fusionnés, totaux, « non affectés » à deux sens."""

from pathlib import Path

import openpyxl
import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from indicators import calculer
from loaders import ecrire_modele
from loaders.sources import SOURCES
from store.bases import ouvrir_base

COMPTES = ("Cand.", "Aff. V1", "Aff. autre", "LS", "NA")
# The rows that the analyst's view gives as they are, then a département that leaves its waiting list out.
TP = (
    ("991", "3e", (5214, 5071, 118, 4, 21), (1322, 1012, 187, 61, 62), (371, 236, 58, 40, 37), 225),
    (None, "3e PM", (38, 31, 5, 0, 2), (212, 176, 20, 9, 7), (61, 44, 8, 5, 4), 27),
    (None, "Total", (5252, 5102, 123, 4, 23), (1534, 1188, 207, 70, 69), (432, 280, 66, 45, 41), 252),
    ("992", "3e", (100, 90, 4, 2, 4), (50, 40, 4, 3, 3), (20, 12, 3, 4, 1), 8),
    (None, "Total", (100, 90, 4, 2, 4), (50, 40, 4, 3, 3), (20, 12, 3, 4, 1), 8),
)
TS1 = (("991", "3e", (30, 18, 5, 4, 3), (40, 20, 8, 6, 6), (12, 5, 3, 2, 2), 23),)


def _feuille(livre, nom: str, lignes, etages: int = 2, comptes=COMPTES, banniere: str = "Affelnet lycée") -> None:
    feuille = livre.create_sheet(nom)
    feuille["A1"] = banniere
    debut, fin = 3, 2 + etages
    for colonne, titre in ((1, "Département"), (2, "Origine"), (18, "Ensemble non affectés")):
        feuille.cell(debut, colonne, titre)
        feuille.merge_cells(start_row=debut, start_column=colonne, end_row=fin, end_column=colonne)
    if etages == 3:
        feuille.cell(debut, 3, "VŒU 1")
        feuille.merge_cells(start_row=debut, start_column=3, end_row=debut, end_column=17)
    for rang, voie in enumerate(("2GT", "2NDE PRO", "CAP")):
        premiere = 3 + 5 * rang
        feuille.cell(fin - 1, premiere, voie if etages == 3 else f"VŒU 1 EN {voie}")
        feuille.merge_cells(start_row=fin - 1, start_column=premiere, end_row=fin - 1, end_column=premiere + 4)
        for i, compte in enumerate(comptes):
            feuille.cell(fin, premiere + i, compte)
    for numero, (departement, origine, *voies, ensemble) in enumerate(lignes, start=fin + 1):
        valeurs = [departement, origine, *(n for voie in voies for n in voie), ensemble]
        for colonne, valeur in enumerate(valeurs, start=1):
            feuille.cell(numero, colonne, valeur)
    feuille.cell(fin + len(lignes) + 2, 1, "Un élève peut figurer à plusieurs tours : ne pas additionner les tours.")


def _classeur(dossier: Path, *feuilles, nom: str = "Bilan_affectation_2026.xlsx", **options) -> Path:
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for titre, lignes in feuilles:
        _feuille(livre, titre, lignes, **options)
    livre.save(dossier / nom)
    return dossier / nom


def _constats(bilan) -> dict[str, str]:
    return {c.code: c.message for c in bilan.findings}


def _remplacer(lignes, rang: int, place: int, valeur) -> tuple:
    """The same rows with one value written otherwise."""
    changee = [*lignes[rang][:place], valeur, *lignes[rang][place + 1 :]]
    return (*lignes[:rang], tuple(changee), *lignes[rang + 1 :])


@pytest.mark.parametrize(
    ("etages", "comptes"),
    [
        (2, COMPTES),
        (3, COMPTES),
        (3, ("Candidats", "Affectés V1", "Affectés autre vœu", "Liste supplémentaire", "Non affectés")),
    ],
)
def test_les_etages_se_deplient_en_un_fait_par_origine_et_voie(tmp_path, etages, comptes):
    chemin = _classeur(tmp_path, ("TP 26-06", TP), etages=etages, comptes=comptes)
    bilan = charger_ok(chemin, tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (6, 3, 3, 0)
    faits = lire(tmp_path / "bases", """
        SELECT departement, origine, voie, voeux_1, affectes_voeu_1, affectes_autre, liste_supplementaire,
               sans_affectation, tour, campagne, feuille, lignes
        FROM affectation WHERE voie = '2PRO' ORDER BY lignes""")  # fmt: skip
    premiere = 3 + etages
    assert faits == [
        ("991", "3e", "2PRO", 1322, 1012, 187, 61, 62, "principal", 2026, "TP 26-06", [premiere]),
        ("991", "3e prépa-métiers", "2PRO", 212, 176, 20, 9, 7, "principal", 2026, "TP 26-06", [premiere + 1]),
        ("992", "3e", "2PRO", 50, 40, 4, 3, 3, "principal", 2026, "TP 26-06", [premiere + 3]),
    ]


def test_les_totaux_sont_mis_de_cote_et_concordent(tmp_path):
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", TP)), tmp_path / "bases")
    dits = _constats(bilan)
    assert "totaux_concordants" in dits and "total_different" not in dits
    assert lire(tmp_path / "bases", "SELECT SUM(voeux_1) FROM affectation") == [(7218 + 170,)]


def test_un_total_auquel_il_manque_38_candidats_est_dit_avec_sa_ligne(tmp_path):
    faux = _remplacer(TP, 2, 2, (5214, 5071, 118, 4, 21))
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", faux)), tmp_path / "bases")
    dit = _constats(bilan)["total_different"]
    assert "TP 26-06, ligne 7" in dit and "5214" in dit and "5252" in dit and "-38" in dit
    assert lire(tmp_path / "bases", "SELECT SUM(voeux_1) FROM affectation WHERE departement = '991'") == [(7218,)]


def test_ensemble_non_affectes_a_deux_sens_est_revele_avec_ses_departements(tmp_path):
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", TP)), tmp_path / "bases")
    (constat,) = [c for c in bilan.findings if "Ensemble non affectés" in c.message]
    assert constat.severity == "warning"
    assert "991" in constat.message and "992" in constat.message
    figures = calculer(ouvrir_base(tmp_path / "bases"), "sans_affectation", "departement", par=("tour",))
    connues = figures.dropna(subset="numerateur")
    assert dict(zip(connues["code"], connues["numerateur"], strict=True)) == {"991": 252, "992": 17}


def test_ensemble_non_affectes_au_meme_sens_partout_n_alarme_pas(tmp_path):
    unique = _remplacer(_remplacer(TP, 3, 5, 17), 4, 5, 17)
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", unique)), tmp_path / "bases")
    assert not [c for c in bilan.findings if c.severity == "warning"]


def test_les_tours_restent_separes_et_dates(tmp_path):
    point = (("991", "3e", (9, 3, 3, 1, 2), (8, 4, 2, 1, 1), (5, 2, 1, 1, 1), 7),)
    charger_ok(_classeur(tmp_path, ("TP 26-06", TP), ("TS1 06-07", TS1), ("Point 01-10", point)), tmp_path / "bases")
    dates = lire(tmp_path / "bases", "SELECT DISTINCT tour, date_tour FROM affectation ORDER BY tour")
    assert dates == [
        ("point de rentrée", "01/10/2026"), ("principal", "26/06/2026"), ("suivant 1", "06/07/2026"),
    ]  # fmt: skip
    figures = calculer(
        ouvrir_base(tmp_path / "bases"), "satisfaction_voeu1_tours", "departement", par=("tour",), ou={"voie": "2GT"}
    )
    lues = {(f.code, f.tour): (f.numerateur, f.denominateur) for f in figures.dropna(subset="numerateur").itertuples()}
    assert lues == {
        ("991", "principal"): (5102, 5252), ("991", "suivant 1"): (18, 30), ("991", "point de rentrée"): (3, 9),
        ("992", "principal"): (90, 100),
    }  # fmt: skip


def test_un_tour_recu_plus_tard_laisse_les_autres_et_remplace_le_sien(tmp_path):
    charger_ok(_classeur(tmp_path, ("TP 26-06", TP)), tmp_path / "bases")
    charger_ok(_classeur(tmp_path, ("TS1 06-07", TS1), nom="TS1_2026.xlsx"), tmp_path / "bases")
    corrige = ((*TS1[0][:2], (31, 19, 5, 4, 3), *TS1[0][3:]),)
    bilan = charger_ok(_classeur(tmp_path, ("TS1 06-07", corrige), nom="TS1_v2_2026.xlsx"), tmp_path / "bases")
    assert "remplacement" in _constats(bilan)
    assert lire(
        tmp_path / "bases", "SELECT tour, SUM(voeux_1) FROM affectation WHERE departement = '991' GROUP BY 1 ORDER BY 1"
    ) == [("principal", 7218), ("suivant 1", 83)]


def test_plus_d_affectes_que_de_candidats_rejette_la_ligne_entiere(tmp_path):
    mauvais = _remplacer(TP, 3, 2, (100, 101, 0, 0, 0))
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", mauvais)), tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (6, 2, 1)
    egaux = _remplacer(TP, 3, 2, (100, 100, 0, 0, 0))
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", egaux), nom="v2_2026.xlsx"), tmp_path / "bases")
    assert bilan.rows_rejected == 0


def test_des_issues_qui_ne_redonnent_pas_les_candidats_sont_dites(tmp_path):
    inegal = _remplacer(TP, 3, 2, (101, 90, 4, 2, 4))
    bilan = charger_ok(_classeur(tmp_path, ("TP 26-06", inegal)), tmp_path / "bases")
    assert "somme_differente" in _constats(bilan)


def test_un_compte_non_donne_reste_inconnu(tmp_path):
    muet = _remplacer(TP, 3, 2, (100, 90, 4, "nc", 4))
    charger_ok(_classeur(tmp_path, ("TP 26-06", muet)), tmp_path / "bases")
    assert lire(tmp_path / "bases", """
        SELECT liste_supplementaire, sans_affectation FROM affectation
        WHERE departement = '992' AND voie = '2GT'""") == [(None, 4)]  # fmt: skip


def test_la_date_de_mise_a_jour_n_est_pas_celle_du_tour(tmp_path):
    chemin = _classeur(tmp_path, ("TP", TP), banniere="Affelnet lycée – maj 08/07/2026")
    charger_ok(chemin, tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT DISTINCT tour, date_tour FROM affectation") == [("principal", None)]


def test_le_tour_se_lit_dans_le_bandeau_quand_l_onglet_se_tait(tmp_path):
    chemin = _classeur(tmp_path, ("Feuil1", TP), banniere="Affelnet lycée – Tour principal du 26 juin 2026")
    charger_ok(chemin, tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT DISTINCT tour FROM affectation") == [("principal",)]


def test_sans_annee_la_campagne_est_demandee(tmp_path):
    bilan = charger_un(_classeur(tmp_path, ("TP 26-06", TP), nom="bilan.xlsx"), tmp_path / "bases")
    assert [q.nom for q in bilan.questions] == ["campagne"]
    bilan = charger_ok(tmp_path / "bilan.xlsx", tmp_path / "bases", campagne=2026)
    assert bilan.campagnes == [2026]


def test_le_modele_rempli_se_charge(tmp_path):
    ecrire_modele(SOURCES["affectation_tours"], tmp_path / "modele.xlsx")
    livre = openpyxl.load_workbook(tmp_path / "modele.xlsx")
    feuille = livre["Données"]
    valeurs = {"Campagne": 2026, "Département": "35", "Origine": "3e", "Voie du vœu 1": "2PRO", "Tour": "principal",
               "Date du tour": "26-06", "Candidats": 50, "Affectés V1": 40, "Affectés autre vœu": 4, "LS": 3,
               "Non affectés": 3}  # fmt: skip
    feuille.append([valeurs.get(c.value) for c in feuille[1]])
    livre.save(tmp_path / "rempli.xlsx")
    bilan = charger_ok(tmp_path / "rempli.xlsx", tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == (1, 1, [2026])
    assert lire(tmp_path / "bases", "SELECT departement, date_tour, voeux_1, sans_affectation FROM affectation") == [
        ("35", "26/06/2026", 50, 3),
    ]  # fmt: skip


def test_un_en_tete_inconnu_arrete_le_fichier(tmp_path):
    lignes = [["Département", "Origine", "Voie du vœu 1", "Tour", "Candidats", "Affectés V1", "Affectés autre vœu",
               "LS", "Non affectés", "Humeur"], ["35", "3e", "2PRO", "TP", 50, 40, 4, 3, 3, "bonne"]]  # fmt: skip
    bilan = charger_un(ecrire_xlsx(tmp_path / "tours_2026.xlsx", lignes), tmp_path / "bases")
    assert [c.code for c in bilan.findings] == ["entete_inconnu"]


def test_la_meme_cle_deux_fois_est_rejetee_si_on_le_dit(tmp_path):
    entete = "Campagne;Département;Origine;Voie du vœu 1;Tour;Candidats;Affectés V1;Affectés autre vœu;LS;Non affectés"
    ligne = "2026;{};3e;2PRO;TP;50;40;4;3;3"
    contenu = "\n".join((entete, ligne.format("35"), ligne.format("Ille-et-Vilaine"), ligne.format("22")))
    bilan = charger_ok(deposer(tmp_path, contenu, "tours.csv"), tmp_path / "bases", reponses={"doublon": "rejeter"})
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (3, 1, 2)
