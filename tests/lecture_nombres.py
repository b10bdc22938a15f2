"""The numbers that a French sentence writes, and the numbers that a figure may give."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Numbers that count nothing: ranks, thresholds of a method, dates, names of trimesters.
_SANS_COMPTE = re.compile(
    r"[Vv]œux? 1\b(?! \d)|\b1re\b|\b2de\b|\b3e\b|\(?\bT[123]\b\)?|à 95 %|\bpour 100\b|pour 1 000\b|"
    r"\b\d{2}/\d{2}/\d{4}\b|\bp\. \d+|\b(?:16|18)[–-](?:18|25)\b|\d+ ans\b|moins d’un demi-point|\b[ABC]\d\b"
)
_NOMBRE = re.compile(
    r"(?P<signe>[−+])?(?P<n>\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)(?P<unite> %| pts?\b| points?\b)?"
)
_PARTS = ("ic_bas", "ic_haut", "borne_basse", "borne_haute", "couverture", "part", "part_depart", "part_arrivee")
_VALEURS = ("valeur", "reference_valeur", "france_valeur", "precedente_valeur", "saisi_valeur", "constante_valeur",
            "constante_precedente", "ecart_reference", "ecart_france")  # fmt: skip


@dataclass(frozen=True)
class Nombre:
    """A number as it is written: its value, its decimals, its unit ('%', 'pt' or ''), where it begins."""

    ecrit: str
    valeur: float
    decimales: int
    unite: str
    debut: int

    @property
    def annee(self) -> int | None:
        """The year that it may be."""
        return int(self.valeur) if not self.unite and re.fullmatch(r"20\d\d", self.ecrit) else None

    def vaut(self, x: float) -> bool:
        """Whether it is `x` rounded half up once, a share or a gap being multiplied by a hundred."""
        facteurs = (100,) if self.unite else (1, 100)
        return any(self._arrondi(x, k) == Decimal(repr(self.valeur)) for k in facteurs)

    def _arrondi(self, x: float, facteur: int) -> Decimal:
        pas = Decimal(1).scaleb(-self.decimales)
        arrondi = (Decimal(repr(float(x))) * facteur).quantize(pas, ROUND_HALF_UP)
        return arrondi if self.ecrit[0] in "−+" else abs(arrondi)


def nombres(texte: str, noms: list[str] = ()) -> list[Nombre]:
    """The numbers of a sentence, those inside these names and those that count nothing left out."""
    cache = texte
    for nom in noms:
        cache = re.sub(re.escape(nom), lambda m: "x" * len(m[0]), cache, flags=re.I)
    cache = _SANS_COMPTE.sub(lambda m: "x" * len(m[0]), cache)
    trouves = []
    for m in _NOMBRE.finditer(cache):
        if m.start() and (cache[m.start() - 1].isalpha() or cache[m.start() - 1] in "’-_"):
            continue
        nu = m["n"].replace(" ", "").replace(",", ".")
        signe = -1 if m["signe"] == "−" else 1
        unite = {"%": "%", "p": "pt"}.get((m["unite"] or "  ").strip()[:1], "")
        decimales = len(nu.split(".")[1]) if "." in nu else 0
        trouves.append(
            Nombre(m[0].strip().removesuffix(m["unite"] or ""), signe * float(nu), decimales, unite, m.start())
        )
    return trouves


def valeurs(figure: Mapping) -> Iterator[float]:
    """Every number that a sentence may take from a figure: its own value, terms, bounds, references and year before."""
    for nom, x in figure.items():
        if (
            isinstance(x, bool)
            or not isinstance(x, int | float)
            or x != x
            or nom in ("campagne", "precedente_campagne")
        ):
            continue
        if nom in (*_PARTS, *_VALEURS) or nom not in ("rang",):
            yield x
    avant, ici = figure.get("precedente_valeur"), figure.get("valeur")
    if avant is not None and ici is not None and avant == avant and ici == ici:
        yield ici - avant
