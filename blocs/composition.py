"""How a block is put together: its view, its figures, its chart with its words, or the reason why it has none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from blocs import legende, portee
from blocs.cartes import carte
from blocs.modele import (
    Absence,
    Bloc,
    Cartes,
    Definition,
    Dessin,
    Export,
    Note,
    Partie,
    Repli,
    Sorties,
    Tableau,
    ecrit,
)  # fmt: skip
from blocs.passeport import passeport
from blocs.texte import Texte, gras, texte
from charts import format as fr
from charts.graphique import Graphique
from charts.mots import provenances, ruptures, unites_constantes
from indicators import indicateur
from indicators.formes import FORMES
from loaders.sources import SOURCES
from vues import lectures, lignes, mots
from vues.figures import FIXEES
from vues.vue import Vue


def construire(
    vue: Vue | None,
    genre: str,
    titre: str,
    corps: Iterable[Partie],
    figures: Iterable[tuple[str, object]] = (),
    **champs,
) -> Bloc:
    """A block of a view, or of none where it says nothing of a base; its id and page are those under which it is
    declared.

    `figures`: (indicator, table or row of figures or None) pairs; `champs`: other fields of the block.
    """
    lues = tuple(x for ident, lu in figures for x in records(ident, lu))
    parties, notees = legende.ajouter(tuple(corps), champs.pop("notes", ()))
    return Bloc(
        id="",
        page="",
        genre=genre,
        titre=titre,
        vue=ecrire_vue(vue) if vue else {},
        base=vue.lecteur.nom_base if vue else "",
        audience=vue.lecteur.audience if vue else "analyste",
        corps=portee.corps(parties, lues, _ici(vue)),
        notes=notees,
        figures=lues,
        **champs,
    )


def _ici(vue: Vue | None) -> tuple[str, str]:
    return (vue.lieu.niveau, vue.lieu.code) if vue else ("", "")


def ecrire_vue(vue: Vue) -> dict[str, object]:
    """The view as JSON writes it."""
    return {
        "niveau": vue.lieu.niveau,
        "code": vue.lieu.code,
        "detail": vue.detail,
        "comparer": vue.comparer.niveau if vue.comparer else None,
        "campagne": vue.campagne,
        "par": vue.par,
        "choix": dict(vue.choix),
    }


def records(ident: str, lu) -> list[dict[str, object]]:
    """Figures as JSON writes them, with their indicator; from a table, a row, or nothing."""
    if lu is None:
        return []
    lignes = lu.to_dict("records") if isinstance(lu, pd.DataFrame) else [dict(lu)]
    fixees = getattr(lu, "attrs", {}).get(FIXEES, {})
    return [
        {"indicateur": ident} | fixees | {str(nom): _natif_de(nom, x) for nom, x in ligne.items()} for ligne in lignes
    ]


def _natif_de(nom: str, x):
    """A cell of a figure: a count is whole, as the command of indicators writes it."""
    ecrit = natif(x)
    compte = nom in ("numerateur", "denominateur") and isinstance(ecrit, float) and ecrit.is_integer()
    return int(ecrit) if compte else ecrit


def natif(x):
    """A value as JSON holds it: missing is None, a day is its ISO text, a whole number of a float column is whole."""
    if isinstance(x, list | tuple):
        return [natif(y) for y in x]
    if x is None or isinstance(x, str | bool):
        return x
    if pd.isna(x):
        return None
    if hasattr(x, "isoformat"):
        return x.strftime("%Y-%m-%d")
    x = x.item() if hasattr(x, "item") else x
    return x


# --- Blocks with a chart -----------------------------------------------------------------------------


def graphique(vue: Vue, ident: str, titre: str, table: pd.DataFrame, encodage, **mots_du_bloc) -> Graphique:
    """A chart of an indicator with the words that its declaration and the view give."""
    ind = indicateur(ident)
    defauts = {
        "champ": ind.champ,
        "source": mots.source(ident),
        "periode": mots.periode(ident, vue.campagne),
        "mot": ind.label[:1].lower() + ind.label[1:],
        "unite": ind.unite,
        "decimales": ind.decimales,
        "fictif": vue.fictif,
        "choisi": (vue.lieu.niveau, vue.lieu.code),
        "noms": mots.noms(),
    }
    return Graphique(titre=titre, figures=table, encodage=encodage, **(defauts | mots_du_bloc))


def avec_graphique(
    vue: Vue,
    cle: str,
    g: Graphique,
    ident: str,
    tableau: Tableau | None = None,
    *,
    dessous: bool = False,
    clic: str | None = None,
    avant: Iterable[Partie] = (),
    apres: Iterable[Partie] = (),
    figures: Iterable[tuple[str, object]] | None = None,
    definitions: Iterable[str] | None = None,
    repli: str = "",
    titre_sur: pd.DataFrame | None = None,
) -> Bloc:
    """The block of a chart: its title, the choices of `avant`, the chart and its table, its note, its files, `apres`.

    `cle` begins the names of its files; `dessous` folds the table under the chart; `clic` is the level of the
    territories that a mark opens; `figures` are those of the chart unless given; `repli` folds the whole block;
    `titre_sur` are the rows that its title speaks of, where they are not those of the chart.
    """
    lues = [(ident, g.figures)] if figures is None else list(figures)
    g = avec_portee(vue, ident, g, lues, titre_sur)
    place = [Dessin(None if dessous else tableau, clic), Note()]
    if dessous and tableau is not None:
        place.append(Repli("Voir le tableau", (replace(tableau, large=True),)))
    return construire(
        vue,
        g.genre,
        g.titre,
        (*avant, *place, Sorties(), *apres),
        lues,
        graphique=g,
        lecture=g.lecture,
        champ=g.champ,
        source=g.source,
        periode=g.periode,
        notes=notes(g, [x for i, lu in lues if i == ident for x in records(i, lu)]),
        definitions=tuple(definition(i) for i in (definitions or (ident,))),
        alt=g.alternative,
        ouvre=clic,
        repli=repli,
        sujet=ident,
        fichier=nom_fichier(cle, vue),
        passeport=passeport(vue, ident),
    )


def avec_portee(
    vue: Vue, ident: str, g: Graphique, figures: Iterable[tuple[str, object]], titre_sur: pd.DataFrame | None = None
) -> Graphique:
    """The chart whose title and reading carry the coverage of the figures that they rest on: those of the block, and
    those of the territory and of what it compares with in the same breakdown, which its reading writes."""
    lues = [x for i, lu in [*figures, (ident, g.figures), *_lues_ici(vue, ident, g)] for x in records(i, lu)]
    if titre_sur is None:
        titre = portee.titre(g.titre, g.encodage.chiffres(g))
    else:
        titre = portee.marque(g.titre, records(ident, titre_sur))
    return g.avec(titre=titre, lecture=portee.lecture(g.lecture, lues, _ici(vue)) if g.lecture else "")


def _lues_ici(vue: Vue, ident: str, g: Graphique) -> list[tuple[str, pd.DataFrame]]:
    if "couverture" not in g.figures or indicateur(ident).couverture is None:
        return []
    ind, ou = indicateur(ident), g.figures.attrs.get(FIXEES, {})
    noms = list(g.figures.columns[: g.figures.columns.get_loc("valeur")])
    par = tuple(n for n in noms if n in ind.par and n not in (*ind.par_obligatoire, *ou))
    annees = sorted({int(c) for c in g.figures["campagne"].dropna()}) if len(g.figures) else []
    return [(ident, lignes.comparees(vue, ident, par, ou or None, tuple(annees) or None))]


def nom_fichier(cle: str, vue: Vue) -> str:
    """Name of a file that leaves, without its extension: the chart, the territory and the situation."""
    return f"{cle}_{vue.lieu.niveau}_{vue.lieu.code}_{vue.campagne or 'toutes'}".lower()


def minuscules(nom: str) -> str:
    """A name as a part of a key and of a file name."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in nom.lower())


