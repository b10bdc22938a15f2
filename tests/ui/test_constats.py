"""Sur une page, un message du chargement ne parle jamais de ligne de commande, et le modèle est à portée de main."""

import pytest

from loaders.reconnaissance.personnes import refuser_nominatif
from loaders.refus import Refus
from loaders.remedes import CODES, Remede, a_la_commande, ecrire_phrase, lire_phrase
from loaders.sources import SOURCES
from ui.constats import MOTS, a_l_ecran, modele_propose


def _nominatif(source):
    with pytest.raises(Refus) as refus:
        refuser_nominatif("suivi.xlsx", None, ["Nom"], source)
    return refus.value.phrase


@pytest.mark.parametrize("source", ["orientation", None])
def test_le_refus_nominatif_se_lit_sans_commande(source):
    dit = a_l_ecran(_nominatif(source))
    assert "python" not in dit and "--" not in dit
    assert "Rien n’a été enregistré ni gardé de ce fichier." in dit
    assert ("se télécharge ci-dessous" if source else "se télécharge en bas de cette page") in dit
    assert dit.endswith("faites retirer la colonne avant lecture.")


def test_le_modele_de_la_source_nommee_est_propose():
    assert modele_propose(_nominatif("orientation")) == "orientation"
    assert modele_propose(_nominatif(None)) is None
    assert modele_propose(_nominatif("orientation")) in SOURCES
    assert modele_propose(("ou le modèle", Remede("reprendre_le_modele", {"source": "apb"}), ".")) == "apb"


def test_chaque_remede_a_ses_mots_des_deux_cotes():
    assert set(MOTS) == set(CODES)


@pytest.mark.parametrize(
    ("phrase", "tape", "lu"),
    [
        (
            ("La feuille « A » se lit comme « B » : ", Remede("nommer_la_source", {"source": "b"}), "."),
            "La feuille « A » se lit comme « B » : rechargez le même fichier avec « --source b ».",
            "La feuille « A » se lit comme « B » : enregistrez-la dans un fichier à part, puis déposez-le.",
        ),
        (
            ("Quel tour ?", Remede("repondre", {"question": "tour", "possibles": "principal"})),
            "Quel tour ? Répondez par « --set tour=RÉPONSE » (réponses possibles : principal).",
            "Quel tour ?",
        ),
        (
            ("Retirez d’abord ce dépôt", Remede("retirer_le_depot", {"lot": "x-1"}), ", puis chargez-le."),
            "Retirez d’abord ce dépôt (« python -m loaders withdraw x-1 »), puis chargez-le.",
            "Retirez d’abord ce dépôt, puis chargez-le.",
        ),
        (
            ("Par plateforme. ", Remede("repondre_ou_ecrire", {"question": "region"}), " la région."),
            "Par plateforme. Rechargez avec « --set region=CODE », ou écrivez la région.",
            "Par plateforme. Écrivez la région.",
        ),
        (
            ("les en-têtes inconnus", Remede("ignorer_les_inconnues"), " ; sinon…"),
            (
                "les en-têtes inconnus (« --ignore NOM », autant de fois qu’il en faut, ou « --ignore-unknown » pour "
                "tous) ; sinon…"
            ),
            "les en-têtes inconnus ; sinon…",
        ),
        (
            ("l’un des fichiers ", Remede("lister_les_sources"), " ; ", Remede("choisir_un_modele"), "."),
            (
                "l’un des fichiers listés par « python -m loaders sources » ; un modèle à remplir s’obtient par "
                "« python -m loaders template SOURCE --out modele.xlsx »."
            ),
            (
                "l’un des fichiers de la liste « Sources connues et modèles à remplir », en bas de cette page ; le "
                "modèle de chacun s’y télécharge."
            ),
        ),
        (
            ("Un nom de fichier {drôle}.",),
            "Un nom de fichier {drôle}.",
            "Un nom de fichier {drôle}.",
        ),
    ],
)
def test_une_phrase_se_lit_a_la_commande_et_a_l_ecran(phrase, tape, lu):
    assert (a_la_commande(phrase), a_l_ecran(phrase)) == (tape, lu)
    assert lire_phrase(tape, ecrire_phrase(phrase)) == phrase
