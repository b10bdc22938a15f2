"""Text, tables and cards of a block as HTML: the only place where what is said becomes tags.

Only tags are `Markup`: what is joined to them, or put in their places, is escaped.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup, escape

from blocs.modele import Alinea, Bloc, Carte, Definition, Ecrit, FaceAFace, Ligne, Liste, Pli, Tableau
from blocs.texte import Lien, Morceau, Texte
from charts.format import typo
from charts.jetons import TAILLE
from charts.mesure import largeur, plier
from ui.porte import attribut, francais

_BALISES = {
    "gras": (Markup("<b>"), Markup("</b>")),
    "petit": (Markup('<span class="cf-n">'), Markup("</span>")),
    "attenue": (Markup('<span class="cf-absent">'), Markup("</span>")),
    "forme": (Markup('<span class="cf-forme" aria-hidden="true">'), Markup("</span>")),
    "retire": (Markup("<del>"), Markup("</del>")),
    "ajoute": (Markup("<ins>"), Markup("</ins>")),
    "maigre": (Markup('<span style="font-weight:400">'), Markup("</span>")),
    "insecable": (Markup('<span style="white-space:nowrap">'), Markup("</span>")),
}
_CLASSES = {"petit": "cf-n", "attenue": "cf-absent"}
_PHRASE = 24  # characters of a line beyond which a cell is a sentence
_LISIBLE = 170  # px under which a sentence is a column of single words
_PAGE = 852  # px of the page on a screen of 1280
_DEFILE = 40  # rows beyond which a table scrolls in its own box
_RIEN = Markup("")
_FIN_DE_CASE = Markup("</td>")
_CELLULES = {
    (False, False): Markup("<td>"),
    (True, False): Markup("<td class=cf-g>"),
    (False, True): Markup("<td class=cf-l>"),
    (True, True): Markup('<td class="cf-g cf-l">'),
}
_SAUT = Markup("<br>")


def _moule(gabarit: Markup) -> Callable[..., Markup]:
    """What fills the blanks of a piece of HTML as `Markup.format` does, but fast: a table has thousands."""
    debut, *suites = gabarit.split("{}")

    def remplir(*valeurs: str | Markup) -> Markup:
        ecrits = [debut]
        for valeur, suite in zip(valeurs, suites, strict=True):
            ecrits += (valeur, suite)
        return _RIEN.join(ecrits)

    return remplir


_LIEN = _moule(Markup('<a class="cf-lien" href="{}" target="_self">{}</a>'))
_RANGEE = _moule(Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>'))
_BULLES = {
    "": _moule(Markup('<abbr title="{}">{}</abbr>')),
    "cf-n": _moule(Markup('<abbr class="cf-n" title="{}">{}</abbr>')),
    "cf-absent": _moule(Markup('<abbr class="cf-absent" title="{}">{}</abbr>')),
}


def de_texte(t: Texte) -> Markup:
    """A text's HTML: runs that follow one another in one look share its tag."""
    return _morceaux([(m, m.genres) for m in t.morceaux])


def _morceaux(restes: list[tuple[Morceau, tuple[str, ...]]]) -> Markup:
    """Runs with the looks still to write, the outermost last."""
    ecrits = []
    for genre, groupe in groupby(restes, key=lambda x: x[1][-1] if x[1] else ""):
        dedans = list(groupe)
        seule = dedans[0] if len(dedans) == 1 else None
        if not genre or (seule and seule[0].bulle and seule[1] == (genre,) and genre in _CLASSES):
            ecrits += [_un(m, _CLASSES.get(genre, "")) for m, _ in dedans]
        else:
            ouvre, ferme = _BALISES[genre]
            ecrits += [ouvre, _morceaux([(m, reste[:-1]) for m, reste in dedans]), ferme]
    return ecrits[0] if len(ecrits) == 1 else _RIEN.join(ecrits)


def _un(m: Morceau, classe: str) -> Markup:
    dit = _lignes(typo(m.texte))
    if m.bulle:
        dit = _BULLES[classe](attribut(m.bulle), dit)
    return dit if m.lien is None else _LIEN(_adresse(m.lien), dit)


def _lignes(texte: str) -> Markup:
    """A text, escaped, its lines broken where they end."""
    return _SAUT.join(texte.split("\n")) if "\n" in texte else escape(texte)


