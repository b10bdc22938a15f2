"""Files that must not go in: each is turned down in a French sentence, and nothing that was there changes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fabrique import (
    CAP,
    ENTETE,
    bombe_coin,
    bombe_entites,
    bombe_zip,
    charger_ok,
    charger_un,
    csv_affelnet,
    deposer,
    deposer_affelnet,
    ecrire_xlsx,
    etat,
    lire,
    proteger,
    tronquer,
    voeu,
)

from loaders import charger

RACINE = Path(__file__).resolve().parents[2]
BON = [list(ENTETE), *(voeu(f"035{i:04}A") for i in range(200))]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)


@pytest.fixture
def bases(tmp_path):
    """A folder of bases in use: one base, with the 6 first wishes of one formation of 2020."""
    bases = tmp_path / "bases"
    charger_ok(deposer_affelnet(tmp_path, voeu("0010001A"), nom="deja_la_2020.csv"), bases)
    return bases


def bon(dossier: Path) -> Path:
    return ecrire_xlsx(dossier / "bon.xlsx", BON)


def sans(colonne: str) -> tuple:
    return tuple(e for e in ENTETE if e != colonne)


# name of the case → (how the file is made, its name, code of the refusal, what the sentence says)
MAUVAIS = {
    "vide": (lambda d, n: deposer(d, "", n), "envoi_2022.csv", "vide", r"est vide.*Redemandez"),
    "blancs": (lambda d, n: deposer(d, "\ufeff \r\n\n", n), "envoi_2022.csv", "vide", r"est vide.*Redemandez"),
    "separateurs seuls": (lambda d, n: deposer(d, ";;;\n;;;\n", n), "envoi_2022.csv", "source_inconnue", "Attendu"),
    "image": (lambda d, n: deposer(d, PNG, n), "envoi_2022.xlsx", "format", r"est une image PNG.*On attend"),
    "tronqué": (lambda d, n: tronquer(bon(d), d / n), "envoi_2022.xlsx", "illisible", r"abîmé ou incomplet.*attendu"),
    "protégé": (lambda d, n: proteger(bon(d), d / n), "envoi_2022.xlsx", "mot_de_passe", r"mot de passe.*retirez"),
    "autre sujet": (
        lambda d, n: deposer(d, "commune;habitants\nRennes;220000\n", n),
        "population 2022.csv",
        "source_inconnue",
        r"aucun tableau connu.*Attendu.*modèle",
    ),
    "en-tête seul": (
        lambda d, n: deposer(d, csv_affelnet(), n),
        "envoi_2022.csv",
        "sans_ligne",
        r"aucune ligne ne le suit.*Redemandez",
    ),
    "en-tête obligatoire absent": (
        lambda d, n: deposer(d, csv_affelnet(voeu()[:5], entete=sans("Demandes vœux 1")), n),
        "envoi_2022.csv",
        "entete_manquant",
        r"ligne 1 : le fichier ressemble à « Affelnet.*il manque « Demandes vœux 1 ».*Redemandez",
    ),
    "en-tête inconnu": (
        lambda d, n: deposer(d, csv_affelnet([*voeu(), "x"], entete=[*ENTETE, "Vœux d'appel"]), n),
        "envoi_2022.csv",
        "entete_inconnu",
        r"en-tête inconnu « Vœux d'appel ».*--ignore-unknown",
    ),
    "deux feuilles": (
        lambda d, n: ecrire_xlsx(d / n, BON, ("Juin (2)", BON)),
        "envoi_2022.xlsx",
        "question",
        r"laquelle charger.*--set feuille=.*Données, Juin \(2\)",
    ),
    "campagne demandée": (
        lambda d, n: deposer(d, csv_affelnet(voeu()), n),
        "envoi_2019.csv",
        "campagne_contredite",
        r"campagne 2022 demandée, mais le nom du fichier dit 2019",
    ),
    "aucune ligne lisible": (
        lambda d, n: deposer(d, csv_affelnet(voeu(uai="x"), voeu(uai="y")), n),
        "envoi_2022.csv",
        "aucune_ligne_chargee",
        r"aucune des 2 lignes.*2 rejetées",
    ),
    "deux millions de colonnes": (
        lambda d, n: deposer(d, "a;" * 2_000_000, n),
        "envoi_2022.csv",
        "trop_large",
        r"ligne 1.*sont attendus",
    ),
    "guillemet ouvert": (
        lambda d, n: deposer(d, csv_affelnet(voeu(), ['"0350001A', CAP, "N", "ST", 1, 1]), n),
        "envoi_2022.csv",
        "illisible",
        r"ligne 3 : un guillemet ouvert",
    ),
    "encodages mêlés": (
        lambda d, n: deposer(d, csv_affelnet(voeu()).encode() + "é;è;à\n".encode() + b"\xe9;\n", n),
        "envoi_2022.csv",
        "encodage",
        r"ligne 4.*enregistrez à nouveau",
    ),
    "page web": (lambda d, n: deposer(d, "<html><table></table>", n), "envoi_2022.xls", "format", r"page web.*\.xlsx"),
    "bombe zip": (lambda d, n: bombe_zip(bon(d), d / n), "envoi_2022.xlsx", "trop_grand", r"300 Mo.*\.csv"),
    "bombe coin": (lambda d, n: bombe_coin(bon(d), d / n), "envoi_2022.xlsx", "trop_grand", r"mémoire.*\.csv"),
    "bombe entités": (lambda d, n: bombe_entites(bon(d), d / n), "envoi_2022.xlsx", "format", r"DOCTYPE.*\.xlsx"),
}


@pytest.mark.parametrize("cas", list(MAUVAIS))
def test_un_mauvais_fichier_est_refuse_en_francais_et_rien_ne_change(tmp_path, bases, cas):
    fabriquer, nom, code, dit = MAUVAIS[cas]
    fichier = fabriquer(tmp_path, nom)
    avant = etat(bases)
    bilan = charger([fichier], bases, campagne=2022 if cas == "campagne demandée" else None)
    (refuse,) = bilan.fichiers
    assert (bilan.base, refuse.status, refuse.rows_loaded, refuse.lot) == (None, "refused", 0, None)
    erreur = refuse.findings[0]
    assert (erreur.code, erreur.severity) == (code, "error")
    assert nom in erreur.message and re.search(dit, erreur.message), erreur.message
    assert etat(bases) == avant


# The peak of this process alone: ru_maxrss would carry over that of the process which started it.
MESURE = """
import json, re, resource, sys
from loaders import charger
bilan = charger(sys.argv[1:2], sys.argv[2])
ici = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(json.dumps([bilan.fichiers[0].status, ici, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss ne se lit en Ko que sous Linux")
@pytest.mark.parametrize("bombe", [bombe_zip, bombe_coin, bombe_entites])
def test_une_bombe_ne_prend_pas_plus_de_memoire_que_la_borne(tmp_path, bases, bombe):
    fichier = bombe(bon(tmp_path), tmp_path / "bombe_2022.xlsx")
    fini = subprocess.run(
        [sys.executable, "-c", MESURE, str(fichier), str(bases)],
        cwd=RACINE,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(RACINE)},
    )
    statut, ici, enfant = json.loads(fini.stdout)
    assert statut == "refused" and fini.stderr == ""
    assert ici < 600_000 and enfant < 1_800_000


# --- nothing personal enters

NOMS = ("Qwérnozhec", "Vlaminouëc")
INES = ("7305918264K", "482916037QX")


def traces(*dossiers: Path) -> list[str]:
    """Files that hold a name or an INE, as it stands or in UTF-16."""
    cherches = [m.encode(c) for m in (*NOMS, *INES) for c in ("utf-8", "cp1252", "utf-16-le")]
    fichiers = [p for d in dossiers for p in d.rglob("*") if p.is_file()]
    return [p.name for p in fichiers if any(m in p.read_bytes() for m in cherches)]


@pytest.mark.parametrize(
    ("entete", "valeurs"),
    [
        ("Nom de l'élève", NOMS),
        ("NOM", NOMS),
        ("Prénom", NOMS),
        ("INE", INES),
        ("N° INE", INES),
        ("ine_eleve", INES),
        ("Repère", INES),
        ("", INES),
    ],
)
def test_une_colonne_nominative_arrete_tout_et_ne_laisse_aucune_trace(tmp_path, bases, monkeypatch, entete, valeurs):
    depots, temporaire = tmp_path / "depots", tmp_path / "temporaire"
    depots.mkdir(), temporaire.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporaire))
    lignes = [[*voeu(f"035000{i}A", voeux="x" if i else 6), v] for i, v in enumerate(valeurs)]
    fichier = deposer_affelnet(depots, *lignes, entete=[*ENTETE, entete])
    avant = etat(bases)
    for options in ({}, {"ignorer_inconnues": True}):
        bilan = charger_un(fichier, bases, **options)
        (refus,) = bilan.findings
        assert (bilan.status, refus.code) == ("refused", "nominatif")
        assert "attractivite_2022.csv" in refus.message and "Rien n’a été enregistré" in refus.message
        assert not any(v in str(bilan) for v in valeurs)
    assert etat(bases) == avant
    assert traces(bases, temporaire) == []