def notes(g: Graphique, autres: Iterable[Mapping] = ()) -> tuple[Texte, ...]:
    """What is said under a chart after its period: its note, the reasons of what is missing or broken, in it or in its
    table (`autres`), what was not computed."""
    dits = provenances(g)
    saisis = texte(gras("Chiffres saisis et références"), f" : {dits}.") if dits else Texte()
    suites = (("Couverture incomplète", g.couvertures), ("À unités constantes", unites_constantes(g, autres)))
    dites = (texte(gras(mot), f" : {dit}.") for mot, dit in suites if dit)
    return tuple(x for x in (texte(g.note), *dites, *_motifs(g, autres), saisis) if x)


def _motifs(g: Graphique, autres: Iterable[Mapping]) -> list[Texte]:
    if "motif" not in g.figures or "valeur" not in g.figures:
        return []
    vus = dict.fromkeys(g.figures.loc[g.figures["valeur"].isna(), "motif"].dropna())
    textes = [texte(gras(fr.court(m)), f" {fr.long(m)}.") for m in vus]
    if dites := ruptures(g, autres):
        textes.append(texte(gras(fr.RUPTURE[0]), f" {fr.RUPTURE[1]} : {dites}."))
    return textes


def definition(ident: str) -> Definition:
    """The declaration of an indicator in words."""
    ind = indicateur(ident)
    termes = ""
    if ind.numerateur_libelle and ind.denominateur_libelle:
        termes = f" Ici : {ind.numerateur_libelle}, rapportés à : {ind.denominateur_libelle}."
    reperes = " ; ".join(r.regle for r in ind.reperes)
    return Definition(
        ident, ind.question, f"{FORMES[ind.shape].texte}{termes}", ind.mises_en_garde, reperes, ind.definition
    )


