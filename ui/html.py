"""Text, tables and cards of a block as HTML: the only place where what is said becomes tags."""

from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from blocs.modele import Alinea, Carte, Definition, Ecrit, FaceAFace, Ligne, Liste, Pli, Tableau
from blocs.texte import Lien, Morceau, Texte
from charts.format import typo
from charts.jetons import TAILLE
from charts.mesure import largeur, plier

_BALISES = {
    "gras": ("<b>", "</b>"),
    "petit": ('<span class="cf-n">', "</span>"),
    "attenue": ('<span class="cf-absent">', "</span>"),
    "forme": ('<span class="cf-forme" aria-hidden="true">', "</span>"),
    "retire": ("<del>", "</del>"),
    "ajoute": ("<ins>", "</ins>"),
    "maigre": ('<span style="font-weight:400">', "</span>"),
    "insecable": ('<span style="white-space:nowrap">', "</span>"),
}
_CLASSES = {"petit": "cf-n", "attenue": "cf-absent"}
_PHRASE = 24  # characters of a line beyond which a cell is a sentence
_LISIBLE = 170  # px under which a sentence is a column of single words
_PAGE = 852  # px of the page on a screen of 1280
_DEFILE = 40  # rows beyond which a table scrolls in its own box


def de_texte(t: Texte) -> str:
    """A text's HTML: runs that follow one another in one look share its tag."""
    return _morceaux([(m, m.genres) for m in t.morceaux])


def _morceaux(restes: list[tuple[Morceau, tuple[str, ...]]]) -> str:
    """Runs with the looks still to write, the outermost last."""
    ecrits = []
    for genre, groupe in groupby(restes, key=lambda x: x[1][-1] if x[1] else ""):
        dedans = list(groupe)
        seule = dedans[0] if len(dedans) == 1 else None
        if not genre or (seule and seule[0].bulle and seule[1] == (genre,) and genre in _CLASSES):
            ecrits += [_un(m, _CLASSES.get(genre, "")) for m, _ in dedans]
        else:
            ouvre, ferme = _BALISES[genre]
            ecrits.append(f"{ouvre}{_morceaux([(m, reste[:-1]) for m, reste in dedans])}{ferme}")
    return "".join(ecrits)


def _un(m: Morceau, classe: str) -> str:
    dit = escape(typo(m.texte)).replace("\n", "<br>")
    if m.bulle:
        attribut = f' class="{classe}"' if classe else ""
        dit = f'<abbr{attribut} title="{escape(m.bulle)}">{dit}</abbr>'
    if m.lien is not None:
        dit = f'<a class="cf-lien" href="{escape(_adresse(m.lien))}" target="_self">{dit}</a>'
    return dit


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


def de_ecrit(x: Ecrit) -> str:
    """A text part's HTML, French spaces put in."""
    return f'<div class="cf cf-{x.style}">{typo("".join(_contenu(c) for c in x.contenu))}</div>'


def _contenu(x: Texte | Alinea | Liste | Pli | Definition) -> str:
    if isinstance(x, Texte):
        return de_texte(x)
    if isinstance(x, Alinea):
        return f"<p>{de_texte(x.texte)}</p>"
    if isinstance(x, Liste):
        return f"<ul>{''.join(f'<li>{de_texte(p)}</li>' for p in x.points)}</ul>"
    if isinstance(x, Definition):
        return de_definition(x)
    corps = "".join(_contenu(c) for c in x.contenu)
    return f"<details><summary>{escape(x.titre)}</summary>{corps}</details>"


def de_tableau(t: Tableau) -> str:
    """A table's HTML, with caption and scope; it scrolls in its own box where it is long, or wider than the page."""
    gauche = [c.gauche and i > 0 for i, c in enumerate(t.colonnes)]
    tetes = "".join(
        f'<th scope="col"{" class=cf-g" if g else ""}>{typo(escape(c.nom)).replace(chr(10), "<br>")}</th>'
        for c, g in zip(t.colonnes, gauche, strict=True)
    )
    corps = "".join(_ligne(x, gauche) for x in t.lignes)
    classe = f"{'cf-large' if t.large else ''}{' cf-serre' if t.serre else ''}"
    contenu = (
        f'<table class="cf cf-t {classe}"><caption>{typo(escape(t.titre))}</caption>'
        f"<thead><tr>{tetes}</tr></thead><tbody>{corps}</tbody></table>"
    )
    boite = "cf-defile" if len(t.lignes) > _DEFILE else "cf-travers" if large_utile(t) > _PAGE else ""
    if boite:
        return f'<div class="{boite}" tabindex="0" role="region" aria-label="{escape(t.titre)}">{contenu}</div>'
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


