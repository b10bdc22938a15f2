"""Which campagne a file speaks of: read in a column, in the banner or the name of the file, or asked for."""

import re
from datetime import date

from loaders.declaration import Question, Source
from loaders.refus import QuestionOuverte, Refus

_ANNEE_SCOLAIRE = re.compile(r"(?<!\d)(20\d\d)\s?[-_/–]\s?(20\d\d(?!\d)|\d\d(?![\d-]))")
_ANNEE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_JOUR = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]20\d\d(?!\d)")


def annees_ecrites(texte: str, rentree: bool = False) -> list[int]:
    """Years that a name or a banner states; « 2025-2026 » and « 2025-26 » are the school year that ends in 2026,
    or, for a source that counts by `rentree`, the one that starts in 2025."""
    annees = []
    reste = texte
    for debut, fin in _ANNEE_SCOLAIRE.findall(texte):
        fin_annee = int(fin) if len(fin) == 4 else int(debut[:2] + fin)
        if fin_annee == int(debut) + 1:
            annees.append(int(debut) if rentree else fin_annee)
            reste = re.sub(rf"{debut}\s?[-_/–]\s?{fin}", " ", reste)
    if annees:
        # « Bilan 2025-2026, situation au 31/10/2025 »: the day is within the school year, it is no other campagne.
        reste = _JOUR.sub(" ", reste)
    annees += [int(a) for a in _ANNEE.findall(reste)]
    return sorted(dict.fromkeys(annees))


def campagne_du_fichier(source: Source, fichier: str, banniere: str, donnee: int | None) -> int | None:
    """The campagne of a file without a column for it; None where the rows carry it.

    Raises QuestionOuverte where nothing says it, Refus where what is said contradicts itself.
    """
    if source.periode.ou in ("colonne", "calcul", "aucune"):
        return None
    rentree = source.periode.genre == "rentrée"
    au_nom = annees_ecrites(re.sub(r"\.[A-Za-z.]+$", "", fichier), rentree)
    trouvees = au_nom or annees_ecrites(banniere, rentree)
    if donnee is not None:
        # A banner may quote the years of its texts; a name that says two years says that the file is of one of them.
        formelles = au_nom or (trouvees if len(trouvees) == 1 else [])
        if formelles and donnee not in [a + source.periode.decalage for a in formelles]:
            ou = "le nom du fichier" if au_nom else "le bandeau du fichier"
            raise Refus(
                "campagne_contredite",
                f"{fichier} : campagne {donnee} demandée, mais {ou} dit {' et '.join(map(str, formelles))}. "
                "Corrigez l’un ou l’autre, puis déposez à nouveau le fichier.",
            )
        return donnee
    if len(trouvees) == 1 and source.periode.ou != "question":
        return trouvees[0] + source.periode.decalage
    if source.periode.ou == "reception":
        return date.today().year
    libelle = (
        "De quelle rentrée (année de septembre) ce fichier est-il ?"
        if rentree
        else "Quelle campagne (année de juin) ce fichier décrit-il ?"
    )
    possibles = tuple(str(a) for a in trouvees)
    question = Question("campagne", libelle, possibles, libre=True, exemple="une année, par exemple 2026")
    raise QuestionOuverte([question])


def verifier_campagnes(
    fichier: str, campagnes: list[int], donnee: int | None, decalage: int = 0, rentree: bool = False
) -> None:
    """Refuse a file whose column of years contradicts its name or the campagne that was asked for.

    Two years in a name are the bounds of what it holds.
    """
    au_nom = [a + decalage for a in annees_ecrites(re.sub(r"\.[A-Za-z.]+$", "", fichier), rentree)]
    lues = ", ".join(map(str, campagnes))
    if au_nom and campagnes and not any(au_nom[0] <= c <= au_nom[-1] for c in campagnes):
        raise Refus(
            "campagne_contredite",
            f"{fichier} : le nom du fichier dit {', '.join(map(str, au_nom))}, ses lignes disent {lues}. "
            "Renommez le fichier ou corrigez la colonne, puis déposez-le à nouveau.",
        )
    if donnee is not None and campagnes and campagnes != [donnee]:
        raise Refus(
            "campagne_contredite",
            f"{fichier} : campagne {donnee} demandée, mais ses lignes disent {lues}. "
            "Retirez la campagne demandée : celle des lignes sera prise.",
        )
