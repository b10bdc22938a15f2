"""The page « Où en est l’avis ? »: for each line of the fiche, what was received, what is missing, where to read it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

import streamlit as st

from blocs import plan
from charts import format as fr
from indicators import indicateur, liste
from loaders.sources import SOURCES
from store.fiche import CRITERES, ITEMS, PARTIES
from store.territoires import LIBELLES_NIVEAUX
from ui import accueil, cases_releve, etat, style
from ui.place import place
from ui.tableau import Ligne, tableau
from vues import cache, lectures, mots, releve
from vues.releve import Releve
from vues.vue import Vue

TITRE = "Où en est l’avis ?"
# Published series that go back decades would make a situation of each of their years.
_CONTEXTE = ("population", "contexte")


@dataclass(frozen=True)
class Avancement:
    """Where one line of the fiche stands: its figures, when its last file came, which sources did not.

    `manquent` was never received; `ailleurs` was, but gives no value for what is shown. `lectures` are the
    readings of evidence of its région, None where the line is not read as text or no région is shown.
    """

    item: str
    releves: tuple[Releve, ...]
    recu_le: datetime | None
    manquent: tuple[str, ...]
    ailleurs: tuple[str, ...]
    lectures: Releve | None

    @property
    def calcules(self) -> tuple[Releve, ...]:
        """The figures that are worked out at the level shown."""
        return tuple(r for r in self.releves if r.calcule)

    @property
    def connus(self) -> tuple[Releve, ...]:
        """The figures that have a value."""
        return tuple(r for r in self.releves if r.a_valeur)


def sources() -> tuple[str, ...]:
    """The sources whose periods are the situations of the page: the published context counts where it is alone."""
    toutes = tuple(dict.fromkeys(s for i in liste() for s in i.sources))
    if etat.nom_base() is None:
        return toutes
    suivies = tuple(s for s in toutes if s in SOURCES and SOURCES[s].table not in _CONTEXTE)
    return suivies if lectures.campagnes(etat.lecteur(), suivies) else toutes


def avancements(vue: Vue | None) -> tuple[Avancement, ...]:
    """Where each line of the fiche stands for a view; with no view, that of a base where nothing is."""
    return _avancements(vue) if vue else tuple(_avancement(None, item, _recus()) for item in ITEMS)


@cache.garde(60)
def _avancements(vue: Vue) -> tuple[Avancement, ...]:
    recus = _recus()
    _rassembler(vue)
    return tuple(_avancement(vue, item, recus) for item in ITEMS)


def _rassembler(vue: Vue) -> None:
    """Ask for the figures side by side: most of their time is the planning of statements, each on one core."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as fils:
        for demande in [fils.submit(releve.releve, vue, i.id) for i in liste()]:
            demande.result()


def _recus() -> dict[str, datetime]:
    """Source → when its last living batch came."""
    if etat.nom_base() is None:
        return {}
    recus: dict[str, datetime] = {}
    for lot in accueil.lots(etat.lecteur()):
        if lot["statut"] not in ("retire", "remplace"):
            recus[lot["source"]] = max(lot["recu_le"], recus.get(lot["source"], lot["recu_le"]))
    return recus


def _avancement(vue: Vue | None, item: str, recus: dict[str, datetime]) -> Avancement:
    idents = [i.id for i in liste() if i.fiche == item]
    releves = tuple(releve.releve(vue, i) if vue else Releve(i) for i in idents)
    attendues = tuple(dict.fromkeys(s for i in idents for s in indicateur(i).sources))
    vides = [r for r in releves if not r.a_valeur]
    voulues = tuple(dict.fromkeys(s for r in vides for s in indicateur(r.ident).sources))
    # What lacks one of its sources says nothing of the others.
    complets = [r for r in vides if recus.keys() >= set(indicateur(r.ident).sources)]
    muettes = {s for r in complets if r.motif == "non_transmis" for s in indicateur(r.ident).sources}
    parlantes = {s for r in releves if r.a_valeur for s in indicateur(r.ident).sources}
    return Avancement(
        item,
        releves,
        max((recus[s] for s in attendues if s in recus), default=None),
        tuple(s for s in voulues if s not in recus),
        tuple(s for s in voulues if s in recus and s in muettes - parlantes),
        _lectures(vue, item),
    )