def test_la_colonne_retiree_d_un_choix_explicite_laisse_charger_sans_elle(tmp_path, bases, monkeypatch):
    depots, temporaire = tmp_path / "depots", tmp_path / "temporaire"
    depots.mkdir(), temporaire.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporaire))
    lignes = [
        [NOMS[0], *voeu(), INES[0]],
        [NOMS[1], *voeu(mef=CAP, recensement="O"), INES[1]],
        [NOMS[0], *voeu("0290001A", voeux="x"), INES[0]],
        [NOMS[1], "", "", "", "", "", "", INES[1]],
    ]
    for i, fichier in enumerate(
        (
            deposer_affelnet(depots, *lignes, entete=["Nom élève", *ENTETE, "INE"]),
            ecrire_xlsx(depots / "t_2023.xlsx", [["Nom élève", *ENTETE, "INE"], *lignes]),
        )
    ):
        bilan = charger_ok(fichier, bases, retirer_colonnes=["nom eleve", "Ine"])
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (4, 1, 2, 1)
        assert lire(bases, "SELECT voeux_1 FROM affectation WHERE lot = ?", bilan.lot) == [(6,)]
        assert lire(bases, "SELECT COUNT(*) FROM rejet") == [(3 * (i + 1),)]
    assert traces(bases, temporaire) == []


