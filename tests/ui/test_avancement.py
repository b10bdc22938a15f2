"""« Où en est l’avis ? »: counts worked by hand on a small base, what is missing and from whom, both readings."""

import re
from datetime import date
from pathlib import Path

import pytest
from fabrique import csv_affelnet, voeu
from streamlit.testing.v1 import AppTest

from indicators import liste
from loaders import charger
from store.fiche import ITEMS

RACINE = Path(__file__).resolve().parents[2]


def _lignes(application: AppTest) -> dict[str, list[str]]:
    """Code of a line of the fiche → the texts of its cells, tags out, spaces made ordinary."""
    tables = [e.proto.body for e in application.get("html") if "<caption>Les 13" in e.proto.body.replace("\u00a0", " ")]
    (table,) = tables
    trouvees = {}
    code = ""
    for rangee in re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1], flags=re.S):
        cellules = [_texte(c) for c in re.findall(r"<t[hd].*?</t[hd]>", rangee, flags=re.S)]
        if len(cellules) == 1:
            code = cellules[0].split(" ")[0]
        else:
            trouvees[code] = cellules
    return trouvees


def _texte(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.replace("\u00a0", " ").replace("\u202f", " "))).strip()


def _ouvrir(bases: Path, monkeypatch, **adresse: str) -> AppTest:
    monkeypatch.setenv("BASES", str(bases))
    application = AppTest.from_file(str(RACINE / "app.py"), default_timeout=120)
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    application.run()
    assert not application.exception
    return application


@pytest.fixture(scope="module")
def un_fichier(tmp_path_factory) -> Path:
    """A base with one Affelnet file of one département: nothing else was received."""
    dossier = tmp_path_factory.mktemp("un-fichier")
    fichier = dossier / "voeux_2022.csv"
    fichier.write_text(csv_affelnet(voeu()), encoding="utf-8")
    charger([fichier], dossier / "bases")
    return dossier / "bases"


def test_sans_base_les_treize_lignes_disent_ce_qui_est_attendu_et_de_qui(tmp_path, monkeypatch):
    application = _ouvrir(tmp_path / "vide", monkeypatch)
    lignes = _lignes(application)
    assert list(lignes) == list(ITEMS)
    for item, (recus, recu_le, couverture, _, manque) in lignes.items():
        n = len([i for i in liste() if i.fiche == item])
        assert (recus, recu_le, couverture) == (f"0 sur {n}", "n.t.", "–")
        assert " : " in manque
    assert "Rectorat (SAIO) : Orientation" in lignes["A1"][-1]
    assert "Aucune base" in "".join(e.proto.body for e in application.get("html"))


def test_un_seul_fichier_donne_ses_chiffres_et_laisse_les_autres_a_demander(un_fichier, monkeypatch):
    lignes = _lignes(_ouvrir(un_fichier, monkeypatch, niveau="france", territoire="FR"))
    # One wish gives the pressure and the capacity of the same file; every other line stays empty.
    avec = {item: cellules[0].split(" sur ")[0] for item, cellules in lignes.items() if cellules[0][0] not in "0–"}
    assert list(avec) == ["A4"]
    assert "provisoire" in lignes["A4"][1]
    assert "Affelnet-Lycée – attractivité" not in lignes["A4"][-1]
    assert "Rectorat (SAIO) : Orientation" in lignes["A4"][-1]
    assert lignes["C2"][0].startswith("0 sur ") and lignes["C2"][1] == "n.t."
    assert "Missions locales et plateformes (PSAD) : Obligation de formation" in lignes["C2"][-1]


def test_une_source_recue_pour_d_autres_territoires_n_est_pas_dite_non_recue(base_echantillon, monkeypatch):
    # The sample's results by round come from two académies; 996 is in a third one, 991 in the first.
    titre, phrase = "Bilan de l’affectation par tour", "Reçu, sans valeur pour ce territoire et cette période :"
    manque = _lignes(_ouvrir(base_echantillon, monkeypatch, niveau="departement", territoire="996"))["A4"][-1]
    assert titre in manque.partition(phrase)[2] and titre not in manque.partition(phrase)[0]
    assert (
        titre not in _lignes(_ouvrir(base_echantillon, monkeypatch, niveau="departement", territoire="991"))["A4"][-1]
    )


def test_les_lectures_des_deux_parties_restent_cote_a_cote(base_echantillon, monkeypatch):
    from store.bases import ouvrir_base

    lues = ouvrir_base(base_echantillon).execute(
        """SELECT partie, MIN(score) FROM preuve
           WHERE item = 'C4' AND region = '99' AND campagne = 2026 GROUP BY partie"""
    )
    scores = dict(lues.fetchall())
    assert scores["État"] != scores["Région"], "l’échantillon doit garder une lecture différente"
    for adresse in ({"niveau": "region", "territoire": "99"}, {"niveau": "departement", "territoire": "991"}):
        preuves = _lignes(_ouvrir(base_echantillon, monkeypatch, **adresse))["C4"][3]
        assert f"État : {scores['État']}, " in preuves and f"Région : {scores['Région']}, " in preuves
        assert preuves.endswith("≠ lectures différentes")


