"""The text of the convention: two versions side by side with the words that changed, remarks and requests."""

import pandas as pd

from blocs.composition import construire
from blocs.convention_lues import cadre, de_region, fichiers, phrase_de, pieces, rien, une, versions
from blocs.modele import Alinea, Bloc, Choix, Face, FaceAFace, Rangee, Tableau, Titre, colonnes, ecrit, ligne
from blocs.texte import Texte, ajoute, gras, retire, texte
from charts import format as fr
from indicators.versions import Paire, Piece, comparer, mots_changes
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.vue import Vue

CHANGEMENTS = ("tout", "changements")
_PHRASES = {
    "identique": "Texte identique",
    "modifié": "Texte modifié",
    "déplacé": "Numéro changé, texte identique",
    "déplacé et modifié": "Numéro et texte changés",
    "ajouté": "Ajouté",
    "retiré": "Retiré",
}


@garde(60)
def _comparaison(lecteur: Lecteur, avant: tuple[Piece, ...], apres: tuple[Piece, ...]) -> tuple[Paire, ...]:
    return tuple(comparer(avant, apres))


def face_a_face(vue: Vue) -> Bloc:
    """The two versions chosen, each article with what became of it."""
    connues = versions(vue)
    if not connues:
        return rien(vue, "articles_relies", "Aucun texte de convention pour cette région.", "Convention annuelle")
    avant, apres = vue.choisi("avant"), vue.choisi("apres")
    lues = {cle: _pieces(vue, *connues[cle][:2]) for cle in (avant, apres)}
    paires = _comparaison(vue.lecteur, lues[avant][0], lues[apres][0])
    seule = avant == apres
    titre = f"{len(paires)} {fr.accord(len(paires), 'pièce')} dans cette version" if seule else _titre(paires)
    titre = f"{de_region(vue)}{titre}"
    relies = une(vue, "articles_relies")
    corps = [
        *([ecrit("Une seule version est connue : elle se lit seule, sans comparaison.")] if len(connues) == 1 else []),
        _listes(connues, avant, apres),
        Titre(titre),
        ecrit(
            texte("Ce qui est ", retire("retiré"), " est barré à gauche, ce qui est ", ajoute("ajouté"), " est "
                  "souligné à droite. Un article qui a changé de numéro est retrouvé par son titre ou par ses mots."),
            style="note",
        ),
        ecrit(
            phrase_de(
                relies,
                f"des {{d}} articles et annexes de la dernière version de {vue.campagne} sont reliés à un item de la "
                "fiche.",
            ),
            style="note",
        ),
    ]  # fmt: skip
    montrees = paires
    if not seule:
        noms = ("Tout montrer", "Montrer seulement ce qui change")
        options = tuple(zip(CHANGEMENTS, noms, strict=True))
        corps.append(Choix("montrer", noms[1], options, vue.choisi("montrer"), forme="bascule"))
        if vue.choisi("montrer") == CHANGEMENTS[1]:
            montrees = tuple(p for p in paires if p.changement != "identique")
    if montrees:
        tetes = tuple(texte(gras(connues[c][2]), "\n", cadre(vue, *connues[c][:2])) for c in (avant, apres))
        corps.append(FaceAFace(tetes, tuple(_face(p, lues[apres][1]) for p in montrees)))
    else:
        corps.append(ecrit("Les deux versions ont le même texte."))
    return construire(vue, "texte", titre, corps, [("articles_relies", relies)])


def derniere(vue: Vue) -> str | None:
    """The last version of the year of the view, else of all."""
    connues = versions(vue)
    de_l_annee = [c for c in connues if connues[c][0] == vue.campagne] or list(connues)
    return de_l_annee[-1] if de_l_annee else None


def precedente(vue: Vue) -> str | None:
    """Last year's text where it is known, else the version before the one on the right."""
    connues = versions(vue)
    if not connues:
        return None
    apres = vue.choisi("apres")
    annee = connues[apres][0]
    n_1 = [c for c, (an, version, _) in connues.items() if (an, version) == (annee, "N-1")]
    n_1 = n_1 or [c for c, (an, *_) in connues.items() if an < annee]
    cles = list(connues)
    return n_1[-1] if n_1 else cles[max(0, cles.index(apres) - 1)]


def _listes(connues: dict, avant: str, apres: str) -> Rangee:
    options = tuple((cle, nom) for cle, (_, _, nom) in connues.items())
    return Rangee(
        (
            Choix("avant", "Version de gauche", options, avant, largeur=360),
            Choix("apres", "Version de droite", options, apres, largeur=360),
        )
    )


