"""A page whose subject is one région's own: which région is read where the place chosen is not one."""

from dataclasses import dataclass, replace

from vues import lectures
from vues.lecteur import Lecteur
from vues.vue import Vue


@dataclass(frozen=True)
class RegionLue:
    """The régions of a subject, by the tables that its files fill; `seule` says that one alone was received."""

    tables: tuple[str, ...]
    seule: str = "seule reçue"

    def code(self, vue: Vue) -> str | None:
        """The région that is read: that of the place chosen, else the first one of which something was received."""
        ici = vue.lieu.dans("region")
        if ici:
            return ici
        connues = self.recues(vue.lecteur)
        return connues[0] if connues else None

    def recues(self, lecteur: Lecteur) -> list[str]:
        """The régions of which something was received."""
        lus = " UNION ".join(f"SELECT region FROM {table} WHERE region IS NOT NULL" for table in self.tables)
        return lectures.lire(lecteur, f"SELECT DISTINCT region FROM ({lus}) ORDER BY 1")["region"].tolist()

    def nom(self, vue: Vue) -> str:
        """The name of the région that is read, as the bar writes it."""
        return lectures.nom_region(vue.lecteur, self.code(vue))

    def avant(self, vue: Vue) -> str:
        """« Armoravie : » before a finding where the place chosen is not the région that the subject belongs to."""
        return "" if vue.lieu.niveau == "region" or self.code(vue) is None else f"{self.nom(vue)} : "

    def parmi(self, vue: Vue) -> str:
        """Which one is read where the place chosen holds several: « , seule reçue », « , première des 3 reçues »."""
        if vue.lieu.dans("region") or self.code(vue) is None:
            return ""
        n = len(self.recues(vue.lecteur))
        return f", {self.seule}" if n == 1 else f", première des {n} reçues : choisir une région pour lire les autres"

    def vue(self, vue: Vue) -> Vue:
        """The same view, at the région that is read where the base knows it."""
        code = self.code(vue)
        lieu = lectures.lieu(vue.lecteur, "region", code) if code else None
        return replace(vue, lieu=lieu or vue.lieu)
