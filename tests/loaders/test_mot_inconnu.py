"""A word that a closed list does not know is rejected by its name, never taken for the total of the rows beside it."""

import pytest
from fabrique import charger_un, deposer, lire

ENTETE = (
    "Session;Académie;Public;Phase;Date;Type de bac;Sexe;Candidats;Avec au moins une proposition;Sans proposition\n"
)
DEBUT = "2024;18;lycéens;principale;10/07/2024;"


def _rejets(bases) -> list[str]:
    return [" ".join(motifs) for (motifs,) in lire(bases, "SELECT motifs FROM rejet WHERE nature = 'rejete'")]


@pytest.mark.parametrize(
    ("colonne", "mots"), [("Type de bac", ("{};", "gén.", "techno")), ("Sexe", (";{}", "Garç.", "Filles"))]
)
def test_un_mot_inconnu_de_la_ventilation_est_rejete_et_non_mis_de_cote(tmp_path, colonne, mots):
    forme, inconnu, connu = mots
    lignes = [(inconnu, 10000, 9200, 800), (connu, 4000, 3600, 400)]
    texte = ENTETE + "".join(f"{DEBUT}{forme.format(mot)};{a};{b};{c}\n" for mot, a, b, c in lignes)
    bilan = charger_un(deposer(tmp_path, texte, "personnes_2024.csv"), tmp_path / "bases", source="superieur_personnes")
    assert (bilan.rows_loaded, bilan.rows_rejected, bilan.rows_set_aside) == (1, 1, 0)
    (dit,) = _rejets(tmp_path / "bases")
    assert f"« {colonne} » : attendu l’une des valeurs" in dit and f"trouvé « {inconnu} »" in dit


def test_l_ensemble_ecrit_reste_mis_de_cote_a_cote_de_son_detail(tmp_path):
    lignes = [("ensemble", 14000, 12800, 1200), ("général", 10000, 9200, 800), ("techno", 4000, 3600, 400)]
    texte = ENTETE + "".join(f"{DEBUT}{bac};;{a};{b};{c}\n" for bac, a, b, c in lignes)
    bilan = charger_un(deposer(tmp_path, texte, "personnes_2024.csv"), tmp_path / "bases", source="superieur_personnes")
    assert (bilan.rows_loaded, bilan.rows_rejected, bilan.rows_set_aside) == (2, 0, 1)
