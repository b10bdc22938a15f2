"""The passport of a block: what was chosen, from which base and which files."""

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
