"""What the page « Convention et plan régional » says: what is taken up and reached, then its parts."""

from blocs import composition, portee
from blocs.convention_lues import VOLETS, bas, connu, de_region, haut, nom_region, une, une_des_regions, versions
from blocs.convention_plan import PREUVES, items_lus, objectifs, preuves, reprise
from blocs.convention_texte import CHANGEMENTS, demandes, derniere, face_a_face, precedente
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.modele import Bloc
from charts import couverture
from charts import format as fr
from vues.vue import Vue

_CARTES = ("objectifs_repris", "objectifs_avec_cible", "objectifs_atteints", "engagements_tenus")


def constat(vue: Vue) -> Bloc:
    """The page's title, which states what is taken up and reached, and the sentence under it."""
    nom = nom_region(vue)
    chapo = (
        f"Convention {vue.campagne} de la région {nom}{une_des_regions(vue)}. Le rapprochement des objectifs, des "
        "articles et des items de la fiche est fait à la main ; chaque saisie forme un dépôt que l’on peut retirer."
    )
    repris, atteints = une(vue, "objectifs_repris"), une(vue, "objectifs_atteints")
    dits = [("objectifs_repris", repris), ("objectifs_atteints", atteints)]
    if not connu(repris):
        return composition.constat(vue, f"Convention et plan régional : {nom}, {vue.campagne}", chapo, dits)
    titre = f"{de_region(vue)}{haut(repris)} des {bas(repris)} objectifs dont la reprise est renseignée sont repris "
    titre += f"en tout ou partie dans la convention {vue.campagne}"
    if connu(atteints):
        titre += f" ; cibles atteintes : {haut(atteints)} sur {bas(atteints)} évaluées, échues ou déjà atteintes"
        titre += sans_echeance(atteints)
    titre += a_venir(atteints)
    lues = [(nom, dict(x)) for nom, x in (("reprise", repris), ("cibles", atteints)) if connu(x)]
    # Its counts are written, not their share: nothing in the sentences tells whose cover is to be said.
    titre = portee.marque(titre, [x for _, x in lues])
    parties = [f"{nom}, {couverture.nue(x)}" for nom, x in lues if couverture.incomplete(x)]
    if parties:
        chapo += f" Couverture partielle : {' ; '.join(parties)}."
    return composition.constat(vue, titre, chapo, dits)


def sans_echeance(x) -> str:
    """« , dont 1 sans échéance dite »: such a target is counted, and nothing says that it is due; empty without any."""
    n = x.get("echeances_non_dites")
    return "" if fr.absent(n) or not n else f", dont {fr.nombre(n)} sans échéance dite"


def a_venir(x) -> str:
    """« ; 3 échéances à venir », empty where there is none."""
    n = None if x is None else x.get("echeances_a_venir")
    return "" if fr.absent(n) or not n else f" ; {fr.nombre(n)} {fr.accord(n, 'échéance')} à venir"


def cartes(vue: Vue) -> Bloc:
    """Taken up, with a target, reached, kept."""
    return composition.cartes(vue, [(ident, une(vue, ident)) for ident in _CARTES])


PAGE = Page(
    "convention",
    "Convention et plan régional",
    (
        BlocDeclare("constat_convention", "constat", constat, ("objectifs_repris", "objectifs_atteints")),
        BlocDeclare("cartes_convention", "cartes", cartes, _CARTES),
        BlocDeclare(
            "versions_convention", "texte", face_a_face, ("articles_relies",), ("avant", "apres", "montrer"),
            volet="texte",
        ),
        BlocDeclare("demandes", "tableau", demandes, volet="demandes"),
        BlocDeclare("reprise", "barres", reprise, ("objectifs_repris",), volet="objectifs"),
        BlocDeclare("objectifs", "tableau", objectifs, volet="objectifs"),
        BlocDeclare(
            "preuves", "tableau", preuves, (*PREUVES, "pieces_datees", "lectures_differentes"), ("item",),
            volet="preuves",
        ),
    ),
    situation="Convention {a}",
    details=("region",),
    choix=(
        ChoixDeclare("volet", "La partie", tuple(VOLETS)),
        ChoixDeclare("apres", "La version", options=lambda vue: tuple(versions(vue)), propose=derniere, annuel=True),
        ChoixDeclare("avant", "La version", options=lambda vue: tuple(versions(vue)), propose=precedente, annuel=True),
        ChoixDeclare("montrer", "Le choix", CHANGEMENTS, CHANGEMENTS[1]),
        ChoixDeclare("item", "L’item", options=items_lus),
    ),
)  # fmt: skip
