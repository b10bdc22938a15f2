"""A folder of bases: what replaces what, what can be taken back, and that nothing ever damages the base in use."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from fabrique import BAC_PRO, CAP, charger_ok, csv_affelnet, deposer, deposer_affelnet, etat, lire, voeu

from indicators import calculer
from loaders import charger, retirer
from loaders.installation.journal import lots
from store import bases as module_bases
from store import schema
from store.bases import BaseAbsente, base_courante, base_lisible, nouvelle_base, ouvrir, ouvrir_base

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def depot(tmp_path, bases, *lignes, nom="envoi_2022.csv", **options):
    """Load an Affelnet file that must go in; gives its batch."""
    return charger_ok(deposer_affelnet(tmp_path, *lignes, nom=nom), bases, **options).lot


def voeux(bases) -> dict:
    """(campagne, département) → first wishes."""
    return {
        (c, d): n for c, d, n in lire(bases, "SELECT campagne, departement, SUM(voeux_1) FROM affectation GROUP BY ALL")
    }


def statuts(bases) -> dict:
    return {d["id"]: d["statut"] for d in lots(ouvrir_base(bases))}


RENNES, BREST = "0350001A", "0290001B"


# --- replacement and withdrawal


def test_les_memes_octets_deux_fois_ne_changent_rien(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu())
    lot = charger_ok(fichier, bases).lot
    avant = etat(bases)
    encore = charger([shutil.copy(fichier, tmp_path / "autre nom_2022.csv")], bases)
    assert (encore.base, encore.fichiers[0].status, encore.fichiers[0].lot) == (None, "unchanged", lot)
    assert not encore.refuse
    assert etat(bases) == avant


def test_les_memes_octets_pour_une_autre_campagne_sont_refuses(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi.csv")
    charger_ok(fichier, bases, campagne=2022)
    (bilan,) = charger([fichier], bases, campagne=2021).fichiers
    assert (bilan.status, bilan.findings[0].code) == ("refused", "deja_charge")
    assert voeux(bases) == {(2022, "35"): 6}


def test_un_fichier_plus_recent_remplace_la_meme_campagne_et_le_meme_departement(tmp_path, bases):
    ancien = depot(tmp_path, bases, voeu(RENNES), voeu(BREST, voeux=9), nom="a_2022.csv")
    autre = depot(tmp_path, bases, voeu(RENNES, voeux=100), nom="b_2021.csv")
    neuf = depot(tmp_path, bases, voeu(RENNES, voeux=7), nom="c_2022.csv")
    assert voeux(bases) == {(2022, "35"): 7, (2022, "29"): 9, (2021, "35"): 100}
    assert statuts(bases) == {ancien: "remplace_en_partie", autre: "charge", neuf: "charge"}
    retirer(neuf, bases)
    assert voeux(bases) == {(2022, "35"): 6, (2022, "29"): 9, (2021, "35"): 100}
    assert statuts(bases) == {ancien: "charge", autre: "charge", neuf: "retire"}


def test_retirer_un_depot_deja_remplace_ne_fait_pas_revenir_ce_qu_il_remplacait(tmp_path, bases):
    a = depot(tmp_path, bases, voeu(voeux=1), nom="a_2022.csv")
    b = depot(tmp_path, bases, voeu(voeux=2), nom="b_2022.csv")
    c = depot(tmp_path, bases, voeu(voeux=3), nom="c_2022.csv")
    retirer(b, bases)
    assert voeux(bases) == {(2022, "35"): 3}
    retirer(c, bases)
    assert voeux(bases) == {(2022, "35"): 1}
    assert statuts(bases) == {a: "charge", b: "retire", c: "retire"}


def test_un_depot_retire_se_recharge_et_un_depot_remplace_aussi(tmp_path, bases):
    a = depot(tmp_path, bases, voeu(voeux=1), nom="a_2022.csv")
    retirer(a, bases)
    assert voeux(bases) == {}
    depot(tmp_path, bases, voeu(voeux=1), nom="a_2022.csv")
    depot(tmp_path, bases, voeu(voeux=2), nom="b_2022.csv")
    depot(tmp_path, bases, voeu(voeux=1), nom="a_2022.csv")
    assert voeux(bases) == {(2022, "35"): 1}


def test_une_academie_et_un_departement_de_meme_code_ne_se_remplacent_pas(tmp_path, bases):
    """« 14 » is Calvados among départements and Rennes among académies."""
    entete = "Etablissement d'accueil;MEF STAT 11;Capacité carte scolaire;Demandes vœux 1"
    charger_ok(deposer(tmp_path, f"{entete}\n0140001A;{BAC_PRO};15;6\n", "a_2022.csv"), bases)
    avec_14 = base_courante(bases)
    with nouvelle_base(bases) as chantier:
        chantier.con.execute("UPDATE affectation SET academie = departement, departement = NULL")
        chantier.installer = True
    charger_ok(deposer(tmp_path, f"{entete}\n0140001A;{CAP};15;8\n", "b_2022.csv"), bases)
    assert lire(bases, "SELECT departement, SUM(voeux_1) FROM affectation GROUP BY 1 ORDER BY 2") == [
        (None, 6),
        ("14", 8),
    ]
    assert avec_14.is_file()


def test_un_fichier_sans_lieu_remplace_ses_propres_lignes_sans_lieu(tmp_path, bases):
    """A place that the map does not know (999) is still one place of a newer file."""
    depot(tmp_path, bases, voeu("0000001A", voeux=6), nom="a_2022.csv")
    depot(tmp_path, bases, voeu("0000001A", voeux=7), nom="b_2022.csv")
    assert voeux(bases) == {(2022, None): 7}


# --- the folder


def test_current_ne_bouge_que_si_un_fichier_contribue(tmp_path, bases):
    with pytest.raises(BaseAbsente, match="Aucune base n’est installée"):
        ouvrir_base(bases)
    depot(tmp_path, bases, voeu())
    avant = etat(bases)
    assert charger([deposer(tmp_path, "", "vide.csv"), tmp_path / "rien.csv"], bases).base is None
    assert charger([], bases).base is None
    assert etat(bases) == avant


def test_dix_bases_sont_gardees_et_celles_qu_un_avis_cite(tmp_path, bases):
    noms = []
    for i in range(13):
        with nouvelle_base(bases) as chantier:
            chantier.installer = True
        noms.append(chantier.nom)
        if i == 0:
            (bases / "citees.txt").write_text(noms[0] + "\n", encoding="utf-8")
    assert sorted(p.name for p in bases.glob("base-*.duckdb")) == [noms[0], *noms[3:]]
    assert base_courante(bases).name == noms[-1]


def test_un_dossier_de_bases_copie_ailleurs_se_lit_et_se_charge(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    copie = shutil.copytree(bases, tmp_path / "une autre clé USB été")
    shutil.rmtree(bases)
    assert voeux(copie) == {(2022, "35"): 6}
    depot(tmp_path, copie, voeu(BREST, voeux=9), nom="b_2022.csv")
    assert voeux(copie) == {(2022, "35"): 6, (2022, "29"): 9}


def test_une_base_ancienne_reste_lisible_apres_les_suivantes(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    ancienne = base_courante(bases)
    octets = ancienne.read_bytes()
    depot(tmp_path, bases, voeu(voeux=7), nom="b_2022.csv")
    assert ancienne.read_bytes() == octets
    with duckdb.connect(str(ancienne), read_only=True) as con:
        assert con.execute("SELECT SUM(voeux_1) FROM affectation").fetchone() == (6,)


def test_une_base_d_une_version_anterieure_recoit_les_colonnes_qui_lui_manquent(tmp_path, bases):
    depot(tmp_path, bases, voeu(), nom="a_2022.csv")
    with nouvelle_base(bases) as chantier:
        chantier.con.execute("ALTER TABLE affectation DROP COLUMN origine")
        chantier.con.execute("ALTER TABLE affectation DROP COLUMN liste_supplementaire")
        chantier.con.execute("ALTER TABLE archive_affectation DROP COLUMN origine")
        chantier.con.execute("DROP TABLE archive_superieur")
        chantier.con.execute("DROP TABLE superieur")
        chantier.installer = True
    b = depot(tmp_path, bases, voeu(voeux=7), nom="b_2022.csv")
    assert lire(bases, "SELECT voeux_1, origine, liste_supplementaire FROM affectation") == [(7, None, None)]
    assert lire(bases, "SELECT COUNT(*) FROM superieur") == [(0,)]
    retirer(b, bases)
    assert voeux(bases) == {(2022, "35"): 6}
    colonnes = {c for (c,) in lire(bases, "SELECT column_name FROM (DESCRIBE affectation)")}
    assert colonnes == set(schema.colonnes("affectation"))


def test_un_current_qui_nomme_une_base_perdue_ne_fait_pas_repartir_de_rien(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    (bases / "CURRENT").write_text("base-perdue.duckdb", encoding="utf-8")
    with pytest.raises(BaseAbsente, match="nomme une base qui n’y est plus"):
        charger([deposer_affelnet(tmp_path, voeu(BREST), nom="b_2022.csv")], bases)


def test_les_autres_fichiers_du_dossier_sont_laisses(tmp_path, bases):
    bases.mkdir()
    for nom in ("notes.txt", "base-à moi.txt", ".cache"):
        (bases / nom).write_text("x", encoding="utf-8")
    depot(tmp_path, bases, voeu())
    assert {"notes.txt", "base-à moi.txt", ".cache"} <= {p.name for p in bases.iterdir()}


# --- crashes


@pytest.mark.parametrize("etape", ["copyfile", "fsync", "replace 1", "replace 2"])
def test_une_panne_a_chaque_etape_laisse_la_base_courante(tmp_path, bases, monkeypatch, etape):
    depot(tmp_path, bases, voeu())
    courante, octets = base_courante(bases).name, base_courante(bases).read_bytes()
    nom, _, rang = etape.partition(" ")
    cible = shutil if nom == "copyfile" else os
    vraie, appels = getattr(cible, nom), []

    def panne(*arguments, **options):
        appels.append(arguments)
        if len(appels) >= int(rang or 1):
            raise OSError(5, "Input/output error")
        return vraie(*arguments, **options)

    monkeypatch.setattr(cible, nom, panne)
    with pytest.raises(OSError, match="Input/output"):
        charger([deposer_affelnet(tmp_path, voeu(BREST), nom="b_2022.csv")], bases)
    monkeypatch.undo()
    assert (base_courante(bases).name, base_courante(bases).read_bytes()) == (courante, octets)
    depot(tmp_path, bases, voeu(BREST, voeux=9), nom="b_2022.csv")
    assert voeux(bases) == {(2022, "35"): 6, (2022, "29"): 9}


def test_les_restes_d_un_chargement_interrompu_sont_otes(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    (bases / ".construction-1.duckdb.tmp").mkdir()
    (bases / ".construction-1.duckdb.tmp" / "duckdb_temp_block-1.block").write_bytes(b"x")
    for reste in (".construction-1.duckdb", ".construction-1.duckdb.wal", ".CURRENT-1"):
        (bases / reste).write_bytes(b"x")
    depot(tmp_path, bases, voeu(BREST), nom="b_2022.csv")
    assert [p.name for p in bases.glob(".*")] == [".verrou"]


def lancer(bases: Path, *arguments) -> subprocess.Popen:
    """Start a command of the loaders in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "loaders", *map(str, arguments), "--bases", str(bases)],
        cwd=RACINE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_tuer_un_chargement_a_tout_moment_laisse_la_base_telle_quelle(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    lignes = (voeu(f"0{29 + i % 2 * 6}{i // 100:04}A", mef=f"238{i % 100:08}") for i in range(400_000))
    grand = deposer(tmp_path, csv_affelnet(*lignes), "grand_2021.csv")
    avant, tues = etat(bases), 0
    for delai in (0.0, 0.15, 0.4, 0.8, 1.3):
        processus = lancer(bases, "load", grand)
        limite = time.monotonic() + 30
        while not list(bases.glob(".construction-*")) and processus.poll() is None and time.monotonic() < limite:
            time.sleep(0.005)
        time.sleep(delai)
        processus.send_signal(signal.SIGKILL)
        if processus.wait() != -signal.SIGKILL:
            break
        tues += 1
        noms, courante, octets = etat(bases)
        assert (courante, octets) == avant[1:]
        assert voeux(bases) == {(2022, "35"): 6}
    assert tues >= 3
    charger_ok(grand, bases)
    assert not [p for p in bases.glob(".*") if p.name != ".verrou"]
    assert lire(bases, "SELECT COUNT(*), SUM(voeux_1) FROM affectation WHERE campagne = 2021") == [(400_000, 2_400_000)]


def test_deux_chargements_en_meme_temps_entrent_tous_les_deux(tmp_path, bases):
    fichiers = [deposer_affelnet(tmp_path, voeu(voeux=annee), nom=f"envoi_{annee}.csv") for annee in (2019, 2020, 2021)]
    assert [p.wait(60) for p in [lancer(bases, "load", f) for f in fichiers]] == [0, 0, 0]
    assert voeux(bases) == {(annee, "35"): annee for annee in (2019, 2020, 2021)}


# --- reading


def test_dix_fils_lisent_la_meme_base_sans_se_tromper(tmp_path, bases):
    departements = ("22", "29", "35", "56")
    for campagne in range(2019, 2023):
        lignes = [voeu(f"0{d}0001A", BAC_PRO, 100, 10 * int(d) + campagne - 2000) for d in departements]
        depot(tmp_path, bases, *lignes, nom=f"a_{campagne}.csv")
    attendues = {
        (c, d): (10 * int(d) + c - 2000) / 100 for c in range(2019, 2023) for d in departements
    }  # 2022, Finistère: 312 wishes for 100 places, 3.12
    assert attendues[2022, "29"] == 3.12
    depart = threading.Barrier(10)

    def lecteur(rang: int) -> int:
        depart.wait()
        justes = 0
        for tour in range(8):
            campagne, departement = 2019 + (rang + tour) % 4, departements[(rang + tour // 4) % 4]
            con = ouvrir_base(bases)
            cadre = calculer(
                con, "pression_voie_pro", "departement", campagnes=[campagne], ou={"palier_entree": "2de pro"}
            )
            lues = cadre.set_index("code")["valeur"].to_dict()
            assert {d: lues[d] for d in departements} == {d: attendues[campagne, d] for d in departements}
            sql = "SELECT SUM(voeux_1), MIN(campagne) FROM affectation WHERE departement = ? AND campagne = ?"
            assert con.execute(sql, [departement, campagne]).fetchone() == (
                10 * int(departement) + campagne - 2000, campagne
            )  # fmt: skip
            absents = calculer(con, "places_pourvues_superieur", "departement", campagnes=[campagne])
            assert absents["valeur"].isna().all()
            justes += 1
        return justes

    with ThreadPoolExecutor(10) as fils:
        assert list(fils.map(lecteur, range(10))) == [8] * 10


def test_un_lecteur_voit_la_base_nouvelle_sans_se_rouvrir(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    ancien = ouvrir_base(bases)
    depot(tmp_path, bases, voeu(voeux=7), nom="b_2022.csv")
    assert ancien.execute("SELECT voeux_1 FROM affectation").fetchall() == [(6,)]
    assert lire(bases, "SELECT voeux_1 FROM affectation") == [(7,)]
    with pytest.raises(duckdb.Error, match="read-only"):
        ouvrir_base(bases).execute("DELETE FROM affectation")


def test_une_base_nommee_se_lit_quelle_que_soit_la_courante(tmp_path, bases):
    depot(tmp_path, bases, voeu())
    premiere = base_lisible(bases)
    depot(tmp_path, bases, voeu(voeux=7), nom="b_2022.csv")
    seconde = base_lisible(bases)
    assert (seconde, seconde == premiere) == (base_courante(bases), False)
    sql = "SELECT voeux_1 FROM affectation"
    for _ in range(2):
        assert [ouvrir(b).execute(sql).fetchall() for b in (premiere, seconde)] == [[(6,)], [(7,)]]
    with pytest.raises(duckdb.Error, match="read-only"):
        ouvrir(premiere).execute("DELETE FROM affectation")


def test_peu_de_bases_restent_ouvertes_et_une_lecture_commencee_continue(tmp_path, monkeypatch):
    monkeypatch.setattr(module_bases, "OUVERTES", 2)
    noms = []
    for rang in range(4):
        with nouvelle_base(tmp_path / str(rang)) as chantier:
            chantier.con.execute("INSERT INTO affectation (voeux_1) VALUES (?)", [rang])
            chantier.installer = True
        noms.append(base_lisible(tmp_path / str(rang)))
    curseurs = [ouvrir(nom) for nom in noms]
    assert list(module_bases._ouvertes) == noms[2:]
    assert [c.execute("SELECT voeux_1 FROM affectation").fetchone() for c in curseurs] == [(0,), (1,), (2,), (3,)]


def test_une_base_partie_ou_abimee_est_dite_par_son_nom(tmp_path):
    with nouvelle_base(tmp_path) as chantier:
        chantier.installer = True
    base = base_lisible(tmp_path)
    ouvrir(base)
    autre = tmp_path / "base-1.duckdb"
    with pytest.raises(BaseAbsente, match="« base-1.duckdb » n’est plus dans le dossier"):
        ouvrir(autre)
    autre.write_bytes(b"rien" * 1000)
    with pytest.raises(BaseAbsente, match="^La base « base-1.duckdb » ne s’ouvre pas.*autre programme.$"):
        ouvrir(autre)
    base.unlink()
    with pytest.raises(BaseAbsente, match="n’est plus dans le dossier"):
        ouvrir(base)


def test_deux_lecteurs_a_la_fois_n_installent_qu_une_copie_a_jour(tmp_path):
    with nouvelle_base(tmp_path) as chantier:
        chantier.con.execute("DROP TABLE version_schema")
        chantier.installer = True
    with ThreadPoolExecutor(4) as fils:
        lues = set(fils.map(base_lisible, [tmp_path] * 4))
    assert lues == {base_courante(tmp_path)} and len(list(tmp_path.glob("base-*"))) == 2


def test_le_dossier_est_celui_qu_on_donne_sinon_la_variable_sinon_data_bases(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "v"))
    assert module_bases.dossier_bases(tmp_path / "d") == tmp_path / "d"
    assert module_bases.dossier_bases() == tmp_path / "v"
    monkeypatch.delenv("BASES")
    assert module_bases.dossier_bases() == RACINE / "data" / "bases"


def test_une_base_d_une_version_anterieure_est_lue_par_une_copie_completee(tmp_path):
    with nouvelle_base(tmp_path) as chantier:
        chantier.installer = True
    ancienne = base_courante(tmp_path)
    with duckdb.connect(str(ancienne)) as con:
        con.execute("DROP TABLE version_schema")
        con.execute("DROP VIEW perimetre")
        con.execute("DROP TABLE proximite")
        con.execute("DROP TABLE lieu_spro")
        con.execute("ALTER TABLE affectation DROP COLUMN tour")
        con.execute("INSERT INTO affectation (source, campagne, voeux_1) VALUES ('affelnet', 2022, 12)")
    octets = ancienne.read_bytes()
    con = ouvrir_base(tmp_path)
    assert con.execute("SELECT voeux_1, tour FROM affectation").fetchall() == [(12, None)]
    assert con.execute("SELECT COUNT(*) FROM lieu_spro").fetchone() == (0,)
    assert base_courante(tmp_path) != ancienne and ancienne.read_bytes() == octets
    assert ouvrir_base(tmp_path).execute("SELECT COUNT(*) FROM perimetre").fetchone() == (0,)


def test_une_requete_lente_ne_dessine_rien_sur_la_sortie_standard(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu()), bases)
    with ouvrir_base(bases) as lecture, nouvelle_base(bases) as chantier:
        for con in (lecture, chantier.con):
            assert con.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)


def test_une_base_qui_n_est_pas_du_produit_est_refusee(tmp_path):
    etrangere = tmp_path / "base-20260101T000000000000.duckdb"
    con = duckdb.connect(str(etrangere))
    con.execute("CREATE TABLE t (x INTEGER)")
    con.close()
    (tmp_path / "CURRENT").write_text(etrangere.name)
    with pytest.raises(BaseAbsente, match="n’est pas une base de ce programme"):
        ouvrir_base(tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["CURRENT", etrangere.name]
