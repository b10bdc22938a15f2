"""An independent reading of a block: what its sentences say, checked against its own figures and nothing else.

`ecarts(bloc)` takes the JSON of `blocs show`. Each number of its title, reading and messages must be a value, a term,
a bound, a gap, a year of one of its figures, whose breakdown and territory the sentence names, or a count that a rule
(`Regle`) makes again. Each word that judges (« en hausse », « au-dessous », « plus de… que », « aucun », « les 4 »)
belongs to a rule too. Nothing here reads `blocs`: only figures, and the names of territories and codes.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lecture_nombres import Nombre, nombres, valeurs

from store import territoires, vocabulaires

_COLONNES = re.compile(
    r"indicateur|niveau|code|libelle|campagne|valeur|numerateur.*|denominateur.*|couverture|ic_.*|motif.*|reference_.*|"
    r"ecart_.*|france_.*|precedente_.*|evolution|rupture|repere.*|provenance|part|part_.*|niveau_calcul|borne_.*|"
    r"mediane|saisi_valeur|piece|constante_.*|emetteurs.*|lu_.*|rang|serie|modalite"
)
_PAR_DIMENSION = ("palier_entree", "type_bac", "secteur", "sexe", "statut", "palier", "voie", "solution", "public",
                  "phase", "famille_metiers", "reseau", "ouverture", "type_3e")  # fmt: skip
COMPTE = (
    r"(?:les (?P<tous>\d+) |(?P<n>\d+) [^\d,;:.()]*?sur (?P<m>\d+)|aucune? des (?P<rien>\d+) |"
    r"(?P<seul>le seul|la seule) |(?P<nul>aucune? )|(?P<nu>\d+) )"
)


@dataclass(frozen=True)
class Contexte:
    """A sentence with the figures that it may speak of; `mots`: code → other words by which a sentence names it."""

    bloc: Mapping
    texte: str
    mots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def figures(self) -> list[dict]:
        return [f for f in self.bloc["figures"] if f is not None]

    @property
    def vue(self) -> Mapping:
        return self.bloc["vue"]

    def annee(self) -> int | None:
        """The campagne of which a sentence speaks: the latest that it writes, else that of the view."""
        ecrites = [int(a) for a in re.findall(r"\b(20\d\d)\b", self.texte)]
        dites = [f["campagne"] for f in self.figures if f["campagne"] in ecrites]
        return max(dites, default=self.vue["campagne"])

    def detail(self) -> list[dict]:
        """The rows of the detail, in that campagne, of the modalities that the sentence names."""
        rangees = [f for f in self.figures if f["niveau"] == self.vue["detail"] and f["campagne"] == self.annee()]
        return [f for f in rangees if self.nomme(f)] or rangees

    def dimensions(self) -> list[str]:
        """The breakdowns that the figures do not share: those that a sentence has to name."""
        noms = dict.fromkeys(k for f in self.figures for k in f if not _COLONNES.fullmatch(k))
        return [n for n in noms if len({str(f.get(n)) for f in self.figures}) > 1 and n in (*_PAR_DIMENSION, "tour")]

    def ecrit(self, code: str) -> bool:
        # « CAP » is not in « capacités »: a label is whole words.
        lu = self.texte.casefold()
        return any(m and re.search(rf"(?<!\w){re.escape(m)}(?!\w)", lu) for m in libelles(code, self.mots))

    def nomme(self, figure: Mapping) -> bool:
        """Whether the sentence names each modality of a figure that others do not share."""
        codes = (figure.get(d) for d in self.dimensions())
        return all(self.ecrit(c) for c in codes if isinstance(c, str))

    def situe(self, figure: Mapping) -> bool:
        """Whether the sentence names its territory; it may be silent of the one that the view has chosen."""
        noms = [_nu(figure.get("libelle") or ""), territoires.situe(figure["niveau"], figure["code"]) or ""]
        ici = (figure["niveau"], figure["code"]) == (self.vue["niveau"], self.vue["code"])
        return any(n and n.casefold() in self.texte.casefold() for n in noms) or (ici and not self._ailleurs())

    def _ailleurs(self) -> bool:
        chez_soi = territoires.situe(self.vue["niveau"], self.vue["code"])
        return bool(chez_soi) and not re.search(re.escape(chez_soi), self.texte, re.I) and any(
            _nu(f["libelle"] or "?").casefold() in self.texte.casefold()
            for f in self.figures if f["niveau"] != self.vue["niveau"] or f["code"] != self.vue["code"]
        )  # fmt: skip

    def date(self, figure: Mapping) -> bool:
        """Whether the sentence writes its campagne; it may be silent of the latest, or of that of the view."""
        annee = figure.get("campagne")
        derniere = max((f["campagne"] for f in self.figures if f["campagne"]), default=None)
        return annee in (None, self.vue["campagne"], derniere) or str(annee) in self.texte


@dataclass(frozen=True)
class Regle:
    """What words may be said: `motif` finds them, `juge` says in French what is wrong, None where nothing is.

    The numbers inside what it finds are its own: they are not looked for among the figures.
    """

    nom: str
    motif: str
    juge: Callable[[re.Match, Contexte], str | None]


def ecarts(bloc: Mapping, regles: Iterable[Regle] = (), mots: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """What the sentences of a block say that its figures do not, a sentence each; empty where all is borne out."""
    dites = dict.fromkeys(t for t in (bloc["titre"], bloc["lecture"], *bloc["messages"]) if t)
    if bloc["absence"] is not None or not bloc["figures"]:
        return []
    return [e for t in dites for e in _ecarts(Contexte(bloc, propre(t), mots or {}), (*regles, *REGLES))]


def propre(texte: str) -> str:
    """The text with ordinary spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", texte)


