"""What becomes of each row and each cell of a file: loaded, set aside or rejected, and never changed in silence."""

import duckdb
import pytest
from fabrique import (
    BAC_PRO,
    CAP,
    ENTETE,
    PREMIERE_PRO,
    charger_ok,
    charger_un,
    csv_affelnet,
    deposer,
    deposer_affelnet,
    ecrire_xlsx,
    etat,
    lire,
    voeu,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import charger, rejets
from loaders.installation.journal import lots
from store.bases import base_courante, ouvrir_base

APPROCHEE = (
    " : c’est une valeur approchée, qui ne s’additionne pas à des effectifs comptés ; demander l’effectif exact, "
    "ou vider la cellule (elle sera « non renseignée », les autres colonnes seront lues)"
)
FAITS = "SELECT etablissement, mefstat11, capacite, voeux_1 FROM affectation ORDER BY 1, 2"


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def comptes(bilan) -> tuple[int, int, int, int]:
    return bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected


def motifs(bases, bilan) -> list[tuple]:
    """(sheet, line, nature, reasons, cells) of each row kept apart."""
    return lire(
        bases,
        "SELECT feuille, ligne, nature, array_to_string(motifs, ' ; '), cellules FROM rejet WHERE lot = ? ORDER BY 2",
        bilan.lot,
    )


# --- cells


def test_une_capacite_de_500_est_connue_de_501_inconnue(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(capacite=500), voeu(mef=CAP, capacite=501), voeu(mef="2", capacite=999))
    bilan = charger_ok(fichier, bases)
    assert lire(bases, "SELECT mefstat11, capacite, voeux_1 FROM affectation ORDER BY capacite NULLS LAST, 1") == [
        (BAC_PRO, 500, 6),
        ("2", None, 6),
        (CAP, None, 6),
    ]
    (constat,) = [c for c in bilan.findings if c.code == "sentinelle_capacite"]
    assert (constat.count, constat.examples) == (2, ["ligne 3", "ligne 4"])


@pytest.mark.parametrize("cellule", ["", "ND", "nd", "N.C.", "<5", "< 5", "*", "-", "–", "inconnu", "…", "s"])
def test_ce_qui_n_est_pas_dit_reste_inconnu_et_non_zero(tmp_path, bases, cellule):
    fichier = deposer_affelnet(tmp_path, voeu(voeux=cellule), voeu(mef=CAP, voeux=0))
    charger_ok(fichier, bases, reponses={"tiret_voeux_1": "manquant"})
    assert lire(bases, FAITS) == [("0350001A", CAP, 15, 0), ("0350001A", BAC_PRO, 15, None)]


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("1\u202f284", 1284),
        ("1\u00a0284", 1284),
        ("1 284", 1284),
        ("15,0", 15),
        ("15.00", 15),
        ("007", 7),
        ('="12"', 12),
        ("  8\t", 8),
    ],
)
def test_un_effectif_se_lit_comme_on_l_a_ecrit(tmp_path, bases, ecrit, lu):
    charger_ok(deposer_affelnet(tmp_path, voeu(voeux=ecrit)), bases)
    assert lire(bases, "SELECT voeux_1 FROM affectation") == [(lu,)]


@pytest.mark.parametrize(
    "cellule",
    ["15,6", "15.6", "quinze", "1e3", "-3", "0x10", "12%", "1/2", "12 places", "environ 350", "~70", "9" * 30, "#REF!",
     "٣", "1.284,5", "+3", "Infinity", "NaN", "2026-06-01", "=1+1"],
)  # fmt: skip
def test_ce_qui_n_est_pas_un_effectif_rejette_la_ligne_avec_son_motif(tmp_path, bases, cellule):
    fichier = deposer_affelnet(tmp_path, voeu(), voeu(mef=CAP, voeux=cellule))
    bilan = charger_ok(fichier, bases)
    assert comptes(bilan) == (2, 1, 0, 1)
    attendu = f"« Demandes vœux 1 » : attendu un nombre entier positif, trouvé « {cellule} »"
    if cellule in ("environ 350", "~70"):
        attendu += APPROCHEE
    cellules = ["0350001A", CAP, "N", "ST", "15", cellule]
    assert motifs(bases, bilan) == [(None, 3, "rejete", attendu, cellules)]
    assert lots(ouvrir_base(bases))[0]["fichier"] == "attractivite_2022.csv"
    assert list(rejets(ouvrir_base(bases), bilan.lot).loc[0, ["ligne", "nature", "motifs"]]) == [3, "rejetée", attendu]


