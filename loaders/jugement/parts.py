"""Shares written without a percent sign, told from counts by their sums: 100 where the whole is another number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from loaders.declaration import COMPTES, Colonne, Partage, Question, Source
from loaders.reconnaissance.entetes import plier
from loaders.refus import Refus
from loaders.remedes import Remede

QUESTION = "nombres_ou_parts"
NOMBRES, PARTS = "nombres", "parts"
# Shares rounded to the unit miss 100 by half a point each: by 1.5 at most for three of them.
TOLERANCE = 1.5
# A school of 104 where 100 answered counts its pupils: a whole that near says nothing.
PROCHE = 0.1
# Without any whole to compare with, fewer sums of 100 may be so by chance.
LIGNES_SANS_TOUT = 3
_EXEMPLES = 3


@dataclass(frozen=True)
class Somme:
    """The numbers of a line that share out a whole: what they make, and what the line writes of the whole."""

    ligne: int
    nombres: tuple[float, ...]
    tout: float | None

    @property
    def total(self) -> float:
        """What they make, rounded past what doubles lose."""
        return round(sum(self.nombres), 6)

    @property
    def base(self) -> int:
        """What shares with this sum are out of: 100, or 1 where they are fractions; 0 where they are no shares."""
        if abs(self.total - 100) <= TOLERANCE:
            return 100
        fractions = any(n != int(n) for n in self.nombres)
        return 1 if fractions and abs(self.total - 1) <= TOLERANCE / 100 else 0

    @property
    def muette(self) -> bool:
        """The whole is about the sum: whether these are counts or shares, the line does not tell."""
        return bool(self.base) and self.tout is not None and abs(self.tout - self.total) <= PROCHE * self.base


def questions(con: duckdb.DuckDBPyConnection, source: Source, texte, reponses: Mapping[str, str]) -> list[Question]:
    """The question of a file whose counts look like shares. Raises Refus where the person says that they are."""
    lues = [
        (partage.tout, colonnes, sommes)
        for partage in (*source.partages, *(Partage(t, p) for t, p in source.sommes.items()))
        for colonnes, sommes in _sommes(con, source, texte, partage)
        if sont_des_parts(sommes)
    ]
    if not lues or reponses.get(QUESTION) == NOMBRES:
        return []
    tout = source.colonne(lues[0][0])
    noms = ", ".join(dict.fromkeys(f"« {c.titre} »" for _, colonnes, _ in lues for c in colonnes))
    if reponses.get(QUESTION) == PARTS:
        dit = (
            f"Les colonnes {noms} portent des parts, d’où aucun nombre ne se tire sans être arrondi. Demandez au "
            "producteur les nombres, à côté ou à la place des parts, ou remplissez le modèle"
        )
        raise Refus(
            "parts_sans_nombres",
            (
                dit,
                Remede("reprendre_le_modele", {"source": source.id}),
                ".",
            ),
        )
    parlantes = [s for *_, sommes in lues for s in sommes if s.base and not s.muette]
    exemples = " ; ".join(_dire(s, tout) for s in parlantes[:_EXEMPLES])
    libelle = (
        f"{noms} : la somme fait {parlantes[0].base} sur la plupart des lignes, quel que soit « {tout.titre} » "
        f"({exemples}). Des parts (pourcentages sans leur signe, qui ne se chargent pas) ou des nombres ?"
    )
    return [Question(QUESTION, libelle, (NOMBRES, PARTS))]


def sont_des_parts(sommes: Iterable[Somme]) -> bool:
    """Whether most lines make about 100, or about 1, where the whole is another number; or, where no line writes the
    whole, whether all of at least three do."""
    parlantes = [s for s in sommes if not s.muette]
    avec = [s for s in parlantes if s.tout is not None]
    if avec:
        return 2 * sum(bool(s.base) for s in avec) > len(avec)
    return len(parlantes) >= LIGNES_SANS_TOUT and all(s.base for s in parlantes)


def _sommes(con, source: Source, texte, partage: Partage) -> list[tuple[list[Colonne], list[Somme]]]:
    """For each count shared out over the values of a column, or for all those of one line, its lines."""
    lues = [p for p in partage.parts if p in texte.places]
    if not partage.selon:
        if len(lues) < len(partage.parts) or partage.tout not in texte.places:
            return []
        nombres = ", ".join(f"nombre_ecrit({texte.places[p]})" for p in lues)
        requete = f"""
            SELECT ligne, [{nombres}], nombre_ecrit({texte.places[partage.tout]}) FROM {texte.table}
            WHERE pre_ecart IS NULL AND NOT ifnull({texte.totaux}, FALSE) ORDER BY feuille, ligne"""
        return [([source.colonne(p) for p in lues], _lire(con, requete))]
    if partage.selon not in texte.places:
        return []
    return [([source.colonne(p)], _lire(con, _selon(source, texte, partage, p))) for p in lues]


def _selon(source: Source, texte, partage: Partage, part: str) -> str:
    """SQL: the numbers of a count over the values of a column but for that of the whole, one row a unit."""
    valeurs = source.colonne(partage.selon).valeurs or {}
    ensemble = {plier(g) for g in ("ensemble", "total", *valeurs.get("ENSEMBLE", ()))}
    selon, lu = texte.places[partage.selon], f"nombre_ecrit({texte.places[part]})"
    detail = f"lower(strip_accents(trim({selon}))) NOT IN ({', '.join(repr(e) for e in sorted(ensemble))})"
    unite = [
        texte.places[c.nom]
        for c in source.colonnes
        if c.type not in COMPTES and c.nom != partage.selon and c.nom in texte.places
    ]
    tout = f"MAX(nombre_ecrit({texte.places[partage.tout]}))" if partage.tout in texte.places else "NULL"
    return f"""
        SELECT MIN(ligne), list({lu} ORDER BY ligne) FILTER (WHERE {detail}), {tout} FROM {texte.table}
        WHERE pre_ecart IS NULL AND NOT ifnull({texte.totaux}, FALSE)
        GROUP BY {", ".join(["feuille", *unite])} ORDER BY feuille, MIN(ligne)"""


def _lire(con, requete: str) -> list[Somme]:
    """The lines where at least two numbers are written."""
    sommes = []
    for ligne, nombres, tout in con.execute(requete).fetchall():
        ecrits = tuple(n for n in nombres or () if n is not None)
        if len(ecrits) > 1:
            sommes.append(Somme(ligne, ecrits, tout))
    return sommes


def _dire(somme: Somme, tout: Colonne) -> str:
    dite = f"ligne {somme.ligne} : {' + '.join(map(_ecrire, somme.nombres))} = {_ecrire(somme.total)}"
    return dite if somme.tout is None else f"{dite} pour {_ecrire(somme.tout)}"


def _ecrire(nombre: float) -> str:
    return f"{nombre:.10g}".replace(".", ",")
