"""What a figure covers, in SQL: its senders, what its files lost, and the share that is left of the whole."""

from indicators import emetteurs, pertes
from indicators.declaration import Indicator
from indicators.enonce import Demande


class Recouvrement:
    """The part of a compilation that tells how much of the whole a figure is."""

    i: Indicator
    d: Demande
    parametres: list
    emetteurs: tuple[str, ...]
    termes: bool

    def _envoyees(self, nom: str, niveau: str) -> str:
        """Beside each figure, its senders: those that the rows name, how many are expected, and whether they are one
        région. Decided at the grain of the breakdowns that senders tell apart: one may have nothing of a finer one."""
        colonne = emetteurs.colonne(self.i, niveau)
        if colonne is None:
            return (
                f"{nom}_envoyees AS (SELECT *, NULL::VARCHAR[] AS emetteurs_lus, NULL::BIGINT AS emetteurs_attendus, "
                f"FALSE AS seule_region FROM {nom}_finies)"
            )
        lus = f"v.a_s{self.emetteurs.index(colonne)}"
        separees = [d for d in self.i.par_obligatoire if d not in emetteurs.DITES_ENSEMBLE]
        if set(self._toutes_dims()) - set(separees):
            cles = ", ".join(f"v.{c}" for c in ("code", "campagne", *separees) if c in self._cles())
            lus = f"flatten(LIST({lus}) OVER (PARTITION BY {cles}))"
        lues = f"(SELECT v.*, list_sort(list_distinct({lus})) AS tous FROM {nom}_finies v)"
        # What lies in no région (« Étranger ») is of no sender, and leaves those that are named.
        lus = "CASE WHEN len(tous) > 1 THEN list_filter(tous, x -> x <> '-') ELSE tous END"
        lus = lus if niveau == "france" else "tous"
        seule = "len(lus) = 1 AND lus[1] <> '-'" if niveau == "france" else "FALSE"
        attendus = emetteurs.attendus(colonne, niveau, self.d.fictif)
        if niveau == "france" and self.i.sources_datees[0] not in emetteurs.EMETTEURS:
            attendus = f"CASE WHEN {seule} THEN {attendus} END"
        return f"""{nom}_lues AS (SELECT v.* EXCLUDE (tous), {lus} AS lus FROM {lues} v),
        {nom}_envoyees AS (
            SELECT v.* EXCLUDE (lus), CASE WHEN NOT list_contains(lus, '-') THEN lus END AS emetteurs_lus,
                   CASE WHEN NOT list_contains(lus, '-') THEN {attendus} END AS emetteurs_attendus,
                   ifnull({seule}, FALSE) AS seule_region
            FROM {nom}_lues v)"""

    def _cles(self) -> tuple[str, ...]:
        return ("code", "campagne", *self._toutes_dims())

    def _pertes(self) -> list[str]:
        """The CTE of the records that the files of the indicator lost, none where they lost none."""
        if not self.d.pertes:
            return []
        annees = self._annees()
        self.parametres += [*self.i.faits[self.i.table], *annees]
        conditions = [self.i.filtre]
        for nom, valeur in self.d.ou:
            if nom != self.i.classe and nom not in self.i.modalites:
                conditions.append(f"f.{nom} = ?")
                self.parametres.append(valeur)
        return [pertes.relation(self.i, self.d.niveau, self.dims, conditions, len(annees))]

    def _parts(self, annexes: bool = False) -> dict[str, str]:
        """Each way in which a figure may not cover the whole, and what it then covers: the cover declared, the part of
        a side that the other one allows to count, the senders received over those expected, the records rejected."""
        # Where no unit counts, 0 % is covered; more than was expected is the whole.
        declaree = (
            "CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN coalesce(cn, 0) / cd "
            "ELSE cn / nullif(cd, 0) END"
        )
        parts = {"declaree": declaree} if self.i.couverture else {}
        if self.deux_cotes and any(d for _, d in self._paires().values()):
            lue = "least(a_n / nullif(a_un, 0), a_d / nullif(a_ud, 0))"
            parts["cotes"] = f"CASE WHEN round({lue}, 12) < 1 THEN {lue} END"
        if self.termes:
            parts["termes"] = "CASE WHEN a_un < a_ud THEN a_un / a_ud END"
        recus = "CASE WHEN emetteurs_attendus > 0 THEN least(len(emetteurs_lus) / emetteurs_attendus, 1) END"
        # That nobody is missing does not make known a declared cover that nobody knows.
        parts["emetteurs"] = f"nullif({recus}, 1)" if self.i.couverture else recus
        if annexes and self.d.pertes:
            parts["rejets"] = "CASE WHEN lignes_perdues > 0 THEN a_l / (a_l + lignes_perdues) END"
        return parts

    def _couverte(self, annexes: bool = False) -> str:
        """What a figure covers: the least of those that are known, 1 where nobody expected is missing."""
        parts = list(self._parts(annexes).values())
        couverte = f"least({', '.join(parts)})" if len(parts) > 1 else parts[0]
        return f"CASE WHEN {self._une_serie()} THEN {couverte} END"

    def _cause(self) -> str:
        """Which of them it is: 'declaree', 'cotes', 'emetteurs' or 'rejets'; NULL where the cover is not known."""
        cas = " ".join(f"WHEN couverture = ({sql}) THEN '{nom}'" for nom, sql in self._parts(True).items())
        return f"CASE {cas} END"
