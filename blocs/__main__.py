"""Command line of the blocks: JSON alone on standard output, French messages on standard error."""

import argparse
import json
import sys
from dataclasses import replace

from blocs import plan
from blocs.catalogue import BlocInconnu, composer, declare, repeter, voir
from blocs.composition import absence_de, construire
from blocs.declaration import BlocDeclare, Page
from blocs.ecriture import en_json
from blocs.modele import Bloc
from charts.genres import genres
from indicators import indicateur
from store.bases import BaseAbsente
from store.commande import Analyseur, ecrire_en_utf8, lecteur_parti
from vues import Lecteur, Vue, lecteur_courant
from vues.demande import Demande


class ChoixImpossible(ValueError):
    """A choice asked for cannot be followed; the message is a French sentence."""


def _analyseur() -> argparse.ArgumentParser:
    analyseur = Analyseur(prog="python -m blocs", description="Les blocs que montrent les pages, sans l’écran.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    enumere = commandes.add_parser("list", help="les blocs, page par page")
    enumere.add_argument("--page", metavar="P")
    enumere.add_argument("--json", action="store_true")
    montre = commandes.add_parser("show", help="un bloc, pour un territoire et une situation")
    montre.add_argument("bloc")
    montre.add_argument("--dans", metavar="NIVEAU:CODE", default="france:FR")
    montre.add_argument("--campagne", metavar="ANNÉE")
    montre.add_argument("--detail", metavar="NIVEAU")
    montre.add_argument("--comparer", metavar="NIVEAU")
    montre.add_argument("--par", metavar="DIM")
    montre.add_argument("--choix", action="append", default=[], metavar="NOM=VALEUR")
    montre.add_argument("--audience", choices=("analyste", "partage"), default="analyste")
    montre.add_argument("--format", choices=("json", "table"), default="table")
    montre.add_argument("--bases", help="dossier des bases (par défaut : BASES ou data/bases)")
    return analyseur


def _list(arguments) -> int:
    if arguments.page is not None and arguments.page not in {p.nom for p in plan.PAGES}:
        raise ChoixImpossible(f"Page « {arguments.page} » inconnue. Pages : {', '.join(p.nom for p in plan.PAGES)}.")
    fiches = [
        _fiche(page, rang, declaree)
        for page in plan.PAGES
        if arguments.page in (None, page.nom)
        for rang, declaree in enumerate(page.blocs, start=1)
    ]
    if arguments.json:
        print(json.dumps(fiches, ensure_ascii=False, indent=1))
    else:
        for fiche in fiches:
            print(f"{fiche['page']:24} {fiche['rang']:3} {fiche['id']:36} {fiche['genre']}")
    return 0


def _fiche(page: Page, rang: int, declaree: BlocDeclare) -> dict[str, object]:
    noms = tuple(dict.fromkeys((*declaree.choix, *([declaree.pour_chaque] if declaree.pour_chaque else []))))
    choix = [c for c in page.choix if c.nom in noms]
    return {
        "id": declaree.id,
        "page": page.nom,
        "rang": rang,
        "indicateurs": list(declaree.indicateurs),
        "genre": declaree.genre,
        "choix": [
            {"nom": c.nom, "valeurs": None if c.valeurs is None else list(c.valeurs), "defaut": c.defaut} for c in choix
        ],
        "formats": list(declaree.formats),
        "natif": declaree.genre in genres() and genres()[declaree.genre].DESSINABLE,
    }


def _show(arguments) -> int:
    page, declaree = declare(arguments.bloc)
    if arguments.audience == "partage":
        print("Aucune édition publiée : publiez d’abord une édition, ou demandez l’audience « analyste ».",
              file=sys.stderr)  # fmt: skip
        return 1
    lecteur = lecteur_courant(arguments.bases)
    if lecteur is None and not declaree.sans_vue:
        raise BaseAbsente("Aucune base n’est installée : lancez « python -m loaders load FICHIER ».")
    if declaree.sans_vue:
        _demande(page, declaree, arguments)  # what is asked wrongly is said all the same
        bloc = composer(None, declaree.id)
    else:
        bloc = _composer(lecteur, page, declaree, arguments)
    if arguments.format == "json":
        print(json.dumps(en_json(bloc), ensure_ascii=False, indent=1))
    else:
        _imprimer(bloc)
    return 0


def _composer(lecteur: Lecteur, page: Page, declaree: BlocDeclare, arguments) -> Bloc:
    """The block asked for; the first one of a block that a page repeats, where no value of its choice is named."""
    demande, annee = _demande(page, declaree, arguments), arguments.campagne
    vue = voir(lecteur, page, demande)
    if demande.avis:
        raise ChoixImpossible(" ".join(demande.avis))
    sans_periode = vue.campagne is None or (annee is not None and int(annee) not in vue.campagnes)
    if sans_periode and declaree.indicateurs:
        vue = replace(vue, campagne=int(annee) if annee else None)
        sources = tuple(dict.fromkeys(s for i in declaree.indicateurs for s in indicateur(i).sources_citees))
        vide = construire(vue, "absence", "", (), absence=absence_de(sources or page.sources, "non_transmis"))
    else:
        lue = _repetee(vue, declaree, demande)
        if lue is not None:
            return composer(lue, declaree.id)
        vide = construire(vue, "absence", "", (), absence=absence_de(page.sources, "non_transmis"))
    return replace(vide, id=declaree.id, cle=declaree.id, page=page.nom, indicateurs=declaree.indicateurs)


def _repetee(vue: Vue, declaree: BlocDeclare, demande: Demande) -> Vue | None:
    """The view of a block: that of the value named where the page repeats it, else the first; None where none is."""
    vues = repeter(vue, declaree)
    voulue = demande.retenus.get(declaree.pour_chaque) if declaree.pour_chaque else None
    if voulue is None:
        return next(iter(vues), None)
    trouvee = next((v for v in vues if v.choisi(declaree.pour_chaque) == voulue), None)
    if trouvee is None:
        raise ChoixImpossible(f"{declaree.pour_chaque} « {voulue} » n’existe pas ici.")
    return trouvee


def _demande(page: Page, declaree: BlocDeclare, arguments) -> Demande:
    niveau, deux_points, code = arguments.dans.partition(":")
    if not (niveau and deux_points and code):
        raise ChoixImpossible(f"« {arguments.dans} » : attendu NIVEAU:CODE, par exemple region:53.")
    annee = arguments.campagne
    if annee is not None and not (annee.isascii() and annee.isdigit() and len(annee) == 4):
        raise ChoixImpossible(f"Campagne « {annee} » : attendue une année en quatre chiffres.")
    choix = {"niveau": niveau, "territoire": code}
    for nom in ("detail", "comparer", "par"):
        if getattr(arguments, nom) is not None:
            choix[nom] = getattr(arguments, nom)
    for ecrit in arguments.choix:
        nom, egal, valeur = ecrit.partition("=")
        connus = {*declaree.choix, *([declaree.pour_chaque] if declaree.pour_chaque else [])}
        if not egal or nom not in connus:
            dits = ", ".join(sorted(connus)) or "aucun"
            raise ChoixImpossible(f"« {ecrit} » : ce bloc n’offre pas ce choix (NOM=VALEUR). Choix : {dits}.")
        choix[nom] = valeur
    return Demande(choix, preferee=annee)


def _imprimer(bloc: Bloc) -> None:
    """A block in plain words."""
    if bloc.absence is not None:
        a = bloc.absence
        print(f"{bloc.titre or bloc.id} : {a.detail}. Producteur : {a.producteur}. Source attendue : {a.source}.")
    else:
        print(bloc.titre or bloc.id)
    for dit in (*bloc.messages, bloc.lecture):
        if dit:
            print(f"  {dit}")
    for tableau, _ in bloc.tableaux:
        print(f"\n{tableau.titre}\n" + " ; ".join(c.nom.replace("\n", " ") for c in tableau.colonnes))
        for ligne in tableau.lignes:
            print(" ; ".join(c.nu for c in ligne.cellules))
    if bloc.source:
        print(f"\nChamp : {bloc.champ.rstrip(' .')}. Source : {bloc.source}. Période : {bloc.periode}.")


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit code 0 done, 1 refused with a French sentence, 2 wrong usage."""
    ecrire_en_utf8()
    arguments = _analyseur().parse_args(argv)
    try:
        return _list(arguments) if arguments.commande == "list" else _show(arguments)
    except BaseAbsente as refus:
        print(refus, file=sys.stderr)
        return 1
    except (BlocInconnu, ChoixImpossible) as refus:
        print(refus, file=sys.stderr)
        return 2
    except BrokenPipeError:
        return lecteur_parti()


if __name__ == "__main__":
    sys.exit(main())