def _pieces(vue: Vue, campagne: int, version: str) -> tuple[tuple[Piece, ...], dict[str, str]]:
    """The pieces of a version, and the items of the fiche that each is tied to, by its name."""
    table = pieces(vue, campagne, version).astype(object)
    table = table.where(table.notna(), None)
    lues = tuple(Piece(x.piece, x.numero, x.titre or "", x.texte or "") for x in table.itertuples())
    return lues, {p.nom: x.items for p, x in zip(lues, table.itertuples(), strict=True) if x.items}


def _titre(paires: tuple[Paire, ...]) -> str:
    """« 6 pièces changent sur 13 : 1 ajoutée, 1 retirée, 4 modifiées »."""
    comptes = {
        "ajoutée": sum(p.changement == "ajouté" for p in paires),
        "retirée": sum(p.changement == "retiré" for p in paires),
        "modifiée": sum("modifié" in p.changement for p in paires),
        "renumérotée": sum("déplacé" in p.changement for p in paires),
    }
    total = sum(p.changement != "identique" for p in paires)
    if not total:
        return "Aucun article ne change entre ces deux versions"
    detail = ", ".join(f"{n} {fr.accord(n, mot)}" for mot, n in comptes.items() if n)
    seul = total == 1
    return f"{total} {'pièce' if seul else 'pièces'} sur {len(paires)} {'change' if seul else 'changent'} : {detail}"


def _face(paire: Paire, items: dict[str, str]) -> Face:
    """One piece of both versions: its names, what became of it in words, its two texts."""
    dit = _PHRASES[paire.changement]
    mots = [f"{n} {fr.accord(n, 'mot')} {sens}{'s' if n > 1 else ''}"
            for n, sens in ((paire.retires, "retiré"), (paire.ajoutes, "ajouté")) if n]  # fmt: skip
    if mots and "modifié" in paire.changement or paire.changement == "déplacé et modifié":
        dit += f" ({', '.join(mots)})" if mots else " (titre)"
    lies = items.get(paire.apres.nom) if paire.apres else None
    etat = texte(gras(dit), f" · items de la fiche : {lies}" if lies else "")
    (titre_gauche, gauche), (titre_droite, droite) = (
        _cote(paire, p, sens) for p, sens in ((paire.avant, "retiré"), (paire.apres, "ajouté"))
    )
    return Face(gauche, droite, titre_gauche, titre_droite, etat)


def _cote(paire: Paire, piece: Piece | None, propre: str) -> tuple[Texte, tuple[Texte | Alinea, ...]]:
    """The title and the text of one side, untitled where this version has not the piece."""
    if piece is None:
        return Texte(), (texte("Absent de cette version."),)
    titre = texte(piece.titre)
    if paire.avant and paire.apres:
        titre = _marque(mots_changes(paire.avant.titre, paire.apres.titre), propre)
    return texte(piece.nom, " – " if piece.titre else "", titre), (Alinea(_marque(paire.mots, propre)),)


def _marque(mots, propre: str) -> Texte:
    """The words of one side, its own struck through (removed) or underlined (added)."""
    marquer = retire if propre == "retiré" else ajoute
    return texte(*(dit if sens == "commun" else marquer(dit) for sens, dit in mots if sens in ("commun", propre)))


def demandes(vue: Vue) -> Bloc:
    """Remarks and requests for change of the year, and what became of them; the table leaves as a file."""
    table = pieces(vue)
    table = table[(table["campagne"] == vue.campagne) & (table["remarque"].notna() | table["demande"].notna())]
    # What a later draft repeats word for word is one remark, told at its last version.
    table = table.drop_duplicates(["piece", "titre", "remarque", "demande"], keep="last")
    posees = int(table["demande"].notna().sum())
    titre = f"{de_region(vue)}{posees} {fr.accord(posees, 'demande')} de modification sur la convention {vue.campagne}"
    if not len(table):
        dit = "Aucune remarque ni demande de modification pour cette année."
        return rien(vue, "articles_relies", dit, "Convention annuelle", titre)
    sorties = pd.DataFrame(
        {
            "Version": table["version"],
            "Pièce": [Piece(x.piece, x.numero, "", "").nom for x in table.itertuples()],
            "Titre": table["titre"],
            "Items de la fiche": table["items"],
            "Remarque": table["remarque"],
            "Demande de modification": table["demande"],
            "Suite donnée": table["suite_demande"],
        }
    )
    rangees = tuple(
        ligne(
            *(v.replace(" ", fr.INSEC) for v in x[:2]),  # « projet 2 » stays on one line
            *("–" if pd.isna(v) else str(v) for v in x[2:]),
        )
        for x in sorties.itertuples(index=False)
    )
    tetes = colonnes("Version", *(f"<<{c}" for c in sorties.columns[1:]))
    t = Tableau(f"Remarques et demandes, convention {vue.campagne}", tetes, rangees, large=True)
    return construire(vue, "tableau", titre, (t, fichiers(vue, sorties, "demandes", "Remarques et demandes")))
