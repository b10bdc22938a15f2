"""Under the lines of the fiche: the senders expected and not received, and the absences that raise a question."""

from collections.abc import Iterable
from datetime import date

from blocs.cellules import signe
from blocs.composition import construire
from blocs.modele import Bloc, Ligne, Repli, Tableau, colonnes, ecrit, ligne
from blocs.texte import Texte, gras, petit, texte, vers
from charts import format as fr
from indicators.suivi import Suivi
from loaders.sources import SOURCES
from store import echeances
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
    a_venir = [s for s in tous if s.etat in ("attendu", "question") and _avant(s)]
    manquent = [s for s in tous if s.etat == "attendu" and s not in a_venir]
    questions = [s for s in tous if s.etat == "question" and s not in a_venir]
    reponses = [s for s in tous if s.etat == "repondu"]
    corps = []
    if manquent or questions or a_venir:
        tete = colonnes(*_ENTETES)
        corps.append(
            Tableau("Émetteurs absents de la dernière campagne", tete, _lignes([*questions, *manquent, *a_venir]))
        )
    if reponses:
        deja = Tableau("Absences expliquées", colonnes(*_ENTETES), _lignes(reponses))
        corps.append(Repli(f"Voir les réponses déjà données ({len(reponses)})", (deja,)))
    corps.append(ecrit(_REGLE, vers("donnees", "Répondre ou déclarer sur la page « Données »"), style="note"))
    return construire(vue, "tableau", _titre(len(questions), len(manquent), len(tous)), corps)


def _titre(questions: int, manquent: int, suivis_: int) -> str:
    if not suivis_:
        return "Universités, CIO et missions locales : rien ne dit qui est attendu"
    dits = [f"{questions} {fr.accord(questions, 'absence à expliquer', 'absences à expliquer')}"] if questions else []
    if manquent:
        dits.append(f"{manquent} {fr.accord(manquent, 'émetteur attendu non reçu', 'émetteurs attendus non reçus')}")
    return " et ".join(dits) or "Aucun émetteur attendu ne manque"


def _lignes(lus: Iterable[Suivi]) -> tuple[Ligne, ...]:
    return tuple(
        ligne(s.nom, SOURCES[s.source].titre, str(s.vue) if s.vue else fr.court("non_transmis"), _ou_il_en_est(s))
        for s in lus
    )


def _avant(s: Suivi) -> date | None:
    """Before when it is expected, where that day is to come: nobody is late, nothing is asked."""
    return echeances.en_attente(s.source, s.campagne, echeances.aujourdhui())


def _ou_il_en_est(s: Suivi) -> Texte:
    if s.etat != "repondu" and (avant := _avant(s)):
        return texte(signe("en_attente"), " ", echeances.dire(avant))
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
