"""Convention et plan régional : le texte et ses versions, les objectifs du schéma, les éléments de preuve."""

from ui import cadre, convention, convention_plan, convention_saisie, convention_texte, etat, saisie

vue = cadre.page("Convention et plan régional", convention.SOURCES, {}, "Convention {a}", ("region",))
region = convention.region(vue) if vue else None
if vue:
    volet, versions = convention.choix_volet(), convention_texte.choix(vue, region)
    etat.ecrire_adresse("volet", "avant", "apres")
    cadre.entete("convention", *convention.constat(vue, region))
    saisie.dire()
    convention.cartes(vue, region)
    convention.volets(volet)
    if volet == "texte":
        convention_texte.face_a_face(vue, region, versions)
    elif volet == "demandes":
        convention_texte.demandes(vue, region)
    elif volet == "objectifs":
        convention_plan.objectifs(vue, region)
    elif volet == "preuves":
        convention_plan.preuves(vue, region)
    else:
        convention_saisie.tout(vue, region)
else:
    saisie.dire()
    convention_saisie.tout(None, None)
