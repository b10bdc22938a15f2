"""A base drawn by hand: facts written straight into the canonical tables, so that a test shows all its numbers."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from loaders.installation.cotes import FINITIONS
from store import derivees, schema, territoires

# The one source of the tables that describe the establishments: a row drawn by hand need not say it.
_SOURCES = {"etablissement": "etablissement", "rattachement": "bassin", "acces_declare": "acces_declare"}


def base_dessinee(
    fichier: Path | None = None, fictive: bool = False, **tables: Iterable[dict]
) -> duckdb.DuckDBPyConnection:
    """An in-memory base holding these rows, or that file; a fact takes its territory from its département, its lot from
    its source.

    A source received with no fact for a campagne is written `lots=[("constat_rentree", 2020)]`; a base is `fictive`
    where its senders are those of the invented régions.
    """
    con = duckdb.connect(fichier or ":memory:")
    schema.creer(con)
    territoires.installer(con)
    lots = {tuple(lot) for lot in tables.pop("lots", ())}
    for table, lignes in tables.items():
        for rang, ligne in enumerate(lignes, start=1):
            departement = ligne.get("departement")
            lieu = territoires.territoire("departement", departement) if departement else None
            fait = {"source": _SOURCES.get(table), "lot": ligne.get("source"), "lignes": [rang]}
            if lieu:
                fait |= {"academie": lieu.academie, "region_academique": lieu.region_academique, "region": lieu.region}
            fait |= ligne
            if "source" in ligne:
                lots.add((ligne["source"], ligne["campagne"]))
            marques = ", ".join("?" for _ in fait)
            con.execute(f"INSERT INTO {table} ({', '.join(fait)}) VALUES ({marques})", list(fait.values()))
    for source, campagne in sorted(lots):
        con.execute(
            "INSERT INTO lot (id, source, campagnes, statut, fictif, fichier, sha256) "
            "VALUES (?, ?, ?, 'charge', ?, ?, ?)",
            [f"{source}-{campagne}", source, [campagne], fictive, f"{source}-{campagne}.csv", "0" * 64],
        )
    derivees.deriver(con)
    return con


def d_academie(departement: str) -> dict:
    """What places a row told for the whole académie of a département, of which none is then missing."""
    lieu = territoires.territoire("departement", departement)
    return {"academie": lieu.academie, "region_academique": lieu.region_academique, "region": lieu.region}


def regler_cotes(con: duckdb.DuckDBPyConnection) -> None:
    """Settle the sides of drawn orientation rows as the loader settles those of a file that lost none of its lines."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE unite_entamee "
        "(unite VARCHAR, campagne INTEGER, palier VARCHAR, sexe VARCHAR, secteur VARCHAR, type_3e VARCHAR)"
    )
    for finition in FINITIONS:
        con.execute(finition, {"lot": "orientation"})


def place(uai, mef, capacite, voeux, campagne=2022, palier="2de pro", departement="35", **autres):
    """One Affelnet unit: establishment × formation."""
    return {
        "source": "affelnet_attractivite",
        "campagne": campagne,
        "etablissement": uai,
        "departement": departement,
        "mefstat11": mef,
        "palier_entree": palier,
        "capacite": capacite,
        "voeux_1": voeux,
        **autres,
    }


def une(figures, **choix):
    """The only figure that matches these columns."""
    for nom, valeur in choix.items():
        figures = figures[figures[nom].isna() if valeur is None else figures[nom] == valeur]
    assert len(figures) == 1, figures
    return figures.iloc[0]
