"""Chiffres saisis : ce qui a été lu dans un document, et les références publiées."""

from ui import cadre, chiffres_saisis, page

PAGE = "chiffres_saisis"

vue = None
if cadre.ouvrir():
    chiffres_saisis.bandeau()
    vue = cadre.sans_territoire(PAGE)
page.blocs(
    PAGE,
    vue,
    apres={"constat_chiffres_saisis": chiffres_saisis.accueillir, "chiffres_saisis": chiffres_saisis.saisir},
    dans={"chiffres_saisis": chiffres_saisis.retirer, "references": chiffres_saisis.installer},
)
