"""The page « Où en est l’avis ? »: for each line of the fiche, what was received, what is missing, where to read it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime

from blocs import cases_releve
from blocs.accueil import SUIVIS, ecarts, recus
from blocs.cellules import absent, signe
from blocs.composition import constat, construire
from blocs.declaration import BlocDeclare, Page
from blocs.emetteurs import attendus
from blocs.liens import plan
from blocs.modele import Bloc, Ligne, Repli, Tableau, colonnes, ecrit, groupe, ligne
from blocs.texte import Texte, gras, joindre, petit, texte, vers
from charts import format as fr
from indicators import indicateur, liste
from loaders.sources import SOURCES
from store import echeances
from store.fiche import CRITERES, ITEMS, PARTIES
from store.territoires import LIBELLES_NIVEAUX
from vues import cache, lectures, mots, releve
from vues.lots import vivants
from vues.releve import Releve
from vues.vue import Vue

TITRE = "Où en est l’avis ?"


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


def avancements(vue: Vue | None) -> tuple[Avancement, ...]:
    """Where each line of the fiche stands for a view; with no view, that of a base where nothing is."""
    return _avancements(vue) if vue else tuple(_avancement(None, item, {}) for item in ITEMS)


@cache.garde(60)
def _avancements(vue: Vue) -> tuple[Avancement, ...]:
    recus = _recus(vue)
    _rassembler(vue)
    return tuple(_avancement(vue, item, recus) for item in ITEMS)


def _rassembler(vue: Vue) -> None:
    """Ask for the figures side by side: most of their time is the planning of statements, each on one core."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as fils:
        for demande in [fils.submit(releve.releve, vue, i.id) for i in liste()]:
            demande.result()


def _recus(vue: Vue) -> dict[str, datetime]:
    """Source → when its last living batch came."""
    recus: dict[str, datetime] = {}
    for lot in vivants(vue.lecteur):
        recus[lot["source"]] = max(lot["recu_le"], recus.get(lot["source"], lot["recu_le"]))
    return recus


def _avancement(vue: Vue | None, item: str, recus: dict[str, datetime]) -> Avancement:
    idents = [i.id for i in liste() if i.fiche == item]
    releves = tuple(releve.releve(vue, i) if vue else Releve(i) for i in idents)
    attendues = tuple(dict.fromkeys(s for i in idents for s in indicateur(i).sources_citees))
    vides = [r for r in releves if not r.a_valeur]
    voulues = tuple(dict.fromkeys(s for r in vides for s in indicateur(r.ident).sources_citees))
    # What lacks one of its sources says nothing of the others.
    complets = [r for r in vides if recus.keys() >= set(indicateur(r.ident).sources_citees)]
    muettes = {s for r in complets if r.motif == "non_transmis" for s in indicateur(r.ident).sources_citees}
    parlantes = {s for r in releves if r.a_valeur for s in indicateur(r.ident).sources_citees}
    return Avancement(
        item,
        releves,
        max((recus[s] for s in attendues if s in recus), default=None),
        tuple(s for s in voulues if s not in recus),
        tuple(s for s in voulues if s in recus and s in muettes - parlantes),
        _lectures(vue, item),
    )


def _lectures(vue: Vue | None, item: str) -> Releve | None:
    region = lectures.lieu(vue.lecteur, "region", code) if vue and (code := vue.lieu.dans("region")) else None
    if item not in CRITERES or region is None:
        return None
    return releve.releve(replace(vue, lieu=region), f"preuve_{item.lower()}")


def entete(vue: Vue) -> Bloc:
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
    return constat(vue, titre, chapo)