def test_une_ligne_a_renvoyer_porte_les_en_tetes_de_l_expediteur(tmp_path, bases):
    entete = (*ENTETE, "", "ligne")
    fichier = deposer_affelnet(tmp_path, [*voeu(), "", 1], [*voeu(mef=CAP, voeux="quinze"), "", 2], entete=entete)
    bilan = charger_ok(fichier, bases, ignorer_inconnues=True)
    renvoi = rejets(ouvrir_base(bases), bilan.lot)
    assert list(renvoi.columns)[4:] == [*ENTETE, "colonne 7", "ligne (2)"]
    assert renvoi.loc[0, "Demandes vœux 1"] == "quinze"


def test_un_uai_de_999_dans_un_fichier_reel_compte_en_france_seulement(tmp_path, bases):
    lignes = (voeu(), voeu(uai="9990001Z"), voeu(uai="9910001A", mef=CAP))
    bilan = charger_ok(deposer_affelnet(tmp_path, *lignes), bases)
    lieux = "SELECT etablissement, departement, academie, region_academique, region FROM affectation ORDER BY 1"
    assert lire(bases, lieux) == [
        ("0350001A", "35", "14", "03", "53"),
        ("9910001A", None, None, None, None),
        ("9990001Z", None, None, None, None),
    ]
    (constat,) = [c for c in bilan.findings if c.code == "territoire_inconnu"]
    assert (constat.severity, constat.count, constat.examples) == ("warning", 2, ["9910001A", "9990001Z"])
    assert lots(ouvrir_base(bases))[0]["fictif"] is False


def test_un_fichier_tout_entier_fictif_garde_ses_territoires(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu(uai="9910001A")), bases)
    assert lire(bases, "SELECT departement FROM affectation") == [("991",)]


def test_un_depot_dont_les_en_tetes_n_ont_pas_ete_gardes_numerote_ses_colonnes(tmp_path, bases):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(mef=CAP, voeux="quinze")), bases)
    con = duckdb.connect(str(base_courante(bases)))
    con.execute("DELETE FROM entete_lot")
    assert list(rejets(con, bilan.lot).columns)[4:] == [f"colonne {k}" for k in range(1, 7)]


@pytest.mark.parametrize(("ecrit", "lu"), [("10001W", "0010001W"), ("0350001a", "0350001A"), (" 350001A ", "0350001A")])
def test_le_zero_perdu_d_un_uai_est_rendu(tmp_path, bases, ecrit, lu):
    charger_ok(deposer_affelnet(tmp_path, voeu(uai=ecrit)), bases)
    assert lire(bases, "SELECT etablissement, departement FROM affectation") == [(lu, lu[1:3])]


@pytest.mark.parametrize("uai", ["", "0350001", "ABCDEFGH", "0350001AA", "Lycée X", "00350001A"])
def test_une_ligne_sans_uai_lisible_est_rejetee(tmp_path, bases, uai):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(uai=uai, mef=CAP)), bases)
    assert comptes(bilan) == (2, 1, 0, 1)
    assert (
        f"attendu un code UAI (sept chiffres et une lettre), trouvé « {uai or 'vide'} »" in motifs(bases, bilan)[0][3]
    )


def test_la_corse_et_l_outre_mer_se_lisent_dans_l_uai(tmp_path, bases):
    uais = ["6200001A", "7200001A", "9710001A", "9760001A", "9870001A"]
    charger_ok(deposer_affelnet(tmp_path, *(voeu(uai=u) for u in uais)), bases)
    assert lire(bases, "SELECT departement FROM affectation ORDER BY etablissement") == [
        ("2A",), ("2B",), ("971",), ("976",), ("987",)
    ]  # fmt: skip


def test_cp1252_espaces_doubles_et_guillemets_droits_d_un_export(tmp_path, bases):
    entete = [e.replace("vœux", "voeu").replace(" ", "  ").upper() for e in ENTETE]
    texte = csv_affelnet(voeu(statut="Scolaire", recensement="Non"), entete=entete).replace("\n", "\r\n")
    charger_ok(deposer(tmp_path, texte.encode("cp1252"), "Été 2022 (envoi n° 2).csv"), bases)
    assert lire(bases, "SELECT campagne, voeux_1 FROM affectation") == [(2022, 6)]


# --- rows set aside, rejected, summed


