"""Un fichier peut être interrogé, ou jugé, sans être installé : chaque étape rend une valeur que la suivante prend."""

import pytest
from fabrique import BAC_PRO, charger_ok, deposer_affelnet, etat, voeu

from loaders.bilan import BilanFichier, Comptes
from loaders.chargement import identifier
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
        juge = juger(con, preciser(identifier(classeur, choix, bilan), choix), choix, bilan)
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