# --- Blocks without one ------------------------------------------------------------------------------


def cartes(vue: Vue, demandees: Iterable[tuple]) -> Bloc:
    """The block of the figures that a page opens with: (indicator, row, then what `cartes.carte` takes) each."""
    demandees = list(demandees)
    faites = tuple(carte(x, ident, *suite) for ident, x, *suite in demandees)
    muettes = [x for _, x, *_ in demandees if x is None or (fr.absent(x["valeur"]) and not fr.bornee(x))]
    absence = None
    if len(muettes) == len(demandees):
        ident, x, *_ = demandees[0]
        absence = raison_de(ident, "non_transmis" if x is None else x["motif"] or "non_transmis")
    lues = [(ident, x) for ident, x, *_ in demandees]
    return construire(vue, "cartes", "", (Cartes(faites),), lues, absence=absence)


def constat(vue: Vue, titre: str, chapo: str | Texte, figures: Iterable[tuple[str, object]] = ()) -> Bloc:
    """The block that opens a page: the finding as its title, then a sentence, with the coverage of what both write."""
    figures = list(figures)
    lues = [x for ident, lu in figures for x in records(ident, lu)]
    ici = _ici(vue)
    if isinstance(chapo, str):
        chapo = portee.chapo(titre, chapo, lues, ici)
    else:
        chapo = texte(chapo, portee.phrase(f"{titre} {chapo.nu}", lues, ici))
    dit = portee.titre(titre, portee.citees(titre, lues, ici))
    return construire(vue, "constat", dit, (ecrit(chapo, style="chapo"),), figures, lecture=chapo.nu, rang=1)


