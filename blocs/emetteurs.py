"""Under the lines of the fiche: the senders expected and not received, and the absences that raise a question."""

from collections.abc import Iterable

from blocs.composition import construire
from blocs.modele import Bloc, Ligne, Repli, Tableau, colonnes, ecrit, ligne
from blocs.texte import gras, petit, texte, vers
from charts import format as fr
from indicators.suivi import Suivi
from loaders.sources import SOURCES
from vues import suivis
from vues.vue import Vue

_ENTETES = ("Émetteur", "<<Source", "<<Dernière campagne connue", "<<Où il en est")
_REGLE = (
    "Universités, CIO et missions locales : aucune liste de territoires ne dit qui doit envoyer. Qui est attendu se "
    "déclare, de telle campagne à telle campagne ; un émetteur d’une autre campagne, absent et non déclaré, ne fait "
    "que poser une question. "
)


def attendus(vue: Vue) -> Bloc:
    """Who is missing of the senders that no territory lists: expected by declaration, or a question to answer."""
    tous = suivis.emetteurs(vue)
    manquent = [s for s in tous if s.etat == "attendu"]
    questions = [s for s in tous if s.etat == "question"]
    reponses = [s for s in tous if s.etat == "repondu"]
    corps = []
    if manquent or questions:
        tete = colonnes(*_ENTETES)
        corps.append(Tableau("Émetteurs absents de la dernière campagne", tete, _lignes([*questions, *manquent])))
    if reponses:
        deja = Tableau("Absences expliquées", colonnes(*_ENTETES), _lignes(reponses))
        corps.append(Repli(f"Voir les réponses déjà données ({len(reponses)})", (deja,)))
    corps.append(ecrit(_REGLE, vers("donnees", "Répondre ou déclarer sur la page « Données »"), style="note"))
    return construire(vue, "tableau", _titre(len(questions), len(manquent)), corps)


def _titre(questions: int, manquent: int) -> str:
    dits = [f"{questions} {fr.accord(questions, 'absence à expliquer', 'absences à expliquer')}"] if questions else []
    if manquent:
        dits.append(f"{manquent} {fr.accord(manquent, 'émetteur attendu non reçu', 'émetteurs attendus non reçus')}")
    return " et ".join(dits) or "Aucun émetteur attendu ne manque"


def _lignes(lus: Iterable[Suivi]) -> tuple[Ligne, ...]:
    return tuple(
        ligne(s.nom, SOURCES[s.source].titre, str(s.vue) if s.vue else fr.court("non_transmis"), _ou_il_en_est(s))
        for s in lus
    )


def _ou_il_en_est(s: Suivi):
    if s.etat == "question":
        return texte(gras(question(s)))
    le = f"{s.declare_le:%d/%m/%Y}"
    if s.etat == "attendu":
        return texte(f"attendu, non transmis en {s.campagne}", "\n", petit(f"déclaré le {le}"))
    bornes = [f"attendu depuis {s.depuis}" if s.depuis and s.depuis > s.campagne else ""]
    bornes.append(f"attendu jusqu’en {s.jusqu_a}" if s.jusqu_a and s.jusqu_a < s.campagne else "")
    return texte(f"réponse du {le} : {s.raison or 'pas encore attendu'}", "\n", petit(next(b for b in bornes if b)))


def question(s: Suivi) -> str:
    """« transmis en 2024, pas en 2025 : fusion, fermeture ou oubli ? »"""
    return f"transmis en {s.vue}, pas en {s.campagne} : fusion, fermeture ou oubli ?"
