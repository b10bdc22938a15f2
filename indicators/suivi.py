"""Senders one by one: those expected and absent, those whose absence is a question, those of which one has answered."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from indicators.emetteurs import DECLARES, DERNIERE_DECLARATION, champ
from store.territoires import NIVEAUX_DE_TERRITOIRE


@dataclass(frozen=True)
class Suivi:
    """Where a sender stands for the last campagne received of its source.

    `etat`: 'attendu' (declared, absent), 'question' (there in another campagne, absent, nothing says why), 'repondu'
    (no longer expected, or not yet, by a declaration), 'recu'. `vue`: the nearest campagne that it sent, None for
    none; `declare_le`, `depuis`, `jusqu_a` and `raison` are those of its last declaration.
    """

    source: str
    emetteur: str
    nom: str
    departement: str | None
    etat: str
    campagne: int
    vue: int | None = None
    declare_le: date | None = None
    depuis: int | None = None
    jusqu_a: int | None = None
    raison: str | None = None


def suivre(
    con: duckdb.DuckDBPyConnection, dans: tuple[str, str] | None = None, jusqu_en: int | None = None
) -> tuple[Suivi, ...]:
    """The senders that no territory lists, inside a territory, by source then name; up to a campagne."""
    if dans and dans[0] not in NIVEAUX_DE_TERRITOIRE:
        return ()
    ou, valeur = ("TRUE", []) if not dans or dans[0] == "france" else (f"{dans[0]} = ?", [dans[1]])
    suivis = []
    for source, emetteur in DECLARES.items():
        colonne = champ(emetteur)
        recus = con.execute(
            f"""SELECT {colonne} AS emetteur, MAX(structure_libelle) AS nom, MAX(departement) AS departement,
                       list(DISTINCT campagne) AS campagnes
                FROM activite_spro WHERE source = ? AND {colonne} IS NOT NULL AND {ou} GROUP BY ALL""",
            [source, *valeur],
        ).df()
        declares = con.execute(
            f"""SELECT emetteur, emetteur_libelle AS nom, departement, depuis, jusqu_a, raison, date
                FROM emetteur_attendu WHERE source_attendue = ? AND {ou} {DERNIERE_DECLARATION}""",
            [source, *valeur],
        ).df()
        suivis += _suivis(source, recus, declares, jusqu_en)
    return tuple(suivis)


def _suivis(source: str, recus: pd.DataFrame, declares: pd.DataFrame, jusqu_en: int | None) -> list[Suivi]:
    annees = sorted({int(c) for cs in recus["campagnes"] for c in cs if jusqu_en is None or c <= jusqu_en})
    if not annees:
        return []  # nothing of the source was received: nobody is absent from it
    campagne = annees[-1]
    vus = {x.emetteur: x for x in recus.itertuples()}
    dits = {x.emetteur: x for x in declares.itertuples()}
    suivis = []
    for code in sorted({*vus, *dits}):
        vu, dit = vus.get(code), dits.get(code)
        campagnes = sorted((int(c) for c in vu.campagnes), key=lambda c: abs(c - campagne)) if vu is not None else []
        connu = vu if vu is not None else dit
        suivis.append(
            Suivi(
                source, code, connu.nom, _ou_rien(connu.departement), _etat(campagne, campagnes, dit), campagne,
                campagnes[0] if campagnes else None, *(_declaration(dit) if dit is not None else ()),
            )
        )  # fmt: skip
    return suivis


def _etat(campagne: int, campagnes: list[int], dit) -> str:
    if campagne in campagnes:
        return "recu"
    if dit is None:
        return "question"
    _, depuis, jusqu_a, _ = _declaration(dit)
    return "attendu" if (depuis or campagne) <= campagne <= (jusqu_a or campagne) else "repondu"


def _declaration(dit) -> tuple[date | None, int | None, int | None, str | None]:
    annees = (None if pd.isna(x) else int(x) for x in (dit.depuis, dit.jusqu_a))
    return pd.Timestamp(dit.date).date(), *annees, _ou_rien(dit.raison)


def _ou_rien(x) -> str | None:
    return None if pd.isna(x) else x
