"""The orientation workbooks that two SAIO send, each its own way: three-level headers, and one sheet a département."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur
from data.fictif.etablissements import Etablissement
from data.fictif.modele_orientation import VOIES_2GT, Bilan, secondes, troisiemes
from data.fictif.pays import ACADEMIES, DEPARTEMENTS, PAR_CODE, Departement
from data.fictif.tirage import repartir

_3E = {"2GT": "2de GT", "2PRO": "2de pro", "CAP1": "CAP", "MAINTIEN": "Maintien", "SANS_DEMANDE": "Sans dde"}
_2GT = {
    **{v: f"1re {v.removeprefix('1')}" for v in VOIES_2GT},
    "REORIENTATION_PRO": "Réor. voie pro",
    "MAINTIEN": "Maintien",
    "SANS_DEMANDE": "Sans dde",
}
_ETAPES = {
    "provisoires": "Demandes provisoires (T2)",
    "definitives": "Demandes définitives (T3)",
    "propositions": "Propositions",
    "avant_appel": "Décisions avant appel",
    "apres_appel": "Décisions après appel",
}
# Some senders leave out what they did not survey: 2025 has the two blocks of the shortest layout.
ETAPES_PAR_ANNEE = {2025: ("definitives", "apres_appel"), 2026: tuple(_ETAPES)}
_APPELS = {"deposes": "Déposés", "examines": "Examinés", "satisfaits": "Satisfaits"}
_FINE = "\u202f"


@dataclass(frozen=True)
class Ligne:
    """A row of a sheet: its labels, and the counts of the schools it stands for (none: « ND »)."""

    departement: str
    uai: str
    nom: str
    secteur: str
    bilans: tuple[Bilan, ...]
    total: bool = False
    effectif_seul: int | None = None


def _milliers(n: int) -> str:
    return f"{n:,}".replace(",", _FINE)


def _nom(ecole: Etablissement) -> str:
    court = ecole.nom.upper().replace("COLLÈGE PRIVÉ ", "CLG ").replace("COLLÈGE ", "CLG ")
    court = court.replace("LYCÉE PRIVÉ ", "LYC ").replace("LYCÉE ", "LYC ")
    return f"{court.replace('SAINT-', 'ST-')} – {ecole.commune.libelle.upper()}"


def _bilans(departement: str, annee: int, palier: str, doubles: int) -> tuple[Bilan, ...]:
    """The schools of a département; `doubles` families of the académie ask for 2de pro besides their other demande."""
    if palier == "2GT":
        return secondes(departement, annee)
    bilans = troisiemes(departement, annee)
    if not doubles:
        return bilans
    voisins = [d for d in DEPARTEMENTS if d.academie == PAR_CODE[departement].academie]
    parts = dict(zip([d.code for d in voisins], repartir(doubles, [d.troisiemes for d in voisins]), strict=True))
    ajouts = repartir(parts[departement], [b.definitives.get("2PRO", 0) for b in bilans])
    return tuple(
        replace(b, definitives={**b.definitives, "2PRO": b.definitives["2PRO"] + n}) if n else b
        for b, n in zip(bilans, ajouts, strict=True)
    )


def _lignes_etab(annee: int, palier: str, academie: str, doubles: int = 0) -> Iterable[Ligne]:
    """Schools by bassin, sub-totals, then totals by sector and département; the island has no sub-total of its own."""
    for departement in [d for d in DEPARTEMENTS if d.academie == academie]:
        bilans = _bilans(departement.code, annee, palier, doubles)
        repondus = tuple(b for b in bilans if b.repond)
        anonymes = (
            {b.etablissement.uai for b in [b for b in repondus if b.secteur == "PR"][:2]} if palier == "3E" else set()
        )
        affiche = departement.code
        for bassin in departement.bassins:
            du_bassin = [b for b in bilans if b.etablissement.commune.bassin == bassin.code]
            for b in du_bassin:
                ecole = b.etablissement
                code = "" if ecole.uai in anonymes else ecole.uai
                if b.repond:
                    yield Ligne(affiche, code, _nom(ecole), b.secteur, (b,))
                else:
                    yield Ligne(affiche, code, f"{_nom(ecole)} *", b.secteur, (), effectif_seul=b.effectif)
                affiche = ""
            if palier == "3E" and not bassin.ile:
                yield Ligne("", "", f"S/Total bassin {bassin.libelle}", "",
                            tuple(b for b in du_bassin if b.repond), total=True)  # fmt: skip
        for libelle in ("PU", "PR"):
            yield Ligne("", "", f"Total {departement.code} {libelle}", "",
                        tuple(b for b in repondus if b.secteur == libelle), total=True)  # fmt: skip
        yield Ligne("", "", f"Total {departement.code}", "", repondus, total=True)
    yield _academie(annee, palier, academie, doubles)[-1]


def _somme(bilans: Iterable[Bilan], etape: str) -> Counter:
    compte: Counter = Counter()
    for b in bilans:
        compte.update(getattr(b, etape))
    return compte


def _blocs(palier: str, etapes: Iterable[str], agri: bool) -> list[tuple[str, str, str, str]]:
    """(étape, its label, voie, label of the voie) for each pair of columns."""
    noms = _3E if palier == "3E" else _2GT
    colonnes = []
    for etape in etapes:
        absente = "MAINTIEN" if etape in ("provisoires", "definitives") and palier == "3E" else "SANS_DEMANDE"
        if etape in ("provisoires", "definitives") and palier == "2GT":
            absente = ""
        for voie, nom in noms.items():
            if voie != absente:
                colonnes.append((etape, _ETAPES[etape], voie, nom))
            if agri and voie == "2PRO":
                colonnes.append((etape, _ETAPES[etape], "AGRI", "dont agri"))
    return colonnes


def _entetes(feuille, styles, fixes, colonnes, appels) -> None:
    for c, nom in enumerate(fixes):
        feuille.merge_range(3, c, 5, c, nom, styles["tete"])
    c, debut, dernier = len(fixes), len(fixes), ""
    for _, libelle, _, nom in colonnes:
        if libelle != dernier and dernier:
            feuille.merge_range(3, debut, 3, c - 1, dernier, styles["tete"])
            debut = c
        feuille.merge_range(4, c, 4, c + 1, nom, styles["tete"])
        feuille.write_string(5, c, "Nb", styles["tete"])
        feuille.write_string(5, c + 1, "%", styles["tete"])
        c, dernier = c + 2, libelle
    feuille.merge_range(3, debut, 3, c - 1, dernier, styles["tete"])
    if appels:
        feuille.merge_range(3, c, 3, c + 2, "Commissions d'appel", styles["tete"])
        for i, nom in enumerate(_APPELS.values()):
            feuille.write_string(4, c + i, nom, styles["tete"])
            feuille.write_string(5, c + i, "Nb", styles["tete"])


def _ecrire_ligne(feuille, styles, r: int, ligne: Ligne, fixes: int, colonnes, appels) -> None:
    style = styles["total"] if ligne.total else styles["corps"]
    textes = (ligne.departement, ligne.uai, ligne.nom, ligne.secteur)[-(fixes - 1) :] if fixes < 5 else (
        ligne.departement, ligne.uai, ligne.nom, ligne.secteur)  # fmt: skip
    for c, texte in enumerate(textes):
        if texte:
            feuille.write_string(r, c, texte, style)
    muet = not ligne.bilans
    effectif = ligne.effectif_seul if muet else sum(b.effectif for b in ligne.bilans)
    _nombre(feuille, r, fixes - 1, effectif, ligne.total, style)
    sommes = {e: _somme(ligne.bilans, e) for e in {col[0] for col in colonnes}}
    c = fixes
    for etape, _, voie, _ in colonnes:
        if muet:
            feuille.write_string(r, c, "ND", style)
        else:
            n = round(sommes[etape]["2PRO"] * 0.07) if voie == "AGRI" else sommes[etape][voie]
            _nombre(feuille, r, c, n, ligne.total, style)
            feuille.write_string(r, c + 1, f"{100 * n / effectif:.1f}%".replace(".", ","), style)
        c += 2
    if appels:
        compte = _somme(ligne.bilans, "appels")
        for i, cle in enumerate(_APPELS):
            if muet:
                feuille.write_string(r, c + i, "ND", style)
            else:
                _nombre(feuille, r, c + i, compte[cle], ligne.total, style)


def _nombre(feuille, r, c, n, en_texte, style) -> None:
    if en_texte and n >= 1000:
        feuille.write_string(r, c, _milliers(n), style)
    else:
        feuille.write_number(r, c, n, style)


def _feuille(
    livre, styles, nom, titre, champ, fixes, lignes, palier, etapes, agri=False, appels=False, pied=()
) -> None:
    feuille = livre.add_worksheet(nom)
    colonnes = _blocs(palier, etapes, agri)
    feuille.merge_range("A1:T1", titre, styles["titre"])
    feuille.write_string(1, 0, champ)
    feuille.write_string(2, 0, BANDEAU, styles["fictif"])
    _entetes(feuille, styles, fixes, colonnes, appels)
    feuille.freeze_panes(6, len(fixes))
    feuille.set_column(len(fixes) - 3 if len(fixes) > 3 else 0, len(fixes) - 3 if len(fixes) > 3 else 0, 44)
    r = 6
    debut = None
    for ligne in lignes:
        _ecrire_ligne(feuille, styles, r, ligne, len(fixes), colonnes, appels)
        if len(fixes) == 5:
            if ligne.departement:
                debut = r
            if ligne.nom.startswith("Total 9") and not ligne.nom.endswith(("PU", "PR")):
                feuille.merge_range(debut, 0, r, 0, ligne.nom.removeprefix("Total "), styles["corps"])
        r += 1
    for i, note in enumerate(pied):
        feuille.write_string(r + 1 + i, 0, note, styles["note"])


def _styles(livre) -> dict:
    return {
        "titre": livre.add_format({"bold": True, "font_size": 14}),
        "fictif": livre.add_format({"bold": True, "font_color": "#9C0006"}),
        "tete": livre.add_format(
            {"bold": True, "bg_color": "#DDE5F0", "border": 1, "align": "center", "valign": "top"}
        ),
        "total": livre.add_format({"bold": True, "bg_color": "#F2F2F2"}),
        "corps": livre.add_format({"valign": "top"}),
        "note": livre.add_format({"italic": True}),
    }


def _academie(annee: int, palier: str, academie: str, doubles: int = 0) -> list[Ligne]:
    lus = [b for d in DEPARTEMENTS if d.academie == academie for b in _bilans(d.code, annee, palier, doubles)]
    bilans = [b for b in lus if b.repond]
    lignes = [
        Ligne("", "", nom, "", tuple(b for b in bilans if b.secteur == s), total=True)
        for s, nom in (("PU", "Total académie PU"), ("PR", "Total académie PR"))
    ]
    return [*lignes, Ligne("", "", "Total académie", "", tuple(bilans), total=True)]


def bilan_9a(chemin: Path, annee: int, doubles: int = 0) -> None:
    """The workbook of académie 9A, layout 1 of the analyst's view: sheets by académie, département and school.

    In 2026 it holds the figures of scenario S2 exactly; 17 total rows in `3e_etab`, two schools « ND ». With
    `doubles`=395 it is the scenario's second version: 33 905 demandes for 33 510 pupils.
    """
    livre = classeur(chemin)
    styles = _styles(livre)
    etapes = ETAPES_PAR_ANNEE[annee]
    riche = annee == 2026
    titre = f"ACADÉMIE 9A – BILAN DE L'ORIENTATION – FIN DE {{}} – JUIN {annee}"
    champ = f"Champ : établissements publics et privés sous contrat (MEN) – hors agricole – maj 08/07/{annee}"
    t3, t2 = titre.format("3e"), titre.format("2de GT")
    lisez = livre.add_worksheet("Lisez-moi")
    textes = (
        BANDEAU,
        f"Bilan de l'orientation {annee} – SAIO de {ACADEMIES['9A']}",
        champ,
        "ND : établissement n'ayant pas répondu à l'enquête",
        "PU : public ; PR : privé sous contrat",
    )
    for r, texte in enumerate(textes):
        lisez.write_string(r, 0, texte)
    departements = [
        Ligne(d.code, "", "", "", tuple(b for b in _bilans(d.code, annee, "3E", doubles) if b.repond))
        for d in DEPARTEMENTS
        if d.academie == "9A"
    ]
    fixes_etab = ("Dépt", "UAI", "Établissement", "Sect.", "Effectif 3e")
    fixes_lycee = ("Dépt", "UAI", "Établissement", "Sect.", "Effectif 2de GT")
    pied = (
        "* Établissement n'ayant pas répondu à l'enquête – non compris dans les totaux",
        "Les familles peuvent formuler plusieurs demandes : le total des demandes peut dépasser l'effectif",
    )
    _feuille(
        livre,
        styles,
        "3e_acad",
        t3,
        champ,
        ("Secteur", "Effectif 3e"),
        _etiquetees(_academie(annee, "3E", "9A", doubles)),
        "3E",
        etapes,
        agri=riche,
        appels=riche,
    )
    _feuille(
        livre,
        styles,
        "3e_dept",
        t3,
        champ,
        ("Dépt", "Effectif 3e"),
        _etiquetees([*departements, _academie(annee, "3E", "9A", doubles)[-1]]),
        "3E",
        etapes,
        agri=riche,
        appels=riche,
    )
    _feuille(
        livre,
        styles,
        "3e_etab",
        t3,
        champ,
        fixes_etab,
        _lignes_etab(annee, "3E", "9A", doubles),
        "3E",
        etapes,
        appels=riche,
        pied=("* 2 collèges n'ont pas répondu", *pied) if riche else pied[1:],
    )
    _feuille(livre, styles, "2GT_acad", t2, champ, ("Secteur", "Effectif 2de GT"),
             _etiquetees(_academie(annee, "2GT", "9A")), "2GT", ("definitives", "apres_appel"))  # fmt: skip
    _feuille(livre, styles, "2GT_etab", t2, champ, fixes_lycee, _lignes_etab(annee, "2GT", "9A"), "2GT",
             ("definitives", "apres_appel"), pied=pied[1:])  # fmt: skip
    _evolution(livre, styles, annee)
    brouillon = livre.add_worksheet("Feuil3")
    brouillon.write_string(0, 0, "à vérifier avec les DSDEN avant envoi")
    brouillon.write_number(1, 0, 33510)
    brouillon.hide()
    livre.close()


def _etiquetees(lignes: Iterable[Ligne]) -> list[Ligne]:
    """Rows of a sheet whose only label is in its first column."""
    return [Ligne("", "", "", li.departement or li.nom, li.bilans, li.total) for li in lignes]


def _evolution(livre, styles, annee: int) -> None:
    """Years in columns; 2020 has no value."""
    feuille = livre.add_worksheet("Evol_5ans")
    feuille.write_string(0, 0, "Évolution des décisions après appel, fin de 3e, en %", styles["titre"])
    feuille.write_string(1, 0, BANDEAU, styles["fictif"])
    annees = [a for a in (2024, 2025, 2026) if a <= annee]
    feuille.write_row(3, 0, ["Décision", 2020, *annees], styles["tete"])
    for r, (voie, nom) in enumerate(list(_3E.items())[:4], start=4):
        feuille.write_string(r, 0, nom)
        feuille.write_string(r, 1, "n.s. (Covid)")
        for c, a in enumerate(annees, start=2):
            compte = _somme(_academie(a, "3E", "9A")[-1].bilans, "apres_appel")
            feuille.write_string(r, c, f"{100 * compte[voie] / sum(compte.values()):.1f}%".replace(".", ","))


_9B = {"2GT": "2GT", "2PRO": "2NDE PRO", "CAP1": "1CAP2"}
# Two collèges of 995 gave their demandes and not their décisions.
SANS_DECISION_995 = (5, 19)


def bilan_9b(chemin: Path, annee: int) -> None:
    """The workbook of académie 9B: one sheet a département, headers on two rows, « - » for zero, no propositions."""
    livre = classeur(chemin)
    styles = _styles(livre)
    for departement in [d for d in DEPARTEMENTS if d.academie == "9B"]:
        _feuille_9b(livre, styles, departement, annee)
    livre.close()


def _feuille_9b(livre, styles, departement: Departement, annee: int) -> None:
    feuille = livre.add_worksheet(departement.code)
    titre = f"Académie 9B – Orientation fin de 3ème – {PAR_CODE[departement.code].libelle} – campagne {annee}"
    feuille.merge_range("A1:L1", titre, styles["titre"])
    feuille.write_string(1, 0, f"{BANDEAU} – mis à jour le 10/07/{annee}", styles["fictif"])
    for c, nom in enumerate(("UAI", "Etablissement", "Secteur", "Effectif 3ème")):
        feuille.merge_range(2, c, 3, c, nom, styles["tete"])
    feuille.merge_range(2, 4, 2, 7, "DEMANDES DES FAMILLES (T3)", styles["tete"])
    feuille.merge_range(2, 8, 2, 11, "DECISIONS APRES APPEL", styles["tete"])
    feuille.write_row(3, 4, [*_9B.values(), "SANS DEMANDE", *_9B.values(), "MAINTIEN"], styles["tete"])
    feuille.freeze_panes(4, 2)
    bilans = troisiemes(departement.code, annee)
    totaux = [0] * 9
    r = 4
    for i, b in enumerate(bilans):
        ecole = b.etablissement
        feuille.write_row(r, 0, [ecole.uai, _nom(ecole) + ("" if b.repond else " *"), b.secteur])
        feuille.write_number(r, 3, b.effectif)
        sans_decision = departement.code == "995" and i in SANS_DECISION_995
        valeurs = [b.definitives.get(v) for v in (*_9B, "SANS_DEMANDE")]
        valeurs += [None if sans_decision else b.apres_appel.get(v) for v in (*_9B, "MAINTIEN")]
        for c, n in enumerate(valeurs):
            if not b.repond:
                feuille.write_string(r, 4 + c, "ND")
            elif n is not None:
                feuille.write_string(r, 4 + c, "-") if n == 0 else feuille.write_number(r, 4 + c, n)
        if b.repond:
            totaux = [t + (n or 0) for t, n in zip(totaux, [b.effectif, *valeurs], strict=True)]
        r += 1
    feuille.write_string(r, 1, f"TOTAL {departement.code}", styles["total"])
    feuille.write_row(r, 3, totaux, styles["total"])
    feuille.write_string(r + 2, 0, "* n'a pas répondu ; ND : non disponible. Décisions après appel uniquement.")