def _adresse(lien: Lien) -> str:
    choix = dict(lien.choix) | (_garde() if lien.garde else {})
    suite = f"?{urlencode(choix)}" if choix else ""
    return f"{lien.page or ''}{suite}"


def _garde() -> dict[str, str]:
    """The choices that stay when the reader opens another territory."""
    etat = st.session_state.get("etat", {})
    perdus = ("niveau", "territoire", "detail", "comparer")
    adresse = st.session_state.get("adresse", {})
    return {cle: etat[cle] for cle in adresse if cle not in perdus and etat.get(cle)}


def de_ecrit(x: Ecrit) -> Markup:
    """A text part's HTML, French spaces put in."""
    return Markup('<div class="cf cf-{}">{}</div>').format(x.style, francais(_contenus(x.contenu)))


def _contenus(contenu: tuple) -> Markup:
    return _RIEN.join(map(_contenu, contenu))


def _contenu(x: Texte | Alinea | Liste | Pli | Definition) -> Markup:
    if isinstance(x, Texte):
        return de_texte(x)
    if isinstance(x, Alinea):
        return Markup("<p>{}</p>").format(de_texte(x.texte))
    if isinstance(x, Liste):
        return Markup("<ul>{}</ul>").format(_chacun(Markup("<li>{}</li>"), map(de_texte, x.points)))
    if isinstance(x, Definition):
        return de_definition(x)
    return Markup("<details><summary>{}</summary>{}</details>").format(x.titre, _contenus(x.contenu))


def de_tableau(t: Tableau) -> Markup:
    """A table's HTML, with caption and scope; it scrolls in its own box where it is long, or wider than the page."""
    gauche = [c.gauche and i > 0 for i, c in enumerate(t.colonnes)]
    tetes = _RIEN.join(
        Markup('<th scope="col"{}>{}</th>').format(Markup(" class=cf-g") if g else "", _lignes(typo(c.nom)))
        for c, g in zip(t.colonnes, gauche, strict=True)
    )
    contenu = Markup(
        '<table class="cf cf-t {}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(
        f"{'cf-large' if t.large else ''}{' cf-serre' if t.serre else ''}",
        typo(t.titre),
        tetes,
        _RIEN.join(_ligne(x, gauche) for x in t.lignes),
    )
    boite = "cf-defile" if len(t.lignes) > _DEFILE else "cf-travers" if large_utile(t) > _PAGE else ""
    if boite:
        return Markup('<div class="{}" tabindex="0" role="region" aria-label="{}">{}</div>').format(
            boite, attribut(t.titre), contenu
        )
    return contenu


def large_utile(t: Tableau) -> float:
    """The px that a table needs to be read: no number cut, long cells in a few lines."""
    lues = [x for x in t.lignes if x.role != "g"]
    colonnes = zip(t.colonnes, zip(*(x.cellules for x in lues), strict=True), strict=True) if lues else ()
    return sum(12 + max(_mot(c.nom), *(_utile(x, i == 0) for x in cases)) for i, (c, cases) in enumerate(colonnes))


def _utile(cellule: Texte, premiere: bool) -> float:
    """The px of a cell: its lines whole, but those of a name or of a long text, which are broken."""
    if premiere:
        return _mot(_dit(cellule))
    if _longue(cellule):
        return max(_LISIBLE, _mot(_dit(cellule)))
    return max(largeur(x, TAILLE["tableau"], True) for x in _dit(cellule).split("\n"))


def _mot(dit: str) -> float:
    return max(largeur(m, TAILLE["tableau"], True) for m in plier(typo(dit).replace("\n", " "), 1))


def _dit(cellule: Texte) -> str:
    return typo("".join(m.texte for m in cellule.morceaux))


def _longue(cellule: Texte) -> bool:
    """Whether a cell is a sentence: it is broken at its spaces, where a number never is."""
    return any(len(x) > _PHRASE for x in _dit(cellule).split("\n"))


