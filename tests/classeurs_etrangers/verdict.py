"""Load a case as its owner would, answering what is asked, and say what is not right in what came out."""

import math
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from indicators import calculer
from indicators.moteur import DemandeImpossible
from loaders.chargement import charger_fichier
from loaders.choix import Choix
from store.bases import nouvelle_base

from .cas import Cas, Chiffre

TOLERANCE = 1e-6
ESSAIS = 4


@dataclass(frozen=True)
class Issue:
    """What became of a case: « juste », « demande » (refused with its reason) or « faute »; the faults, all that was
    said, and the headers that had to be corrected."""

    verdict: str
    fautes: tuple[str, ...] = ()
    dit: str = ""
    corrige: tuple[str, ...] = ()


def juger(cas: Cas, dossier: Path) -> Issue:
    """The verdict on a case, loaded alone in a base of its own in this folder."""
    with nouvelle_base(dossier / "bases", vide=True) as chantier:
        for prealable in cas.avant:
            bilans, dit = deposer_cas(chantier.con, prealable, dossier)
            if not all(b.status == "loaded" for b in bilans):
                return Issue("faute", (f"préalable {prealable.nom} refusé",), dit)
        bilans, dit = deposer_cas(chantier.con, cas, dossier)
        corriges = [
            nom for nom, juste in cas.corrections.items() if _plier(nom) in _plier(dit) or _plier(juste) in _plier(dit)
        ]
        if corriges and not _charge(bilans):
            bilans, suite = deposer_cas(chantier.con, _corriger(cas), dossier)
            return replace(_juger_bilans(chantier.con, cas, bilans, suite), corrige=tuple(corriges))
        return _juger_bilans(chantier.con, cas, bilans, dit)


def _corriger(cas: Cas) -> Cas:
    return replace(cas, ecrire=cas.ecrire.corrige(cas.corrections))


def _charge(bilans) -> bool:
    return any(b.status == "loaded" for b in bilans)


def deposer_cas(con, cas: Cas, dossier: Path):
    """Load the file of a case, answering from what its owner knows; give its reports and everything that was said."""
    chemin = dossier / cas.fichier
    cas.ecrire(chemin)
    choix = Choix(cas.source, cas.campagne)
    dits = []
    for _ in range(ESSAIS):
        bilans = list(charger_fichier(con, chemin, choix))
        dits.append(_tout_dit(con, bilans))
        suite = _completer(choix, cas, bilans) if _charge(bilans) else _repondre(choix, cas, bilans)
        if suite == choix:
            break
        choix = suite
    # The name of the file is repeated in every refusal: it names no reason.
    return bilans, "\n".join(dict.fromkeys(dits)).replace(cas.fichier, "…")


def _repondre(choix: Choix, cas: Cas, bilans) -> Choix:
    """The choices with one more round of answers: those asked that the owner knows, headers agreed to be left out."""
    demandes = {question.nom for bilan in bilans for question in bilan.questions}
    connues = {nom: valeur for nom, valeur in cas.reponses.items() if nom in demandes and nom not in "campagne source"}
    suite = replace(
        choix,
        reponses={**choix.reponses, **connues},
        ignorees=cas.ignorees,
        retirer_colonnes=cas.a_retirer,
    )
    if "campagne" in demandes and "campagne" in cas.reponses:
        suite = replace(suite, campagne=int(cas.reponses["campagne"]))
    inconnu = any(constat.code == "source_inconnue" for bilan in bilans for constat in bilan.findings)
    if (inconnu or "source" in demandes) and "source" in cas.reponses:
        suite = replace(suite, source=cas.reponses["source"])
    return suite


def _completer(choix: Choix, cas: Cas, bilans) -> Choix:
    """The choices with the answers that a loaded file says it lacked (« Rechargez avec --set region=CODE »)."""
    dit = " ".join(constat.message for bilan in bilans for constat in bilan.findings)
    manquantes = {nom: valeur for nom, valeur in cas.reponses.items() if f"--set {nom}=" in dit}
    return replace(choix, reponses={**choix.reponses, **manquantes})


