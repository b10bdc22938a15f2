"""The command line as people and programs use it: one JSON document on standard output, French on standard error."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from fabrique import BAC_PRO, CAP, deposer, deposer_affelnet, ecrire_xlsx, etat, lire, voeu

from loaders.installation.lots import version_de
from loaders.sources import SOURCES
from store.bases import base_courante

RACINE = Path(__file__).resolve().parents[2]
FICHIER = {
    "file",
    "status",
    "source",
    "campagnes",
    "sha256",
    "rows_read",
    "rows_loaded",
    "rows_set_aside",
    "rows_rejected",
    "findings",
}


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def lancer(bases: Path | None, *arguments, code: int = 0, **variables) -> subprocess.CompletedProcess:
    """Run `python -m loaders …` at the root of the project and check its exit code; never a traceback."""
    fini = subprocess.run(
        [sys.executable, "-m", "loaders", *map(str, arguments), *(["--bases", str(bases)] if bases else [])],
        cwd=RACINE,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **variables},
        timeout=120,
    )
    assert "Traceback" not in fini.stderr, fini.stderr
    assert fini.returncode == code, fini.stderr
    return fini


def repondre(bases, *arguments, code=0, **variables):
    """The JSON document that a command gives, alone on standard output."""
    return json.loads(lancer(bases, *arguments, "--json", code=code, **variables).stdout)


def test_sources_dit_les_colonnes_de_chaque_source():
    fiches = repondre(None, "sources")
    assert [f["id"] for f in fiches] == list(SOURCES)
    for fiche in fiches:
        assert set(fiche) == {"id", "titre", "producteur", "table", "colonnes"}
        for colonne in fiche["colonnes"]:
            assert set(colonne) == {"nom", "entetes", "type", "obligatoire", "valeurs"}
            assert colonne["entetes"] and isinstance(colonne["obligatoire"], bool)
            assert colonne["valeurs"] is None or colonne["valeurs"]
    (affelnet,) = [f for f in fiches if f["id"] == "affelnet_attractivite"]
    assert (affelnet["titre"], affelnet["table"]) == ("Affelnet-Lycée – attractivité et capacités", "affectation")
    colonnes = {c["nom"]: c for c in affelnet["colonnes"]}
    assert colonnes["recensement"] == {
        "nom": "recensement",
        "entetes": ["Voeu de recensement O/N"],
        "type": "texte",
        "obligatoire": False,
        "valeurs": ["N", "O"],
    }
    assert (colonnes["capacite"]["type"], colonnes["capacite"]["valeurs"]) == ("entier", None)
    assert "affelnet_attractivite" in lancer(None, "sources").stdout


def test_d_un_bon_et_d_un_mauvais_fichier_le_bon_entre(tmp_path, bases):
    bon = deposer_affelnet(tmp_path, voeu(), voeu(mef=CAP, recensement="O"), voeu(mef="2", voeux="x"))
    mauvais = deposer(tmp_path, "a;b\n1;2\n", "autre chose.csv")
    reponse = repondre(bases, "load", mauvais, bon, code=1)
    assert set(reponse) == {"base", "files"}
    assert reponse["base"] == base_courante(bases).name
    refuse, charge = reponse["files"]
    for fichier in (refuse, charge):
        assert FICHIER <= set(fichier) <= FICHIER | {"lot", "questions"}
        for constat in fichier["findings"]:
            assert set(constat) == {"code", "severity", "count", "message", "examples"}
            assert constat["severity"] in ("error", "warning", "info")
    assert (refuse["file"], refuse["status"], refuse["source"]) == ("autre chose.csv", "refused", None)
    assert refuse["findings"][0]["message"].startswith("autre chose.csv : ")
    assert {c: charge[c] for c in FICHIER - {"sha256", "findings"}} == {
        "file": "attractivite_2022.csv",
        "status": "loaded",
        "source": "affelnet_attractivite",
        "campagnes": [2022],
        "rows_read": 3,
        "rows_loaded": 1,
        "rows_set_aside": 1,
        "rows_rejected": 1,
    }
    assert len(charge["sha256"]) == 64
    assert lire(bases, "SELECT voeux_1 FROM affectation") == [(6,)]


def test_sans_json_rien_sur_la_sortie_et_des_phrases_a_cote(tmp_path, bases):
    fini = lancer(bases, "load", deposer_affelnet(tmp_path, voeu(), voeu(mef=CAP, voeux="x")))
    assert fini.stdout == ""
    assert "attractivite_2022.csv : chargé – 2 lignes lues, 1 chargées, 0 mises de côté, 1 rejetées" in fini.stderr
    assert "Lignes rejetées : à corriger par le producteur." in fini.stderr


@pytest.mark.parametrize("codage", ["cp1252", "ascii"])
def test_le_json_est_en_utf8_meme_sur_une_console_qui_ne_l_est_pas(tmp_path, bases, codage):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="été \u202f→_2022.csv")
    reponse = repondre(bases, "load", fichier, PYTHONIOENCODING=codage, PYTHONUTF8="0")
    assert reponse["files"][0]["file"] == "été \u202f→_2022.csv"


def test_l_essai_a_blanc_n_enregistre_rien(tmp_path, bases):
    reponse = repondre(bases, "load", deposer_affelnet(tmp_path, voeu()), "--dry-run")
    assert (reponse["base"], reponse["files"][0]["status"], reponse["files"][0]["rows_loaded"]) == (None, "loaded", 1)
    assert base_courante(bases) is None
    assert not list(bases.glob("base-*"))


def test_les_memes_octets_sont_inchanges_et_le_dossier_vient_de_la_variable(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu())
    repondre(None, "load", fichier, BASES=str(bases))
    avant = etat(bases)
    reponse = repondre(bases, "load", fichier)
    assert (reponse["base"], reponse["files"][0]["status"]) == (None, "unchanged")
    assert etat(bases) == avant


def test_les_depots_se_lisent_et_un_retrait_rend_ce_qu_il_avait_remplace(tmp_path, bases):
    repondre(bases, "load", deposer_affelnet(tmp_path, voeu(), nom="a_2022.csv"))
    repondre(bases, "load", deposer_affelnet(tmp_path, voeu(voeux=9), nom="b_2022.csv"))
    anciens = repondre(bases, "lots")
    assert [(d["fichier"], d["statut"]) for d in anciens] == [("a_2022.csv", "remplace"), ("b_2022.csv", "charge")]
    assert anciens[0]["source"] == "affelnet_attractivite" and anciens[0]["chargees"] == 1
    contrat = {"id", "fichier", "sha256", "source", "campagnes", "statut", "version_lecture"}
    lecture = version_de("affelnet_attractivite")
    assert contrat <= set(anciens[0]) and [d["version_lecture"] for d in anciens] == [lecture, lecture]
    reponse = repondre(bases, "withdraw", anciens[1]["id"])
    assert reponse == {"base": base_courante(bases).name, "lot": anciens[1]["id"]}
    assert [d["statut"] for d in repondre(bases, "lots")] == ["charge", "retire"]
    assert lire(bases, "SELECT voeux_1 FROM affectation") == [(6,)]
    avant = etat(bases)
    assert "est déjà retiré" in lancer(bases, "withdraw", anciens[1]["id"], code=1).stderr
    assert "Aucun dépôt « zz »" in lancer(bases, "withdraw", "zz", code=1).stderr
    assert etat(bases) == avant


def test_sans_base_les_depots_le_disent(bases):
    assert "Aucune base n’est installée" in lancer(bases, "lots", code=1).stderr
    assert "Aucun dépôt" in lancer(bases, "withdraw", "x", code=1).stderr


def test_le_modele_rempli_se_charge(tmp_path, bases):
    modele = tmp_path / "modèle à remplir_2022.xlsx"
    lancer(None, "template", "affelnet_attractivite", "--out", modele)
    classeur = openpyxl.load_workbook(modele)
    feuille = classeur.worksheets[0]
    entetes = [c.value for c in feuille[1]]
    assert entetes == [c.entetes[0] for c in SOURCES["affelnet_attractivite"].colonnes]
    assert feuille.max_row == 1
    valeurs = dict(zip([c.nom for c in SOURCES["affelnet_attractivite"].colonnes], entetes, strict=True))
    saisie = {"uai": "0350001A", "mefstat11": BAC_PRO, "capacite": 15, "voeux_1": 6, "recensement": "N"}
    for nom, valeur in saisie.items():
        feuille.cell(2, entetes.index(valeurs[nom]) + 1, valeur)
    classeur.save(modele)
    fichier = repondre(bases, "load", modele)["files"][0]
    assert (fichier["source"], fichier["rows_read"], fichier["rows_loaded"]) == ("affelnet_attractivite", 1, 1)
    assert lire(bases, "SELECT etablissement, capacite, voeux_1, voeux_tous FROM affectation") == [
        ("0350001A", 15, 6, None)
    ]  # fmt: skip


@pytest.mark.parametrize("source", list(SOURCES))
def test_le_modele_de_chaque_source_est_reconnu_comme_le_sien(tmp_path, source):
    from loaders import ecrire_modele
    from loaders.ouverture.classeur import ouvrir
    from loaders.reconnaissance.fichier import reconnaitre

    ecrire_modele(SOURCES[source], tmp_path / "m.xlsx")
    with ouvrir(tmp_path / "m.xlsx") as classeur:
        assert reconnaitre(classeur).source.id == source


def test_reconnaitre_dit_la_source_et_ne_charge_rien(tmp_path, bases):
    bon = ecrire_xlsx(tmp_path / "t.xlsx", [list(ligne) for ligne in (ENTETE_LISTE, voeu())])
    mauvais = deposer(tmp_path, "a;b\n1;2\n")
    reponse = repondre(bases, "recognise", bon, mauvais, tmp_path / "absent.csv", code=1)
    assert [(r["source"], r["feuilles"]) for r in reponse] == [
        ("affelnet_attractivite", ["Données"]), (None, []), (None, [])
    ]  # fmt: skip
    assert "absent.csv" in reponse[2]["message"]
    assert not bases.exists()


ENTETE_LISTE = ["UAI", "MEFSTAT11", "Voeu de recensement O/N", "CO_STA", "VAL_CARSCO", "Demandes voeu 1"]


def test_une_question_est_posee_par_son_nom_puis_repondue(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi.csv")
    refuse = repondre(bases, "load", fichier, code=1)["files"][0]
    assert refuse["status"] == "refused"
    (constat,) = refuse["findings"]
    assert constat["code"] == "question" and "--set campagne=" in constat["message"]
    assert repondre(bases, "load", fichier, "--set", "campagne=2024")["files"][0]["campagnes"] == [2024]


def test_feuille_et_colonne_inconnue_se_reglent_a_la_commande(tmp_path, bases):
    lignes = [[*ENTETE_LISTE, "Remarque", "INE élève"], [*voeu(), "ok", "123456789AB"]]
    fichier = ecrire_xlsx(tmp_path / "t_2022.xlsx", lignes, ("Juin", lignes))
    choix = ["--set", "feuille=Juin"]
    assert "« --set feuille=RÉPONSE »" in lancer(bases, "load", fichier, code=1).stderr
    assert "INE élève" in lancer(bases, "load", fichier, *choix, "--ignore-unknown", code=1).stderr
    assert "« Remarque »" in lancer(bases, "load", fichier, *choix, "--drop-column", "INE eleve", code=1).stderr
    lancer(bases, "load", fichier, *choix, "--drop-column", "INE eleve", "--ignore-unknown")
    assert lire(bases, "SELECT feuille, voeux_1 FROM affectation") == [("Juin", 6)]


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        ([], "il manque : commande"),
        (["charge"], "'charge' inconnu"),
        (["load"], "il manque : FICHIER"),
        (["load", "x.csv", "--zz"], "arguments inconnus : --zz"),
        (["load", "x.csv", "--set", "tour"], "attendu QUESTION=RÉPONSE"),
        (["load", "x.csv", "--campagne", "juin"], "« juin » n’est pas une année"),
        (["load", "x.csv", "--source", "zz"], "--source : 'zz' inconnu"),
        (["template", "affelnet_attractivite"], "il manque : --out"),
        (["template", "zz", "--out", "x.xlsx"], "Source « zz » inconnue"),
        (["withdraw"], "il manque : lot"),
    ],
)
def test_une_commande_mal_ecrite_sort_par_2_en_francais(tmp_path, bases, arguments, dit):
    fini = lancer(bases if arguments else None, *arguments, code=2)
    assert fini.stdout == "" and dit in fini.stderr
    assert not bases.exists()


def test_un_dossier_ou_l_on_ne_peut_ecrire_est_dit(tmp_path):
    occupe = deposer(tmp_path, "x", "un fichier")
    fichier = deposer_affelnet(tmp_path, voeu())
    for arguments in (["load", fichier, "--bases", occupe], ["load", fichier, "--bases", occupe / "bases"]):
        assert "un fichier" in lancer(None, *arguments, code=1).stderr
    absent = tmp_path / "absent" / "m.xlsx"
    assert "Vérifiez que le dossier existe" in lancer(
        None, "template", "affelnet_attractivite", "--out", absent, code=1
    ).stderr  # fmt: skip


def test_une_base_courante_abimee_est_dite_et_reste_la(tmp_path, bases):
    repondre(bases, "load", deposer_affelnet(tmp_path, voeu()))
    courante = base_courante(bases)
    bonne = shutil.copy(courante, tmp_path / "bonne.duckdb")
    courante.write_bytes(courante.read_bytes()[:5000])
    neuf = deposer_affelnet(tmp_path, voeu(voeux=7), nom="b_2022.csv")
    for arguments in (["lots"], ["load", neuf]):
        assert f"« {courante.name} » ne s’ouvre pas" in lancer(bases, *arguments, code=1).stderr
    shutil.copy(bonne, courante)
    assert repondre(bases, "load", neuf)["files"][0]["status"] == "loaded"


@pytest.mark.parametrize(
    ("reponses", "phrase"),
    [
        (
            ["--set", "trou=principal"],
            "aucune question ne s’appelle « trou ». Questions : attendues, campagne,",
        ),
        (["--set", "tour=principal", "--set", "tour=inconnu"], "« tour » reçoit deux réponses : principal, inconnu"),
    ],
)
def test_une_reponse_a_une_question_qui_n_existe_pas_est_dite(bases, tmp_path, reponses, phrase):
    chemin = deposer_affelnet(tmp_path, voeu())
    assert phrase in lancer(bases, "load", chemin, *reponses, code=2).stderr


def test_le_modele_est_un_classeur(bases, tmp_path):
    assert "finit par .xlsx" in lancer(bases, "template", "bassin", "--out", tmp_path / "m.txt", code=2).stderr
    absent = lancer(bases, "template", "bassin", "--out", tmp_path / "absent" / "m.xlsx", code=1).stderr
    assert "dossier ou fichier introuvable" in absent and "No such file" not in absent


def test_load_dit_sous_chaque_constat_les_lignes_et_leurs_raisons(tmp_path, bases):
    chemin = deposer_affelnet(tmp_path, voeu(), voeu("x"), voeu("0350002B", capacite="douze"))
    dit = lancer(bases, "load", chemin).stderr
    assert (
        "ligne 3 : « Etablissement d'accueil » : attendu un code UAI (sept chiffres et une lettre), trouvé « x »" in dit
    )
    assert "ligne 4 : « Capacité carte scolaire » : attendu un nombre entier positif, trouvé « douze »" in dit
