"""The invented sample is the same at every writing, says what it is, and holds the scenario's figures exactly."""

import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from fabrique import charger_ok, deposer_affelnet, lire, voeu
from python_calamine import CalamineWorkbook

from data.fictif import manifeste
from data.fictif.affelnet import offres
from data.fictif.ecriture import MENTION, ecrire_lignes, nommer
from data.fictif.etablissements import tous
from data.fictif.modele_orientation import VOIES_3E, troisiemes
from data.fictif.orientation_saio import bilan_9a
from data.fictif.pays import DEPARTEMENTS, PAR_CODE, anneaux, communes, dedans
from data.fictif.referentiels import UAI_INCONNUE
from data.fictif.superieur import superieurs
from loaders.sources import SOURCES

UAI = re.compile(r"\b\d{7}[A-Z]\b")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory) -> Path:
    chemin = tmp_path_factory.mktemp("échantillon fictif")
    manifeste.ecrire(chemin)
    return chemin


def _empreintes(dossier: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(dossier.iterdir())}


def _cellules(chemin: Path) -> list[list]:
    livre = CalamineWorkbook.from_path(str(chemin))
    return [ligne for nom in livre.sheet_names for ligne in livre.get_sheet_by_name(nom).to_python()]


def test_meme_graine_memes_octets(dossier, tmp_path):
    manifeste.ecrire(tmp_path)
    assert _empreintes(tmp_path) == _empreintes(dossier)


def test_le_manifeste_nomme_chaque_fichier_ecrit(dossier):
    ecrits = {p.name for p in dossier.iterdir()} - {manifeste.LISEZ_MOI, manifeste.PROJET_WORD}
    assert {f.chemin.name for f in manifeste.fichiers(dossier)} == ecrits
    assert set(manifeste.sha256_connus(dossier).values()) == ecrits
    assert sum(p.stat().st_size for p in dossier.iterdir()) < 8_000_000


def test_chaque_source_a_un_fichier_dans_l_echantillon(dossier):
    assert sorted(set(SOURCES) - {f.source for f in manifeste.fichiers(dossier)}) == []


def test_des_lignes_nommees_s_ecrivent_sous_les_en_tetes_du_modele(tmp_path):
    fichier = tmp_path / "comites.csv"
    lignes = [{"reseau": "ML", "comite": "Comité régional"}, {"comite": "Comité local", "presents": 2}]
    assert ecrire_lignes(fichier, "reunion", lignes, "utf-8", mention=True) == 2
    assert fichier.read_text(encoding="utf-8").splitlines() == [
        "Comité;Réseau;Présents;DONNÉES FICTIVES",
        "Comité régional;ML;;DONNÉES FICTIVES",
        "Comité local;;2;DONNÉES FICTIVES",
    ]
    with pytest.raises(KeyError):
        ecrire_lignes(fichier, "reunion", [{"comité": "Comité régional"}])


def test_des_valeurs_dans_l_ordre_du_modele_prennent_le_nom_de_ses_colonnes():
    assert nommer("reunion", [("99", "C", "01/02/2026", "ML", 3, 2)], "departement") == [
        {"region": "99", "comite": "C", "date": "01/02/2026", "reseau": "ML", "convoques": 3, "presents": 2}
    ]
    with pytest.raises(KeyError):
        nommer("reunion", [("99",)], "commune")
    with pytest.raises(ValueError, match="shorter"):
        nommer("reunion", [("99", "C")])


def test_chaque_classeur_dit_que_tout_est_invente(dossier):
    assert MENTION in (dossier / manifeste.LISEZ_MOI).read_text(encoding="utf-8")
    for classeur in dossier.glob("*.xlsx"):
        assert any(MENTION in str(cellule) for ligne in _cellules(classeur) for cellule in ligne), classeur.name


def test_aucun_uai_d_un_vrai_departement(dossier):
    codes = {e.uai for e in tous()} | {e.uai for d in DEPARTEMENTS for e in superieurs(d.code)} | {UAI_INCONNUE}
    for texte in dossier.glob("*.csv"):
        octets = texte.read_bytes().decode("utf-8", errors="replace")
        assert set(UAI.findall(octets)) <= codes, texte.name
    assert all("991" <= code[:3] <= "999" for code in codes)
    assert len({e.uai for e in tous()}) == len(tous())


def test_chaque_commune_est_dans_son_departement_et_la_region_a_douze_bassins():
    for commune in communes():
        assert any(dedans(commune.longitude, commune.latitude, a) for a in anneaux(commune.departement)), commune
    bassins = [b for d in DEPARTEMENTS if d.region == "99" for b in d.bassins]
    assert len(bassins) == 12
    assert sum(b.ile for b in bassins) == 1


def test_le_prive_pese_de_30_a_40_pour_cent_dans_la_region():
    colleges = [e for e in tous() if e.nature == "COLLEGE" and PAR_CODE[e.departement].region == "99"]
    assert 0.30 <= sum(e.secteur == "PR" for e in colleges) / len(colleges) <= 0.40


def test_scenario_s2_tombe_juste_dans_le_classeur_de_9a(dossier):
    feuille = CalamineWorkbook.from_path(str(dossier / "bilan_orientation_3e_juin2026.xlsx")).get_sheet_by_name(
        "3e_etab"
    )
    lignes = feuille.to_python()
    blocs = {libelle: c for c, libelle in enumerate(lignes[3]) if libelle}
    demandes, decisions = blocs["Demandes définitives (T3)"], blocs["Décisions après appel"]
    corps = lignes[6:]
    totaux = [li for li in corps if re.match(r"(S/)?Total", str(li[2]))]
    ecoles = [li for li in corps if li[2] and li not in totaux]
    muettes = [li for li in ecoles if li[demandes] == "ND"]
    repondues = [li for li in ecoles if li not in muettes]
    assert len(totaux) == 17
    assert [li[2][-1] for li in muettes] == ["*", "*"]
    assert sum(not li[1] for li in ecoles) == 6
    sommes = [[sum(li[bloc + 2 * v] for li in repondues) for v in range(4)] for bloc in (demandes, decisions)]
    assert sommes == [[24180, 7020, 2310, 0], [23305, 7560, 2380, 265]]