def test_recensement_apprentissage_total_et_note_sont_mis_de_cote_avec_leurs_cellules(tmp_path, bases):
    fichier = deposer_affelnet(
        tmp_path,
        voeu(),
        voeu(mef=CAP, recensement="O"),
        voeu(mef=PREMIERE_PRO, statut="AP"),
        ["Total", "", "", "", 45, 18],
        ["", "", "", "", "", ""],
        ["Source : rectorat, extraction du 12 juin", "", "", "", "", ""],
    )
    bilan = charger_ok(fichier, bases)
    assert comptes(bilan) == (5, 1, 4, 0)
    garde = motifs(bases, bilan)
    assert [(ligne, nature) for _, ligne, nature, *_ in garde] == [(n, "ecarte") for n in (3, 4, 5, 7)]
    assert [m.split(" :")[0] for *_, m, _ in garde] == [
        "Vœu de recensement",
        "Offre en apprentissage",
        "Ligne de total",
        "Note ou ligne sans donnée",
    ]
    assert garde[2][4] == ["Total", None, None, None, "45", "18"]
    assert lire(bases, "SELECT SUM(capacite), SUM(voeux_1) FROM affectation") == [(15, 6)]


def test_les_lignes_d_une_meme_cle_sont_sommees_et_gardent_leurs_numeros(tmp_path, bases):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(mef=CAP), voeu(capacite=10, voeux=4)), bases)
    assert comptes(bilan) == (3, 3, 0, 0)
    assert lire(bases, "SELECT mefstat11, capacite, voeux_1, lignes FROM affectation ORDER BY 1") == [
        (CAP, 15, 6, [3]),
        (BAC_PRO, 25, 10, [2, 4]),
    ]


def test_une_sentinelle_parmi_les_doublons_rend_l_unite_inconnue(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(capacite=999, voeux=4)), bases)
    assert lire(bases, FAITS) == [("0350001A", BAC_PRO, None, 10)]


def test_un_doublon_sans_effectif_rend_la_somme_inconnue(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(capacite=10, voeux="ND")), bases)
    assert lire(bases, FAITS) == [("0350001A", BAC_PRO, 25, None)]


def test_une_somme_qui_deborde_est_dite_et_n_arrete_pas_les_autres_fichiers(tmp_path, bases):
    folle = deposer_affelnet(tmp_path, *(voeu(voeux=99_999_999) for _ in range(30)), nom="folle_2022.csv")
    bonne = deposer_affelnet(tmp_path, voeu(), nom="bonne_2022.csv")
    refusee, chargee = charger([folle, bonne], bases).fichiers
    assert (refusee.status, chargee.status) == ("refused", "loaded")
    assert "folle_2022.csv" in refusee.findings[-1].message


CELLULES = st.one_of(
    st.integers(-2, 1200).map(str),
    st.sampled_from(
        ["", " ", "ND", "<5", "-", "15,6", "1\u202f284", "Total", "999", "x", "N", "O", "ST", "AP", "#N/A"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters='";'), max_size=5),
)
UAIS = st.one_of(st.sampled_from(["0350001A", "0220002B", "10001W", "", "Total", "9999999Z", "note"]), CELLULES)
MEFS = st.one_of(st.sampled_from([BAC_PRO, CAP, PREMIERE_PRO, ""]), CELLULES)
LIGNES = st.lists(st.tuples(UAIS, MEFS, CELLULES, CELLULES, CELLULES, CELLULES), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIGNES)
def test_aucune_ligne_n_a_de_quatrieme_sort(tmp_path_factory, lignes):
    dossier = tmp_path_factory.mktemp("lignes")
    bases = dossier / "bases"
    tirets = dict.fromkeys(("tiret_voeux_1", "tiret_capacite"), "manquant")
    bilan = charger_ok(deposer_affelnet(dossier, voeu(), *lignes), bases, reponses=tirets)
    garde = motifs(bases, bilan)
    chargees = lire(bases, "SELECT unnest(lignes) FROM affectation")
    numeros = [n for (n,) in chargees] + [n for _, n, *_ in garde]
    ecrites = [n for n, ligne in enumerate(lignes, start=3) if any(str(c).strip() for c in ligne)]
    assert sorted(numeros) == [2, *ecrites]
    assert comptes(bilan) == (
        len(numeros),
        len(chargees),
        sum(nature == "ecarte" for _, _, nature, *_ in garde),
        sum(nature == "rejete" for _, _, nature, *_ in garde),
    )
    assert all(motif and any(cellules) for *_, motif, cellules in garde)
    depot = lots(ouvrir_base(bases))[0]
    assert (depot["lues"], depot["chargees"], depot["ecartees"], depot["rejetees"]) == comptes(bilan)


# --- shapes of files


def test_le_meme_fichier_sous_deux_noms_ne_compte_qu_une_fois(tmp_path, bases):
    un = deposer_affelnet(tmp_path, voeu(), nom="envoi_2022.csv")
    deux = deposer_affelnet(tmp_path, voeu(), nom="envoi (1)_2022.csv")
    premier, second = charger([un, deux, un], bases).fichiers[:2]
    assert (premier.status, second.status) == ("loaded", "unchanged")
    assert lire(bases, "SELECT SUM(voeux_1) FROM affectation") == [(6,)]


