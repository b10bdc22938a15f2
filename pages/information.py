"""Information sur les métiers et les formations : ce qui existe, vérifié et partagé, les actions, les moyens."""

from ui import cadre, etat, information, information_actions, information_insertion, information_saisie, saisie

vue = cadre.page("Information sur les métiers et les formations", information.SOURCES, {}, "Situation {a}",
                 ("departement",))  # fmt: skip
region = information.region(vue) if vue else None
if vue:
    etat.ecrire_adresse()
    cadre.entete("information", *information.constat(vue, region))
    saisie.dire()
    information.cartes(vue, region)
    information.voies(vue, region)
    information.fraicheur(vue, region)
    information.partage(vue, region)
    information_actions.actions(vue, region)
    information_actions.reseaux(vue, region)
    information_actions.moyens(vue, region)
    information_insertion.offre(vue, region)
    information_insertion.etablissements(vue, region)
    information_saisie.tout(vue, region)
else:
    saisie.dire()
    information_saisie.tout(None, None)
