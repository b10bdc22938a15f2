"""The passport of a file that leaves: what was chosen, from which base and which files, and when."""

from datetime import datetime

from indicators import indicateur
from store.territoires import LIBELLES_NIVEAUX
from ui import etat
from vues import lectures, mots
from vues.vue import Vue


def passeport(vue: Vue, ident: str) -> dict[str, str]:
    """French label → text, in the order to print: indicator, territory, filters, period, files, base, date."""
    ind = indicateur(ident)
    fichiers = lectures.fichiers(etat.lecteur(), ind.sources_citees)
    saisis = lectures.documents(etat.lecteur(), ident, vue.campagne)
    return {
        "Indicateur": f"{ind.label} ({ind.id})",
        "Territoire": f"{vue.lieu.libelle} ({LIBELLES_NIVEAUX[vue.lieu.niveau][0]}, code {vue.lieu.code})",
        "Détail": LIBELLES_NIVEAUX[vue.detail][1],
        "Comparaison": vue.comparer.libelle if vue.comparer else "aucune",
        "Période": mots.periode(ident, vue.campagne),
        "Fichiers reçus": " ; ".join(f"{nom} (sha256 {empreinte[:12]})" for nom, empreinte in fichiers),
        **({"Chiffres saisis et références": " ; ".join(saisis)} if saisis else {}),
        "Base": vue.lecteur.nom_base,
        "Audience": "analyste",
        "Données": "DONNÉES FICTIVES" if vue.fictif else "réelles, provisoires",
        "Édité le": datetime.now().astimezone().strftime("%d/%m/%Y à %H:%M"),
    }