def _ligne(ligne: Ligne, gauche: list[bool]) -> Markup:
    premiere, *autres = (de_texte(c) for c in ligne.cellules)
    if ligne.role == "g":
        tete = Markup('<tr class="g"><th scope="colgroup" colspan="{}">{}</th></tr>')
        return tete.format(len(gauche), premiere)
    cases = []
    for ecrite, lue, g in zip(autres, ligne.cellules[1:], gauche[1:], strict=True):
        cases += [_CELLULES[g, _longue(lue)], ecrite, _FIN_DE_CASE]
    return _RANGEE(ligne.role, premiere, _RIEN.join(cases))


def de_cartes(cartes: tuple[Carte, ...]) -> Markup:
    """Cards side by side, folding under one another where the page is narrow."""
    quatre = " cf-quatre" if len(cartes) == 4 else ""  # two and two, or four: never three and one
    dit = Markup('<div class="cf-boite"><div class="cf cf-cartes{}">{}</div></div>')
    return francais(dit.format(quatre, _RIEN.join(map(_carte, cartes))))


def _carte(c: Carte) -> Markup:
    dl = _RIEN.join(Markup("<dt>{}</dt><dd>{}</dd>").format(a, de_texte(b)) for a, b in c.lignes)
    compte = Markup('<div class="cf-n">{}</div>').format(de_texte(c.n)) if c.n else ""
    raison = Markup('<div class="cf-n">{}</div>').format(c.raison) if c.absente else ""
    return Markup('<div class="cf-carte"><h2>{}</h2><div class="{}">{}</div>{}{}<dl>{}</dl>{}</div>').format(
        _lignes(typo(c.titre)),
        "cf-val cf-absent" if c.absente else "cf-val",
        de_texte(c.valeur),
        raison,
        compte,
        dl,
        _chacun(Markup('<div class="cf-n">{}</div>'), (francais(de_texte(t)) for t in c.notes)),
    )


def de_definition(d: Definition) -> Markup:
    """The declaration of an indicator, folded."""
    gardes = _chacun(Markup("<li>{}</li>"), d.mises_en_garde)
    return Markup(
        "<details><summary>Définition</summary><p>{}</p><p>{}</p>{}{}"
        "<p><b>Origine de la définition</b> : {}. <b>Identifiant</b> : {}.</p></details>"
    ).format(
        d.question,
        d.calcul,
        Markup("<ul>{}</ul>").format(gardes) if gardes else "",
        Markup("<p><b>Repère</b> : {}.</p>").format(d.repere) if d.repere else "",
        d.origine,
        d.indicateur,
    )


def de_note(bloc: Bloc) -> Markup:
    """What goes with the figures of a block: reading, champ, source, period, then the notes and the definitions."""
    fin = "" if bloc.champ.endswith(".") else "."
    dit = Markup(
        '<div class="cf cf-note"><p><b>Lecture</b> : {}</p><p><b>Champ</b> : {}{} <b>Source</b> : {}. '
        "<b>Période</b> : {}. {}</p>{}</div>"
    ).format(
        bloc.lecture,
        bloc.champ,
        fin,
        bloc.source,
        bloc.periode,
        Markup(" ").join(de_texte(n) for n in bloc.notes),
        _RIEN.join(de_definition(d) for d in bloc.definitions),
    )
    return francais(dit)


def de_face_a_face(x: FaceAFace) -> Markup:
    """Two versions of a text side by side, piece by piece."""
    tetes = _chacun(Markup("<div>{}</div>"), map(de_texte, x.tetes))
    corps = _RIEN.join(
        Markup(
            '<section><p class="cf-etat">{}</p><div class="cf-face"><div>{}</div><div>{}</div></div></section>'
        ).format(de_texte(f.etat), _cote(f.titre_gauche, f.gauche), _cote(f.titre_droite, f.droite))
        for f in x.faces
    )
    dit = Markup('<div class="cf cf-textes"><div class="cf-face cf-etat">{}</div>{}</div>')
    return francais(dit.format(tetes, corps))


def _cote(titre: Texte, contenu: tuple) -> Markup:
    if not titre:
        return _chacun(Markup('<p class="cf-absent">{}</p>'), map(de_texte, contenu))
    return Markup("<h3>{}</h3>{}").format(de_texte(titre), _contenus(contenu))


def _chacun(autour: Markup, dits: Iterable[str | Markup]) -> Markup:
    return _RIEN.join(autour.format(x) for x in dits)