def test_seconde_version_de_s2_a_395_demandes_de_plus(tmp_path):
    bilan_9a(tmp_path / "bilan_orientation_3e_juin2026_V2.xlsx", 2026, doubles=395)
    livre = CalamineWorkbook.from_path(str(tmp_path / "bilan_orientation_3e_juin2026_V2.xlsx"))
    lignes = livre.get_sheet_by_name("3e_etab").to_python()
    bloc = lignes[3].index("Demandes définitives (T3)")
    ecoles = [li for li in lignes[6:] if li[2] and not re.match(r"(S/)?Total", li[2]) and li[bloc] != "ND"]
    assert [sum(li[bloc + 2 * v] for li in ecoles) for v in range(3)] == [24180, 7415, 2310]


def _nombre_minimal(compte: Counter, demande: Counter) -> int:
    return sum(max(0, compte[v] - demande[v]) for v in (*VOIES_3E, "MAINTIEN")) - demande["SANS_DEMANDE"]


def test_scenario_s2_au_moins_875_par_academie_et_955_plus_bas():
    demande, decision = Counter(), Counter()
    par_departement = par_ecole = 0
    for code in ("991", "992", "993"):
        d, a = Counter(), Counter()
        for bilan in (b for b in troisiemes(code, 2026) if b.repond):
            d.update(bilan.definitives)
            a.update(bilan.apres_appel)
            par_ecole += _nombre_minimal(Counter(bilan.apres_appel), Counter(bilan.definitives))
        par_departement += _nombre_minimal(a, d)
        demande += d
        decision += a
    assert _nombre_minimal(decision, demande) == 875
    assert (par_departement, par_ecole) == (955, 955)


@pytest.mark.parametrize("annee", [2024, 2025, 2026])
@pytest.mark.parametrize("code", sorted(PAR_CODE))
def test_chaque_college_a_autant_de_decisions_que_d_eleves(code, annee):
    for bilan in (b for b in troisiemes(code, annee) if b.repond):
        for etape in (bilan.provisoires, bilan.definitives, bilan.propositions, bilan.avant_appel, bilan.apres_appel):
            assert sum(etape.values()) == bilan.effectif
            assert min(etape.values()) >= 0
        assert bilan.appels["deposes"] >= bilan.appels["examines"] >= bilan.appels["satisfaits"]


def _rapport(code: str, annee: int) -> tuple[int, int]:
    vus = [o for o in offres(code, annee) if o.formation.palier == "2de pro" and o.capacite and o.capacite >= 5]
    return sum(o.voeux_1 for o in vus), sum(o.capacite for o in vus)


def test_les_capacites_de_992_bondissent_et_995_se_tend():
    (voeux_25, places_25), (voeux_26, places_26) = _rapport("992", 2025), _rapport("992", 2026)
    assert 1.17 < places_26 / places_25 < 1.21
    assert 0.97 < voeux_26 / voeux_25 < 1.05
    pressions = [v / c for v, c in (_rapport("995", a) for a in (2024, 2025, 2026))]
    assert pressions == sorted(pressions)
    assert pressions[-1] > 1.25
    stable = [v / c for v, c in (_rapport("991", a) for a in (2024, 2025, 2026))]
    assert max(stable) - min(stable) < 0.04


def test_la_somme_de_993_oublie_38_candidats_et_992_laisse_la_liste_hors_des_non_affectes(dossier):
    livre = CalamineWorkbook.from_path(str(dossier / "Bilan_affectation_TP_TS1_TS2_oct_2026_9A.xlsx"))
    assert livre.sheet_names == ["TP 26-06", "TS1 06-07", "TS2 01-09", "Point 01-10"]
    lignes = livre.get_sheet_by_name("TP 26-06").to_python()
    assert lignes[4][:8] == ["991", "3e", 5214.0, 5071.0, 118.0, 4.0, 21.0, 1322.0]
    departement, groupes = "", {}
    for ligne in lignes[4:]:
        departement = ligne[0] or departement
        groupes.setdefault(departement, []).append(ligne)
    assert groupes["991"][0][17] == 225
    for code, manquants in (("991", 0), ("992", 0), ("993", 38)):
        origines = [li for li in groupes[code] if li[1] not in ("Total", "")]
        total = next(li for li in groupes[code] if li[1] == "Total")
        assert sum(li[2] for li in origines) - total[2] == manquants
        for ligne in origines:
            sans_liste = sum(ligne[6 + 5 * i] for i in range(3))
            liste = sum(ligne[5 + 5 * i] for i in range(3))
            assert ligne[17] == sans_liste + (0 if code == "992" else liste)


def test_un_premier_vrai_fichier_chasse_tout_l_echantillon_nomenclatures_comprises(base_echantillon, tmp_path):
    bases = tmp_path / "bases"
    shutil.copytree(base_echantillon, bases)
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu()), bases)
    assert "echantillon_retire" in [c.code for c in bilan.findings]
    # The published references speak of no invented country: they stay.
    restent = lire(bases, "SELECT fichier FROM lot WHERE statut <> 'retire' ORDER BY 1")
    assert restent == [("attractivite_2022.csv",), ("references.csv",)]
    for table in ("nomenclature", "rattachement", "etablissement", "superieur", "orientation"):
        assert lire(bases, f"SELECT COUNT(*) FROM {table}") == [(0,)], table
