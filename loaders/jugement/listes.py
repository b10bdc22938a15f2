"""The list, beside the answers, of those who were asked: what makes a rate of reply, network by network."""

import duckdb

from loaders.bilan import BilanFichier
from loaders.reconnaissance import nominatif
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.personnes import refuser_nominatif


def lire(con: duckdb.DuckDBPyConnection, reconnue, bilan: BilanFichier) -> None:
    """Create the TEMP table `interrogee` of the lines of a list, its closed columns in canonical words: empty where the
    file has none. Raises Refus for a list that holds the addresses of people."""
    colonnes = reconnue.source.liste
    con.execute(
        "CREATE OR REPLACE TEMP TABLE interrogee (ligne INTEGER" + "".join(f", {c.nom} VARCHAR" for c in colonnes) + ")"
    )
    if reconnue.liste is None:
        return
    feuille, places = reconnue.liste.feuille, reconnue.liste.places
    lignes = [(n, c) for n, c in feuille.lignes(reconnue.liste.ligne + 1) if c[places[colonnes[0].nom]]]
    _refuser_personnes(feuille, lignes, set(places.values()), reconnue)
    lues, inconnues = [], []
    for numero, cellules in lignes:
        valeurs = []
        for colonne in colonnes:
            ecrite = cellules[places[colonne.nom]] if colonne.nom in places else None
            lue = _canonique(colonne, ecrite)
            if ecrite and lue is None:
                inconnues.append(f"ligne {numero} : « {ecrite} »")
            valeurs.append(lue)
        lues.append((numero, *valeurs))
    if lues:
        con.executemany(f"INSERT INTO interrogee VALUES ({', '.join('?' * (1 + len(colonnes)))})", lues)
    bilan.constater(
        "liste_lue", "info", f"La feuille « {feuille.nom} » donne la liste des structures interrogées.", len(lues)
    )
    if inconnues:
        dit = f"Mots inconnus de la liste « {feuille.nom} » : ces structures sont comptées sans ce qu’ils disent."
        bilan.constater("liste_illisible", "warning", dit, len(inconnues), inconnues)


def _canonique(colonne, ecrite: str | None) -> str | None:
    if colonne.valeurs is None or ecrite is None:
        return ecrite
    vers = {plier(g): valeur for valeur, graphies in colonne.valeurs.items() for g in (valeur, *graphies)}
    return vers.get(plier(ecrite))


def _refuser_personnes(feuille, lignes, connues: set[int], reconnue) -> None:
    for index in range(feuille.n_colonnes):
        if index in connues:
            continue
        if sum(bool(nominatif.VALEURS_LUES.fullmatch(c[index] or "")) for _, c in lignes) >= nominatif.ASSEZ:
            nom = reconnue.liste.inconnues.get(index, f"colonne {index + 1}")
            refuser_nominatif(reconnue.classeur.fichier, feuille.nom, [nom], reconnue.source.id)
