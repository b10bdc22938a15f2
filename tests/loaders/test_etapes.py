"""Un fichier peut être interrogé, ou jugé, sans être installé : chaque étape rend une valeur que la suivante prend."""

import pytest
from fabrique import BAC_PRO, ENTETE, charger_ok, charger_un, deposer, deposer_affelnet, ecrire_xlsx, etat, voeu

from loaders.bilan import BilanFichier, Comptes
from loaders.chargement import identifier, lire
from loaders.choix import Choix
from loaders.jugement.fichier import juger
from loaders.ouverture.classeur import ouvrir
from loaders.reconnaissance.precision import preciser
from loaders.refus import QuestionOuverte
from store.bases import ouvrir_base


def test_un_fichier_se_juge_sur_une_base_ouverte_en_lecture_seule(tmp_path):
    bases = tmp_path / "bases"
    charger_ok(deposer_affelnet(tmp_path, voeu(), nom="avant_2021.csv"), bases)
    avant, con = etat(bases), ouvrir_base(bases)
    lignes = (voeu(), voeu(voeux="beaucoup"), voeu("Total", "", 15, 6), voeu("0350002B", BAC_PRO, voeux=4))
    bilan, choix = BilanFichier("envoi_2022.csv"), Choix()
    with ouvrir(deposer_affelnet(tmp_path, *lignes, nom="envoi_2022.csv")) as classeur:
        precisee, texte = lire(con, identifier(classeur, choix, bilan), choix, bilan)
        juge = juger(con, precisee, texte, bilan)
    assert (juge.source.id, juge.campagnes) == ("affelnet_attractivite", (2022,))
    assert juge.comptes == Comptes(lues=4, chargees=2, ecartees=1, rejetees=1)
    assert con.execute("SELECT etablissement, voeux_1 FROM fait_nouveau ORDER BY 1").fetchall() == [
        ("0350001A", 6),
        ("0350002B", 4),
    ]
    assert {c.code for c in bilan.findings} >= {"lignes_rejetees", "ecarte_total"}
    assert etat(bases) == avant


def test_ce_qu_un_fichier_laisse_ouvert_se_demande_avant_tout_jugement(tmp_path):
    with ouvrir(deposer_affelnet(tmp_path, voeu(), nom="envoi.csv")) as classeur:
        reconnue = identifier(classeur, Choix(), BilanFichier("envoi.csv"))
        with pytest.raises(QuestionOuverte) as ouverte:
            preciser(reconnue, Choix())
        assert [q.nom for q in ouverte.value.questions] == ["campagne"]
        assert preciser(reconnue, Choix(reponses={"campagne": "2022"})).campagne == 2022


ENQUETE = (
    "Horodateur;1. Nom de la structure;2. Réseau d'appartenance;5. Combien de lieux d'accueil avez-vous ?;"
    "12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?;"
    "12bis. S'agit-il de personnes ou de visites ?;13. Dont moins de 26 ans (%);14. Un mot ?\n"
    "03/02/2026 09:00:00;ML A;Mission locale;-;100;Personnes;45;x\n"
    "03/02/2026 10:00:00;ML B;Mission locale;2;100;Personnes;0,45;x\n"
)


def test_toutes_les_questions_d_un_fichier_se_posent_a_la_fois(tmp_path):
    bilan = charger_un(deposer(tmp_path, ENQUETE, "enquete.csv"), tmp_path / "bases")
    assert [q.nom for q in bilan.questions] == ["campagne", "region", "attendues", "echelle", "tiret_lieux"]
    (inconnu,) = [c for c in bilan.findings if c.code == "entete_inconnu"]
    assert inconnu.examples == ["14. Un mot ?"]
    reponses = {"campagne": "2025", "region": "53", "attendues": "2", "echelle": "parts", "tiret_lieux": "manquant"}
    charger_ok(tmp_path / "enquete.csv", tmp_path / "bases", reponses=reponses, ignorees=["14. Un mot ?"])


def test_le_choix_d_une_feuille_se_demande_avec_la_campagne(tmp_path):
    lignes = [list(ENTETE), voeu()]
    bilan = charger_un(ecrire_xlsx(tmp_path / "envoi.xlsx", lignes, ("Juin", lignes)), tmp_path / "bases")
    assert [q.nom for q in bilan.questions] == ["feuille", "campagne"]


MISSIONS = "Structure;Activité;Effectif;Année\n99411 X;1ers accueils;{};2025\n{} X;1ers accueils;{};2025\n"


@pytest.mark.parametrize(
    ("lignes", "posees"),
    [
        ((1000, "99411", 300), ["region", "doublon"]),  # one code, two values
        ((1000, "99412", 300), ["region"]),  # two codes
        ((300, "99411", 300), ["region"]),  # the same line again: set aside, nothing to ask
    ],
)
def test_une_cle_a_deux_valeurs_se_demande_avec_le_reste(tmp_path, lignes, posees):
    fichier = deposer(tmp_path, MISSIONS.format(*lignes), "imilo.csv")
    assert [q.nom for q in charger_un(fichier, tmp_path / "bases").questions] == posees
    reponses = {"region": "53", "doublon": "derniere"}
    bilan = charger_ok(fichier, tmp_path / "bases", reponses={nom: reponses[nom] for nom in posees})
    assert bilan.rows_read == 2


def test_une_cle_a_deux_valeurs_se_demande_aussi_a_cote_d_un_en_tete_inconnu(tmp_path):
    texte = (
        "Structure;Activité;Effectif;Année;Avis\n99411 X;1ers accueils;1000;2025;a\n99411 X;1ers accueils;300;2025;b\n"
    )
    bilan = charger_un(deposer(tmp_path, texte, "imilo.csv"), tmp_path / "bases", reponses={"region": "53"})
    assert [q.nom for q in bilan.questions] == ["doublon"]
    assert "entete_inconnu" in {c.code for c in bilan.findings}


def test_deux_mois_ne_sont_pas_une_cle_tant_que_la_campagne_n_est_pas_dite(tmp_path):
    """La date d’une plateforme se lit du mois et de la campagne : octobre et mars restent deux dates."""
    texte = "psad;département;date;signalés\nPSAD A;991;{};10\nPSAD A;991;{};20\n"
    deux = charger_un(
        deposer(tmp_path, texte.format("octobre", "mars"), "psad.csv"), tmp_path / "b", source="decrochage"
    )
    un = charger_un(deposer(tmp_path, texte.format("mars", "mars"), "psad.csv"), tmp_path / "b", source="decrochage")
    assert [q.nom for q in deux.questions] == ["campagne", "mesure"]
    assert [q.nom for q in un.questions] == ["campagne", "mesure", "doublon"]