def lignes_fiche(vue: Vue | None) -> Bloc:
    """The thirteen lines: figures received, last receipt, completeness, evidence, what is missing and from whom; with
    no view, what a base where nothing is lacks."""
    tous = avancements(vue)
    tetes = colonnes("Chiffres reçus", "<<Dernier reçu", "<<Couverture la plus basse", "<<Éléments de preuve",
                     "<<Ce qui manque, et de qui")  # fmt: skip
    nom = vue.lieu.libelle if vue else "aucune base"
    rangees = tuple(x for a in tous for x in _lignes(vue, a))
    t = Tableau(f"Les {len(tous)} lignes de la fiche, {nom}", tetes, rangees, large=True)
    dit = ecrit(
        gras("Provisoire"),
        " : reçu, non validé par le producteur. ",
        gras(fr.court("non_transmis")),
        f" {fr.long('non_transmis')}. La couverture dit la part de ce qui était attendu et qui a répondu ; c’est la "
        "plus basse des chiffres de la ligne. Une lecture d’éléments de preuve dit ce qui appuie un énoncé, partie par "
        "partie.",
        style="note",
    )
    corps = [t, dit]
    if vue:
        corps.append(Repli(f"Voir chiffre par chiffre ({len(liste())})", (_chiffres(vue, tous),)))
    figures = [(r.ident, x) for a in tous for r in a.releves for x in r.figures] if vue else []
    return construire(vue, "tableau", "", corps, figures)


def _lignes(vue: Vue | None, a: Avancement) -> list[Ligne]:
    return [
        groupe(_titre(vue, a.item)),
        ligne(_recu(vue, a), _date(vue, a), _couverture(a), _preuves(a), _manque(vue, a)),
    ]


def _titre(vue: Vue | None, item: str) -> Texte:
    lire = petit(texte("Où lire : ", _liens(vue, plan().entrees(item)))).en("maigre")
    return texte(f"{item} – {ITEMS[item]}\n", lire)


def _liens(vue: Vue | None, pages: list[tuple[Page, str | None]]) -> Texte:
    """Links to pages, or to their parts, that keep the territory."""
    lieu = {"niveau": vue.lieu.niveau, "territoire": vue.lieu.code} if vue else {}
    return joindre(" · ", (vers(p.nom, p.titre, volet, **lieu) for p, volet in pages))


def _recu(vue: Vue | None, a: Avancement) -> Texte:
    if not a.calcules:
        return texte("–", _dessous(f"aucun ne se calcule par {LIBELLES_NIVEAUX[vue.lieu.niveau][0]}"))
    dits: list[str | Texte] = []
    if autres := [r for r in a.connus if vue and r.campagne != vue.campagne]:
        dits.append(f"dont {len(autres)} d’une autre période")
    muets = [r for r in a.calcules if not r.a_valeur and r.motif != "non_transmis"]
    if muets:
        signes = joindre(" ", (signe(m) for m in dict.fromkeys(r.motif for r in muets)))
        dits.append(texte(f"{len(muets)} sans valeur : ", signes))
    if hors := len(a.releves) - len(a.calcules):
        dits.append(f"{hors} à un autre niveau")
    return texte(gras(f"{len(a.connus)} sur {len(a.calcules)}"), *(_dessous(x) for x in dits))


def _dessous(x: str | Texte) -> Texte:
    """A precision on a line of its own."""
    return "\n" + petit(x)


def _date(vue: Vue | None, a: Avancement) -> Texte:
    if a.recu_le is None:
        attendues = _attendues(vue, a)
        toutes = bool(attendues) and attendues.keys() >= set(a.manquent)
        return absent("en_attente", echeances.dire(min(attendues.values()))) if toutes else absent("non_transmis")
    return texte(f"{a.recu_le:%d/%m/%Y}", _dessous("provisoire"))


def _couverture(a: Avancement) -> Texte:
    bas = min((r for r in a.releves if r.couverture is not None), key=lambda r: r.couverture, default=None)
    if bas is None:
        return texte("–")
    return texte(fr.part(bas.couverture), _dessous(indicateur(bas.ident).couverture_libelle))