def _lectures(vue: Vue | None, item: str) -> Releve | None:
    region = lectures.lieu(etat.lecteur(), "region", code) if vue and (code := vue.lieu.dans("region")) else None
    if item not in CRITERES or region is None:
        return None
    return releve.releve(replace(vue, lieu=region), f"preuve_{item.lower()}")


def constat(vue: Vue) -> tuple[str, str]:
    """The page's title, which says how many lines have a figure, and the sentence under it."""
    tous = avancements(vue)
    garnies = [a for a in tous if a.connus]
    chiffres, sur = sum(len(a.connus) for a in tous), sum(len(a.calcules) for a in tous)
    recus = f"{fr.nombre(chiffres)} {fr.accord(chiffres, 'chiffre reçu', 'chiffres reçus')} sur {fr.nombre(sur)}"
    titre = f"{TITRE} {vue.lieu.libelle} : {recus}, pour {len(garnies)} des {len(tous)} lignes de la fiche"
    chapo = (
        "Les lignes de la fiche que suit l’avis, dans son ordre, avec ce qui est reçu, ce qui manque et où le lire. Un "
        f"chiffre qui n’existe pas pour la situation {vue.campagne} est compté à sa dernière période connue."
    )
    return titre, chapo


@place("lignes_fiche")
def fiche(vue: Vue | None) -> None:
    """The thirteen lines: figures received, last receipt, completeness, evidence, what is missing and from whom."""
    tous = avancements(vue)
    tetes = ("Chiffres reçus", "<<Dernier reçu", "<<Couverture la plus basse", "<<Éléments de preuve",
             "<<Ce qui manque, et de qui")  # fmt: skip
    nom = vue.lieu.libelle if vue else "aucune base"
    tableau(f"Les {len(tous)} lignes de la fiche, {nom}", tetes, [x for a in tous for x in _lignes(vue, a)], "cf-large")
    style.phrase(
        f"<b>Provisoire</b> : reçu, non validé par le producteur. <b>{fr.court('non_transmis')}</b> "
        f"{fr.long('non_transmis')}. La couverture dit la part de ce qui était attendu et qui a répondu ; c’est la "
        "plus basse des chiffres de la ligne. Une lecture d’éléments de preuve dit ce qui appuie un énoncé, partie par "
        "partie.",
        "cf-note",
    )
    if vue:
        with st.expander(f"Voir chiffre par chiffre ({len(liste())})"):
            _chiffres(vue, tous)


def _lignes(vue: Vue | None, a: Avancement) -> list[Ligne]:
    return [
        Ligne((_titre(vue, a.item),), "g"),
        Ligne((_recu(vue, a), _date(a), _couverture(a), _preuves(a), _manque(a))),
    ]


def _titre(vue: Vue | None, item: str) -> str:
    lire = f"<span class='cf-n' style='font-weight:400'>Où lire : {_liens(vue, plan.entrees(item))}</span>"
    return f"{item} – {escape(ITEMS[item])}<br>{lire}"


def _liens(vue: Vue | None, pages: list[tuple[plan.Page, str | None]]) -> str:
    """Links to pages, or to their parts, that keep the territory."""
    lieu = {"niveau": vue.lieu.niveau, "territoire": vue.lieu.code} if vue else {}
    return " · ".join(
        f'<a class="cf-lien" href="{escape(plan.adresse(p.nom, volet, **lieu))}" target="_self">{escape(p.titre)}</a>'
        for p, volet in pages
    )


