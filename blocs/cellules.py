"""Cells of a table: a figure or its reason, its interval, its change, its repère."""

from blocs.texte import Texte, bulle, forme, texte
from charts import format as fr


def valeur(ligne, unite: str, decimales: int) -> Texte:
    """A figure's value: the number and what marks it, else its reason's short form with the long one as tooltip."""
    if fr.absent(ligne["valeur"]):
        return absent(ligne["motif"], fr.raison(ligne))
    return texte(fr.affiche(ligne["valeur"], unite, decimales), marque(ligne, unite, decimales))


def marque(ligne, unite: str, decimales: int) -> Texte:
    """The mark after a figure that was not computed, and the typed figure beside a computed one; empty for others."""
    courte, longue = fr.marque(ligne)
    if not courte and not fr.absent(ligne.get("saisi_valeur")):
        courte = f"saisi : {fr.affiche(ligne['saisi_valeur'], unite, decimales)}"
    return "\n" + bulle(courte, longue, "petit") if courte else Texte()


def absent(motif: str | None, raison: str | None = None) -> Texte:
    """The short form of a missing value, its reason in a tooltip and for a screen reader."""
    return bulle(fr.court(motif), raison or fr.long(motif), "attenue")


def signe(motif: str) -> Texte:
    """The short form of a reason in the middle of a text, its long form as tooltip."""
    return bulle(fr.court(motif), fr.long(motif))


def bornes(x) -> str:
    """The interval of a share as a cell: « 67,2 – 72,1 »."""
    if fr.absent(x["ic_bas"]):
        return "–"
    return f"{fr.nombre(x['ic_bas'] * 100, 1)} – {fr.nombre(x['ic_haut'] * 100, 1)}"


def ecart_annee(ligne, unite: str, decimales: int) -> Texte:
    """The change since the year before: the gap, « ≠ » where it is not comparable, nothing received otherwise."""
    if ligne["evolution"] == "non_comparable":
        return bulle(fr.RUPTURE[0], str(ligne["rupture"] or fr.RUPTURE[1]))
    if fr.absent(ligne["precedente_valeur"]) or fr.absent(ligne["valeur"]):
        return bulle(fr.court("non_transmis"), "année précédente non transmise", "attenue")
    return texte(fr.affiche_ecart(ligne["valeur"] - ligne["precedente_valeur"], unite, decimales))


def repere(code: str, mot: str = "") -> Texte:
    """The shape of a repère and its word, or another word given."""
    dessin, dit = fr.REPERES[code]
    return texte(forme(dessin), f" {mot or dit}")
