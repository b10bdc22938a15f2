"""Figures that a person typed in or that a publication gives: they stand where no figure could be computed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pandas as pd

from indicators.catalogue import INDICATEURS
from indicators.declaration import Indicator
from indicators.enonce import Demande
from indicators.mentions import recopier
from indicators.saisis_juges import ecart_permis, juger
from store import territoires
from store.territoires import FRANCE, NIVEAUX_DE_TERRITOIRE

PROVENANCES = {"chiffre_saisi": "saisi", "reference_externe": "reference"}
# A value withheld because too few people stand behind it is known: a typed one does not take its place.
_TUS = ("effectif_faible", "secret")
_PRECISION = 9
# Columns of words that a table without a single one types as numbers.
_TEXTES = (
    "motif",
    "motif_detail",
    "reference_code",
    "evolution",
    "repere",
    "repere_cause",
    "rupture_saisie",
    "reference_saisie",
)
_LOGIQUES = ("incomparable", "denominateur_rompu", "serie_rompue", "seule_region", "repere_au_bord")


@dataclass(frozen=True)
class Chiffre:
    """One figure read in a document. `modalites`: breakdown → value; shares are 0–1; `relu` tells if it was reread."""

    source: str
    niveau: str
    code: str
    campagne: int
    modalites: Mapping[str, str]
    valeur: float
    numerateur: float | None
    denominateur: float | None
    champ: str | None
    document: str
    page: str | None
    relu: bool

    @property
    def piece(self) -> str:
        """« Bilan SAIO, p. 3, non relu »: where the figure was read, and that nobody reread it."""
        page = self.page or ""
        lieu = f"p. {page}" if page[:1].isdigit() else page
        suite = "" if self.relu or self.source != "chiffre_saisi" else "non relu"
        return ", ".join(x for x in (self.document, lieu, suite) if x)


def chiffres(
    con: duckdb.DuckDBPyConnection, i: Indicator, niveaux: tuple[str, ...], campagnes: tuple[int, ...] = ()
) -> list[Chiffre]:
    """The figures typed in or published for an indicator, in its unit, at these levels, in reading order."""
    lignes = con.execute(
        f"""SELECT source, niveau, code, campagne, modalites, valeur, numerateur, denominateur, champ, document, page,
                   relu_par IS NOT NULL
            FROM chiffre_saisi
            WHERE source IN ({", ".join("?" for _ in PROVENANCES)}) AND indicateur = ? AND unite = ?
              AND niveau IN ({", ".join("?" for _ in niveaux)})
              {f"AND campagne IN ({', '.join('?' for _ in campagnes)})" if campagnes else ""}
            ORDER BY campagne, source, document, page""",
        [*PROVENANCES, i.id, i.unite, *niveaux, *campagnes],
    ).fetchall()
    return [Chiffre(*ligne[:4], couples(ligne[4]), *ligne[5:]) for ligne in lignes]


def couples(modalites: str | None) -> dict[str, str]:
    """« palier=3E;voie=2GT » as a mapping; empty for the whole."""
    return dict(m.split("=", 1) for m in modalites.split(";")) if modalites else {}


def campagnes_saisies(con: duckdb.DuckDBPyConnection, i: Indicator) -> set[int]:
    """Campagnes for which a person typed a figure of the indicator."""
    lignes = con.execute(
        "SELECT DISTINCT campagne FROM chiffre_saisi WHERE indicateur = ? AND unite = ? AND source = 'chiffre_saisi'",
        [i.id, i.unite],
    ).fetchall()
    return {c for (c,) in lignes}


def completer(
    con: duckdb.DuckDBPyConnection,
    i: Indicator,
    demande: Demande,
    figures: pd.DataFrame,
    dedans: Callable[[], set[str] | None],
) -> pd.DataFrame:
    """Give the figures with `provenance` ('calcul', 'saisi', 'reference'; None where there is no value).

    A figure typed in stands where none is computed; else it is said beside (`saisi_valeur`, `piece`). Two that differ
    leave no value: both are in `motif_detail`. A France typed or published is compared with (`france_valeur`,
    `france_provenance`, `france_piece`) where none is computed, and subtracted only within one champ.
    `dedans` gives the codes of the territories asked for, None where any may show.
    """
    figures["provenance"] = pd.Series("calcul", index=figures.index, dtype=object).where(
        figures["valeur"].notna(), None
    )
    connues = {int(c) for c in demande.campagnes}
    voulues = tuple(sorted({a for c in connues for a in (c, c - 1)}))
    lus = chiffres(con, i, tuple(dict.fromkeys((demande.niveau, "france"))), voulues) if voulues else []
    if not lus or "piece" in demande.par:  # a breakdown by pieces of a text has that name: nothing is typed of it
        return figures
    groupes = _grouper([c for c in lus if c.niveau == demande.niveau], demande)
    france = _grouper([c for c in lus if c.niveau == "france"], demande) if demande.niveau != "france" else {}
    types = figures.dtypes
    figures["rupture_saisie"] = figures["reference_saisie"] = None
    figures = _ajouter_lignes(figures.astype(object), demande, {c for c in groupes if c[1] in connues}, dedans())
    for colonne in ("saisi_valeur", "piece", "france_provenance", "france_piece"):
        figures[colonne] = None
    cles = _cles(figures, demande)
    for index, cle in zip(figures.index, cles, strict=True):
        if cle in groupes:
            for colonne, valeur in _voisine(figures, cles, demande, cle).items():
                _ecrire(figures, index, colonne, valeur)
            _poser(con, figures, index, i, demande, groupes[cle], groupes.get((cle[0], cle[1] - 1, cle[2])))
    for index, cle in zip(figures.index, cles, strict=True):
        nationaux = france.get((FRANCE, *cle[1:]))
        if nationaux and ("france_valeur" not in figures or pd.isna(figures.at[index, "france_valeur"])):
            sien = _accordes(groupes[cle]) if cle in groupes and pd.isna(figures.at[index, "saisi_valeur"]) else None
            _comparer(figures, index, i, demande, nationaux, sien)
    nombres = [c for c, t in types.items() if t.kind == "f" and c not in _TEXTES and c not in demande.par]
    return figures.astype(dict.fromkeys(nombres, float))


def _grouper(lus: list[Chiffre], demande: Demande) -> dict[tuple, list[Chiffre]]:
    """(code, campagne, values of the breakdowns asked for) → the figures of that cell; others are of another cut."""
    fixees = dict(demande.ou)
    groupes: dict[tuple, list[Chiffre]] = {}
    for c in lus:
        if c.modalites.keys() == {*fixees, *demande.par} and all(c.modalites[n] == v for n, v in fixees.items()):
            groupes.setdefault((c.code, c.campagne, tuple(c.modalites[d] for d in demande.par)), []).append(c)
    return groupes


def _cles(figures: pd.DataFrame, demande: Demande) -> list[tuple]:
    """The cell of each row: code, campagne, values of the breakdowns."""
    campagnes = [None if pd.isna(c) else int(c) for c in figures["campagne"]]
    par = [figures[d] if d in figures else [None] * len(figures) for d in demande.par]
    valeurs = zip(*par, strict=True) if par else [()] * len(figures)
    return list(zip(figures["code"], campagnes, valeurs, strict=True))


def _ajouter_lignes(figures: pd.DataFrame, demande: Demande, cellules: set[tuple], dedans: set[str] | None):
    """One row for each typed figure of a cell that has none; « non transmis » leaves the territory it spoke of."""
    cles = _cles(figures, demande)
    neuves = sorted(c for c in cellules - set(cles) if dedans is None or c[0] in dedans)
    if not neuves:
        return figures
    dits = {c[:2] for c in neuves}
    muettes = [c[:2] in dits and bool(demande.par) and all(pd.isna(v) for v in c[2]) for c in cles]
    gardees = figures[[not m for m in muettes]]
    lignes = [
        {"niveau": demande.niveau, "code": code, "campagne": campagne, "motif": "non_transmis", "repere": "non"}
        | dict(zip(demande.par, valeurs, strict=True))
        for code, campagne, valeurs in neuves
    ]
    colonnes = list(dict.fromkeys([*figures.columns, *lignes[0]]))
    ajout = pd.DataFrame(lignes, dtype=object).reindex(columns=colonnes)
    return pd.concat([gardees, ajout], ignore_index=True) if len(gardees) else ajout


def _voisine(figures: pd.DataFrame, cles: list[tuple], demande: Demande, cellule: tuple) -> dict:
    """What a row of the same campagne and breakdown is compared with, where that is its own reference too."""
    code, *reste = cellule
    parents = territoires.parents(demande.niveau, code) if demande.niveau in NIVEAUX_DE_TERRITOIRE else {}
    lu: dict = {}
    for index, cle in zip(figures.index, cles, strict=True):
        if cle[1:] != tuple(reste):
            continue
        if "france_valeur" in figures and not pd.isna(figures.at[index, "france_valeur"]):
            lu |= {c: figures.at[index, c] for c in ("france_valeur", "france_couverture") if c in figures}
        reference = figures.at[index, "reference_code"] if "reference_code" in figures else None
        if demande.reference and reference == parents.get(demande.reference):
            siennes = ("reference_code", "reference_valeur", "reference_couverture")
            lu |= {c: figures.at[index, c] for c in siennes if c in figures}
    return lu


def _accordes(groupe: list[Chiffre]) -> Chiffre | None:
    """The figure on which every document agrees, the reread one first; None where two differ."""
    if len({round(c.valeur, _PRECISION) for c in groupe}) > 1:
        return None
    return sorted(groupe, key=lambda c: (c.source != "chiffre_saisi", not c.relu))[0]


def _poser(con, figures, index, i: Indicator, demande: Demande, groupe: list[Chiffre], avant) -> None:
    """Write the typed figure of one cell: as its value, beside a computed one, or side by side with another."""
    chiffre = _accordes(groupe)
    _ecrire(figures, index, "piece", " ; ".join(dict.fromkeys(c.piece for c in groupe)))
    if not pd.isna(figures.at[index, "valeur"]) or figures.at[index, "motif"] in _TUS:
        _ecrire(figures, index, "saisi_valeur", chiffre.valeur if chiffre else None)
        if chiffre is None:
            _ecrire(figures, index, "piece", _face_a_face(i, groupe))
        return
    if chiffre is None:
        _ecrire(figures, index, "motif", "non_calculable")
        _ecrire(figures, index, "motif_detail", "deux chiffres saisis diffèrent : " + _face_a_face(i, groupe))
        return
    _effacer(figures, index, i, demande)
    poses = {"valeur": chiffre.valeur, "numerateur": chiffre.numerateur, "denominateur": chiffre.denominateur,
             "provenance": PROVENANCES[chiffre.source]}  # fmt: skip
    for colonne, valeur in poses.items():
        _ecrire(figures, index, colonne, valeur)
    _soustraire(figures, index, i, chiffre)
    precedent = _accordes(avant) if avant else None
    if precedent and precedent.champ != chiffre.champ:
        precedent = None
    if precedent:
        _ecrire(figures, index, "precedente_campagne", precedent.campagne)
        _ecrire(figures, index, "precedente_valeur", precedent.valeur)
    for colonne, valeur in juger(con, i, demande, figures.loc[index], chiffre, precedent).items():
        _ecrire(figures, index, colonne, valeur)


def mentionner(figures: pd.DataFrame) -> None:
    """Write why a typed figure has no comparison in time, no gap to its reference."""
    recopier(figures, {"rupture_saisie": "rupture", "reference_saisie": "reference_motif"})


def _effacer(figures: pd.DataFrame, index, i: Indicator, demande: Demande) -> None:
    """Leave of a row what names it and its references: what it covered was that of a value that is not given."""
    gardees = {"niveau", "code", "campagne", "piece", i.classe, *demande.par}
    for colonne in figures.columns:
        if colonne not in gardees and not colonne.startswith(("reference_", "france_")):
            _ecrire(figures, index, colonne, False if colonne in _LOGIQUES else None)


def _soustraire(figures: pd.DataFrame, index, i: Indicator, chiffre: Chiffre) -> None:
    """Write the gaps to references of the same champ, that cover a whole; say why there is none."""
    figure = figures.loc[index]
    if not _meme_champ(chiffre, i.champ):
        _ecrire(figures, index, "reference_saisie", f"champ différent : {chiffre.champ}")
        return
    for reference in ("reference", "france"):
        autre = figure.get(f"{reference}_valeur")
        if not pd.isna(autre) and ecart_permis(figure.get(f"{reference}_couverture")):
            _ecrire(figures, index, f"ecart_{reference}", chiffre.valeur - autre)


def _ecrire(figures: pd.DataFrame, index, colonne: str, valeur: object) -> None:
    """Set one cell: a column where nothing was computed has taken the type of the void, which refuses a word."""
    if isinstance(valeur, str | bool) and colonne in figures and figures[colonne].dtype != object:
        figures[colonne] = figures[colonne].astype(object)
    figures.at[index, colonne] = valeur


def _comparer(figures, index, i: Indicator, demande: Demande, nationaux: list[Chiffre], sien: Chiffre | None) -> None:
    """Write the France that nobody could compute; one that documents do not agree on is no comparison. `sien`: the
    typed figure of the row, None where its value is computed."""
    chiffre = _accordes(nationaux)
    if chiffre is None:
        return
    figure = figures.loc[index]
    autre = next((c.champ for c in (chiffre, sien) if c and not _meme_champ(c, i.champ)), None)
    permis = ecart_permis(figure.get("couverture"))
    suite = f" ; champ différent, écart non calculé : {autre}" if autre else ""
    if not autre and not permis:
        suite = " ; couverture inconnue, écart non calculé"
    poses = {"france_valeur": chiffre.valeur, "france_provenance": PROVENANCES[chiffre.source],
             "france_piece": chiffre.piece + suite}  # fmt: skip
    if demande.reference == "france":
        poses |= {"reference_valeur": chiffre.valeur, "reference_code": FRANCE}
    if not suite and not pd.isna(figure["valeur"]):
        ecart = figure["valeur"] - chiffre.valeur
        poses |= {"ecart_france": ecart} | ({"ecart_reference": ecart} if demande.reference == "france" else {})
    if i.reperes and i.reperes[0].sur in poses:
        poses |= {"repere": "non", "repere_cause": "reference"}
    for colonne, valeur in poses.items():
        _ecrire(figures, index, colonne, valeur)


def _meme_champ(chiffre: Chiffre, champ: str) -> bool:
    """A figure that says no champ, or the indicator's own, is compared; the others are shown beside only."""
    return chiffre.champ is None or chiffre.champ.casefold().strip(" .") == champ.casefold().strip(" .")


