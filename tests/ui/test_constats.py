"""Sur une page, un message du chargement ne parle jamais de ligne de commande, et le modèle est à portée de main."""

import pytest

from loaders.reconnaissance.fichier import refuser_nominatif
from loaders.refus import Refus
from loaders.sources import SOURCES
from ui.constats import a_l_ecran, modele_propose


def _nominatif(source):
    with pytest.raises(Refus) as refus:
        refuser_nominatif("suivi.xlsx", None, ["Nom"], source)
    return refus.value.message


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


@pytest.mark.parametrize(
    ("message", "lu"),
    [
        (
            "La feuille « A » se lit comme « B » : rechargez le même fichier avec « --source b ».",
            "La feuille « A » se lit comme « B » : enregistrez-la dans un fichier à part, puis déposez-le.",
        ),
        (
            "Quel tour ? Répondez par « --set tour=RÉPONSE » (réponses possibles : principal).",
            "Quel tour ?",
        ),
        (
            "Retirez d’abord ce dépôt (« python -m loaders withdraw x-1 »), puis chargez-le.",
            "Retirez d’abord ce dépôt, puis chargez-le.",
        ),
    ],
)
def test_les_autres_messages_aussi(message, lu):
    assert a_l_ecran(message) == lu
