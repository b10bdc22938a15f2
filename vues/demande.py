"""From the choices of an address, or of a command, to a view: each is checked, and what cannot be followed is said."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.rattachements import NIVEAUX_PROPRES
from store.territoires import LIBELLES_NIVEAUX, departement_de_uai
from vues import lectures
from vues.lecteur import Lecteur
from vues.vue import Lieu, Vue

_LONGUEUR = 200  # characters of the longest choice that a page has, and more
COMMUNS = ("niveau", "territoire", "detail", "comparer", "situation", "par")
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
class Cadrage:
    """What a page reads and how its rows may be cut.

    `ventilations`: breakdown → its French name; `details`: the levels of the rows, the one shown by default first,
    all of them when empty.
    """

    sources: tuple[str, ...]
    ventilations: Mapping[str, str]
    details: tuple[str, ...] = ()


class Demande:
    """The choices asked for, as text, and what became of them.

    `retenus` are the choices followed, defaults included; `avis` the French sentences on those that were not.
    `preferee` is a situation chosen on another page, taken where this one has it; a choice in `ecrits` alone was
    written by a person: the others are remembered, and replaced without a word.
    """

    def __init__(
        self, choix: Mapping[str, str], *, preferee: str | None = None, ecrits: Mapping[str, str] | None = None
    ):
        self.retenus = {nom: _lisible(valeur) for nom, valeur in choix.items()}
        self.preferee = preferee
        self.ecrits = {nom: _lisible(v) for nom, v in (choix if ecrits is None else ecrits).items()}
        self.avis: list[str] = []

    def dire(self, texte: str) -> None:
        """Say that a choice could not be followed."""
        if texte not in self.avis:
            self.avis.append(texte)

    def parmi(self, nom: str, options: tuple[str, ...], reproche: str, defaut: str | None = None) -> str | None:
        """The choice of that name if it is among the options, else the default, and `reproche` says so.

        `reproche` is a sentence with `{voulu}`.
        """
        voulu = self.retenus.get(nom)
        if voulu in options:
            return voulu
        if voulu is not None and voulu == self.ecrits.get(nom):
            self.dire(reproche.format(voulu=voulu))
        choisi = defaut or (options[0] if options else None)
        if choisi is None:
            self.retenus.pop(nom, None)
        else:
            self.retenus[nom] = choisi
        return choisi


def _lisible(valeur: str) -> str:
    """What an address holds, as a sentence may repeat it and a query may ask it: short, of characters that print."""
    lu = "".join(c if c.isprintable() or c in "\u00a0\u202f" else "\ufffd" for c in valeur[: _LONGUEUR + 1])
    return lu if len(lu) <= _LONGUEUR else f"{lu[:40]}…"


def composer(lecteur: Lecteur, cadrage: Cadrage, demande: Demande) -> Vue:
    """The view that a demand makes on what a page reads; the demand then holds what was followed."""
    sources = cadrage.sources
    portes = lectures.niveaux_portes(sources)
    niveaux = tuple(n for n in lectures.niveaux(lecteur) if n in _DETAILS and (n not in NIVEAUX_PROPRES or n in portes))
    coupes = lectures.ventilations(lecteur, sources, tuple(cadrage.ventilations))
    ventilations = {d: nom for d, nom in cadrage.ventilations.items() if d in coupes}
    lieu = _lieu(lecteur, niveaux, demande)
    possibles = tuple(d for d in _DETAILS[lieu.niveau] if d in niveaux)
    if cadrage.details:
        rangs = {d: i for i, d in enumerate((*cadrage.details, lieu.niveau))}
        possibles = tuple(sorted((d for d in possibles if d in rangs), key=rangs.get))
    impossible = "{} « {{voulu}} » n’existe pas pour ce territoire sur cette page."
    detail = demande.parmi("detail", possibles, impossible.format("Le détail")) or lieu.niveau
    comparaisons = tuple(
        trouve
        for niveau, code in lieu.parents
        if niveau in ("departement", "academie", "region", "france")
        and (trouve := lectures.lieu(lecteur, niveau, code))
        and not _doublon(lecteur, niveau, lieu)
    )
    defaut = "region" if any(c.niveau == "region" for c in comparaisons) else None
    nom = demande.parmi("comparer", tuple(c.niveau for c in comparaisons), impossible.format("La comparaison"), defaut)
    campagnes = lectures.campagnes(lecteur, sources)
    return Vue(
        lecteur=lecteur,
        lieu=lieu,
        detail=detail,
        comparer=next((c for c in comparaisons if c.niveau == nom), None),
        campagne=_campagne(campagnes, demande),
        campagnes=campagnes,
        par=demande.parmi("par", tuple(ventilations), impossible.format("La ventilation")),
        ventilations=ventilations,
        details=possibles,
        comparaisons=comparaisons,
        niveaux=niveaux,
        fictif=lectures.est_fictive(lecteur),
    )


def _doublon(lecteur: Lecteur, niveau: str, lieu: Lieu) -> bool:
    """An académie that is a whole région would be the same comparison twice."""
    if niveau != "academie":
        return False
    region = lieu.dans("region")
    meres = [a for a in lectures.lieux(lecteur, "academie").values() if a.dans("region") == region]
    return len(meres) == 1


def _lieu(lecteur: Lecteur, niveaux: tuple[str, ...], demande: Demande) -> Lieu:
    retenus = demande.retenus
    code, niveau = retenus.get("territoire"), retenus.get("niveau")
    if niveau is None and code is not None:
        ordre = ("departement", "region", "academie", *niveaux)
        niveau = next((n for n in ordre if n in niveaux and lectures.lieu(lecteur, n, code)), None)
        if niveau is None:
            demande.dire(f"Le territoire « {code} » n’est pas dans les données chargées.")
    if niveau is not None and niveau not in niveaux:
        niveau, code = _au_dessus(lecteur, niveau, code, niveaux, demande)
    trouve = lectures.lieu(lecteur, niveau, code) if niveau and code else None
    if niveau and code and trouve is None:
        nom = LIBELLES_NIVEAUX[niveau][0]
        demande.dire(f"Le territoire « {code} » ({nom}) n’est pas dans les données chargées.")
    trouve = trouve or (_premier(lecteur, niveau, code) if niveau else None) or _depart(lecteur)
    plusieurs = niveau and trouve.niveau == niveau and len(lectures.lieux(lecteur, niveau)) > 1
    if niveau and not code and niveau == demande.ecrits.get("niveau") and (trouve.niveau != niveau or plusieurs):
        demande.dire(
            f"L’adresse demande le niveau « {LIBELLES_NIVEAUX[niveau][0]} » sans dire lequel : "
            f"{trouve.libelle} est affiché."
        )
    retenus["niveau"], retenus["territoire"] = trouve.niveau, trouve.code
    return trouve


def _au_dessus(
    lecteur: Lecteur, niveau: str, code: str | None, niveaux: tuple[str, ...], demande: Demande
) -> tuple[str | None, str | None]:
    """What contains a territory whose level this page does not have, and say so; nothing if it is not known."""
    connu = lectures.lieu(lecteur, niveau, code) if niveau in NIVEAUX_PROPRES and code else None
    haut = next(((n, c) for n, c in (connu.parents if connu else ()) if n in niveaux), None)
    if haut is None:
        demande.dire(f"Le niveau « {niveau} » n’existe pas dans les données chargées.")
        return None, None
    demande.dire(
        f"Cette page ne se lit pas par {LIBELLES_NIVEAUX[niveau][0]} : elle montre ce qui contient {connu.libelle}."
    )
    return haut


def _depart(lecteur: Lecteur) -> Lieu:
    """Where a newcomer starts: the only région of the base, the invented one, else France."""
    regions = list(lectures.lieux(lecteur, "region").values())
    if len(regions) == 1:
        return regions[0]
    inventee = [r for r in regions if r.code == "99"]
    return inventee[0] if inventee and lectures.est_fictive(lecteur) else lectures.lieu(lecteur, "france", "FR")


def _premier(lecteur: Lecteur, niveau: str, code: str | None) -> Lieu | None:
    """The first territory of a level, inside the one shown before if there is one."""
    if niveau == "etablissement":
        departement = departement_de_uai(code or "") or code or ""
        return next(iter(lectures.lieux(lecteur, niveau, departement).values()), None)
    return next(iter(lectures.lieux(lecteur, niveau).values()), None)


def _campagne(campagnes: tuple[int, ...], demande: Demande) -> int | None:
    """The situation shown: the one chosen if this page has it, else the latest, and that is said."""
    voulue = demande.retenus.get("situation")
    retenue = next((c for c in (demande.preferee, voulue) if _est_recue(c, campagnes)), None)
    if retenue is None and not campagnes:
        demande.retenus.pop("situation", None)
        return None
    if retenue is None and voulue is not None:
        demande.dire(f"La situation « {voulue} » n’a pas de données sur cette page : {campagnes[0]} est affichée.")
    demande.retenus["situation"] = retenue or str(campagnes[0])
    return int(demande.retenus["situation"])


def _est_recue(texte: str | None, campagnes: tuple[int, ...]) -> bool:
    return texte in {str(c) for c in campagnes}