def _classe(cellule: Texte, gauche: bool) -> str:
    noms = [nom for nom, vrai in (("cf-g", gauche), ("cf-l", _longue(cellule))) if vrai]
    return f' class="{" ".join(noms)}"' if len(noms) > 1 else f" class={noms[0]}" if noms else ""


def _ligne(ligne: Ligne, gauche: list[bool]) -> str:
    premiere, *autres = (de_texte(c) for c in ligne.cellules)
    if ligne.role == "g":
        return f'<tr class="g"><th scope="colgroup" colspan="{len(gauche)}">{premiere}</th></tr>'
    suite = zip(autres, ligne.cellules[1:], gauche[1:], strict=True)
    cases = "".join(f"<td{_classe(lue, g)}>{ecrite}</td>" for ecrite, lue, g in suite)
    return f'<tr class="{ligne.role}"><th scope="row">{premiere}</th>{cases}</tr>'


def de_cartes(cartes: tuple[Carte, ...]) -> str:
    """Cards side by side, folding under one another where the page is narrow."""
    quatre = " cf-quatre" if len(cartes) == 4 else ""  # two and two, or four: never three and one
    return typo(f'<div class="cf-boite"><div class="cf cf-cartes{quatre}">{"".join(map(_carte, cartes))}</div></div>')


def _carte(c: Carte) -> str:
    dl = "".join(f"<dt>{escape(a)}</dt><dd>{de_texte(b)}</dd>" for a, b in c.lignes)
    pied = "".join(f'<div class="cf-n">{typo(de_texte(t))}</div>' for t in c.notes)
    compte = f'<div class="cf-n">{de_texte(c.n)}</div>' if c.n else ""
    classe = "cf-val cf-absent" if c.absente else "cf-val"
    corps = f'<div class="{classe}">{de_texte(c.valeur)}</div>'
    if c.absente:
        corps += f'<div class="cf-n">{escape(c.raison)}</div>'
    titre = typo(escape(c.titre)).replace("\n", "<br>")
    return f'<div class="cf-carte"><h2>{titre}</h2>{corps}{compte}<dl>{dl}</dl>{pied}</div>'


def de_definition(d: Definition) -> str:
    """The declaration of an indicator, folded."""
    gardes = "".join(f"<li>{escape(x)}</li>" for x in d.mises_en_garde)
    repere = f"<p><b>Repère</b> : {escape(d.repere)}.</p>" if d.repere else ""
    return (
        f"<details><summary>Définition</summary><p>{escape(d.question)}</p><p>{escape(d.calcul)}</p>"
        f"{f'<ul>{gardes}</ul>' if gardes else ''}{repere}"
        f"<p><b>Origine de la définition</b> : {escape(d.origine)}. "
        f"<b>Identifiant</b> : {escape(d.indicateur)}.</p></details>"
    )


def de_face_a_face(x: FaceAFace) -> str:
    """Two versions of a text side by side, piece by piece."""
    tetes = "".join(f"<div>{de_texte(t)}</div>" for t in x.tetes)
    corps = "".join(
        f'<section><p class="cf-etat">{de_texte(f.etat)}</p>'
        f'<div class="cf-face"><div>{_cote(f.titre_gauche, f.gauche)}</div>'
        f"<div>{_cote(f.titre_droite, f.droite)}</div></div></section>"
        for f in x.faces
    )
    return typo(f'<div class="cf cf-textes"><div class="cf-face cf-etat">{tetes}</div>{corps}</div>')


def _cote(titre: Texte, contenu: tuple) -> str:
    if not titre:
        return "".join(f'<p class="cf-absent">{de_texte(c)}</p>' for c in contenu)
    return f"<h3>{de_texte(titre)}</h3>{''.join(_contenu(c) for c in contenu)}"
