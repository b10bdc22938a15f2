"""Two versions side by side: nothing lost, an article that moved is the same article, words are told one by one."""

import pytest

from indicators.versions import Piece, comparer, mots_changes, ordonner


def art(numero, titre, texte, piece="article"):
    return Piece(piece, numero, titre, texte)


OBJET = art("1", "Objet", "La convention détermine les conditions de coordination.")
GOUVERNANCE = art("5", "Gouvernance", "Un comité de pilotage commun se réunit une fois par an.")
COMMUNICATION = art("9", "Communication", "Les parties se tiennent informées de leurs campagnes.")


def lu(avant, apres):
    return [(p.avant and p.avant.numero, p.apres and p.apres.numero, p.changement) for p in comparer(avant, apres)]


def test_le_meme_texte_est_identique():
    assert lu([OBJET, GOUVERNANCE], [OBJET, GOUVERNANCE]) == [("1", "1", "identique"), ("5", "5", "identique")]


def test_un_article_ajoute_decale_les_suivants_sans_les_changer():
    nouveau = art("5", "Mise en commun", "L’État et la Région partagent la liste de leurs ressources.")
    deplace = art("6", GOUVERNANCE.titre, GOUVERNANCE.texte)
    assert lu([OBJET, GOUVERNANCE], [OBJET, nouveau, deplace]) == [
        ("1", "1", "identique"), (None, "5", "ajouté"), ("5", "6", "déplacé"),
    ]  # fmt: skip


def test_un_article_retire_reste_a_sa_place():
    fin = art("10", "Bilan", "Un bilan est transmis.")
    assert lu([OBJET, COMMUNICATION, fin], [OBJET, fin]) == [
        ("1", "1", "identique"), ("9", None, "retiré"), ("10", "10", "identique"),
    ]  # fmt: skip
    assert lu([COMMUNICATION], []) == [("9", None, "retiré")]


def test_un_titre_qui_change_se_retrouve_par_ses_mots():
    renomme = art("7", "Pilotage", "Un comité de pilotage commun se réunit deux fois par an.")
    assert lu([GOUVERNANCE], [renomme]) == [("5", "7", "déplacé et modifié")]


def test_deux_articles_sans_mot_commun_ne_sont_pas_le_meme_malgre_leur_numero():
    autre = art("9", "Bilan", "Un rapport chiffré est remis en juin.")
    assert lu([COMMUNICATION], [autre]) == [("9", None, "retiré"), (None, "9", "ajouté")] or lu(
        [COMMUNICATION], [autre]
    ) == [(None, "9", "ajouté"), ("9", None, "retiré")]


def test_une_annexe_n_est_jamais_un_article():
    assert {c for *_, c in lu([OBJET], [art("1", "Objet", OBJET.texte, "annexe")])} == {"retiré", "ajouté"}


def test_les_mots_changes_sont_dits_un_a_un():
    (paire,) = comparer([GOUVERNANCE], [art("5", "Gouvernance", GOUVERNANCE.texte.replace("une fois", "deux fois"))])
    assert paire.mots == (
        ("commun", "Un comité de pilotage commun se réunit "), ("retiré", "une"), ("ajouté", "deux"),
        ("commun", " fois par an."),
    )  # fmt: skip
    assert (paire.changement, paire.retires, paire.ajoutes) == ("modifié", 1, 1)


@pytest.mark.parametrize(("avant", "apres"), [("", "neuf"), ("l’avis", "l’avis rendu"), ("a\n\nb", "a\nb c")])
def test_les_suites_redonnent_les_deux_textes(avant, apres):
    suites = mots_changes(avant, apres)
    assert "".join(t for s, t in suites if s != "ajouté") == avant
    assert "".join(t for s, t in suites if s != "retiré") == apres


def test_les_articles_vont_dans_l_ordre_des_nombres():
    pieces = [art("10", "", ""), art("2.1", "", ""), art("2", "", ""), art("1", "", "", "annexe"), art("2 bis", "", "")]
    assert [p.numero for p in ordonner(pieces)] == ["2", "2.1", "2 bis", "10", "1"]