def _ecarts(c: Contexte, regles: Iterable[Regle]) -> list[str]:
    trouves, pris = [], []
    for regle in regles:
        for m in re.finditer(regle.motif, c.texte):
            if any(a < m.end() and m.start() < b for a, b in pris):
                continue
            pris.append(m.span())
            dit = regle.juge(m, c)
            if dit:
                trouves.append(f"{regle.nom} : {dit} – « {c.texte} »")
    for n in nombres(c.texte, _noms_propres(c)):
        if not any(a <= n.debut < b for a, b in pris) and not fonde(n, c):
            trouves.append(f"« {n.ecrit} » n’est d’aucun chiffre du bloc – « {c.texte} »")
    return trouves


def fonde(n: Nombre, c: Contexte) -> bool:
    """Whether a number is one of a figure that the sentence names: its breakdown, its territory, its campagne."""
    if n.annee and any(n.annee in (f["campagne"], (f["campagne"] or 0) - 1, f.get("precedente_campagne"))
                       for f in c.figures):  # fmt: skip
        return True
    for f in c.figures:
        if any(n.vaut(v) for v in valeurs(f)) and c.nomme(f) and c.situe(f) and c.date(f):
            return True
        # One cover for every modality of a territory needs no modality to be named.
        meme = {g.get("couverture") for g in c.figures if (g["niveau"], g["code"]) == (f["niveau"], f["code"])}
        if len(meme) == 1 and f.get("couverture") is not None and n.vaut(f["couverture"]) and c.situe(f) and c.date(f):
            return True
        dits = (f.get(k) for k in ("repere_regle", "rupture", "reference_motif", "repere_motif", "motif_detail",
                                   "emetteurs", "piece", "repere_note"))  # fmt: skip
        if any(isinstance(d, str) and n.ecrit in propre(d) for d in dits):
            return True
    return False


def _noms_propres(c: Contexte) -> list[str]:
    """Names that hold numbers which count nothing: territories, modalities."""
    noms = [f.get("libelle") for f in c.figures]
    noms += [m for f in c.figures for d in f if isinstance(f[d], str) and not _COLONNES.fullmatch(d)
             for m in (f[d], *libelles(f[d], {}))]  # fmt: skip
    return sorted({propre(n) for n in noms if isinstance(n, str) and re.search(r"\d", n)}, key=len, reverse=True)


