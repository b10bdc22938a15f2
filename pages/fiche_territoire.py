"""Fiche territoire : un territoire sur une page, à imprimer."""

from ui import cadre, etat, fiche

SOURCES = (
    "orientation", "affelnet_attractivite", "affelnet_affectation", "parcoursup", "decrochage", "retour_formation",
    "lieu_spro", "dispositif",
)  # fmt: skip

vue = cadre.page("Fiche territoire", SOURCES, {}, "Situation {a}")
if vue:
    etat.ecrire_adresse()
    cadre.entete(
        "fiche_territoire",
        f"Fiche territoire : {vue.lieu.libelle}",
        f"Situation {vue.campagne} ; un chiffre qui n’existe pas pour cette situation est donné à sa dernière "
        "période, écrite dans sa ligne.",
    )
    fiche.imprimer()
    fiche.cartes(vue)
    fiche.tout(vue)
    fiche.tendance(vue)
