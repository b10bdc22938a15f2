"""Accueil : ce qui est chargé, et les écarts à regarder d’abord."""

from ui import accueil, cadre, etat

SOURCES = (
    "orientation", "affelnet_attractivite", "affelnet_affectation", "affectation_tours", "parcoursup", "apb",
    "decrochage", "retour_formation", "referent_retour", "lieu_spro", "activite_spro", "mission_locale",
    "activite_cio", "dispositif",
)  # fmt: skip

vue = cadre.page("Suivi de l’orientation", SOURCES, {}, None)
if vue:
    etat.ecrire_adresse()
    cadre.entete(
        f"Suivi de l’orientation : {vue.lieu.libelle}",
        "Les orientations demandées et obtenues, au lycée et dans le supérieur, et l’accompagnement des jeunes, par "
        "territoire. Chaque chiffre dit sa période, sa source et ce qui lui manque.",
    )
    accueil.ecarts(vue)
    accueil.recus()
    accueil.completude(vue)
