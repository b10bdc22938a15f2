"""Command line of the loaders: JSON alone on standard output, French messages on standard error."""

import argparse
import errno
import json
import re
import sys

from loaders.bilan import SORTS
from loaders.chargement import charger
from loaders.echantillon import charger_echantillon
from loaders.installation import journal
from loaders.installation.remplacement import QUESTION
from loaders.jugement import doublons
from loaders.jugement.nombres import ECHELLE
from loaders.modele import ecrire_modele
from loaders.ouverture.classeur import ouvrir
from loaders.reconnaissance import tirets
from loaders.reconnaissance.fichier import reconnaitre
from loaders.refus import QuestionOuverte, Refus
from loaders.sources import SOURCES, formes
from store.bases import BaseAbsente, balayer_restes, ouvrir_base
from store.commande import Analyseur, ecrire_en_utf8
from store.disque import DisquePlein


def _campagne(ecrite: str) -> str:
    if not re.fullmatch(r"20\d\d", ecrite):
        raise argparse.ArgumentTypeError(f"« {ecrite} » n’est pas une année en quatre chiffres, par exemple 2026")
    return ecrite


def _analyseur() -> argparse.ArgumentParser:
    analyseur = Analyseur(prog="python -m loaders", description="Charger les fichiers des producteurs.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)

    def commande(nom: str, aide: str) -> argparse.ArgumentParser:
        sous = commandes.add_parser(nom, help=aide)
        sous.add_argument("--bases", help="dossier des bases (par défaut : BASES ou data/bases)")
        sous.add_argument("--json", action="store_true", help="réponse en JSON")
        return sous

    commande("sources", "les sources connues et leurs colonnes")
    reconnait = commande("recognise", "dire de quelle source vient un fichier, sans rien charger")
    reconnait.add_argument("fichiers", nargs="+", metavar="FICHIER")
    reconnait.add_argument("--set", action="append", default=[], metavar="QUESTION=RÉPONSE")
    charge = commande("load", "charger des fichiers dans une nouvelle base")
    charge.add_argument("fichiers", nargs="+", metavar="FICHIER")
    charge.add_argument("--source", metavar="ID", choices=tuple(SOURCES))
    charge.add_argument("--campagne", metavar="ANNÉE", type=_campagne)
    charge.add_argument("--set", action="append", default=[], metavar="QUESTION=RÉPONSE")
    charge.add_argument("--ignore", action="append", default=[], metavar="NOM", help="ignorer cet en-tête inconnu")
    charge.add_argument("--ignore-unknown", action="store_true", help="ignorer les en-têtes inconnus")
    charge.add_argument("--drop-column", action="append", default=[], metavar="NOM")
    charge.add_argument("--dry-run", action="store_true", help="vérifier sans enregistrer")
    commande("lots", "les dépôts de la base courante")
    retire = commande("withdraw", "retirer un dépôt")
    retire.add_argument("lot")
    modele = commande("template", "écrire le modèle à remplir d’une source")
    modele.add_argument("source", metavar="SOURCE")
    modele.add_argument("--out", required=True, metavar="FICHIER.xlsx")
    commande("echantillon", "charger l’échantillon fictif s’il n’y a pas de base")
    return analyseur


def _questions_connues() -> set[str]:
    """Names of every question that a file may leave open."""
    declarees = {q.nom for forme in formes() for q in forme.questions}
    return {"campagne", "source", "feuille", "separateur", QUESTION, ECHELLE, doublons.QUESTION} | declarees


def _reponses(ecrites: list[str]) -> dict[str, str]:
    reponses = {}
    for ecrite in ecrites:
        nom, egal, reponse = ecrite.partition("=")
        if not egal or not nom or not reponse:
            raise SystemExit(_usage(f"« {ecrite} » : attendu QUESTION=RÉPONSE, par exemple tour=principal."))
        if nom not in _questions_connues() and not nom.startswith((tirets.PREFIXE, f"{ECHELLE}_")):
            connues = ", ".join(sorted(_questions_connues()))
            raise SystemExit(_usage(f"« {ecrite} » : aucune question ne s’appelle « {nom} ». Questions : {connues}."))
        if reponses.setdefault(nom, reponse) != reponse:
            raise SystemExit(_usage(f"« {nom} » reçoit deux réponses : {reponses[nom]}, {reponse}."))
    return reponses


def _usage(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _imprimer(contenu) -> None:
    json.dump(contenu, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def _sources(arguments) -> int:
    fiches = [
        {
            "id": s.id,
            "titre": s.titre,
            "producteur": s.producteur,
            "table": s.table,
            "colonnes": [
                {"nom": c.nom, "entetes": list(c.entetes), "type": c.type, "obligatoire": c.obligatoire,
                 "valeurs": list(c.valeurs) if c.valeurs else None}
                for c in s.colonnes
            ],
        }
        for s in SOURCES.values()
    ]  # fmt: skip
    if arguments.json:
        _imprimer(fiches)
    else:
        for fiche in fiches:
            print(f"{fiche['id']:24} {fiche['titre']} ({fiche['producteur']})")
    return 0


def _recognise(arguments) -> int:
    reponses, sortie = _reponses(arguments.set), []
    for fichier in arguments.fichiers:
        reponse = {"file": fichier, "source": None, "feuilles": [], "message": None}
        try:
            with ouvrir(fichier, reponses.get("separateur")) as classeur:
                trouvee = reconnaitre(classeur, reponses=reponses)
                reponse["source"] = trouvee.source.id
                lues = [trouvee.plate.feuille] if trouvee.plate else [c.feuille for c in trouvee.croisees]
                reponse["feuilles"] = [f.nom for f in lues]
        except Refus as refus:
            reponse["message"] = refus.message
        except QuestionOuverte as ouverte:
            reponse["message"] = " ".join(f"{q.libelle} ({', '.join(q.reponses)})" for q in ouverte.questions)
        sortie.append(reponse)
    if arguments.json:
        _imprimer(sortie)
    else:
        for reponse in sortie:
            print(f"{reponse['file']} : {reponse['source'] or reponse['message']}")
    return 0 if all(r["source"] for r in sortie) else 1


def _load(arguments) -> int:
    bilan = charger(
        arguments.fichiers,
        arguments.bases,
        source=arguments.source,
        campagne=arguments.campagne,
        reponses=_reponses(arguments.set),
        ignorer_inconnues=arguments.ignore_unknown,
        ignorees=arguments.ignore,
        retirer_colonnes=arguments.drop_column,
        a_blanc=arguments.dry_run,
        attente=lambda: print("Un autre chargement s’achève : celui-ci attend son tour.", file=sys.stderr),
    )
    for fichier in bilan.fichiers:
        print(
            f"{fichier.file} : {SORTS[fichier.status]} – {fichier.rows_read} lignes lues, "
            f"{fichier.rows_loaded} chargées, {fichier.rows_set_aside} mises de côté, "
            f"{fichier.rows_rejected} rejetées",
            file=sys.stderr,
        )
        for constat in fichier.findings:
            nombre = f" ({constat.count})" if fichier.status == "loaded" else ""
            print(f"  - {constat.message}{nombre}", file=sys.stderr)
            for exemple in (e for e in constat.examples if e not in constat.message):
                print(f"      {exemple}", file=sys.stderr)
    if arguments.json:
        _imprimer(bilan.en_dictionnaire())
    return 1 if bilan.refuse else 0


def _lots(arguments) -> int:
    depots = journal.lots(ouvrir_base(arguments.bases))
    if arguments.json:
        _imprimer(depots)
    else:
        for d in depots:
            print(f"{d['id']:36} {d['statut']:18} {d['fichier']} ({d['chargees']} lignes chargées)")
    return 0


def _withdraw(arguments) -> int:
    base = journal.retirer(arguments.lot, arguments.bases)
    print(f"Dépôt {arguments.lot} retiré.", file=sys.stderr)
    if arguments.json:
        _imprimer({"base": base, "lot": arguments.lot})
    return 0


def _template(arguments) -> int:
    if arguments.source not in SOURCES:
        return _usage(f"Source « {arguments.source} » inconnue. Sources : {', '.join(SOURCES)}.")
    if not arguments.out.lower().endswith(".xlsx"):
        return _usage(f"« {arguments.out} » : le modèle est un classeur, son nom finit par .xlsx.")
    ecrire_modele(SOURCES[arguments.source], arguments.out)
    print(f"Modèle écrit : {arguments.out}", file=sys.stderr)
    if arguments.json:
        _imprimer({"source": arguments.source, "fichier": arguments.out})
    return 0


def _echantillon(arguments) -> int:
    base = charger_echantillon(arguments.bases)
    print("Une base existe déjà." if base is None else f"Échantillon fictif chargé : {base}.", file=sys.stderr)
    if arguments.json:
        _imprimer({"base": base})
    return 0


_PANNES = {
    errno.ENOENT: "dossier ou fichier introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "le chemin passe par un fichier",
    errno.EISDIR: "c’est un dossier",
}

_COMMANDES = {
    "sources": _sources,
    "recognise": _recognise,
    "load": _load,
    "lots": _lots,
    "withdraw": _withdraw,
    "template": _template,
    "echantillon": _echantillon,
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit code 0 done, 1 refused with reasons, 2 wrong usage."""
    ecrire_en_utf8()
    arguments = _analyseur().parse_args(argv)
    balayer_restes(getattr(arguments, "bases", None))
    try:
        return _COMMANDES[arguments.commande](arguments)
    except (Refus, BaseAbsente, DisquePlein) as refus:
        print(str(refus), file=sys.stderr)
        return 1
    except OSError as panne:
        lieu = f" « {panne.filename} »" if panne.filename else ""
        raison = _PANNES.get(panne.errno, f"erreur {panne.errno}")
        print(
            f"Le disque n’a pas répondu comme attendu{lieu} ({raison}). Vérifiez que le dossier existe, que "
            "vous pouvez y écrire et qu’il reste de la place, puis relancez. La base courante n’a pas changé.",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
