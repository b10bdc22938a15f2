"""Command line of the indicators: JSON or csv alone on standard output, French messages on standard error."""

import argparse
import json
import sys
from datetime import date

import pandas as pd

from indicators import DemandeImpossible, IndicateurInconnu, calculer, indicateur, liste, non_rattaches
from indicators.moteur import demander
from indicators.requete import compiler
from sorties import tableur
from store.bases import BaseAbsente, ouvrir_base
from store.commande import Analyseur, ecrire_en_utf8, lecteur_parti

_POUR_MACHINE = (
    "valeur", "numerateur", "denominateur", "couverture", "ic_bas", "ic_haut", "motif", "repere",
    "reference_valeur", "ecart_reference", "france_valeur", "precedente_valeur", "evolution", "rupture",
    "niveau_calcul", "borne_basse", "borne_haute", "mediane", "provenance", "saisi_valeur", "piece",
    "france_provenance", "france_piece", "repere_motif", "repere_note", "reference_motif", "couverture_motif",
    "emetteurs_recus", "emetteurs_attendus", "emetteurs", "constante_nombre", "constante_unite",
    "constante_precedente", "constante_valeur",
)  # fmt: skip
_ENTIERS = ("numerateur", "denominateur")


def _analyseur() -> argparse.ArgumentParser:
    analyseur = Analyseur(prog="python -m indicators", description="Calculer les indicateurs.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    enumere = commandes.add_parser("list", help="les indicateurs déclarés")
    enumere.add_argument("--json", action="store_true")
    enumere.add_argument("--bases")
    calcule = commandes.add_parser("compute", help="calculer un indicateur")
    montre = commandes.add_parser("sql", help="montrer la requête qui calcule un indicateur, et ses paramètres")
    for commande in (calcule, montre):
        commande.add_argument("id")
        commande.add_argument("--niveau")
        commande.add_argument("--dans", metavar="NIVEAU:CODE")
        commande.add_argument("--campagne", action="append", default=[], metavar="ANNÉE")
        commande.add_argument("--par", action="append", default=[], metavar="DIM")
        commande.add_argument("--ou", action="append", default=[], metavar="DIM=VALEUR")
        commande.add_argument("--bases", help="dossier des bases (par défaut : BASES ou data/bases)")
    calcule.add_argument("--audience", choices=("analyste", "partage"), default="analyste")
    calcule.add_argument("--edition", metavar="E")
    calcule.add_argument("--format", choices=("table", "csv", "json"), default="table")
    return analyseur


def _list(arguments) -> int:
    fiches = [
        {"id": i.id, "label": i.label, "fiche": i.fiche, "shape": i.shape, "unite": i.unite,
         "sources": list(i.sources), "niveaux": list(i.niveaux), "par": list(i.toutes_dimensions),
         "par_obligatoire": list(i.par_obligatoire)}
        for i in liste()
    ]  # fmt: skip
    if arguments.json:
        print(json.dumps(fiches, ensure_ascii=False, indent=1))
    else:
        for fiche in fiches:
            print(f"{fiche['fiche']:3} {fiche['id']:30} {fiche['label']}")
    return 0


def _couples(ecrits: list[str], separateur: str, attendu: str) -> list[tuple[str, str]]:
    couples = []
    for ecrit in ecrits:
        gauche, trouve, droite = ecrit.partition(separateur)
        if not trouve or not gauche or not droite:
            raise DemandeImpossible(f"« {ecrit} » : attendu {attendu}.")
        couples.append((gauche, droite))
    return couples


def _choix(ecrits: list[str]) -> dict[str, str]:
    """Breakdown → the one value asked for. Raises DemandeImpossible where one is given two."""
    choix: dict[str, str] = {}
    for nom, valeur in _couples(ecrits, "=", "DIM=VALEUR, par exemple voie=2GT"):
        if choix.setdefault(nom, valeur) != valeur:
            raise DemandeImpossible(
                f"« {nom} » reçoit deux valeurs ({choix[nom]}, {valeur}) : une seule est possible avec --ou. "
                f"Pour les voir toutes, demandez --par {nom}."
            )
    return choix


def _campagnes(ecrites: list[str]) -> list[int] | None:
    annees = [a for e in ecrites for a in e.split(",")]
    if not all(a.isascii() and a.isdigit() and len(a) == 4 for a in annees):
        raise DemandeImpossible(f"Campagne « {', '.join(annees)} » : attendue une année en quatre chiffres.")
    return [int(a) for a in annees] or None


def _compute(arguments) -> int:
    if arguments.audience == "partage" or arguments.edition:
        print("Aucune édition publiée : publiez d’abord une édition, ou demandez l’audience « analyste ».",
              file=sys.stderr)  # fmt: skip
        return 1
    con = ouvrir_base(arguments.bases)
    demande = _demande(arguments)
    _ecrire(calculer(con, **demande), arguments.format, tuple(indicateur(arguments.id).a_cote))
    manque = non_rattaches(con, arguments.id, arguments.niveau, demande["dans"], demande["campagnes"])
    if manque:
        print(manque, file=sys.stderr)
    return 0


def _demande(arguments) -> dict:
    """What is asked of the engine, as it is typed."""
    return {
        "identifiant": arguments.id,
        "niveau": arguments.niveau,
        "dans": _couples([arguments.dans], ":", "NIVEAU:CODE, par exemple region:53")[0] if arguments.dans else None,
        "campagnes": _campagnes(arguments.campagne),
        "par": [p for e in arguments.par for p in e.split(",")],
        "ou": _choix(arguments.ou),
    }


def _sql(arguments) -> int:
    demande = demander(ouvrir_base(arguments.bases), **_demande(arguments))
    requete, parametres = compiler(indicateur(arguments.id), demande)
    print(requete)
    print(f"-- {parametres}")
    return 0


def _ecrire(figures, forme: str, a_cote: tuple[str, ...]) -> None:
    """Print figures, with the counts that their indicator gives beside them."""
    tete = list(figures.columns[: figures.columns.get_loc("valeur")])
    entiers = (*_ENTIERS, *(c for c in a_cote if c in figures))
    figures = figures[[*tete, *(c for c in (*_POUR_MACHINE, *a_cote) if c in figures)]]
    figures = figures.assign(**{c: _entiers(figures[c]) for c in entiers})
    if forme == "csv":
        lignes = figures.itertuples(index=False, name=None)
        sys.stdout.write(tableur.csv_brut(figures.columns, lignes, ",", "\n"))
    elif forme == "json":
        lignes = [{k: _valeur(k, v, entiers) for k, v in ligne.items()} for ligne in figures.to_dict("records")]
        print(json.dumps(lignes, ensure_ascii=False, indent=1))
    elif figures.empty:
        print("Aucun chiffre : rien n’a été reçu pour ce territoire à ce niveau.", file=sys.stderr)
    else:
        print(figures.to_string(index=False, na_rep=""))


def _entiers(colonne: pd.Series) -> pd.Series:
    """Counts as whole numbers, « 938 » and not « 938.0 », where they are all whole."""
    nombres = colonne.astype("Float64")
    return nombres.astype("Int64") if (nombres.dropna() % 1 == 0).all() else nombres


def _valeur(nom: str, valeur, entiers: tuple[str, ...]):
    if pd.isna(valeur):
        return None
    if isinstance(valeur, date):
        return valeur.strftime("%Y-%m-%d")
    return int(valeur) if nom == "campagne" or nom in entiers and float(valeur).is_integer() else valeur


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit code 0 done, 1 refused with a sentence, 2 wrong usage."""
    ecrire_en_utf8()
    arguments = _analyseur().parse_args(argv)
    try:
        return {"list": _list, "compute": _compute, "sql": _sql}[arguments.commande](arguments)
    except BaseAbsente as absence:
        print(str(absence), file=sys.stderr)
        return 1
    except (DemandeImpossible, IndicateurInconnu) as erreur:
        print(str(erreur), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return lecteur_parti()


if __name__ == "__main__":
    sys.exit(main())