def _recu(vue: Vue | None, a: Avancement) -> str:
    if not a.calcules:
        return f"–{_petit(f'aucun ne se calcule par {LIBELLES_NIVEAUX[vue.lieu.niveau][0]}')}"
    dits = []
    if autres := [r for r in a.connus if vue and r.campagne != vue.campagne]:
        dits.append(f"dont {len(autres)} d’une autre période")
    muets = [r for r in a.calcules if not r.a_valeur and r.motif != "non_transmis"]
    if muets:
        signes = " ".join(_signe(m) for m in dict.fromkeys(r.motif for r in muets))
        dits.append(f"{len(muets)} sans valeur : {signes}")
    if hors := len(a.releves) - len(a.calcules):
        dits.append(f"{hors} à un autre niveau")
    return f"<b>{len(a.connus)} sur {len(a.calcules)}</b>" + "".join(_petit(x) for x in dits)


def _signe(motif: str) -> str:
    return f'<abbr title="{escape(fr.long(motif))}">{escape(fr.court(motif))}</abbr>'


def _petit(texte: str) -> str:
    return f"<br><span class='cf-n'>{texte}</span>"


def _date(a: Avancement) -> str:
    if a.recu_le is None:
        return f'<span class="cf-absent">{_signe("non_transmis")}</span>'
    return f"{a.recu_le:%d/%m/%Y}{_petit('provisoire')}"


def _couverture(a: Avancement) -> str:
    bas = min((r for r in a.releves if r.couverture is not None), key=lambda r: r.couverture, default=None)
    if bas is None:
        return "–"
    return f"{fr.part(bas.couverture)}{_petit(escape(indicateur(bas.ident).couverture_libelle))}"


def _preuves(a: Avancement) -> str:
    if a.item not in CRITERES:
        return f"–{_petit('ligne chiffrée')}"
    if a.lectures is None:
        return f"–{_petit('se lit par région' if a.recu_le else 'non lu')}"
    lues = {x["partie"]: x["valeur"] for x in a.lectures.connues}
    parties = [p for p in PARTIES if p in lues or p != "commune"]
    textes = [f"{p} : {escape(fr.lecture(lues[p])) if p in lues else 'non lu'}" for p in parties]
    if len({lues.get(p) for p in PARTIES[:2] if p in lues}) > 1:
        textes.append("<b>≠</b> lectures différentes")
    return "<br>".join(textes)


def _manque(a: Avancement) -> str:
    dits = _par_producteur(a.manquent)
    if a.ailleurs:
        dits.append("<span class='cf-n'>Reçu, sans valeur pour ce territoire et cette période :</span>")
        dits += _par_producteur(a.ailleurs)
    return "<br>".join(dits) or "<span class='cf-n'>tout ce qui est attendu est reçu</span>"


def _par_producteur(noms: tuple[str, ...]) -> list[str]:
    """« Producteur : titre ; titre », one text for each producer."""
    par: dict[str, list[str]] = {}
    for nom in noms:
        connue = SOURCES.get(nom)
        par.setdefault(connue.producteur if connue else "producteur non déclaré", []).append(
            connue.titre if connue else nom
        )
    return [f"<b>{escape(qui)}</b> : {escape(' ; '.join(titres))}" for qui, titres in par.items()]


def _chiffres(vue: Vue, tous: tuple[Avancement, ...]) -> None:
    rangees: list[Ligne] = []
    for a in tous:
        rangees.append(Ligne((f"{a.item} – {escape(ITEMS[a.item])}",), "g"))
        rangees += [_chiffre(vue, r) for r in a.releves]
    tetes = ("Chiffre", *cases_releve.entetes()[:-1], "<<Source, producteur")
    tableau("Chiffre par chiffre", tetes, rangees, "cf-large")


def _chiffre(vue: Vue, r: Releve) -> Ligne:
    label = escape(indicateur(r.ident).label)
    pages = plan.ou_lire(r.ident)
    nom = f"{label}{_petit(_liens(vue, pages))}"
    seul = r.figures[0] if len(r.figures) == 1 else None
    cases = cases_releve.cellules(r, seul)[:-1]
    if len(r.connues) > 1:
        couverte = "–" if r.couverture is None else fr.part(r.couverture)
        cases = (f"{len(r.connues)} valeurs", cases[1], escape(mots.periode(r.ident, r.campagne)), couverte)
    return Ligne((nom, *cases, escape(mots.source(r.ident))))