def test_ce_qui_ne_se_calcule_pas_a_ce_niveau_n_est_pas_compte_comme_manquant(base_echantillon, monkeypatch):
    lignes = _lignes(_ouvrir(base_echantillon, monkeypatch, niveau="departement", territoire="991"))
    calcules = [i for i in liste() if i.fiche == "C1" and "departement" in i.niveaux]
    autres = [i for i in liste() if i.fiche == "C1" and "departement" not in i.niveaux]
    assert lignes["C1"][0] == f"{len(calcules)} sur {len(calcules)} {len(autres)} à un autre niveau"
    assert lignes["C2"][-1] == "tout ce qui est attendu est reçu"


def test_la_couverture_est_la_plus_basse_des_chiffres_connus():
    from vues.releve import Releve

    def figure(couverture, valeur=1.0, **dims):
        return {"valeur": valeur, "couverture": couverture, "motif": None} | dims

    lue = Releve("sans_affectation", True, 2026, (figure(0.9), figure(0.6), figure(0.1, valeur=None), figure(None)))
    assert lue.couverture == 0.6 and lue.a_valeur and lue.motif is None
    # The classes of one whole were reported together: 0.7 for the 3e, 0.3 for the 2de.
    voies = [("3E", "2GT", 0.7), ("3E", "SANS_DEMANDE", 0.0), ("2GT", "1G", 0.3), ("2GT", "1STAV", 0.2)]
    classes = tuple(figure(c, palier=p, voie=v) for p, v, c in voies)
    assert Releve("ecart_intention_demande", True, 2026, classes).couverture == 0.3


def test_un_chiffre_sans_valeur_dit_son_motif_et_un_chiffre_d_un_autre_niveau_n_en_a_pas():
    from vues.releve import Releve

    vide = {"valeur": None, "couverture": None, "motif": "effectif_faible"}
    assert Releve("taux_contact", True, 2026, (vide,)).motif == "effectif_faible"
    assert Releve("taux_contact").motif == "non_transmis"
    assert Releve("taux_contact", calcule=False).motif is None


@pytest.mark.parametrize(("jour", "attendu"), [(31, True), (1, False)])
def test_ce_dont_la_date_n_est_pas_passee_est_attendu_et_non_manquant(un_fichier, monkeypatch, jour, attendu):
    """The bilan of the obligation de formation is due in October of the situation, 2022."""
    for nom in ("store.echeances.aujourdhui", "blocs.catalogue.aujourdhui"):
        monkeypatch.setattr(nom, lambda: date(2022, 10 if attendu else 11, jour))
    manque = _lignes(_ouvrir(un_fichier, monkeypatch, niveau="france", territoire="FR"))["C2"][-1]
    du = "attendu avant le 31/10/2022 (date habituelle, règle interne, à valider) :"
    avant, _, apres = manque.partition(du)
    assert ("Obligation de formation" in (apres if attendu else avant)) and (du in manque) == attendu


def _page(bases: Path, page: str, monkeypatch) -> AppTest:
    monkeypatch.setenv("BASES", str(bases))
    application = AppTest.from_file(str(RACINE / page), default_timeout=120).run()
    assert not application.exception
    return application


def test_une_absence_se_pose_en_question_et_la_reponse_saisie_la_clot(tmp_path, monkeypatch):
    fichier = tmp_path / "scuio.csv"
    lignes = ("2024;Université A;35;ateliers;10", "2024;Université B;35;ateliers;20", "2025;Université A;35;ateliers;9")
    fichier.write_text("\n".join(("Campagne;Université;Département;Activité;Effectif", *lignes)), encoding="utf-8")
    bases = tmp_path / "bases"
    assert [f.status for f in charger([fichier], bases, source="scuio").fichiers] == ["loaded"]

    def ecran() -> str:
        return _texte("".join(e.proto.body for e in _ouvrir(bases, monkeypatch).get("html")))

    assert "transmis en 2024, pas en 2025 : fusion, fermeture ou oubli ?" in ecran()
    monkeypatch.setenv("BASES", str(bases))
    page = AppTest.from_string("from ui import emetteurs_saisie\nemetteurs_saisie.tout()", default_timeout=120).run()
    (choix,) = [s for s in page.selectbox if s.label == "Émetteur"]
    (nom,) = [o for o in choix.options if o.startswith("Université B")]
    choix.select(nom).run()
    champs = {t.label.split(" (")[0]: t for t in page.text_input}
    assert champs["Émetteur attendu"].value == "Université B" and champs["Attendu jusqu’à"].value == "2024"
    champs["Raison"].input("fermeture")
    champs["Déclaré le"].input("27/11/2026")
    page.button[0].click().run()
    assert not page.exception
    dit = ecran()
    assert "fusion, fermeture ou oubli" not in dit
    assert "réponse du 27/11/2026 : fermeture attendu jusqu’en 2024" in dit
