"""A figure card: label, value, n, then coverage, gap, previous year and repère, always in this order."""

import re

from blocs.cellules import de_quoi, marque, mot_de, reserves
from blocs.modele import Carte
from blocs.texte import Texte, forme, gras, petit, texte
from charts import couverture as couvertures
from charts import format as fr
from indicators import indicateur


def carte(ligne, ident: str, titre: str | None = None, note: str = "", precision: str = "") -> Carte:
    """The card of one figure (a row of `calculer`), or of none: then the reason is said."""
    ind = indicateur(ident)
    libelle = titre or ind.label
    if ligne is None:
        return Carte(libelle, texte(fr.court("non_transmis")), True, fr.long("non_transmis"))
    absente = fr.absent(ligne["valeur"])
    if absente:
        valeur, precision = texte(fr.ecrite(ligne, ind.unite, ind.decimales)), ""
    else:
        ecrit = fr.affiche(ligne["valeur"], ind.unite, ind.decimales)
        valeur = texte(ecrit, marque(ligne, ind.unite, ind.decimales))
    dessin, mot = fr.REPERES[ligne["repere"] if ligne["repere"] in fr.REPERES else "non"]
    regle = ligne["repere_regle"] if isinstance(ligne["repere_regle"], str) else ""
    dite = _sans_redite(ligne)
    juge = texte(forme(dessin), " ", gras(mot), reserves(dite, de_quoi(ind)))
    lignes = [*_couverture(ligne), *_ecart(dite, ind), _precedente(dite, ind), ("Repère", juge)]
    note = " ".join(x for x in (note, _provenance(ligne)) if x)
    raison = (fr.raison(ligne) or fr.long(ligne["motif"])) if absente else ""
    raison = raison.partition(" : ")[2] if fr.bornee(ligne) else raison  # the bounds are the value of the card
    notes = tuple(texte(t) for t in (regle, note) if t)
    return Carte(libelle, valeur, absente, raison, texte(_n(ligne, ind, precision)), tuple(lignes), notes)


def _sans_redite(ligne) -> dict:
    """The row whose reasons do not give again the coverage that the card has said: « couverture sous 90 % »."""
    ici, dite = couvertures.mot(ligne), dict(ligne)
    if not ici:
        return dite
    annee = "" if fr.absent(ligne["precedente_campagne"]) else f"en {int(ligne['precedente_campagne'])}"
    for nom, quoi, par in (
        ("reference_motif", rf"{ici} ici, ", ""),
        ("rupture", rf"couverture (\S+(?:\s%)?), puis {ici}", rf"couverture \1 {annee}"),
        ("repere_motif", rf"couverture {ici}, sous", "couverture sous"),
        ("repere_note", rf"\s?\(couverture {ici}\)", ""),
        ("repere_note", r"^couverture inconnue$", ""),
    ):
        motif = quoi.replace("\u00a0", " ").replace(" ", r"\s")
        dite[nom] = re.sub(motif, par, mot_de(dite, nom))
    return dite


def _n(ligne, ind, precision: str) -> str:
    """What the value is made of: « 938 affectés sur leur vœu 1, 1 345 vœux 1 »; the terms of each share that an écart
    compares."""
    if ind.shape == "ecart_de_parts" and not fr.absent(ligne.get("denominateur_depart")):
        cotes = (("numerateur", "denominateur", ind.numerateur_libelle),
                 ("numerateur_depart", "denominateur_depart", ind.denominateur_libelle))  # fmt: skip
        ecrit = " ; ".join(f"{dit} : {fr.nombre(ligne[a])} sur {fr.nombre(ligne[b])}" for a, b, dit in cotes)
        return f"{ecrit} ; {precision}" if precision else ecrit
    if ind.shape not in ("part", "ratio") or fr.absent(ligne["numerateur"]) or fr.absent(ligne["denominateur"]):
        return precision
    haut = fr.compte(ligne["numerateur"], ind.numerateur_libelle)
    bas = fr.compte(ligne["denominateur"], ind.denominateur_libelle)
    ecrit = f"{haut} pour {bas}" if ind.shape == "part" else f"{haut}, {bas}"
    return f"{ecrit} ; {precision}" if precision else ecrit


def _provenance(ligne) -> str:
    """Where a typed figure, or the France that it is compared with, was read."""
    france = ligne.get("france_piece")
    suite = f"France : {france}." if isinstance(france, str) and ligne["reference_niveau"] == "france" else ""
    longue = fr.marque(ligne)[1]
    return " ".join(x for x in (f"{longue[:1].upper()}{longue[1:]}." if longue else "", suite) if x)


def _couverture(ligne) -> list[tuple[str, Texte]]:
    """What a value that covers a part only is a part of: « 81,5 % des vœux 1 (capacité de la formation connue) »."""
    dite = couvertures.nue(ligne)
    return [("Couverture" if couvertures.mot(ligne) else "Reçu de", texte(dite))] if dite else []


def _ecart(ligne, ind) -> list[tuple[str, Texte]]:
    if ind.unite == "effectif":
        return []  # counts of territories of different sizes are not compared
    if fr.absent(ligne["ecart_reference"]):
        pourquoi = mot_de(ligne, "reference_motif")
        return [(_ecart_a(ligne), texte("non donné :\n", petit(pourquoi)))] if pourquoi else []
    ecart = fr.affiche_ecart(ligne["ecart_reference"], ind.unite, ind.decimales)
    if fr.absent(ligne["ic_bas"]):
        return [(_ecart_a(ligne), texte(f"{ecart} (sans intervalle)"))]
    bas, haut = (fr.nombre((ligne[b] - ligne["reference_valeur"]) * 100, 1, signe=True) for b in ("ic_bas", "ic_haut"))
    return [(_ecart_a(ligne), texte(f"{ecart} [{bas} ; {haut}]"))]


def _precedente(ligne, ind) -> tuple[str, Texte]:
    annee = ligne["precedente_campagne"]
    if fr.absent(annee):
        return ("Année d’avant", texte("non transmise"))
    valeur = fr.affiche(ligne["precedente_valeur"], ind.unite, ind.decimales, "non_transmis")
    mot = fr.EVOLUTIONS.get(ligne["evolution"], "")
    rupture = ligne["rupture"] if isinstance(ligne["rupture"], str) else ""
    constantes = couvertures.constantes(ligne, ind.unite, ind.decimales)
    avant = "" if "couverture" in rupture else couvertures.precedente(ligne)
    details = [
        "\n" + petit(x) for x in (rupture, constantes, f"couverture de {int(annee)} : {avant}" * bool(avant)) if x
    ]
    return (str(int(annee)), texte(f"{valeur}{', ' + mot if mot else ''}", *details))


def _ecart_a(ligne) -> str:
    """« Écart à la région », « Écart à la France »: the level, named in the bar, so that no article is wrong."""
    mots = {"france": "à la France", "departement": "au département", "academie": "à l’académie"}
    return f"Écart {mots.get(ligne['reference_niveau'], 'à la région')}"
