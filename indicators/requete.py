"""From a declaration to one SQL statement: measures, masks, sums, intervals, references, the year before."""

from dataclasses import dataclass

from indicators.declaration import Indicator
from indicators.porte import portes
from store.rattachements import ETABLISSEMENTS, NIVEAUX_RATTACHES, RATTACHEMENTS
from store.territoires import NIVEAUX_DE_TERRITOIRE

# 97.5th percentile of the normal law: Wilson interval at 95 %.
Z = 1.959963984540054
# A ratio whose denominator moved by more than this per cent in a year is not compared (domain.md §4.2, internal rule).
SEUIL_DENOMINATEUR = 10
# Below this denominator a share is too unstable to be judged (InserJeunes rule of 20, internal default).
EFFECTIF_MINIMAL = 20

_PARENT = {
    "region": "france",
    "region_academique": "france",
    "academie": "region",
    "departement": "region",
    "bassin_education": "academie",
    "zone_emploi": "region",
    "epci": "departement",
    "etablissement": "departement",
    "psad": "region",
    "mission_locale": "region",
    "universite": "region",
}


@dataclass(frozen=True)
class Demande:
    """What is asked of an indicator, already checked: see `indicators.calculer`."""

    niveau: str
    dans: tuple[str, str] | None
    campagnes: tuple[int, ...]
    par: tuple[str, ...]
    ou: tuple[tuple[str, str], ...]
    reference: str | None


def niveau_de_reference(niveau: str) -> str | None:
    """The level to which a territory of that level is compared by default; None for France."""
    return _PARENT.get(niveau)


def compiler(indicateur: Indicator, demande: Demande) -> tuple[str, list]:
    """The statement that gives every figure of a demand, and its parameters in order."""
    return _Compilation(indicateur, demande).requete()