def test_une_colonne_nominative_loin_sous_l_en_tete_arrete_aussi(tmp_path, bases):
    lignes = [[*voeu(f"0{35 + i % 2}{i:04}A", voeux="x" if i % 2 else 6), ""] for i in range(200)]
    for i in (150, 151, 153):
        lignes[i][-1] = INES[i % 2]
    fichier = deposer_affelnet(tmp_path, *lignes, entete=[*ENTETE, "Code"])
    avant = etat(bases)
    bilan = charger_un(fichier, bases, ignorer_inconnues=True)
    assert [c.code for c in bilan.findings if c.severity == "error"] == ["nominatif"]
    assert etat(bases) == avant
    assert traces(bases) == []


def test_une_colonne_ignoree_n_est_gardee_nulle_part(tmp_path, bases):
    """What the person says is of no use is not kept with the rows set aside, whatever it holds."""
    fichier = deposer_affelnet(
        tmp_path, [*voeu(), "a"], [*voeu(mef=CAP, voeux="x"), NOMS[0]], entete=[*ENTETE, "Remarque"]
    )
    charger_ok(fichier, bases, ignorer_inconnues=True)
    assert lire(bases, "SELECT cellules[6], list_contains(cellules, ?) FROM rejet", NOMS[0]) == [("x", False)]
    assert traces(bases) == []


