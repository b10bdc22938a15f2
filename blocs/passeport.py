"""The passport of a block: what was chosen, from which base and which files."""

from collections.abc import Iterable

from blocs.declaration import ChoixDeclare
from blocs.modele import Choix
from indicators import indicateur
from store.territoires import LIBELLES_NIVEAUX
from vues import lectures, mots
from vues.vue import Vue


def passeport(vue: Vue, ident: str) -> tuple[tuple[str, str], ...]:
    """French label and text, in the order to print: indicator, territory, filters, period, files, base."""
    ind = indicateur(ident)
    fichiers = lectures.fichiers(vue.lecteur, ind.sources)
    saisis = lectures.documents(vue.lecteur, ident, vue.campagne)
    dits = {
        "Indicateur": f"{ind.label} ({ind.id})",
        "Territoire": f"{vue.lieu.libelle} ({LIBELLES_NIVEAUX[vue.lieu.niveau][0]}, code {vue.lieu.code})",
        "Détail": LIBELLES_NIVEAUX[vue.detail][1],
        "Comparaison": vue.comparer.libelle if vue.comparer else "aucune",
        "Période": mots.periode(ident, vue.campagne),
        "Fichiers reçus": " ; ".join(f"{nom} (sha256 {empreinte[:12]})" for nom, empreinte in fichiers),
        **({"Chiffres saisis et références": " ; ".join(saisis)} if saisis else {}),
        "Base": vue.lecteur.nom_base,
        "Audience": vue.lecteur.audience,
        "Données": "DONNÉES FICTIVES" if vue.fictif else "réelles, provisoires",
    }
    return tuple(dits.items())


def avec_choix(
    dits: tuple[tuple[str, str], ...], vue: Vue, declares: Iterable[ChoixDeclare], offerts: Iterable[Choix]
) -> tuple[tuple[str, str], ...]:
    """The passport with the choices that change its block, said before the period; as it is where there is none.

    `declares` are those choices, `offerts` those that the block offers, whose words are taken where the declaration
    has none.
    """
    pris, offerts = dict(vue.choix), {c.nom: c for c in offerts}
    ecrits = [_choix(c, pris[c.nom], offerts.get(c.nom)) for c in declares if c.nom in pris]
    if not ecrits or not dits:
        return dits
    rang = [nom for nom, _ in dits].index("Période")
    return (*dits[:rang], ("Choix", " ; ".join(ecrits)), *dits[rang:])


def _choix(declare: ChoixDeclare, code: str, offert: Choix | None) -> str:
    """« Voie : 2de professionnelle, code 2PRO »."""
    dit = declare.noms.get(code) or dict(offert.options if offert else ()).get(code, code)
    return f"{offert.libelle if offert else declare.titre} : {dit}" + (f", code {code}" if dit != code else "")
