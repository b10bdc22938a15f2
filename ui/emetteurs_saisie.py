"""Declare who is expected to send, or answer why one is absent, without a file."""

from blocs.emetteurs import question
from loaders.sources import SOURCES
from store import echeances
from store.territoires import libelle
from ui import etat, porte, saisie, style
from ui.place import place
from vues import suivis

_CHAMPS = ("source_attendue", "emetteur_libelle", "code", "departement", "depuis", "jusqu_a", "raison", "date")
_ETATS = {"attendu": "attendu, non reçu", "repondu": "expliqué", "recu": "reçu"}


@place("saisie_emetteurs")
def tout() -> None:
    """One form: a question chosen fills it with its sender, an empty choice declares a new one."""
    porte.titre("Émetteurs attendus", 2)
    style.phrase(
        "Universités, CIO, missions locales : qui est attendu, depuis quand, jusqu’à quand et pourquoi. Une réponse "
        "datée (« fermeture », « fusion avec… ») clôt la question ; l’émetteur n’est plus attendu après la dernière "
        "campagne écrite.",
        "cf-texte",
    )
    saisie.dire()
    lus = suivis.tous_les_emetteurs(etat.lecteur()) if etat.nom_base() is not None else ()
    rangs = {_nom(s): _valeurs(s) for s in sorted(lus, key=lambda s: s.etat != "question")}
    choisi, valeurs = saisie.a_corriger("emetteur", "Émetteur", rangs)
    saisie.formulaire(
        f"emetteur-{choisi}", "emetteur_attendu", _CHAMPS, valeurs={"date": echeances.aujourdhui()} | valeurs,
        noms={"source_attendue": lambda s: SOURCES[s].titre, "departement": lambda d: libelle("departement", d) or d},
        bouton="Enregistrer l’émetteur",
    )  # fmt: skip


def _nom(s) -> str:
    return f"{s.nom} : {question(s) if s.etat == 'question' else _ETATS[s.etat]}"


def _valeurs(s) -> dict:
    """What is already known of a sender, to be completed; the last campagne of a question is the likely last one."""
    return {
        "source_attendue": s.source,
        "emetteur_libelle": s.nom,
        "code": s.emetteur if s.source == "mission_locale" else None,
        "departement": s.departement,
        "depuis": s.depuis,
        "jusqu_a": s.vue if s.etat == "question" and (s.vue or s.campagne) < s.campagne else s.jusqu_a,
        "raison": s.raison,
    }
