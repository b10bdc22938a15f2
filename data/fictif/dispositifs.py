"""The Région's table of schemes for young people: sites merged under their scheme, three kinds of places, notes."""

from dataclasses import dataclass
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur
from data.fictif.tirage import binomiale, hasard

_E2C_AVANT = "emploi, formation ou alternance à la sortie"
_E2C_2026 = "emploi, formation ou alternance six mois après la sortie"


@dataclass(frozen=True)
class Dispositif:
    """A scheme: who runs it, its sites (name, département, bassin, places), how it counts and fills its places.

    `sortes`: which of entrées permanentes, simultanées, conventionnées it gives.
    """

    nom: str
    operateur: str
    sites: tuple[tuple[str, str, str | None, int], ...]
    sortes: tuple[bool, bool, bool]
    rotation: float
    positives: float
    definition: str


DISPOSITIFS = (
    Dispositif("E2C", "E2C Armoravie (fictive)", (
        ("Port-Blanc", "991", "Port-Blanc", 90), ("Rochemore", "992", "Armor-Centre", 60),
        ("Orvelle", "994", "99401", 70)), (True, False, True), 1.12, 0.61, _E2C_AVANT),
    Dispositif("EPIDE", "EPIDE (fictif)", (("Ombreval", "995", "OMBREVAL", 105),),
               (False, True, True), 0.93, 0.52, "emploi ou formation de plus de deux mois"),
    Dispositif("Prépa apprentissage", "CFA des Brisants (fictif)", (
        ("Brisac", "991", "Les Brisants", 40), ("Ysane-la-Neuve", "993", "Ysane aval", 36),
        ("Joncheroux", "995", "Marais", 24)), (True, False, True), 0.84, 0.47, "contrat d’apprentissage signé"),
    Dispositif("MLDS", "Rectorats (fictifs)", (
        ("Port-Blanc", "991", "Port-Blanc", 45), ("Merlande", "991", "Pays de mer", 15),
        ("Landevieille", "992", "Hautes-Landes", 24), ("Montysane", "993", "Ysane amont", 18),
        ("Haiecourte", "994", "Bocage", 16), ("Ombreval", "995", "Ombreval", 30)),
        (False, True, False), 1.2, 0.66, "retour en formation diplômante"),
)  # fmt: skip
BAS = ("Entrées permanentes", "Simultanées", "Conventionnées", "Entrées", "Sorties", "dont positives")


def lignes(annee: int) -> list[tuple[Dispositif, tuple, list]]:
    """(scheme, site, six counts) of a year; « nc » where the operator says nothing, « - » for another kind of place."""
    faites = []
    for d in DISPOSITIFS:
        for site in d.sites:
            graine = hasard("dispositifs", d.nom, site[0], annee)
            places = round(site[3] * (1 + 0.03 * (annee - 2026)))
            entrees = round(places * d.rotation * graine.uniform(0.9, 1.08))
            sorties = round(entrees * graine.uniform(0.82, 0.97))
            positives = binomiale(sorties, d.positives, graine)
            connues = [n if oui else "-" for n, oui in zip((places // 2, places, places), d.sortes, strict=True)]
            valeurs: list = [*connues, entrees, sorties, positives]
            if (d.nom, site[0], annee) == ("Prépa apprentissage", "Joncheroux", 2025):
                valeurs[2:] = ["nc", "nc", "nc", "nc"]
            faites.append((d, site, valeurs))
    return faites


def definition(d: Dispositif, annee: int) -> str:
    """The definition of a positive exit that a scheme gives that year: that of the E2C changed in 2026."""
    return _E2C_2026 if d.nom == "E2C" and annee == 2026 else d.definition


def tableau(chemin: Path, annee: int) -> None:
    """Write the table of a year: headers on two rows, schemes and definitions merged, sub-totals, notes."""
    livre = classeur(chemin)
    gras = livre.add_format({"bold": True, "bg_color": "#EFEFEF", "border": 1, "text_wrap": True})
    haut = livre.add_format({"valign": "top", "text_wrap": True})
    feuille = livre.add_worksheet("Dispositifs")
    feuille.write_string(0, 0, f"Région Armoravie – Dispositifs jeunes – situation au 30/09/{annee}")
    feuille.write_string(1, 0, BANDEAU)
    for c, nom in enumerate(("Dispositif", "Opérateur", "Site", "Dépt", "Bassin")):
        feuille.merge_range(3, c, 4, c, nom, gras)
    feuille.merge_range(3, 5, 3, 7, "Places", gras)
    feuille.merge_range(3, 8, 3, 10, "Parcours", gras)
    feuille.write_row(4, 5, BAS, gras)
    feuille.merge_range(3, 11, 4, 11, "Définition d’une sortie positive", gras)
    feuille.merge_range(3, 12, 4, 12, "Observations", gras)
    r = 5
    toutes = lignes(annee)
    for d in DISPOSITIFS:
        siennes = [(site, valeurs) for autre, site, valeurs in toutes if autre is d]
        debut = r
        for site, valeurs in siennes:
            feuille.write_row(r, 2, [*site[:3], *valeurs])
            r += 1
        for colonne, texte in ((0, d.nom), (1, d.operateur), (11, definition(d, annee))):
            if len(siennes) > 1:
                feuille.merge_range(debut, colonne, r - 1, colonne, texte, haut)
            else:
                feuille.write_string(debut, colonne, texte, haut)
        if len(siennes) > 1:
            feuille.write_string(r, 0, f"Total {d.nom}", gras)
            feuille.write_row(r, 5, [_somme([v[k] for _, v in siennes]) for k in range(6)], gras)
            r += 1
    feuille.write_string(5, 12, "Déménagement du site en cours")
    feuille.write_string(r + 1, 0, "Entrées permanentes, places simultanées et conventionnées ne s’additionnent pas.")
    livre.close()


def _somme(valeurs: list) -> int | str:
    connues = [v for v in valeurs if isinstance(v, int)]
    return sum(connues) if connues else "-"