def test_deux_campagnes_dans_le_nom_posent_la_question(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="attractivite 2021 et 2022.csv")
    bilan = charger_un(fichier, bases)
    assert bilan.status == "refused"
    assert [(q.nom, q.reponses) for q in bilan.questions] == [("campagne", ("2021", "2022"))]
    assert charger_ok(fichier, bases, reponses={"campagne": "2021"}).campagnes == [2021]


@pytest.mark.parametrize(
    ("nom", "campagne"),
    [
        ("attractivite_capacite_2022.csv", 2022),
        ("année scolaire 2021-2022.csv", 2022),
        ("2021_22 envoi.csv", 2022),
        ("export.2022.v2.csv", 2022),
        ("Été [2022] * copie?.csv", 2022),
        ("été_2022.CSV", 2022),
    ],
)
def test_la_campagne_se_lit_dans_le_nom(tmp_path, bases, nom, campagne):
    assert charger_ok(deposer_affelnet(tmp_path, voeu(), nom=nom), bases).campagnes == [campagne]


def test_un_nom_qui_n_est_pas_du_texte_se_charge(tmp_path, bases):
    chemin = tmp_path / b"\xe9t\xe9_2022.csv".decode("utf-8", "surrogateescape")
    try:
        chemin.write_text(csv_affelnet(voeu()), encoding="utf-8")
    except OSError:
        pytest.skip("Ce système de fichiers n’admet que des noms en UTF-8.")
    assert charger_ok(chemin, bases).file == "?t?_2022.csv"


def test_un_classeur_a_macros_dates_et_formules_se_lit_par_ses_valeurs(tmp_path, bases):
    import xlsxwriter

    chemin = tmp_path / "envoi_2022.xlsm"
    classeur = xlsxwriter.Workbook(str(chemin))
    feuille = classeur.add_worksheet('L\'onglet "1"')
    feuille.merge_range(0, 0, 0, 5, "Académie de Rennes – tableau provisoire")
    feuille.write_row(2, 0, ENTETE)
    feuille.write_row(3, 0, voeu())
    feuille.write_formula(3, 5, "=2+4", None, 6)
    feuille.write_row(4, 0, voeu(mef=CAP))
    feuille.write_formula(4, 5, "=1/0", None, "#DIV/0!")
    classeur.close()
    bilan = charger_ok(chemin, bases)
    assert lire(bases, "SELECT feuille, lignes, voeux_1 FROM affectation") == [('L\'onglet "1"', [4], 6)]
    assert [(f, n) for f, n, *_ in motifs(bases, bilan)] == [('L\'onglet "1"', 5)]


def test_trois_cents_colonnes_inconnues_sont_une_question_puis_ignorees(tmp_path, bases):
    large = (*ENTETE, *(f"colonne {i}" for i in range(300)))
    fichier = deposer_affelnet(tmp_path, voeu() + [1] * 300, entete=large)
    refusee = charger_un(fichier, bases)
    assert (refusee.status, refusee.findings[0].code, refusee.findings[0].count) == ("refused", "entete_inconnu", 300)
    assert charger_ok(fichier, bases, ignorer_inconnues=True).rows_loaded == 1


def test_un_fichier_refuse_ne_change_rien_et_l_essai_a_blanc_non_plus(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu()), bases)
    avant = etat(bases)
    assert charger_un(deposer(tmp_path, "a;b\n1;2\n"), bases).status == "refused"
    essai = charger([deposer_affelnet(tmp_path, voeu(mef=CAP), nom="neuf_2021.csv")], bases, a_blanc=True)
    assert (essai.base, essai.fichiers[0].status, comptes(essai.fichiers[0])) == (None, "loaded", (1, 1, 0, 0))
    assert etat(bases) == avant


def test_les_feuilles_du_meme_modele_posent_la_question_de_la_feuille(tmp_path, bases):
    fichier = ecrire_xlsx(tmp_path / "t_2022.xlsx", [list(ENTETE), voeu()], ("Juin", [list(ENTETE), voeu(voeux=9)]))
    bilan = charger_un(fichier, bases)
    assert [(q.nom, q.reponses) for q in bilan.questions] == [("feuille", ("Données", "Juin"))]
    charger_ok(fichier, bases, reponses={"feuille": "Juin"})
    assert lire(bases, "SELECT feuille, voeux_1 FROM affectation") == [("Juin", 9)]
