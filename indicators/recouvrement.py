"""What a figure covers, in SQL: its senders, what its files lost, and the share that is left of the whole."""

from indicators import emetteurs, pertes
from indicators.declaration import Indicator
from indicators.enonce import Demande


def _moindre(parts: list[str]) -> str:
    """SQL: the least of what is known of these parts; NULL where none is declared."""
    return f"least({', '.join(parts)})" if len(parts) > 1 else "".join(parts) or "NULL::DOUBLE"


class Recouvrement:
    """The part of a compilation that tells how much of the whole a figure is."""

    i: Indicator
    d: Demande
    parametres: list
    emetteurs: tuple[str, ...]
    termes: bool

    def _relations_des_emetteurs(self) -> list[str]:
        """The CTEs of the senders that no territory lists, in the champ of the figures."""
        (paire, *_) = self._paires().values()
        fixees = {n: v for n, v in self.d.ou if n in self.i.par_obligatoire and n not in self.i.modalites}
        conditions = [f"({self.i.filtre})", self._masque(*paire), *(f"f.{n} = ?" for n in fixees)]
        ctes = emetteurs.relations(self.i, self.emetteurs, " AND ".join(conditions), self._dims_obligatoires())
        if ctes:
            self.parametres += fixees.values()
        return ctes

    def _dims_obligatoires(self) -> list[str]:
        return [d for d in self.i.par_obligatoire if d in self.dims]

    def _envoyees(self, nom: str, niveau: str) -> str:
        """Beside each figure, its senders: those that the rows name, how many are expected, how many of another
        campagne are absent, and whether they are one région. Decided at the grain of the breakdowns that senders tell
        apart: one may have nothing of a finer one.

        Several columns may name them, the widest first. Of what is missing the widest is said, unless one lacks among
        those that did send: an académie of the only région received. `lus_k` and `entiers_k` are of each.
        """
        colonnes = emetteurs.colonnes(self.i, niveau)
        if not colonnes:
            rien = "NULL::VARCHAR[] AS emetteurs_lus, NULL::BIGINT AS emetteurs_attendus, 0 AS emetteurs_rang"
            rien += ", 0 AS emetteurs_absents, NULL::DOUBLE AS emetteurs_couverts, FALSE AS seule_region"
            rien += f", {self._sans_liste(colonnes, niveau)} AS sans_liste"
            return f"{nom}_envoyees AS (SELECT *, {rien} FROM {nom}_finies)"
        rangs = range(len(colonnes))
        dits = [f"v.a_s{self.emetteurs.index(c)}" for c in colonnes]
        separees = [d for d in self.i.par_obligatoire if d not in emetteurs.DITES_ENSEMBLE]
        if set(self._toutes_dims()) - set(separees):
            cles = ", ".join(f"v.{c}" for c in ("code", "campagne", *separees) if c in self._cles())
            dits = [f"flatten(LIST({lus}) OVER (PARTITION BY {cles}))" for lus in dits]
        lus = ", ".join(f"list_sort(list_distinct({x})) AS lus_{k}" for k, x in enumerate(dits))
        seule = "len(v.lus_0) = 1" if niveau == "france" else "FALSE"
        comptes = []
        for k, colonne in enumerate(colonnes):
            attendus = emetteurs.attendus(colonne, niveau, self.d.fictif, f"v.lus_{k}")
            if colonne == "region" and self.i.sources_datees[0] not in emetteurs.EMETTEURS:
                attendus = f"CASE WHEN {seule} THEN {attendus} END"
            absents = emetteurs.absents(colonne, niveau, self._dims_obligatoires(), f"v.lus_{k}")
            parmi = f"list_contains(v.lus_{k - 1}, t.{colonnes[k - 1]})" if k else "TRUE"
            proches = emetteurs.attendus(colonne, niveau, self.d.fictif, f"v.lus_{k}", parmi) if k else attendus
            comptes += [f"{attendus} AS attendus_{k}", f"{proches} AS proches_{k}", f"{absents} AS absents_{k}"]
        manques = [f"WHEN proches_{k} > len(lus_{k}) THEN {k}" for k in reversed(rangs)]
        manques += [f"WHEN absents_{k} > 0 THEN {k}" for k in rangs]
        du_rang = "CASE emetteurs_rang " + " ".join(f"WHEN {k} THEN {{0}}_{k}" for k in rangs) + " END"
        couverts = [
            f"CASE WHEN emetteurs_rang >= {k} AND attendus_{k} > 0 THEN least(len(lus_{k}) / attendus_{k}, 1) END"
            for k in rangs
        ]
        couvert = _moindre(couverts)
        entiers = [f"ifnull(attendus_{k} <= len(lus_{k}), FALSE) AND absents_{k} = 0 AS entiers_{k}" for k in rangs]
        # What lies in no région (« Étranger ») is of no sender, and leaves those that are named.
        nommee = "CASE WHEN NOT list_contains({0}, '-') THEN {0} END"
        if niveau == "france":
            nommee = "CASE WHEN {0} <> ['-'] THEN list_filter({0}, x -> x <> '-') END"
        nommes = [f"{nommee.format(f'lus_{k}')} AS lus_{k}" for k in rangs]
        return f"""{nom}_lues AS (SELECT v.*, {lus} FROM {nom}_finies v),
        {nom}_nommees AS (
            SELECT * REPLACE ({", ".join(nommes)}) FROM {nom}_lues),
        {nom}_comptees AS (
            SELECT v.*, ifnull({seule}, FALSE) AS seule_region, {", ".join(comptes)} FROM {nom}_nommees v),
        {nom}_rangees AS (
            SELECT *, CASE {" ".join(manques)} ELSE 0 END AS emetteurs_rang, {", ".join(entiers)} FROM {nom}_comptees),
        {nom}_envoyees AS (
            SELECT *, {du_rang.format("lus")} AS emetteurs_lus, {du_rang.format("absents")} AS emetteurs_absents,
                   CASE WHEN emetteurs_lus IS NOT NULL THEN {du_rang.format("attendus")} END AS emetteurs_attendus,
                   {couvert} AS emetteurs_couverts,
                   {self._sans_liste(colonnes, niveau)} AS sans_liste
            FROM {nom}_rangees)"""

    def _sans_liste(self, colonnes: tuple[str, ...], niveau: str) -> str:
        """SQL: whether a list of those expected is asked for, and none names those of a place: a sender is its own."""
        declare = emetteurs.DECLARES.get(self.i.sources_datees[0])
        if not self.i.liste_exigee or niveau == declare:
            return "FALSE"
        return f"attendus_{colonnes.index(declare)} IS NULL" if declare in colonnes else "TRUE"

    def _muettes_lues(self) -> tuple[str, ...]:
        """The end of the columns that `_muettes` gives."""
        return ("muettes",) if self.i.couverture_exigee else ()

    def _muettes(self, alias: str, masque: str) -> list[str]:
        """SQL: the régions whose rows enter a value and do not tell what they cover: a sum of covers would leave them
        out, and pass for the cover of all."""
        inconnue = f"({self.i.couverture[1]}) IS NULL" if self.i.couverture else "FALSE"
        lues = f"LIST(DISTINCT coalesce(f.region, '-')) FILTER (WHERE {masque} AND {inconnue})"
        return [f"{lues} AS {alias}_{m}" for m in self._muettes_lues()]

    def _couverture(self) -> dict[str, str]:
        """Alias → expression of the sums of the cover: by weight, then by units and those of unknown weight."""
        sommes = dict(zip(("cn", "cd"), self.i.couverture or (), strict=False))
        if self.i.couverture_unites:
            lues, toutes = self.i.couverture_unites
            sans_poids = f"CASE WHEN ({self.i.couverture[1]}) IS NULL THEN {toutes} END"
            sommes |= {"cn_unites": lues, "cd_unites": toutes, "cs_unites": sans_poids}
        return sommes

    def _cles(self) -> tuple[str, ...]:
        return ("code", "campagne", *self._toutes_dims())

    def _pertes(self) -> list[str]:
        """The CTE of the records that the files of the indicator lost, none where they lost none."""
        if not self.d.pertes:
            return []
        annees = self._annees()
        self.parametres += [*self.i.faits[self.i.table], *annees]
        if self.i.relation:
            self.parametres += annees
            perdues = pertes.relation(self.i, self.d.niveau, [], [], len(annees))
            return [perdues, pertes.gardees(self.i, self.d.niveau, len(annees))]
        conditions = [self.i.filtre]
        for nom, valeur in self.d.ou:
            if nom not in (self.i.classe, *self.i.modalites):
                conditions.append(f"f.{nom} = ?")
                self.parametres.append(valeur)
        return [pertes.relation(self.i, self.d.niveau, self._dims_perdues(), conditions, len(annees), self._compte())]

    def _compte(self) -> str:
        """SQL: what the figure counts, NULL where that is not one thing."""
        paires = list(self._paires().values())
        if self.i.relation or self.modalite or len(paires) > 1 or not (self.deux_cotes or self.i.shape == "effectif"):
            return "NULL"
        numerateur, denominateur = paires[0]
        return f"({denominateur or numerateur})"

    def _dims_perdues(self) -> list[str]:
        """The breakdowns by which records lost are told apart: none where a relation makes other rows of them."""
        return [] if self.i.relation else self.dims

    def _parts(self, annexes: bool = False) -> dict[str, str]:
        """Each way in which a figure may not cover the whole, and what it then covers: the cover declared, the part of
        a side that the other one allows to count, the senders received over those expected, the records rejected."""
        # Where no unit counts, 0 % is covered; more than was expected is the whole.
        declaree = (
            "CASE WHEN cd > 0 AND cn > cd THEN 1 "
            "WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END"
        )
        parts = {"declaree": declaree} if self.i.couverture else {}
        if self.i.couverture_unites:
            parts["unites"] = (
                "CASE WHEN cs_unites > 0 THEN CASE WHEN cn_unites > 0 THEN cn_unites / cd_unites ELSE 0 END END"
            )
        if self.deux_cotes and any(d for _, d in self._paires().values()):
            lue = "least(a_n / nullif(a_un, 0), a_d / nullif(a_ud, 0))"
            parts["cotes"] = f"CASE WHEN round({lue}, 12) < 1 THEN {lue} END"
        if self.termes:
            parts["termes"] = "CASE WHEN a_un < a_ud THEN a_un / a_ud END"
        # That nobody is missing does not make known a declared cover that nobody knows.
        parts["emetteurs"] = "nullif(emetteurs_couverts, 1)" if self.i.couverture else "emetteurs_couverts"
        if annexes and self.d.pertes:
            # In records, where no total of the file tells what the lost ones hold: never as if they held nothing.
            lue = "lignes_lues / (lignes_lues + lignes_perdues)"
            if self._compte() != "NULL":
                compte = "a_d" if self.deux_cotes else "a_n"
                lue = f"coalesce({compte} / ({compte} + nullif(poids_perdu, 0)), {lue})"
            parts["rejets"] = f"CASE WHEN lignes_perdues > 0 THEN {lue} END"
        return parts

    def _couverte(self, annexes: bool = False) -> str:
        """What a figure covers: the least of those that are known, 1 where nobody expected is missing."""
        parts = list(self._parts(annexes).values())
        couverte = _moindre(parts)
        # Whether a sender of another campagne is missing is a question: what is covered is not known.
        sue = "(emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus))"
        # Where no list says who is expected, nothing is known to be whole.
        sue += f" AND (NOT sans_liste OR ifnull({couverte} < 1, FALSE))"
        sue += "".join(f" AND a_{m} IS NULL" for m in self._muettes_lues())
        return f"CASE WHEN {self._une_serie()} AND {sue} THEN {couverte} END"

    def _recue(self, annexes: bool = True) -> str:
        """What a figure covers of the senders that it has: a sender missing both years hides no move of the others."""
        parts = [sql for nom, sql in self._parts(annexes).items() if nom != "emetteurs"]
        dite = "".join(f" AND a_{m} IS NULL" for m in self._muettes_lues())
        return f"CASE WHEN {self._une_serie()}{dite} THEN {_moindre(parts)} END"

    def _hors_bornes(self) -> str:
        """What a figure covers apart from the answers whose band is known."""
        parts = [sql for nom, sql in self._parts(True).items() if nom != "declaree"]
        return _moindre(parts)

    def _cause(self) -> str:
        """Which of them it is, 'declaree', 'unites', 'cotes', 'emetteurs' or 'rejets'; NULL where none is known."""
        cas = " ".join(f"WHEN couverture = ({sql}) THEN '{nom}'" for nom, sql in self._parts(True).items())
        return f"CASE {cas} END"
