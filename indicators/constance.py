"""Two years that do not cover the same are compared on the units complete in both, and on these alone."""

import duckdb
import pandas as pd

from indicators.declaration import UNITES, Indicator
from indicators.enonce import Demande
from indicators.jugement import denominateur_rompu
from indicators.requete import Compilation

COLONNES = ("constante_nombre", "constante_unite", "constante_precedente", "constante_valeur")


def unites(i: Indicator) -> tuple[tuple[str, ...], str] | None:
    """The columns of the finest unit of an indicator and how such units are called, None where it has none."""
    return i.unites or (None if i.relation else UNITES.get(i.table))


def comparer(con: duckdb.DuckDBPyConnection, i: Indicator, demande: Demande) -> pd.DataFrame | None:
    """Number of units complete in both years, the value of each year on them: a row a figure; None where no unit."""
    if unites(i) is None or i.shape in ("minimum_different", "appreciation", "valeur_publiee"):
        return None
    return con.execute(*_Constance(i, demande).requete()).df()


class _Constance(Compilation):
    """The statement of the two years on the units complete in both."""

    def requete(self) -> tuple[str, list]:
        cles, _ = unites(self.i)
        cles = tuple(c for c in cles if c not in self.dims)
        self.emetteurs = ()
        ctes, self.parametres = [*self.entrees[0]], [*self.entrees[1]]
        ctes += [*self._relation(), *self._rattaches(), self._unites(cles), self._constantes(cles)]
        ctes.append(self._finies("constante"))
        dims = self._toutes_dims()
        memes = " AND ".join(
            ["v.campagne = p.campagne + 1", *(f"v.{c} IS NOT DISTINCT FROM p.{c}" for c in ("code", *dims))]
        )
        valeur = self._valeur(seules=True)
        # The same units whose own denominator moved too much are not compared either.
        memes += f" AND NOT ({denominateur_rompu(self.i)})"
        filtre = ""
        for nom, choisie in self.d.ou:
            if nom == self.i.classe:
                filtre = f" WHERE v.{nom} = ?"
                self.parametres.append(choisie)
        return (
            f"""WITH {", ".join(ctes)}, annee AS (SELECT *, {valeur} AS valeur FROM constante_finies)
            SELECT v.code, v.campagne // 2 AS campagne{"".join(f", v.{d}" for d in dims)}, v.unites AS constante_nombre,
                   p.valeur AS constante_precedente, v.valeur AS constante_valeur
            FROM annee v JOIN annee p ON v.campagne % 2 = 1 AND {memes}{filtre}""",
            self.parametres,
        )

    def _unites(self, cles: tuple[str, ...]) -> str:
        """One row a unit, campagne and breakdown, with its sums and whether each of its rows gives every side."""
        niveaux = {self.d.niveau} | ({self.d.dans[0]} if self.d.dans else set())
        dims = "".join(f", f.{d}" for d in (*self.dims, *cles))
        # The total that a whole writes of itself names no unit, and is none.
        nommees = " OR ".join(f"f.{c} IS NOT NULL" for c in cles) or "TRUE"
        masques = [self._masque(n, d) for n, d in self._paires().values()]
        return f"""unite AS (
            SELECT {self._code(self.d.niveau)} AS code, f.campagne{dims},
                   {", ".join(self._mesures(False, self.d.niveau))},
                   BOOL_AND({" AND ".join(masques)}) AS complete
            FROM {self._lues(self.d.niveau, niveaux, True, nommees)}
            GROUP BY ALL)"""

    def _constantes(self, cles: tuple[str, ...]) -> str:
        """The sums of the units complete in both years: year before under an even number, year itself under an odd."""
        memes = " AND ".join(f"v.{c} IS NOT DISTINCT FROM p.{c}" for c in ("code", *self.dims, *cles))
        dims = "".join(f", v.{d}" for d in self.dims)
        sans_couverture = ", ".join(f"NULL AS {c}" for c in self._couverture()) or "NULL AS cn"
        annees = " UNION ALL ".join(
            f"""SELECT v.code, v.campagne * 2 + {rang} AS campagne{dims}, COUNT(*) AS unites,
                       {", ".join(f"SUM({annee}.{c}) AS {c}" for c in self._cotes("n", "d", "un", "ud"))},
                       {sans_couverture}
                FROM unite v JOIN unite p ON p.campagne = v.campagne - 1 AND {memes}
                WHERE v.complete AND p.complete AND v.code IS NOT NULL GROUP BY ALL"""
            for rang, annee in enumerate("pv")
        )
        return f"constante AS ({annees})"
