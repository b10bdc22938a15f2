"""A block written as JSON and read back: the keys of the contract in plain words, the rest so that nothing is lost."""

from dataclasses import fields, is_dataclass

from blocs import modele, texte
from blocs.composition import natif
from blocs.modele import Bloc, Tableau, une_ligne
from charts import tableaux
from charts.graphique import de_json as graphique_de_json
from charts.graphique import en_json as graphique_en_json

_TYPES = {
    nom: classe
    for module in (modele, texte)
    for nom, classe in vars(module).items()
    if is_dataclass(classe) and classe is not Bloc
}
# Written under keys of their own, or worked out from the parts of the block.
_ENTIERS = ("titre", "corps", "notes", "definitions", "absence")
_VUE = ("niveau", "code", "detail", "comparer", "campagne", "par", "choix")
_NUS = (
    "id", "page", "base", "audience", "lecture", "champ", "source", "periode", "statut", "alt",
    "genre", "ouvre", "rang", "cle", "repli", "nom", "sujet", "fichier",
)  # fmt: skip


def en_json(bloc: Bloc) -> dict[str, object]:
    """A block as JSON natives: design, § 9 (`blocs show`), with what it is made of under `ecrit`."""
    absence = bloc.absence
    return {
        **{nom: getattr(bloc, nom) for nom in _NUS},
        "titre": bloc.intitule,
        "vue": dict.fromkeys(_VUE) | dict(bloc.vue),
        "messages": list(bloc.messages),
        "notes": [une_ligne(n.nu) for n in bloc.notes],
        "indicateurs": list(bloc.indicateurs),
        "figures": [dict(x) for x in bloc.figures],
        "tables": [_table(t, repliee) for t, repliee in bloc.tableaux] or _table_du_graphique(bloc),
        "absence": None if absence is None else {f.name: getattr(absence, f.name) for f in fields(absence)},
        "passeport": dict(bloc.passeport),
        "dessin": None if bloc.graphique is None else graphique_en_json(bloc.graphique),
        "ecrit": {nom: _ecrire(getattr(bloc, nom)) for nom in _ENTIERS},
    }


def de_json(lu: dict) -> Bloc:
    """The block that was written: `de_json(en_json(bloc)) == bloc`."""
    return Bloc(
        **{nom: lu[nom] for nom in _NUS},
        vue=lu["vue"] if lu["vue"]["niveau"] is not None else {},
        indicateurs=tuple(lu["indicateurs"]),
        figures=tuple(lu["figures"]),
        passeport=tuple(lu["passeport"].items()),
        graphique=None if lu["dessin"] is None else graphique_de_json(lu["dessin"]),
        **{nom: _lire(lu["ecrit"][nom]) for nom in _ENTIERS},
    )


def _table(tableau: Tableau, repliee: bool) -> dict[str, object]:
    return {
        "titre": tableau.titre,
        # A word cut at the end of a line is whole again.
        "colonnes": [c.nom.replace("-\n", "").replace("\n", " ") for c in tableau.colonnes],
        "lignes": [[c.nu for c in ligne.cellules] for ligne in tableau.lignes],
        "repliee": repliee,
    }


def _table_du_graphique(bloc: Bloc) -> list[dict[str, object]]:
    """What a chart without a table of its own says as one: its labels and its values."""
    if bloc.graphique is None or not len(bloc.graphique.figures):
        return []
    tableau = bloc.graphique.encodage.tableau(bloc.graphique)
    couvertures, dite = tableaux.couvertures(bloc.graphique, tableau), tableau.table
    dite = dite.assign(Couverture=couvertures) if any(couvertures) else dite
    lignes = [
        ["" if (v := natif(x)) is None else str(v) for x in (nom, *valeurs)] for nom, *valeurs in dite.itertuples()
    ]
    return [{"titre": bloc.intitule, "colonnes": ["", *map(str, dite.columns)], "lignes": lignes, "repliee": True}]


def _ecrire(x):
    """Any part of a block; what is worth its default is left out."""
    if isinstance(x, texte.Texte) and len(x.morceaux) == 1 and x.morceaux[0] == texte.Morceau(x.morceaux[0].texte):
        return {"_": "Texte", "nu": x.morceaux[0].texte}
    if is_dataclass(x):
        return {"_": type(x).__name__} | {
            f.name: _ecrire(valeur) for f in fields(x) if (valeur := getattr(x, f.name)) != f.default
        }
    return [_ecrire(y) for y in x] if isinstance(x, tuple) else x


def _lire(x):
    if isinstance(x, list):
        return tuple(_lire(y) for y in x)
    if not isinstance(x, dict):
        return x
    if "nu" in x:
        return texte.Texte((texte.Morceau(x["nu"]),))
    return _TYPES[x["_"]](**{nom: _lire(y) for nom, y in x.items() if nom != "_"})