def test_une_colonne_a_retirer_qui_n_existe_pas_est_dite(tmp_path, bases):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu()), bases, retirer_colonnes=["Prénom"])
    assert [c.message for c in bilan.findings if c.code == "colonne_absente"] == [
        "Colonne à retirer introuvable : « Prénom »."
    ]


@pytest.mark.parametrize("cellule", ["Prénom", "x"])
def test_une_colonne_n_est_retiree_que_par_son_en_tete(tmp_path, bases, cellule):
    fichier = deposer_affelnet(tmp_path, [*voeu(), "b"], [*voeu("0290001A"), cellule], entete=[*ENTETE, "Prénom"])
    charger_ok(fichier, bases, retirer_colonnes=["Prénom"])
    fichier = deposer_affelnet(tmp_path, voeu("0220001A"), voeu("0560001A", mef="Prénom"), nom="b_2022.csv")
    assert charger_ok(fichier, bases, retirer_colonnes=["Prénom"]).rows_loaded == 2
    assert lire(bases, "SELECT COUNT(*) FROM affectation WHERE campagne = 2022") == [(4,)]


def test_deux_colonnes_du_meme_en_tete_sont_une_question(tmp_path):
    entete = (*ENTETE, "Demandes vœux 1")
    chemin = deposer_affelnet(tmp_path, [*voeu(voeux=6), 9], entete=entete)
    bilan = charger_un(chemin, tmp_path / "bases")
    assert [c.code for c in bilan.findings] == ["entete_double"]
    assert "« Demandes vœux 1 (écrit deux fois) »" in bilan.findings[0].message
    charger_ok(chemin, tmp_path / "bases", ignorer_inconnues=True)
    assert lire(tmp_path / "bases", "SELECT voeux_1 FROM affectation") == [(6,)]


def test_un_code_abime_par_le_tableur_est_rejete(tmp_path):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu(), voeu(mef="2.3210023446E+10")), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)
    (constat,) = [c for c in bilan.findings if c.code == "lignes_rejetees"]
    assert "attendu un code écrit en entier, trouvé « 2.3210023446E+10 »" in constat.examples[0]


def test_le_meme_fichier_avec_une_autre_reponse_n_est_pas_dit_inchange(tmp_path):
    classeur = ecrire_xlsx(tmp_path / "deux_2022.xlsx", [list(ENTETE), voeu()], ("Autre", [list(ENTETE), voeu()]))
    charger_ok(classeur, tmp_path / "bases", reponses={"feuille": "Données"})
    assert charger_un(classeur, tmp_path / "bases", reponses={"feuille": "Données"}).status == "unchanged"
    # Another sheet of the same bytes was never read: it loads in its turn.
    assert charger_un(classeur, tmp_path / "bases", reponses={"feuille": "Autre"}).status == "loaded"


@pytest.mark.parametrize(("ecrit", "code"), [(13, "totaux_concordants"), (14, "total_different")])
def test_le_total_d_une_table_est_rapproche_de_ses_lignes(tmp_path, ecrit, code):
    # 6 + 7 vœux; the recensement row counts 5 more, which a sender may leave out of the total.
    lignes = [voeu(voeux=6), voeu("0350002B", voeux=7), voeu("0350003C", voeux=5, recensement="O")]
    total = ["Total", "", "", "", "", ecrit]
    bilan = charger_ok(deposer_affelnet(tmp_path, *lignes, total), tmp_path / "bases")
    trouves = [c for c in bilan.findings if c.code.startswith("tota")]
    assert [c.code for c in trouves] == [code]
    assert code == "totaux_concordants" or "ligne 5, « Demandes vœux 1 » : écrit 14" in trouves[0].message


def test_un_dossier_n_est_pas_un_fichier(tmp_path):
    assert "c’est un dossier" in charger_un(tmp_path, tmp_path / "bases").findings[0].message