def _face_a_face(i: Indicator, groupe: list[Chiffre]) -> str:
    """« 12,0 % (document A, p. 3) ; 14,0 % (document B, p. 5) »."""
    return " ; ".join(f"{_ecrit(c.valeur, i)} ({c.piece})" for c in groupe)


def _ecrit(valeur: float, i: Indicator) -> str:
    facteur, suite = {"part": (100, " %"), "points": (100, " pt"), "pour_100": (100, " pour 100")}.get(i.unite, (1, ""))
    rond = (Decimal(repr(valeur)) * facteur).quantize(Decimal(1).scaleb(-i.decimales), ROUND_HALF_UP)
    return f"{rond:,f}".replace(",", " ").replace(".", ",") + suite


def empechement(ident: str | None, unite: str, niveau: str, modalites: str | None) -> str | None:
    """Why a typed figure joins no computed one, as a French sentence; None where it does, or claims no indicator."""
    if ident is None:
        return None
    if ident not in INDICATEURS:
        return f"aucun indicateur ne s’appelle « {ident} »"
    i = INDICATEURS[ident]
    if unite != i.unite:
        return "son unité n’est pas celle de l’indicateur"
    if niveau not in i.niveaux:
        return "l’indicateur n’est pas calculé à ce niveau"
    dits = couples(modalites)
    inconnues = [d for d in dits if d not in i.toutes_dimensions]
    if inconnues:
        return f"l’indicateur ne se ventile pas par « {inconnues[0]} »"
    manquantes = [d for d in i.par_obligatoire if d not in dits]
    return f"il manque la ventilation « {manquantes[0]} »" if manquantes and not i.additif else None
