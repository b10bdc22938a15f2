"""The whole state of a view, in the address: read, checked, and written back, defaults included."""

from dataclasses import dataclass, field

import streamlit as st

from store.rattachements import NIVEAUX_PROPRES
from store.territoires import LIBELLES_NIVEAUX, departement_de_uai
from ui import lectures
from ui.lectures import Lieu

_COMMUNS = ("niveau", "territoire", "detail", "comparer", "situation", "par")
_DETAILS = {
    "france": ("region", "academie", "departement"),
    "region": ("departement", "academie", "bassin_education", "psad", "mission_locale", "universite"),
    "region_academique": ("academie", "departement", "bassin_education", "psad", "mission_locale", "universite"),
    "academie": ("departement", "bassin_education", "psad"),
    "departement": ("departement", "bassin_education", "psad", "etablissement"),
    "bassin_education": ("bassin_education", "etablissement"),
    "zone_emploi": ("zone_emploi", "etablissement"),
    "etablissement": ("etablissement",),
    "psad": ("psad",),
    "mission_locale": ("mission_locale",),
    "universite": ("universite",),
}


@dataclass(frozen=True)
class Vue:
    """What the reader looks at: a territory, the level of its rows, a comparison, a situation, a breakdown."""

    lieu: Lieu
    detail: str
    comparer: Lieu | None
    campagne: int | None
    campagnes: tuple[int, ...]
    par: str | None
    ventilations: dict[str, str] = field(default_factory=dict, hash=False)
    details: tuple[str, ...] = ()
    comparaisons: tuple[Lieu, ...] = ()
    niveaux: tuple[str, ...] = ()
    fictif: bool = False

    @property
    def perimetre(self) -> tuple[str, str] | None:
        """Where the rows are taken: inside the territory, or among its siblings; None for the whole of France."""
        if self.detail != self.lieu.niveau:
            return None if self.lieu.niveau == "france" else (self.lieu.niveau, self.lieu.code)
        hauts = [p for p in self.lieu.parents if p[0] in ("departement", "region", "academie")]
        if self.lieu.niveau != "etablissement":
            hauts = [p for p in hauts if p[0] == "region"] or hauts
        return hauts[0] if hauts else None

    @property
    def nom_detail(self) -> str:
        """The plural of the rows' level: « départements »."""
        return LIBELLES_NIVEAUX[self.detail][1]


def _etat() -> dict[str, str]:
    return st.session_state.setdefault("etat", {})


def lire_adresse() -> None:
    """Take what the address says when it changed from outside (a link, the browser's arrows)."""
    recu = dict(st.query_params)
    if recu == st.session_state.get("adresse"):
        return
    st.session_state["avis"] = []
    if {"territoire", "niveau"} & recu.keys():
        for cle in ("niveau", "territoire", "detail", "comparer"):
            _etat().pop(cle, None)
    _etat().update(recu)
    if "situation" in recu:
        st.session_state["situation_choisie"] = recu["situation"]


def avis(texte: str) -> None:
    """Say that a choice of the address could not be followed; it stays until the reader chooses something."""
    dits = st.session_state.setdefault("avis", [])
    if texte not in dits:
        dits.append(texte)


def choisir(**choix: str | None) -> None:
    """Change choices of the view (None forgets one); what depends on a territory is forgotten with it."""
    etat = _etat()
    if {"niveau", "territoire"} & choix.keys():
        for cle in ("detail", "comparer"):
            etat.pop(cle, None)
    for cle, valeur in choix.items():
        if valeur is None:
            etat.pop(cle, None)
        else:
            etat[cle] = str(valeur)
    if "situation" in choix:
        st.session_state["situation_choisie"] = choix["situation"]
    st.session_state["avis"] = []


def choix_page(cle: str, options: tuple[str, ...], libelle: str, defaut: str | None = None) -> str:
    """A choice of one page: from the address if it is among the options, else said and the default."""
    voulu = _etat().get(cle)
    if voulu in options:
        return voulu
    if voulu is not None and voulu == dict(st.query_params).get(cle):
        avis(f"{libelle} « {voulu} » n’existe pas ici.")
    _etat()[cle] = defaut or options[0]
    return _etat()[cle]


def ecrire_adresse(*cles_page: str) -> None:
    """Write every choice of the page in the address, so that a link reopens the same view."""
    etat = _etat()
    complet = {cle: etat[cle] for cle in (*_COMMUNS, *cles_page) if etat.get(cle)}
    if dict(st.query_params) != complet:
        st.query_params.from_dict(complet)
    st.session_state["adresse"] = complet


