"""Chiffres saisis : ce qui a été lu dans un document, et les références publiées."""

from ui import cadre, chiffres_saisis, saisie, saisie_chiffre

installee = cadre.ouvrir()
if installee:
    chiffres_saisis.bandeau()
cadre.entete(
    "chiffres_saisis",
    "Chiffres saisis et références",
    "Un nombre trouvé dans un document entre comme les autres : avec son document, sa page, qui l’a saisi et qui l’a "
    "relu. Deux chiffres qui diffèrent restent côte à côte.",
)
if not installee:
    cadre.sans_base()
saisie.dire()
chiffres_saisis.saisis()
saisie_chiffre.tout()
chiffres_saisis.references()