class _Compilation:
    def __init__(self, indicateur: Indicator, demande: Demande):
        self.i, self.d = indicateur, demande
        self.parametres: list = []  # in the order of the statement, the sources first
        self.modalite = next((n for n in demande.par if n in indicateur.modalites), None)
        lignes = [n for n in demande.par if n not in indicateur.modalites]
        if indicateur.classe and indicateur.classe not in lignes:
            lignes.append(indicateur.classe)
        self.dims = lignes
        self.rattaches = [n for n in NIVEAUX_RATTACHES if n not in indicateur.niveaux_portes]
        self.ecart = indicateur.shape == "ecart_de_parts"

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

    def _mesures(self, couverture: bool) -> list[str]:
        colonnes = []
        for alias, (numerateur, denominateur) in self._paires().items():
            paire = [f"({numerateur}) IS NOT NULL"] + ([f"({denominateur}) IS NOT NULL"] if denominateur else [])
            if self.ecart and self.i.classe is None:
                paire = [f"({e}) IS NOT NULL" for couple in (self.i.depart, self.i.arrivee) for e in couple]
            if self.i.masque != "TRUE":
                paire.append(f"({self.i.masque})")
            masque = " AND ".join(paire)
            somme = f"{self._somme()}(CASE WHEN {masque} THEN {numerateur} END)"
            if self.i.shape == "valeur_publiee":
                # Two published values for one place and period have no sum.
                somme = f"CASE WHEN COUNT(*) FILTER (WHERE {masque}) = 1 THEN {somme} END"
            colonnes.append(f"{somme} AS {alias}_n")
            if denominateur:
                colonnes.append(f"SUM(CASE WHEN {masque} THEN {denominateur} END) AS {alias}_d")
        for k, exclusive in enumerate(self._exclusives()):
            # A row that does not say its value is not of the same series as one that does.
            dite = f"coalesce(f.{exclusive}, 'non précisée')"
            colonnes += [f"COUNT(DISTINCT {dite}) AS x{k}_n", f"MIN(f.{exclusive}) AS x{k}"]
        if couverture:
            colonnes += [f"SUM({e}) AS {nom}" for nom, e in self._annexes().items()]
        if couverture and self.i.shape == "minimum_different":
            colonnes.append("STRING_AGG(DISTINCT niveau_unite, ', ' ORDER BY niveau_unite) AS niveau_calcul")
        return colonnes

    def _exclusives(self) -> list[str]:
        """The exclusive dimensions that neither a breakdown nor a filter tells apart."""
        fixees = {*self.dims, *(n for n, _ in self.d.ou)}
        return [d for d in self.i.exclusives if d not in fixees]

    def _colonnes_exclusives(self) -> list[str]:
        return [c for k in range(len(self._exclusives())) for c in (f"x{k}_n", f"x{k}")]

    def _annexes(self) -> dict[str, str]:
        """Alias → expression of the sums that go beside a figure: its coverage, reasons, counts and band."""
        annexes = dict(zip(("cn", "cd"), self.i.couverture or (), strict=False))
        annexes |= {f"motif_{m}": e for m, e in self.i.motifs.items()} | dict(self.i.a_cote)
        if self.i.bornes:
            connues = " AND ".join(f"({e}) IS NOT NULL" for e in self.i.bornes)
            noms = ("borne_b", "borne_h", "borne_d")
            annexes |= {n: f"CASE WHEN {connues} THEN {e} END" for n, e in zip(noms, self.i.bornes, strict=True)}
        return annexes

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

    def _sommes(self, nom: str, niveau: str, dans: bool, couverture: bool = True) -> str:
        """One pass over the facts: sums by territory, campagne and breakdown; also by reference where a fact has no
        territory at that level (an académie-wide count, a row from abroad), so that coarser sums lose nothing."""
        niveaux = {niveau, self._reference_propre()} | ({self.d.dans[0]} if dans and self.d.dans else set())
        dims = "".join(f", f.{d}" for d in self.dims)
        code, parent = self._code(niveau), self._parent(niveau)
        orphelin = f", CASE WHEN {code} IS NULL THEN {parent} END AS parent_sans_code" if parent else ""
        proche = f", ANY_VALUE({parent}) AS parent_lu" if parent and niveau not in NIVEAUX_DE_TERRITOIRE else ""
        return f"""{nom} AS (
            SELECT {code} AS code{orphelin}, f.campagne{dims}, {", ".join(self._mesures(couverture))}{proche}
            FROM {self._faits()}{self._jointures(niveaux)}
            WHERE {self._filtre(dans, niveau)}
            GROUP BY ALL)"""

    def _parent(self, niveau: str) -> str | None:
        """SQL of the reference code of a fact, None where the reference is France or the level itself."""
        reference = self._reference_propre()
        return self._code(reference) if reference and reference != niveau else None

    def _reference_propre(self) -> str | None:
        return self.d.reference if self.d.reference not in (None, "france") else None

    def _cumul(self, nom: str, depuis: str, code: str, jointure: str = "") -> str:
        """Sums already made, summed again one level up."""
        dims = "".join(f", s.{d}" for d in self.dims)
        cotes = [
            c
            for alias, (_, d) in self._paires().items()
            for c in ([f"{alias}_n", f"{alias}_d"] if d else [f"{alias}_n"])
        ]
        sommes = ", ".join(f"{self._somme()}(s.{c}) AS {c}" for c in cotes)
        return f"""{nom} AS (
            SELECT {code} AS code, s.campagne{dims}, {sommes} FROM {depuis} s{jointure} GROUP BY ALL)"""

    def _sommes_de_reference(self) -> list[str]:
        """The sums of France and of the reference: rolled up from the figures where these cover everything,
        else from one more pass at the reference's level."""
        propre = self._reference_propre()
        restreinte = bool(self.d.dans and self.d.dans[0] != "france")
        if self.i.filtre_par_niveau or self.i.exclusives:
            ctes = [self._sommes("somme_ref", propre, False, couverture=False)] if propre else []
            return [*ctes, self._sommes("somme_france", "france", False, couverture=False)]
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
            return [self._sommes("somme_france", "france", False, couverture=False)]
        ctes = [self._sommes("somme_ref", propre, False, couverture=False)]
        return [*ctes, self._cumul("somme_france", "somme_ref", "'FR'")]

    def _finies(self, nom: str, couverture: bool = False) -> str:
        """Totals over the classes of a gap, or one row a modality: both come after the sums, where rows are few."""
        if self.ecart and self.i.classe:
            autres = ", ".join(["code", "campagne", *(d for d in self.dims if d != self.i.classe)])
            return f"""{nom}_finies AS (
            SELECT *, SUM(a_n) OVER (PARTITION BY {autres}) AS a_d, SUM(b_n) OVER (PARTITION BY {autres}) AS b_d
            FROM {nom})"""
        if self.modalite:
            lu = couverture and self._parent(self.d.niveau) and self.d.niveau not in NIVEAUX_DE_TERRITOIRE
            cles = ", ".join(["code", "campagne", *self.dims])
            suite = [*(self._annexes() if couverture else ()), *(["parent_lu"] if lu else [])]
            suite = "".join(f", {c}" for c in [*suite, *self._colonnes_exclusives()])
            branches = " UNION ALL ".join(
                f"SELECT {cles}, '{valeur}' AS {self.modalite}, m{k}_n AS a_n, m{k}_d AS a_d{suite} FROM {nom}"
                for k, valeur in enumerate(self.i.modalites[self.modalite])
            )
            return f"{nom}_finies AS ({branches})"
        return f"{nom}_finies AS (SELECT * FROM {nom})"

    # -- values --------------------------------------------------------------------------------------------------

    def _valeur(self) -> str:
        melees = "".join(f" AND x{k}_n <= 1" for k in range(len(self._exclusives())))
        if self.i.shape in ("effectif", "minimum_different", "valeur_publiee", "appreciation"):
            return f"CASE WHEN TRUE{melees} THEN a_n END::DOUBLE"
        if self.ecart:
            return f"CASE WHEN a_d > 0 AND b_d > 0{melees} THEN a_n / a_d - b_n / b_d END"
        return f"CASE WHEN a_d > 0 AND a_d >= {self.i.effectif_minimal}{melees} THEN a_n / a_d END"

    def _toutes_dims(self) -> list[str]:
        return [*self.dims, self.modalite] if self.modalite else self.dims

    def _intervalle(self) -> str:
        if self.i.shape not in ("part", "repartition"):
            return "NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut"
        p, z2 = "(a_n / a_d)", Z * Z
        centre = f"({p} + {z2} / (2 * a_d))"
        demi = f"{Z} * sqrt({p} * (1 - {p}) / a_d + {z2} / (4 * a_d * a_d))"
        bas, haut = (f"({centre} {signe} {demi}) / (1 + {z2} / a_d)" for signe in "-+")
        valable = f"a_d > 0 AND a_n BETWEEN 0 AND a_d AND ({self._valeur()}) IS NOT NULL"
        return (
            f"CASE WHEN {valable} THEN CASE WHEN a_n = 0 THEN 0 ELSE {bas} END END AS ic_bas, "
            f"CASE WHEN {valable} THEN CASE WHEN a_n = a_d THEN 1 ELSE {haut} END END AS ic_haut"
        )

    def _valuees(self, nom: str, depuis: str) -> str:
        seul = self.i.shape in ("effectif", "valeur_publiee", "appreciation")
        lue = self.i.shape in ("valeur_publiee", "appreciation")
        a_n, a_d = "NULL::DOUBLE" if lue else "a_n", "NULL::DOUBLE" if seul else "a_d"
        parts = ", a_n / nullif(a_d, 0) AS part_arrivee, b_n / nullif(b_d, 0) AS part_depart" if self.ecart else ""
        parts += ", a_n / nullif(a_d, 0) AS part" if self.i.shape == "minimum_different" else ""
        couverte = "cn / nullif(cd, 0)" if self.i.couverture else "NULL::DOUBLE"
        return f"""{nom} AS (
            SELECT *, {self._valeur()} AS valeur, {a_n} AS numerateur, {a_d} AS denominateur{parts},
                   {couverte} AS couverture, {self._intervalle()}
            FROM {depuis})"""

    def _valeurs(self, nom: str, depuis: str) -> str:
        """The values alone, of what figures are compared with: planning the rest costs more than computing it."""
        return f"{nom} AS (SELECT *, {self._valeur()} AS valeur FROM {depuis})"

    def _evolution(self) -> str:
        ecart = "(v.valeur - p.valeur)"
        if self.i.shape in ("part", "repartition"):
            commun = "(v.a_n + p.a_n) / (v.a_d + p.a_d)"
            seuil = f"{Z} * sqrt(greatest(0, {commun} * (1 - {commun}) * (1 / v.a_d + 1 / p.a_d)))"
            stable = f"abs({ecart}) <= {seuil}"
        elif self.i.shape in ("effectif", "minimum_different", "valeur_publiee", "appreciation"):
            stable = f"abs({ecart}) <= {self.i.tolerance} * abs(p.valeur)"
        else:
            stable = f"abs({ecart}) <= {self.i.tolerance}"
        return f"""CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN {self._rompue()} THEN 'non_comparable'
                        WHEN {stable} THEN 'stable' WHEN {ecart} > 0 THEN 'hausse' ELSE 'baisse' END"""

    def _rompue(self) -> str:
        autres = [f"v.x{k} IS DISTINCT FROM p.x{k}" for k in range(len(self._exclusives()))]
        return " OR ".join([self._denominateur_rompu(), *autres])

    def _variation(self) -> str:
        """SQL: by how much the denominator of a ratio moved, where that breaks the series."""
        if self.i.shape != "ratio":
            return "NULL::DOUBLE"
        return f"CASE WHEN {self._denominateur_rompu()} THEN v.a_d / p.a_d - 1 END"

    def _denominateur_rompu(self) -> str:
        if self.i.shape != "ratio":
            return "FALSE"
        # In whole numbers: 110 places after 100 are exactly ten per cent more, which binary fractions deny.
        return f"ifnull(abs(v.a_d - p.a_d) * 100 > {SEUIL_DENOMINATEUR} * p.a_d, FALSE)"

    def _repere(self) -> str:
        if not self.i.reperes:
            return "'non'"
        repere = self.i.reperes[0]
        dehors = [
            " OR ".join(
                [f"round({repere.sur}, 12) < {b}" for b in (bas,) if b is not None]
                + [f"round({repere.sur}, 12) > {h}" for h in (haut,) if h is not None]
            )
            or "FALSE"
            for bas, haut in (repere.ecart, repere.examiner)
        ]
        sans_effectif = self.i.shape in ("effectif", "presence", "valeur_publiee", "appreciation")
        faible = "" if sans_effectif else f" OR denominateur < {EFFECTIF_MINIMAL}"
        if repere.seulement and repere.seulement not in self.d.ou:
            dimension, modalite = repere.seulement
            faible += f" OR {dimension} IS DISTINCT FROM '{modalite}'" if dimension in self.dims else " OR TRUE"
        return f"""CASE WHEN {repere.sur} IS NULL OR evolution = 'non_comparable'{faible} THEN 'non'
                        WHEN {dehors[0]} THEN 'ecart' WHEN {dehors[1]} THEN 'examiner' ELSE 'dans' END"""

    # -- the whole -----------------------------------------------------------------------------------------------

    def requete(self) -> tuple[str, list]:
        i, d = self.i, self.d
        dims = self._toutes_dims()
        reference = self._reference_propre()
        ctes, self.parametres = portes(i.tables)
        ctes += [*self._relation(), *self._rattaches(), self._sommes("somme", d.niveau, True)]
        ctes += [self._finies("somme", couverture=True), self._valuees("valuee", "somme_finies")]
        ctes += self._sommes_de_reference()
        ctes += [self._finies("somme_france"), self._valeurs("france", "somme_france_finies")]
        if reference and reference != d.niveau:
            ctes += [self._finies("somme_ref"), self._valeurs("reference", "somme_ref_finies")]
        egales = " AND ".join(f"{{g}}.{n} IS NOT DISTINCT FROM v.{n}" for n in dims) or "TRUE"
        code_reference, alias, jointure = ("'FR'" if d.reference else "NULL::VARCHAR"), "fr", ""
        if reference and reference != d.niveau:
            alias, code_reference = "r", "v.parent_lu"
            if d.niveau in NIVEAUX_DE_TERRITOIRE:
                jointure = f"LEFT JOIN territoire t ON t.niveau = '{d.niveau}' AND t.code = v.code "
                code_reference = f"t.{reference}"
            jointure += f"LEFT JOIN reference r ON r.code = {code_reference} AND r.campagne = v.campagne AND "
            jointure += egales.format(g="r")
        valeur_reference = f"{alias}.valeur" if d.reference else "NULL::DOUBLE"
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
        supplements += "".join(f", v.{a}" for a in self._annexes() if not a.startswith(("cn", "cd", "borne_")))
        for k, exclusive in enumerate(self._exclusives()):
            supplements += f", v.x{k} AS lu_{exclusive}, v.x{k}_n AS lues_{exclusive}, p.x{k} AS avant_{exclusive}"
        if i.bornes:
            supplements += ", v.borne_b / nullif(v.borne_d, 0) AS borne_basse"
            supplements += ", v.borne_h / nullif(v.borne_d, 0) AS borne_haute"
        if self.ecart:
            supplements += ", v.b_n AS numerateur_depart, v.b_d AS denominateur_depart"
        colonnes_dims = "".join(f", v.{n}" for n in dims)
        ctes.append(f"""comparee AS (
            SELECT v.code, v.campagne{colonnes_dims}, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut{supplements},
                   {code_reference} AS reference_code, {valeur_reference} AS reference_valeur,
                   v.valeur - {valeur_reference} AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   {self._evolution()} AS evolution,
                   {self._variation()} AS variation_denominateur
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
        return (
            f"WITH {', '.join(ctes)}\nSELECT *, {self._repere()} AS repere FROM comparee {filtre} ORDER BY {ordre}",
            self.parametres,
        )