def vue(sources: tuple[str, ...], ventilations: dict[str, str], details: tuple[str, ...] = ()) -> Vue:
    """The view that the address and the reader's choices make, for a page of these sources and breakdowns.

    `details` limits the levels of the rows, the one shown by default first; all of them when empty.
    """
    portes = lectures.niveaux_portes(sources)
    niveaux = tuple(n for n in lectures.niveaux() if n in _DETAILS and (n not in NIVEAUX_PROPRES or n in portes))
    coupes = lectures.ventilations(sources, tuple(ventilations))
    ventilations = {d: nom for d, nom in ventilations.items() if d in coupes}
    lieu = _lieu(niveaux)
    possibles = tuple(d for d in _DETAILS[lieu.niveau] if d in niveaux)
    if details:
        rangs = {d: i for i, d in enumerate((*details, lieu.niveau))}
        possibles = tuple(sorted((d for d in possibles if d in rangs), key=rangs.get))
    detail = _parmi("detail", possibles, "Le détail") or lieu.niveau
    comparaisons = tuple(
        trouve
        for niveau, code in lieu.parents
        if niveau in ("departement", "academie", "region", "france")
        and (trouve := lectures.lieu(niveau, code))
        and not _doublon(niveau, lieu)
    )
    defaut = "region" if any(c.niveau == "region" for c in comparaisons) else None
    nom = _parmi("comparer", tuple(c.niveau for c in comparaisons), "La comparaison", defaut)
    campagnes = lectures.campagnes(sources)
    return Vue(
        lieu=lieu,
        detail=detail,
        comparer=next((c for c in comparaisons if c.niveau == nom), None),
        campagne=_campagne(campagnes),
        campagnes=campagnes,
        par=_parmi("par", tuple(ventilations), "La ventilation"),
        ventilations=ventilations,
        details=possibles,
        comparaisons=comparaisons,
        niveaux=niveaux,
        fictif=lectures.est_fictive(),
    )


def _doublon(niveau: str, lieu: Lieu) -> bool:
    """An académie that is a whole région would be the same comparison twice."""
    if niveau != "academie":
        return False
    region = lieu.dans("region")
    meres = [a for a in lectures.lieux("academie").values() if a.dans("region") == region]
    return len(meres) == 1


def _parmi(cle: str, options: tuple[str, ...], libelle: str, defaut: str | None = None) -> str | None:
    voulu = _etat().get(cle)
    if voulu in options:
        return voulu
    choisi = defaut or (options[0] if options else None)
    if voulu is not None and voulu == dict(st.query_params).get(cle):
        avis(f"{libelle} « {voulu} » n’existe pas pour ce territoire sur cette page.")
    if choisi is None:
        _etat().pop(cle, None)
    else:
        _etat()[cle] = choisi
    return choisi


def _lieu(niveaux: tuple[str, ...]) -> Lieu:
    etat = _etat()
    code, niveau = etat.get("territoire"), etat.get("niveau")
    if niveau is None and code is not None:
        ordre = ("departement", "region", "academie", *niveaux)
        niveau = next((n for n in ordre if n in niveaux and lectures.lieu(n, code)), None)
        if niveau is None:
            avis(f"Le territoire « {code} » n’est pas dans les données chargées.")
    if niveau is not None and niveau not in niveaux:
        niveau, code = _au_dessus(niveau, code, niveaux)
    trouve = lectures.lieu(niveau, code) if niveau and code else None
    if niveau and code and trouve is None:
        nom = LIBELLES_NIVEAUX[niveau][0]
        avis(f"Le territoire « {code} » ({nom}) n’est pas dans les données chargées.")
    trouve = trouve or (_premier(niveau) if niveau else None) or _depart()
    if niveau and not code and trouve.niveau != niveau:
        avis(
            f"L’adresse demande le niveau « {LIBELLES_NIVEAUX[niveau][0]} » sans dire lequel : "
            f"{trouve.libelle} est affiché."
        )
    etat["niveau"], etat["territoire"] = trouve.niveau, trouve.code
    return trouve


def _au_dessus(niveau: str, code: str | None, niveaux: tuple[str, ...]) -> tuple[str | None, str | None]:
    """What contains a territory whose level this page does not have, and say so; nothing if it is not known."""
    connu = lectures.lieu(niveau, code) if niveau in NIVEAUX_PROPRES and code else None
    haut = next(((n, c) for n, c in (connu.parents if connu else ()) if n in niveaux), None)
    if haut is None:
        avis(f"Le niveau « {niveau} » n’existe pas dans les données chargées.")
        return None, None
    avis(f"Cette page ne se lit pas par {LIBELLES_NIVEAUX[niveau][0]} : elle montre ce qui contient {connu.libelle}.")
    return haut


def _depart() -> Lieu:
    """Where a newcomer starts: the only région of the base, the invented one, else France."""
    regions = list(lectures.lieux("region").values())
    if len(regions) == 1:
        return regions[0]
    inventee = [r for r in regions if r.code == "99"]
    return inventee[0] if inventee and lectures.est_fictive() else lectures.lieu("france", "FR")


def _premier(niveau: str) -> Lieu | None:
    """The first territory of a level, inside the one shown before if there is one."""
    if niveau == "etablissement":
        code = _etat().get("territoire") or ""
        departement = departement_de_uai(code) or code
        return next(iter(lectures.lieux(niveau, departement).values()), None)
    return next(iter(lectures.lieux(niveau).values()), None)


def _campagne(campagnes: tuple[int, ...]) -> int | None:
    """The situation shown: the one chosen if this page has it, else the latest, and that is said."""
    etat = _etat()
    voulue = etat.get("situation")
    essais = (st.session_state.get("situation_choisie"), voulue)
    retenue = next((c for c in essais if _parmi_campagnes(c, campagnes)), None)
    if retenue is None and not campagnes:
        etat.pop("situation", None)
        return None
    if retenue is None and voulue is not None:
        avis(f"La situation « {voulue} » n’a pas de données sur cette page : {campagnes[0]} est affichée.")
    etat["situation"] = retenue or str(campagnes[0])
    return int(etat["situation"])


def _parmi_campagnes(texte: str | None, campagnes: tuple[int, ...]) -> bool:
    return texte is not None and texte.isdigit() and int(texte) in campagnes