def _nu(libelle: str) -> str:
    return propre(libelle).replace(" (fictive)", "").replace(" (fictif)", "")


def libelles(code: str, mots: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words by which a sentence names a code, folded to lower case."""
    dits = [code, *mots.get(code, ())]
    for dimension in ("palier_entree", "type_bac", "secteur", "sexe", "statut", "solution", "palier"):
        for lus in (vocabulaires.libelles(dimension), vocabulaires.courts(dimension)):
            dits.append(lus.get(code) or "")
    for palier in ("3E", "2GT"):
        dits.append(vocabulaires.libelles("voie", palier).get(code) or "")
    return tuple(dict.fromkeys(propre(d).split(" (")[0].casefold() for d in dits if d))


# --- Rules ----------------------------------------------------------------------------------------------------------


def absent(x) -> bool:
    return x is None or x != x


def compter(m: re.Match, vraies: int, total: int) -> str | None:
    """Judge a count written as `COMPTE` says: so many on so many, all, none."""
    g = {k: v for k, v in m.groupdict().items() if v}
    attendu = f"{vraies} sur {total}"
    if "tous" in g:
        return None if int(g["tous"]) == vraies == total and total > 1 else f"attendu {attendu}"
    if "seul" in g:
        return None if vraies == total == 1 else f"attendu {attendu}"
    if "rien" in g:
        return None if vraies == 0 and int(g["rien"]) == total and total > 0 else f"attendu {attendu}"
    if "nul" in g:
        return None if vraies == 0 and total > 0 else f"attendu {attendu}"
    if "nu" in g:
        return None if int(g["nu"]) == vraies else f"attendu {attendu}"
    return None if (int(g["n"]), int(g["m"])) == (vraies, total) else f"attendu {attendu}"


def compte(vraie: Callable[[dict], bool], connue: Callable[[dict], bool]) -> Callable:
    """A judge that counts the rows of the detail which are `vraie` among those that are `connue`."""

    def juge(m: re.Match, c: Contexte) -> str | None:
        connues = [f for f in c.detail() if connue(f)]
        return compter(m, sum(vraie(f) for f in connues), len(connues))

    return juge


def assez_couvertes(m: re.Match, figures: list[dict]) -> list[dict]:
    """Of « les 4 », « aucun », those that what is missing could not change: 90 % of the wishes, or no cover told.

    A count of some keeps every figure.
    """
    forts = ("tous", "seul", "rien", "nul")
    if not any(m.groupdict().get(g) for g in forts):
        return figures
    return [f for f in figures if "couverture" not in f or (not absent(f["couverture"]) and f["couverture"] >= 0.9)]


def _plus_de_voeux(m: re.Match, c: Contexte) -> str | None:
    connues = assez_couvertes(m, [f for f in c.detail() if not absent(f["valeur"])])
    return compter(m, sum(f["valeur"] > 1 for f in connues), len(connues))


def _evolution(m: re.Match, c: Contexte) -> str | None:
    mot = {"en hausse": "hausse", "en baisse": "baisse", "stable": "stable"}[m["mot"]]
    comparees = [f for f in c.detail() if f["evolution"] in ("hausse", "baisse", "stable")]
    return compter(m, sum(f["evolution"] == mot for f in comparees), len(comparees))


def _aucune_hausse(m: re.Match, c: Contexte) -> str | None:
    comparees = [f["evolution"] for f in c.detail() if f["evolution"] in ("hausse", "baisse", "stable")]
    juste = "hausse" not in comparees and len(comparees) == int(m["n"] or 1)
    return None if juste else f"{comparees.count('hausse')} en hausse sur {len(comparees)}"


def _verdict(m: re.Match, c: Contexte) -> str | None:
    mot = {"en hausse": "hausse", "en baisse": "baisse", "stable": "stable"}.get(m["mot"], "non_comparable")
    dites = [f for f in c.figures if c.nomme(f) and c.situe(f) and f["evolution"] == mot]
    return None if dites else f"aucun chiffre nommé n’est « {m['mot']} »"


def cotes(c: Contexte) -> tuple[set[str], set[str]]:
    """The territories of the detail under and above what they are compared with, beyond their interval."""
    comparees = [f for f in c.detail() if not absent(f.get("ecart_reference")) and not absent(f["ic_bas"])]
    sous = {f["libelle"] for f in comparees if f["ic_haut"] < f["reference_valeur"]}
    return sous, {f["libelle"] for f in comparees if f["ic_bas"] > f["reference_valeur"]}


def _cote(m: re.Match, c: Contexte) -> str | None:
    sous, dessus = cotes(c)
    attendus = sous if m["cote"] == "au-dessous" else dessus
    dits = propre(m["qui"]).strip(" ,:")
    nombre = re.match(r"(\d+) ", dits)
    if nombre:
        return None if int(nombre[1]) == len(attendus) else f"{len(attendus)} territoires {m['cote']}"
    cites = {n for n in re.split(r", | et ", dits) if n}
    return None if cites == {propre(n) for n in attendus} else f"{m['cote']} : {sorted(attendus)}"


def _aucun_ecart(m: re.Match, c: Contexte) -> str | None:
    sous, dessus = cotes(c)
    comparees = [f for f in c.detail() if not absent(f.get("ecart_reference"))]
    if sous or dessus:
        return f"{sorted(sous | dessus)} s’écartent"
    return None if comparees else "rien n’est comparable"


def _large(m: re.Match, c: Contexte) -> str | None:
    """« le plus large »: no gap of the territory and campagne spoken of is wider than the widest that is written."""
    siennes = [f for f in c.figures if not absent(f["valeur"]) and c.situe(f) and f["campagne"] == c.annee()]
    dit = f"{propre(c.bloc['titre'])} {c.texte}"  # « C’est l’écart le plus large » speaks of the title
    ecrits = [abs(n.valeur) for n in nombres(dit, _noms_propres(c)) if n.unite == "pt"]
    if not siennes or not ecrits:
        return None if siennes else "aucun écart connu"
    plus = max(abs(float(f["valeur"])) for f in siennes) * 100
    return None if max(ecrits) >= round(plus, 1) - 0.051 else f"l’écart de {plus:.1f} points est plus large"


def _extremes(m: re.Match, c: Contexte) -> str | None:
    """« de 67,8 % (BTS) à 100,7 % (PASS) »: both are figures, in that order."""
    bas, haut = nombres(m[0], _noms_propres(c))[:2]
    if bas.valeur > haut.valeur:
        return "le premier est plus grand que le second"
    return next((f"« {n.ecrit} » n’est d’aucun chiffre" for n in (bas, haut) if not fonde(n, c)), None)


REGLES = (
    Regle("plus de vœux que de places", r"plus de vœux 1 que de places dans " + COMPTE,
          _plus_de_voeux),
    Regle("pas plus de vœux que de places", COMPTE + r"[^:;]*n’a plus de vœux 1 que de places", _plus_de_voeux),
    Regle("aucune hausse", r"aucune hausse en \d{4} dans (?:les (?P<n>\d+)|l’unique|l[ea] seule?) ", _aucune_hausse),
    Regle("évolutions comptées", r"(?P<mot>en hausse|en baisse|stable)s?(?: en \d{4})? dans " + COMPTE, _evolution),
    Regle("évolution", r"(?P<mot>en hausse|en baisse|\bstable\b|non comparables?)", _verdict),
    Regle("côté de la référence",
          r"(?:(?<= : )|(?<=, ))(?P<qui>[^:;]+?) (?P<cote>au-dessous|au-dessus)(?= de |,|$|\.)", _cote),
    Regle("aucun écart net", r"aucun écart net", _aucun_ecart),
    Regle("écart le plus large", r"l’écart le plus large", _large),
    Regle("de l’un à l’autre", r"\bde [\d,]+ % \([^)]*\) à [\d,]+ % \([^)]*\)", _extremes),
)  # fmt: skip