def _tout_dit(con, bilans) -> str:
    """Everything said of the file: findings, questions, reasons of rejection."""
    paroles = []
    for bilan in bilans:
        for constat in bilan.findings:
            paroles.append(
                f"[{constat.severity} {constat.code} × {constat.count}] {constat.message} {constat.examples}"
            )
        for question in bilan.questions:
            paroles.append(f"[question {question.nom}] {question.libelle} {question.reponses}")
    paroles += [str(ligne) for ligne in con.execute("SELECT * FROM rejet").fetchall()]
    return "\n".join(paroles)


def _juger_bilans(con, cas: Cas, bilans, dit: str) -> Issue:
    fautes = [faute for bilan in bilans for faute in _lignes_fausses(bilan)]
    manque = [mots for mots in cas.doit_dire if not dit_l_un(mots, dit)]
    fautes += [f"rien ne dit « {mots} »" for mots in manque]
    if not _charge(bilans):
        if not cas.refus:
            fautes.append("refusé")
        fautes += [f"refusé sans dire « {mots} »" for mots in cas.refus if not dit_l_un(mots, dit)]
        return Issue("faute" if fautes else "demande", tuple(fautes), dit)
    if cas.refus and not cas.attendus:
        fautes.append("chargé au lieu d’être refusé")
    chargees = sum(b.rows_loaded for b in bilans)
    if cas.lignes is not None and chargees != cas.lignes:
        fautes.append(f"{chargees} lignes chargées, {cas.lignes} attendues")
    fautes += [faute for chiffre in cas.attendus for faute in _chiffre_faux(con, chiffre)]
    return Issue("faute" if fautes else "juste", tuple(fautes), dit)


def _lignes_fausses(bilan) -> list[str]:
    if bilan.rows_read == bilan.rows_loaded + bilan.rows_set_aside + bilan.rows_rejected:
        return []
    return [f"lignes lues {bilan.rows_read} ≠ {bilan.rows_loaded} + {bilan.rows_set_aside} + {bilan.rows_rejected}"]


def _plier(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).replace("’", "'").split())


def dit_l_un(mots: str, dit: str) -> bool:
    """Whether one of the words, given with « / » between them, was said, accents and case aside."""
    return any(_plier(mot) in _plier(dit) for mot in mots.split("/"))


def _chiffre_faux(con, attendu: Chiffre) -> list[str]:
    nom = f"{attendu.indicateur} {attendu.niveau}:{attendu.code} {attendu.campagne} {dict(attendu.ou) or ''}".strip()
    # The breakdowns that are fixed are given as filters; the engine adds a mandatory one by itself.
    try:
        table = calculer(
            con, attendu.indicateur, attendu.niveau, campagnes=[attendu.campagne], ou=dict(attendu.ou) or None
        )
    except DemandeImpossible as refus:
        return [f"{nom} : {refus}"]
    lignes = table[table.code == attendu.code]
    if attendu.sans_valeur:
        vues = [v for v in lignes.valeur if not _absente(v)]
        return [f"{nom} : {vues} au lieu de rien"] if vues else []
    if len(lignes) != 1:
        return [f"{nom} : {len(lignes)} chiffre(s) au lieu d’un"]
    ligne = lignes.iloc[0]
    paires = (
        ("valeur", attendu.valeur, ligne.valeur),
        ("numérateur", attendu.num, ligne.numerateur),
        ("dénominateur", attendu.den, ligne.denominateur),
        ("couverture", attendu.couverture, ligne.couverture),
    )
    trop = attendu.couverture_max is not None and not _absente(ligne.couverture)
    if trop and ligne.couverture > attendu.couverture_max + TOLERANCE:
        return [f"{nom} : couverture {ligne.couverture}, au plus {attendu.couverture_max}"]
    return [f"{nom} : {quoi} {vu} au lieu de {voulu}" for quoi, voulu, vu in paires if _differe(voulu, vu)]


def _absente(valeur) -> bool:
    return valeur is None or (isinstance(valeur, float) and math.isnan(valeur))


def _differe(voulu, vu) -> bool:
    if voulu is None:
        return False
    return _absente(vu) or abs(float(vu) - voulu) > TOLERANCE