def _preuves(a: Avancement) -> Texte:
    if a.item not in CRITERES:
        return texte("–", _dessous("ligne chiffrée"))
    if a.lectures is None:
        return texte("–", _dessous("se lit par région" if a.recu_le else "non lu"))
    lues = {x["partie"]: x["valeur"] for x in a.lectures.connues}
    parties = [p for p in PARTIES if p in lues or p != "commune"]
    textes: list[str | Texte] = [f"{p} : {fr.lecture(lues[p]) if p in lues else 'non lu'}" for p in parties]
    if len({lues.get(p) for p in PARTIES[:2] if p in lues}) > 1:
        textes.append(texte(gras("≠"), " lectures différentes"))
    return joindre("\n", textes)


def _attendues(vue: Vue | None, a: Avancement) -> dict[str, date]:
    """Source → before when it is expected for the situation, of those missing whose date is still to come."""
    campagne = vue.campagne if vue else None
    dites = {s: echeances.en_attente(s, campagne, echeances.aujourdhui()) for s in (*a.manquent, *a.ailleurs)}
    return {s: avant for s, avant in dites.items() if avant}


def _manque(vue: Vue | None, a: Avancement) -> Texte:
    attendues = _attendues(vue, a)
    dits = _par_producteur(tuple(s for s in a.manquent if s not in attendues))
    if ailleurs := tuple(s for s in a.ailleurs if s not in attendues):
        dits.append(petit("Reçu, sans valeur pour ce territoire et cette période :"))
        dits += _par_producteur(ailleurs)
    for jour in sorted(set(attendues.values())):
        dits.append(texte(signe("en_attente"), " ", petit(f"{echeances.dire(jour)} :")))
        dits += _par_producteur(tuple(s for s, avant in attendues.items() if avant == jour))
    return joindre("\n", dits) or petit("tout ce qui est attendu est reçu")


def _par_producteur(noms: tuple[str, ...]) -> list[Texte]:
    """« Producteur : titre ; titre », one text for each producer."""
    par: dict[str, list[str]] = {}
    for nom in noms:
        connue = SOURCES.get(nom)
        par.setdefault(connue.producteur if connue else "producteur non déclaré", []).append(
            connue.titre if connue else nom
        )
    return [texte(gras(qui), f" : {' ; '.join(titres)}") for qui, titres in par.items()]


def _chiffres(vue: Vue, tous: tuple[Avancement, ...]) -> Tableau:
    rangees = []
    for a in tous:
        rangees.append(groupe(f"{a.item} – {ITEMS[a.item]}"))
        rangees += [_chiffre(vue, r) for r in a.releves]
    tetes = colonnes("Chiffre", *cases_releve.ENTETES[:-1], "<<Source, producteur")
    return Tableau("Chiffre par chiffre", tetes, tuple(rangees), large=True)


def _chiffre(vue: Vue, r: Releve) -> Ligne:
    pages = plan().ou_lire(r.ident)
    nom = texte(indicateur(r.ident).label, _dessous(_liens(vue, pages)))
    seul = r.figures[0] if len(r.figures) == 1 else None
    cases = cases_releve.cellules(r, seul)[:-1]
    if len(r.connues) > 1:
        couverte = "–" if r.couverture is None else fr.part(r.couverture)
        cases = (f"{len(r.connues)} valeurs", cases[1], mots.periode(r.ident, r.campagne), couverte)
    return ligne(nom, *cases, mots.source(r.ident))


_TOUS = tuple(i.id for i in liste())

PAGE = Page(
    "accueil",
    TITRE,
    (
        BlocDeclare("constat_accueil", "constat", entete, _TOUS),
        BlocDeclare("lignes_fiche", "tableau", lignes_fiche, _TOUS),
        BlocDeclare("emetteurs", "tableau", attendus),
        BlocDeclare("ecarts", "tableau", ecarts, tuple(ident for ident, _ in SUIVIS)),
        BlocDeclare("recus", "tableau", recus),
    ),
    recapitule=True,
)