def absent(vue: Vue, ident: str, titre: str, motif: str = "non_transmis", apres: Iterable[Partie] = ()) -> Bloc:
    """A block without figures: the reason in the place of the chart, that of the rows where they give one."""
    ind = indicateur(ident)
    motif = _motif_ici(vue, ident, motif)
    quand, raison = mots.periode(ident, vue.campagne), majuscule(fr.long(motif).split(" : ")[0])
    dit = texte(
        gras(fr.court(motif)),
        f" {raison} : aucun chiffre de « {ind.label} » {vue.lieu.situe}, {quand}. Source"
        f"{' attendue' * (motif != 'sans_objet')} : {mots.source(ident)}.",
    )
    return construire(vue, "absence", titre, (ecrit(dit), *apres), absence=raison_de(ident, motif), periode=quand)


def sans_objet(vue: Vue, ident: str, motif: str = "sans_objet") -> Bloc:
    """A block that a page leaves out: there is nothing to show for this view, and no other block waits for it. Its
    indicator names it."""
    absence = raison_de(ident, _motif_ici(vue, ident, motif))
    return construire(vue, "absence", "", (), absence=absence, nom=indicateur(ident).label)


def _motif_ici(vue: Vue, ident: str, motif: str) -> str:
    """The reason of an absence; where the indicator is not read at the level shown, that is it, and nobody is
    awaited. What was received and gives no value is not « non transmis »: its rows say why."""
    if vue.lieu.niveau not in indicateur(ident).niveaux:
        return "sans_objet"
    return motif_recu(lignes.territoire(vue, ident)) or motif if motif == "non_transmis" else motif


def motif_recu(table: pd.DataFrame) -> str | None:
    """The reason that rows give where all of them are without a value and something was received; else None."""
    if not len(table) or table["valeur"].notna().any():
        return None
    return next((m for m in table["motif"].dropna() if m != "non_transmis"), None)


def raison_de(ident: str, motif: str) -> Absence:
    """The reason of an absence of an indicator, with who could give what is missing and the template to fill."""
    return absence_de(indicateur(ident).sources_citees, motif)


def absence_de(attendues: Iterable[str], motif: str) -> Absence:
    """The reason of an absence, with who could give these sources and the template of the first one."""
    connues = [s for s in attendues if s in SOURCES]
    producteurs = dict.fromkeys(SOURCES[s].producteur for s in connues)
    titres = dict.fromkeys(SOURCES[s].titre for s in connues)
    return Absence(
        motif,
        fr.long(motif),
        " ; ".join(producteurs) or "producteur non déclaré",
        " ; ".join(titres) or ", ".join(attendues),
        next(iter(connues), ""),
    )


def export(
    vue: Vue, nom: str, contenu: str, table: pd.DataFrame, precision: str, sources: tuple[str, ...], cle: str
) -> Export:
    """The files of a table that is no chart: `contenu` names it, `precision` says for when and where."""
    origine = {
        "Contenu": f"{contenu}, {precision}",
        "Fichiers reçus": " ; ".join(f"{n} (sha256 {s[:12]})" for n, s in lectures.fichiers(vue.lecteur, sources)),
        "Base": vue.lecteur.nom_base,
        "Données": "DONNÉES FICTIVES" if vue.fictif else "réelles, provisoires",
    }
    lignes = tuple(tuple(natif(x) for x in ligne) for ligne in table.itertuples(index=False, name=None))
    return Export(nom, contenu, tuple(table.columns), lignes, tuple(origine.items()), cle)


def motif(table: pd.DataFrame) -> str:
    """The first reason that rows without a value give; not received where there is no row."""
    dits = table["motif"].dropna() if "motif" in table else ()
    return dits.iloc[0] if len(dits) else "non_transmis"


def majuscule(mot: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return mot[:1].upper() + mot[1:]


def parmi(options: Mapping[str, str] | Iterable[str], noms=None) -> tuple[tuple[str, str], ...]:
    """The options of a choice as (value, label) pairs; `noms` gives the labels of the values."""
    if isinstance(options, Mapping) and noms is None:
        return tuple(options.items())
    return tuple((o, noms(o) if noms else o) for o in options)
