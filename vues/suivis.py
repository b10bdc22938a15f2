"""The senders that no territory lists, one by one, for a territory and a situation."""

from indicators.suivi import Suivi, suivre
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.vue import Vue


def emetteurs(vue: Vue) -> tuple[Suivi, ...]:
    """Where each stands for the last campagne received of its source, up to the situation."""
    return _emetteurs(vue.lecteur, (vue.lieu.niveau, vue.lieu.code), vue.campagne)


def tous_les_emetteurs(lecteur: Lecteur) -> tuple[Suivi, ...]:
    """Those of the whole base, at the last campagne of each source."""
    return _emetteurs(lecteur, None, None)


@garde(60)
def _emetteurs(lecteur: Lecteur, dans: tuple[str, str] | None, jusqu_en: int | None) -> tuple[Suivi, ...]:
    return suivre(lecteur.curseur(), dans, jusqu_en)
