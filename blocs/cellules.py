"""Cells of a table: a figure or its reason, its interval, its change, its repère."""

from blocs.texte import Texte, bulle, forme, petit, texte
from charts import couverture as couvertures
from charts import format as fr


def valeur(ligne, unite: str, decimales: int) -> Texte:
    """A figure's value: the number and what marks it, else its reason's short form with the long one as tooltip."""
    if fr.absent(ligne["valeur"]):
        dite = fr.entre(ligne, unite, decimales)
        muette = bulle(dite, fr.raison(ligne)) if dite else absent(ligne["motif"], fr.raison(ligne))
        return muette + couverture(ligne) if dite else muette
    ecrite = texte(fr.affiche(ligne["valeur"], unite, decimales), marque(ligne, unite, decimales))
    return ecrite + couverture(ligne)


def valeur_ou_motif(ligne, unite: str, decimales: int, motif: str | None = "non_transmis") -> Texte:
    """A figure's value; the reason of what has no row at all, not received unless told otherwise."""
    return (
        absent(motif if isinstance(motif, str) else "non_transmis")
        if ligne is None
        else valeur(ligne, unite, decimales)
    )


def part(ligne, nom: str) -> Texte:
    """One of the two shares of a gap: missing where the gap alone was typed in, or lies between two bounds."""
    if fr.absent(ligne[nom]):
        return bulle(fr.ABSENT, "non disponible : seul l’écart des deux parts est connu", "attenue")
    return texte(fr.part(ligne[nom]))


def couverture(ligne) -> Texte:
    """Under a value that covers a part only, how much: « couv. 81,5 % », of what in a tooltip; empty for others."""
    courte = couvertures.courte(ligne)
    return "\n" + bulle(courte, couvertures.longue(ligne), "petit") if courte else Texte()


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
    """The change since the year before: the gap, « ≠ » where it is not comparable and the same on the units that are,
    nothing received otherwise."""
    if ligne["evolution"] == "non_comparable":
        raisons = (mot_de(ligne, "rupture"), couvertures.constantes(ligne, unite, decimales))
        signe = bulle(fr.RUPTURE[0], " ; ".join(x for x in raisons if x) or fr.RUPTURE[1])
        return texte(signe, *("\n" + petit(x) for x in raisons if x))
    if fr.absent(ligne["precedente_valeur"]) or fr.absent(ligne["valeur"]):
        return bulle(fr.court("non_transmis"), "année précédente non transmise", "attenue")
    avant = couvertures.precedente(ligne)
    dite = f"couv. en {int(ligne['precedente_campagne'])} : {avant}" if avant else ""
    suite = "\n" + petit(dite) if dite else ""
    return texte(fr.affiche_ecart(ligne["valeur"] - ligne["precedente_valeur"], unite, decimales), suite)


def evolution(ligne, unite: str, decimales: int, vide: str = fr.court("non_transmis")) -> Texte:
    """The change since the year before in a word; why it is not comparable, and the same on the units that are."""
    mot = fr.EVOLUTIONS.get(ligne["evolution"])
    if mot is None:
        return texte(vide)
    constantes = couvertures.constantes(ligne, unite, decimales)
    return texte(mot, *("\n" + petit(x) for x in (mot_de(ligne, "rupture"), constantes) if x))


def repere(code: str, mot: str = "", ligne=None, de_quoi: str = "") -> Texte:
    """The shape of a repère and its word, or another word given; of a row, also its n, and what tempers it or why it
    is not given."""
    dessin, dit = fr.REPERES[code]
    return texte(forme(dessin), f" {mot or dit}", "" if ligne is None else reserves(ligne, de_quoi))


def reserves(ligne, de_quoi: str = "") -> Texte:
    """Beside a repère: its n, of what, and « incomplet (couverture 93,0 %) », or why a declared one is not given."""
    if ligne["repere"] not in fr.REPERES or ligne["repere"] == "non":
        dit = mot_de(ligne, "repere_motif")
        return "\n" + petit(dit) if dit else Texte()
    n, dit = ligne.get("denominateur"), mot_de(ligne, "repere_note")
    autre = "" if fr.absent(ligne.get("denominateur_depart")) else f" et {fr.nombre(ligne['denominateur_depart'])}"
    combien = "" if fr.absent(n) else petit(f" (n = {fr.nombre(n)}{autre}{' ' * bool(de_quoi)}{de_quoi})")
    return texte(combien, "\n" + petit(dit) if dit else "")


def de_quoi(ind) -> str:
    """What the n of a figure counts: « places »; empty where the indicator compares two shares, which have one each."""
    return "" if ind.shape == "ecart_de_parts" else ind.denominateur_libelle


def mot_de(ligne, nom: str) -> str:
    """A text column of a figure, empty where it is missing."""
    dit = ligne.get(nom)
    return dit if isinstance(dit, str) else ""
