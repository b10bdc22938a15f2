"""From a declaration to one SQL statement: measures, masks, sums, intervals, references, the year before."""

from indicators import emetteurs, jugement, pertes
from indicators.declaration import Indicator
from indicators.enonce import Demande
from indicators.porte import Portes, portes
from indicators.recouvrement import Recouvrement
from store.rattachements import ETABLISSEMENTS, NIVEAUX_RATTACHES, RATTACHEMENTS
from store.territoires import NIVEAUX_DE_TERRITOIRE


def compiler(indicateur: Indicator, demande: Demande, entrees: Portes | None = None) -> tuple[str, list]:
    """The statement that gives every figure of a demand, and its parameters in order; `entrees`: by which doors it
    reads the facts, those of its declared sources by default."""
    return Compilation(indicateur, demande, entrees).requete()


class Compilation(Recouvrement):
    """A demand on an indicator, and the pieces of SQL that answer it."""

    def __init__(self, indicateur: Indicator, demande: Demande, entrees: Portes | None = None):
        self.i, self.d, self.entrees = indicateur, demande, entrees or portes(indicateur.tables)
        self.parametres: list = []  # in the order of the statement, the sources first
        self.modalite = next((n for n in demande.par if n in indicateur.modalites), None)
        lignes = [n for n in demande.par if n not in indicateur.modalites]
        if indicateur.classe and indicateur.classe not in lignes:
            lignes.append(indicateur.classe)
        self.dims = lignes
        self.rattaches = [n for n in NIVEAUX_RATTACHES if n not in indicateur.niveaux_portes]
        self.ecart = indicateur.shape == "ecart_de_parts"
        self.deux_cotes = indicateur.shape in ("part", "ratio")
        # A sum whose cover nobody declares: the terms that it lacks are counted.
        self.termes = indicateur.shape == "effectif" and not indicateur.couverture
        # Columns that name the senders of the figures of a demand, of its reference and of France.
        niveaux = (demande.niveau, demande.reference, "france")
        self.emetteurs = tuple(dict.fromkeys(c for n in niveaux for c in emetteurs.colonnes(indicateur, n)))

    def _somme(self) -> str:
        """How rows make one figure: summed, but the lowest of graded readings."""
        return "MIN" if self.i.shape == "appreciation" else "SUM"

    # -- measures ------------------------------------------------------------------------------------------------

    def _paires(self) -> dict[str, tuple[str, str | None]]:
        """Alias → (numerator, denominator) expressions: one pair, two for a gap of shares, one a modality."""
        if self.ecart:
            return {"a": self.i.arrivee, "b": self.i.depart}
        fixee = next(((n, v) for n, v in self.d.ou if n in self.i.modalites), None)
        if fixee:
            return {"a": self.i.modalites[fixee[0]][fixee[1]]}
        if self.modalite:
            return {f"m{k}": p for k, p in enumerate(self.i.modalites[self.modalite].values())}
        return {"a": (self.i.numerateur, self.i.denominateur or None)}

    def _mesures(self, annexes: bool, niveau: str) -> list[str]:
        colonnes = []
        for alias, (numerateur, denominateur) in self._paires().items():
            masque = self._masque(numerateur, denominateur)
            somme = f"{self._somme()}(CASE WHEN {masque} THEN {numerateur} END)"
            if self.i.shape == "valeur_publiee":
                # Two published values for one place and period have no sum.
                somme = f"CASE WHEN COUNT(*) FILTER (WHERE {masque}) = 1 THEN {somme} END"
            colonnes.append(f"{somme} AS {alias}_n")
            if denominateur:
                colonnes.append(f"SUM(CASE WHEN {masque} THEN {denominateur} END) AS {alias}_d")
            if denominateur and self.deux_cotes:
                garde = f"({self.i.masque})"
                colonnes.append(f"SUM(CASE WHEN {garde} THEN {numerateur} END) AS {alias}_un")
                colonnes.append(f"SUM(CASE WHEN {garde} THEN {denominateur} END) AS {alias}_ud")
            if self.termes:
                garde = f"({self.i.masque})"
                colonnes.append(f"COUNT(*) FILTER (WHERE {masque}) AS {alias}_un")
                colonnes.append(f"COUNT(*) FILTER (WHERE {garde}) AS {alias}_ud")
            colonnes += self._muettes(alias, masque)
            if annexes and self.d.pertes and not self.i.relation:
                colonnes.append(f"SUM(len(f.lignes)) FILTER (WHERE {masque}) AS {alias}_l")
            for k, emetteur in enumerate(self.emetteurs):
                colonnes.append(f"{self._envoi(emetteur, masque, niveau)} AS {alias}_s{k}")
        for k, exclusive in enumerate(self._exclusives()):
            # A row that does not say its value is not of the same series as one that does.
            dite = f"coalesce(f.{exclusive}, 'non précisée')"
            colonnes += [f"COUNT(DISTINCT {dite}) AS x{k}_n", f"MIN(f.{exclusive}) AS x{k}"]
        sommees = self._annexes() if annexes else self._couverture()
        colonnes += [f"SUM({e}) AS {nom}" for nom, e in sommees.items()]
        if annexes and self.i.bornes:
            colonnes += self._lignes_bornees(masque)
        if annexes and self.i.shape == "minimum_different":
            colonnes.append("STRING_AGG(DISTINCT niveau_unite, ', ' ORDER BY niveau_unite) AS niveau_calcul")
        return colonnes

    def _envoi(self, emetteur: str, masque: str, niveau: str) -> str:
        """SQL: the senders of the rows of a sum. A place below them mostly has one: its first and last names do, and
        cost much less than the list of all."""
        if emetteurs.de_regions_entieres(self.i, emetteur):
            return f"flatten(LIST(DISTINCT {emetteurs.DE_TOUTE_LA_REGION}) FILTER (WHERE {masque}))"
        nom = f"coalesce(f.{emetteurs.champ(emetteur)}, '-')"  # a row that names no sender is of nobody known
        if emetteur in (*emetteurs.colonnes(self.i, niveau), *emetteurs.DECLARES.values()):
            return f"LIST(DISTINCT {nom}) FILTER (WHERE {masque})"
        un, autre = (f"{f}({nom}) FILTER (WHERE {masque})" for f in ("MIN", "MAX"))
        return f"CASE WHEN {un} = {autre} THEN [{un}] ELSE [{un}, {autre}] END"

    def _masque(self, numerateur: str, denominateur: str | None) -> str:
        """SQL: whether a row enters both sides of a pair."""
        paire = [f"({numerateur}) IS NOT NULL"] + ([f"({denominateur}) IS NOT NULL"] if denominateur else [])
        if self.ecart and self.i.classe is None:
            paire = [f"({e}) IS NOT NULL" for couple in (self.i.depart, self.i.arrivee) for e in couple]
        if self.i.masque != "TRUE":
            paire.append(f"({self.i.masque})")
        return " AND ".join(paire)

    def _exclusives(self) -> list[str]:
        """The exclusive dimensions that neither a breakdown nor a filter tells apart."""
        fixees = {*self.dims, *(n for n, _ in self.d.ou)}
        return [d for d in self.i.exclusives if d not in fixees]

    def _colonnes_exclusives(self) -> list[str]:
        return [c for k in range(len(self._exclusives())) for c in (f"x{k}_n", f"x{k}")]

    def _annexes(self) -> dict[str, str]:
        """Alias → expression of the sums that go beside a figure: its coverage, reasons and counts."""
        return self._couverture() | {f"motif_{m}": e for m, e in self.i.motifs.items()} | dict(self.i.a_cote)

    def _lignes_bornees(self, masque: str) -> list[str]:
        """The sums of the band, over the rows of the value, none where one of these rows has no bounds."""
        connues = " AND ".join(f"({e}) IS NOT NULL" for e in self.i.bornes)
        toutes = f"bool_and(({connues})) FILTER (WHERE {masque})"
        noms = zip(("borne_b", "borne_h", "borne_d"), self.i.bornes, strict=True)
        return [f"CASE WHEN {toutes} THEN SUM({e}) FILTER (WHERE {masque}) END AS {n}" for n, e in noms]

    # -- facts ---------------------------------------------------------------------------------------------------

    def _faits(self) -> str:
        return "relation f" if self.i.relation else f"{self.i.table} f"

    def _relation(self) -> list[str]:
        """The relation of the indicator, worked out once for every level that a statement reads."""
        if not self.i.relation:
            return []
        annees = self._annees()
        self.parametres += annees
        places = ", ".join("?" for _ in annees)
        return [f"relation AS MATERIALIZED (SELECT * FROM ({self.i.relation}) WHERE campagne IN ({places}))"]

    def _annees(self) -> list[int]:
        """The campagnes asked for and those before them."""
        return sorted({a for c in self.d.campagnes for a in (c, c - 1)})

    def _code(self, niveau: str) -> str:
        if niveau == "france":
            return "'FR'"
        return f"rattache_{niveau}.code" if niveau in self.rattaches else f"f.{niveau}"

    def _jointures(self, niveaux: set[str | None]) -> str:
        return "".join(
            f" LEFT JOIN rattache_{n} ON rattache_{n}.uai = f.etablissement" for n in self.rattaches if n in niveaux
        )

    def _rattaches(self) -> list[str]:
        """One CTE for each level that is known by a table: establishments through their UAI, else their commune."""
        voulus = {self.d.niveau, self.d.reference, self.d.dans[0] if self.d.dans else None}
        return [
            f"""rattache_{n} AS (
                SELECT uai, MIN_BY(code, rang) AS code FROM (
                    SELECT cle AS uai, code, 1 AS rang FROM ({RATTACHEMENTS}) r
                    WHERE niveau = '{n}' AND cle_type = 'uai'
                    UNION ALL
                    SELECT e.etablissement, r.code, 2 FROM ({ETABLISSEMENTS}) e
                    JOIN ({RATTACHEMENTS}) r
                      ON r.niveau = '{n}' AND r.cle_type = 'commune' AND r.cle = e.commune)
                GROUP BY uai)"""
            for n in self.rattaches
            if n in voulus
        ]

    def _filtre(self, dans: bool, niveau: str) -> str:
        conditions = [f"({self.i.filtre})"]
        if self.i.filtre_par_niveau:
            conditions.append(f"({self.i.filtre_par_niveau.get(niveau, self.i.filtre_par_niveau['*'])})")
        annees = self._annees()
        conditions.append(f"f.campagne IN ({', '.join('?' for _ in annees)})")
        self.parametres += annees
        for nom, valeur in self.d.ou:
            if nom != self.i.classe and nom not in self.i.modalites:
                conditions.append(f"f.{nom} = ?")
                self.parametres.append(valeur)
        if dans and self.d.dans and self.d.dans[0] != "france":
            conditions.append(f"{self._code(self.d.dans[0])} = ?")
            self.parametres.append(self.d.dans[1])
        if self.i.point and not {self.i.point[0]} & {*self.dims, *(n for n, _ in self.d.ou)}:
            conditions.append(self._dernier_point())
        return " AND ".join(conditions)

    def _dernier_point(self) -> str:
        """The rows of the last date of their campagne, académie and series: points in time are not summed."""
        date, *series = self.i.point
        meme = " AND ".join(f"d.{c} IS NOT DISTINCT FROM f.{c}" for c in ("campagne", "academie", "region", *series))
        depuis = "relation" if self.i.relation else self.i.table
        return f"f.{date} IS NOT DISTINCT FROM (SELECT MAX(d.{date}) FROM {depuis} d WHERE {meme})"

    def _sommes(self, nom: str, niveau: str, dans: bool, annexes: bool = True) -> str:
        """One pass over the facts: sums by territory, campagne and breakdown; also by reference where a fact has no
        territory at that level (an académie-wide count, a row from abroad), so that coarser sums lose nothing."""
        niveaux = {niveau, self._reference_propre()} | ({self.d.dans[0]} if dans and self.d.dans else set())
        dims = "".join(f", f.{d}" for d in self.dims)
        code, parent = self._code(niveau), self._parent(niveau)
        orphelin = f", CASE WHEN {code} IS NULL THEN {parent} END AS parent_sans_code" if parent else ""
        proche = f", ANY_VALUE({parent}) AS parent_lu" if parent and niveau not in NIVEAUX_DE_TERRITOIRE else ""
        return f"""{nom} AS (
            SELECT {code} AS code{orphelin}, f.campagne{dims}, {", ".join(self._mesures(annexes, niveau))}{proche}
            FROM {self._lues(niveau, niveaux, dans)}
            GROUP BY ALL)"""

    def _lues(self, niveau: str, niveaux: set[str | None], dans: bool, garde: str = "TRUE") -> str:
        """The facts that enter the figures of a level; of values that exclude each other, the preferred one alone."""
        jointures = self._jointures(niveaux)
        filtre = self._filtre(dans, niveau)
        filtre += f" AND ({garde})" if garde != "TRUE" else ""
        lues = f"{self._faits()}{jointures}\n            WHERE {filtre}"
        preferees = [d for d in self._exclusives() if d in self.i.prefere]
        if not preferees:
            return lues
        meme = " AND ".join(
            f"f.{d} IS NOT DISTINCT FROM FIRST_VALUE(f.{d}) OVER "
            f"(PARTITION BY {self._code(niveau)}, f.campagne ORDER BY {self.i.prefere[d]}, f.{d})"
            for d in preferees
        )
        return f"(SELECT f.* FROM {lues} QUALIFY {meme}) f{jointures}"

    def _de_meme_serie(self, alias: str) -> str:
        """SQL: the value of what a figure is compared with, none where an exclusive dimension tells them apart."""
        memes = [f"{alias}.x{k} IS NOT DISTINCT FROM v.x{k}" for k in range(len(self._exclusives()))]
        return f"CASE WHEN {' AND '.join(memes)} THEN {alias}.valeur END" if memes else f"{alias}.valeur"

    def _parent(self, niveau: str) -> str | None:
        """SQL of the reference code of a fact, None where the reference is France or the level itself."""
        reference = self._reference_propre()
        return self._code(reference) if reference and reference != niveau else None

    def _reference_propre(self) -> str | None:
        return self.d.reference if self.d.reference not in (None, "france") else None

    def _cotes(self, *suites: str) -> list[str]:
        """The columns of these endings that the sums have, side by side: « a_n », « a_d », « m0_n »…"""
        return [
            f"{alias}_{s}"
            for alias, (_, d) in self._paires().items()
            for s in suites
            if (d if s == "d" else self.termes or (d and self.deux_cotes) if s in ("un", "ud") else True)
        ]

    def _cumul(self, nom: str, depuis: str, code: str, jointure: str = "") -> str:
        """Sums already made, summed again one level up."""
        dims = "".join(f", s.{d}" for d in self.dims)
        sommes = [f"{self._somme()}(s.{c}) AS {c}" for c in (*self._cotes("n", "d", "un", "ud"), *self._couverture())]
        sommes += [f"flatten(LIST(s.{c})) AS {c}" for c in self._cotes(*(f"s{k}" for k in range(len(self.emetteurs))))]
        sommes += [f"nullif(flatten(LIST(s.{c})), []) AS {c}" for c in self._cotes(*self._muettes_lues())]
        sommes = ", ".join(sommes)
        return f"""{nom} AS (
            SELECT {code} AS code, s.campagne{dims}, {sommes} FROM {depuis} s{jointure} GROUP BY ALL)"""

    def _sommes_de_reference(self) -> list[str]:
        """The sums of France and of the reference: rolled up from the figures where these cover everything,
        else from one more pass at the reference's level."""
        propre = self._reference_propre()
        restreinte = bool(self.d.dans and self.d.dans[0] != "france")
        if self.i.filtre_par_niveau or self.i.exclusives:
            ctes = [self._sommes("somme_ref", propre, False, annexes=False)] if propre else []
            return [*ctes, self._sommes("somme_france", "france", False, annexes=False)]
        if not restreinte:
            ctes = [self._cumul("somme_france", "somme", "'FR'")]
            if propre and propre != self.d.niveau:
                code, jointure = "s.parent_sans_code", ""
                if self.d.niveau in NIVEAUX_DE_TERRITOIRE:
                    jointure = f" LEFT JOIN territoire t ON t.niveau = '{self.d.niveau}' AND t.code = s.code"
                    code = f"coalesce(t.{propre}, s.parent_sans_code)"
                else:
                    code = "coalesce(s.parent_lu, s.parent_sans_code)"
                ctes.append(self._cumul("somme_ref", "somme", code, jointure))
            return ctes
        if not propre:
            return [self._sommes("somme_france", "france", False, annexes=False)]
        ctes = [self._sommes("somme_ref", propre, False, annexes=False)]
        return [*ctes, self._cumul("somme_france", "somme_ref", "'FR'")]

    def _finies(self, nom: str, annexes: bool = False) -> str:
        """Totals over the classes of a gap, or one row a modality: both come after the sums, where rows are few."""
        if self.ecart and self.i.classe:
            autres = ", ".join(["code", "campagne", *(d for d in self.dims if d != self.i.classe)])
            # A class covers what the whole of them does: a unit is complete in every class or in none.
            sommes = ", ".join(f"SUM({c}) OVER (PARTITION BY {autres}) AS {c}" for c in self._couverture())
            couverte = f" REPLACE ({sommes})" if sommes else ""
            # What the mask keeps out of every class is of the cover alone.
            return f"""{nom}_finies AS (
            SELECT *{couverte}, SUM(a_n) OVER (PARTITION BY {autres}) AS a_d,
                   SUM(b_n) OVER (PARTITION BY {autres}) AS b_d
            FROM {nom} f QUALIFY {self.i.masque})"""
        if self.modalite:
            lu = annexes and self._parent(self.d.niveau) and self.d.niveau not in NIVEAUX_DE_TERRITOIRE
            cles = ", ".join(["code", "campagne", *self.dims])
            suite = [*(self._annexes() if annexes else self._couverture()), *(["parent_lu"] if lu else [])]
            suite += ["unites"] if nom == "constante" else self._colonnes_exclusives()
            suite = "".join(f", {c}" for c in suite)
            branches = " UNION ALL ".join(
                f"SELECT {cles}, '{valeur}' AS {self.modalite}, {self._renommees(k, annexes)}{suite} FROM {nom}"
                for k, valeur in enumerate(self.i.modalites[self.modalite])
            )
            return f"{nom}_finies AS ({branches})"
        return f"{nom}_finies AS (SELECT * FROM {nom})"

    def _renommees(self, k: int, annexes: bool) -> str:
        """The columns of one modality, under the names of the one pair of a figure."""
        lignes = ["l"] if annexes and self.d.pertes and not self.i.relation else []
        cotes = ["un", "ud"] if self.deux_cotes or self.termes else []
        suites = ["n", "d", *lignes, *cotes, *(f"s{e}" for e in range(len(self.emetteurs))), *self._muettes_lues()]
        return ", ".join(f"m{k}_{s} AS a_{s}" for s in suites)

    # -- values --------------------------------------------------------------------------------------------------

    def _valeur(self, seules: bool = False) -> str:
        une = "TRUE" if seules else self._une_serie()
        if self.i.shape in ("effectif", "minimum_different", "valeur_publiee", "appreciation"):
            return f"CASE WHEN {une} THEN a_n END::DOUBLE"
        if self.ecart:
            return f"CASE WHEN a_d > 0 AND b_d > 0 AND {une} THEN a_n / a_d - b_n / b_d END"
        return f"CASE WHEN a_d > 0 AND a_d >= {self.i.effectif_minimal} AND {une} THEN a_n / a_d END"

    def _une_serie(self) -> str:
        """Whether the rows summed say one value of each dimension whose values are never added."""
        return " AND ".join(f"x{k}_n <= 1" for k in range(len(self._exclusives()))) or "TRUE"

    def _toutes_dims(self) -> list[str]:
        return [*self.dims, self.modalite] if self.modalite else self.dims

    def _valuees(self, nom: str, depuis: str) -> str:
        lue = self.i.shape in ("valeur_publiee", "appreciation")
        seul = lue or self.i.shape == "effectif"
        n, d = (f"CASE WHEN {self._une_serie()} THEN {c} END" for c in ("a_n", "a_d"))
        a_n, a_d = "NULL::DOUBLE" if lue else n, "NULL::DOUBLE" if seul else d
        parts = ", a_n / nullif(a_d, 0) AS part_arrivee, b_n / nullif(b_d, 0) AS part_depart" if self.ecart else ""
        parts += ", a_n / nullif(a_d, 0) AS part" if self.i.shape == "minimum_different" else ""
        perdues = lues = "NULL"
        if self.d.pertes:
            perdues, lues = pertes.nombre(self._dims_perdues()), pertes.nombre_garde(self.i)
            lues += f"::BIGINT AS lignes_lues, {pertes.poids(self._dims_perdues())}::BIGINT AS poids_perdu"
        else:
            lues += "::BIGINT AS lignes_lues"
        return f"""{nom} AS (
            SELECT v.*, {self._valeur()} AS valeur, {a_n} AS numerateur, {a_d} AS denominateur{parts},
                   {self._couverte(True)} AS couverture, {self._cause()} AS couverture_cause,
                   {self._recue()} AS couverture_recue, {self._hors_bornes()} AS couverture_hors_bornes,
                   {jugement.intervalle(self.i, self._valeur())}
            FROM (SELECT v.*, {perdues}::BIGINT AS lignes_perdues, {lues} FROM {depuis} v) v)"""

    def _valeurs(self, nom: str, depuis: str) -> str:
        """The values that figures are compared with, and what they cover; one région alone is nobody's reference."""
        return f"""{nom} AS (
            SELECT *, CASE WHEN NOT seule_region THEN {self._valeur()} END AS valeur, {self._couverte()} AS couverture,
                   {self._recue(annexes=False)} AS couverture_recue
            FROM {depuis})"""

    def requete(self) -> tuple[str, list]:
        i, d = self.i, self.d
        dims = self._toutes_dims()
        reference = self._reference_propre()
        ctes, self.parametres = [*self.entrees[0]], [*self.entrees[1]]
        ctes += [*self._relation(), *self._rattaches(), *self._relations_des_emetteurs()]
        ctes.append(self._sommes("somme", d.niveau, True))
        ctes += [self._finies("somme", annexes=True), self._envoyees("somme", d.niveau)]
        ctes += [*self._pertes(), self._valuees("valuee", "somme_envoyees"), *self._sommes_de_reference()]
        ctes += [self._finies("somme_france"), self._envoyees("somme_france", "france")]
        ctes += [self._valeurs("france", "somme_france_envoyees")]
        if reference and reference != d.niveau:
            ctes += [self._finies("somme_ref"), self._envoyees("somme_ref", reference)]
            ctes += [self._valeurs("reference", "somme_ref_envoyees")]
        egales = " AND ".join(f"{{g}}.{n} IS NOT DISTINCT FROM v.{n}" for n in dims) or "TRUE"
        code_reference, alias, jointure = ("'FR'" if d.reference else "NULL::VARCHAR"), "fr", ""
        if reference and reference != d.niveau:
            alias, code_reference = "r", "v.parent_lu"
            if d.niveau in NIVEAUX_DE_TERRITOIRE:
                jointure = f"LEFT JOIN territoire t ON t.niveau = '{d.niveau}' AND t.code = v.code "
                code_reference = f"t.{reference}"
            jointure += f"LEFT JOIN reference r ON r.code = {code_reference} AND r.campagne = v.campagne AND "
            jointure += egales.format(g="r")
        valeur_reference, couverture_reference = "NULL::DOUBLE", "NULL::DOUBLE"
        if d.reference:
            valeur_reference, couverture_reference = self._de_meme_serie(alias), f"{alias}.couverture"
        valeur_france = self._de_meme_serie("fr")
        autre = jugement.autre_tout(alias) if d.reference else "TRUE"
        autre_france = jugement.autre_tout("fr")
        exclusives = len(self._exclusives())
        envois = range(len(emetteurs.colonnes(i, d.niveau)))
        serie = " OR ".join(f"v.x{k} IS DISTINCT FROM p.x{k}" for k in range(exclusives)) or "FALSE"
        supplements = "".join(
            f", v.{n}"
            for n, present in (
                ("part_depart", self.ecart),
                ("part_arrivee", self.ecart),
                ("part", i.shape == "minimum_different"),
                ("niveau_calcul", i.shape == "minimum_different"),
            )
            if present
        )
        supplements += "".join(f", v.{a}" for a in self._annexes() if a not in self._couverture())
        for k, exclusive in enumerate(self._exclusives()):
            supplements += f", v.x{k} AS lu_{exclusive}, v.x{k}_n AS lues_{exclusive}, p.x{k} AS avant_{exclusive}"
        if i.bornes:
            # The band of a share that is too small to be given is none either.
            for rang, nom in (("b", "basse"), ("h", "haute")):
                supplements += f", CASE WHEN v.valeur IS NOT NULL THEN v.borne_{rang} / nullif(v.borne_d, 0) END"
                supplements += f" AS borne_{nom}"
        supplements += "".join(f", v.lus_{k} AS emetteurs_{k}, p.lus_{k} AS precedente_emetteurs_{k}" for k in envois)
        supplements += "".join(f", v.a_{m} AS couverture_{m}" for m in self._muettes_lues())
        if self.ecart:
            supplements += ", v.b_n AS numerateur_depart, v.b_d AS denominateur_depart"
        colonnes_dims = "".join(f", v.{n}" for n in dims)
        lues = "p.valeur IS NOT NULL AND v.valeur IS NOT NULL"
        ctes.append(f"""comparee AS (
            SELECT v.code, v.campagne{colonnes_dims}, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.lignes_perdues, v.couverture_cause, v.ic_bas, v.ic_haut{supplements},
                   {code_reference} AS reference_code, {valeur_reference} AS reference_valeur,
                   {couverture_reference} AS reference_couverture,
                   CASE WHEN NOT ({autre}) THEN v.valeur - {valeur_reference} END AS ecart_reference,
                   {valeur_france} AS france_valeur, fr.couverture AS france_couverture,
                   CASE WHEN NOT ({autre_france}) THEN v.valeur - {valeur_france} END AS ecart_france,
                   v.emetteurs_lus, len(v.emetteurs_lus) AS emetteurs_recus, v.emetteurs_attendus,
                   v.emetteurs_rang, v.emetteurs_absents, v.seule_region, p.couverture AS precedente_couverture,
                   v.couverture_hors_bornes, v.couverture_recue, p.couverture_recue AS precedente_couverture_recue,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   {jugement.evolution(i, exclusives, len(envois))} AS evolution,
                   {jugement.variation(i)} AS variation_denominateur,
                   {lues} AND ({jugement.incomplete(i, len(envois))}) AS incomparable,
                   {lues} AND ({jugement.denominateur_rompu(i)}) AS denominateur_rompu,
                   {lues} AND ({jugement.denominateur_rompu(i)} OR {serie}) AS serie_rompue
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND {egales.format(g="p")}
            LEFT JOIN france fr ON fr.campagne = v.campagne AND {egales.format(g="fr")}
            {jointure}
            WHERE v.code IS NOT NULL AND v.campagne IN ({", ".join("?" for _ in d.campagnes)}))""")
        self.parametres += d.campagnes
        filtre = ""
        for nom, valeur in d.ou:
            if nom == i.classe:
                filtre = f"WHERE {nom} = ?"
                self.parametres.append(valeur)
        ordre = ", ".join(["code", "campagne", *dims])
        juge = jugement.repere(i, dims, d.ou)
        return f"WITH {', '.join(ctes)}\nSELECT *, {juge} FROM comparee {filtre} ORDER BY {ordre}", self.parametres
