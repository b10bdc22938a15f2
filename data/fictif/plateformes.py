"""What the platforms of region 99 report: one canonical csv, then workbooks with the platforms in columns."""

from dataclasses import dataclass
from pathlib import Path

from data.fictif.ecriture import BANDEAU, classeur, ecrire_lignes, noms
from data.fictif.pays import REGIONS
from data.fictif.reseaux import PSADS, Psad
from data.fictif.tirage import hasard, repartir

REGION = "99"
# The meaning of « décrocheur » changes between the two workbooks: the two years are not one series.
DEFINITIONS = {
    2024: "sans diplôme de niveau CAP ou bac",
    2025: "sans diplôme de niveau CAP ou bac",
    2026: "y compris les titulaires d’un premier diplôme",
}
# In 2026 two platforms out of fourteen have not reported, one of them announces it.
MUETTES = {2026: {"PSAD Hautes-Landes": "", "PSAD Marais": "en cours"}}
# Young people signalled at each date: the region's own total, then the sum of the platforms.
POINTS = {
    2024: {"juin (cumul)": (6880, 6961)},
    2025: {"juin (cumul)": (7060, 7146)},
    2026: {"oct": (5900, 5964), "mars": (6700, 6778), "juin (cumul)": (7300, 7388)},
}
# What the analyst's view gives as it is for June 2026; `None` is « <5 », too few to be written.
REGION_2026 = {"signales": 7300, "retrouves_en_formation": 3723, "decrocheurs_confirmes": 2482,
               "situation_inconnue": 1095, "deja_suivis_ml": 1240}  # fmt: skip
LITTERALES = {
    "PSAD Pays de mer": {
        "signales": 684, "retrouves_en_formation": 351, "decrocheurs_confirmes": 236, "situation_inconnue": 97,
        "deja_suivis_ml": 122, "deja_suivis_autres": 9, "transmis": 333, "contactes": 160, "injoignables": 42,
        "a_accompagner": 74, "pris_en_charge": 58, "solution_scolaire": 9, "solution_apprentissage": 6,
        "solution_formation": 11, "solution_emploi": 8, "solution_service_civique": None, "solution_dispositif": 10,
        "sans_solution": 12,
    },
    "PSAD Centre": {
        "signales": 412, "retrouves_en_formation": 205, "decrocheurs_confirmes": 141, "situation_inconnue": 66,
        "deja_suivis_ml": 71, "deja_suivis_autres": None, "pris_en_charge": 31,
    },
}  # fmt: skip
_SOLUTIONS = ("scolaire", "apprentissage", "formation", "emploi", "service_civique", "dispositif")
_PARTS_DE_SOLUTION = (0.16, 0.10, 0.19, 0.14, 0.05, 0.17, 0.19)
_DELAIS = ("delai_0_7", "delai_8_15", "delai_16_30", "delai_31_90", "delai_plus_90", "delai_inconnu")
_PARTS_DE_DELAI = (0.24, 0.31, 0.24, 0.12, 0.04, 0.05)
PARTENAIRES = ("ml", "ft", "cio", "ij", "cfa")
# Share of the platforms in which each network takes part.
_PARTICIPATION = (0.92, 0.66, 0.90, 0.55, 0.50)
_PRESENCES = {
    "PSAD Pays de mer": "XXX. ",
    "PSAD Centre": "X.X.X",
}
_SEUIL = 5


@dataclass(frozen=True)
class Releve:
    """One platform at one date: `comptes` maps each step to a number, None where fewer than five are not written."""

    psad: Psad
    comptes: dict[str, int | None]
    presences: str
    reponse: str


def releves(annee: int, feuille: str) -> list[Releve]:
    """The fourteen platforms of a sheet; the silent ones hold no number."""
    muettes = MUETTES.get(annee, {})
    repondent = [p for p in PSADS if p.libelle not in muettes]
    fixes = LITTERALES if (annee, feuille) == (2026, "juin (cumul)") else {}
    total = POINTS[annee][feuille][1] - sum(f["signales"] for f in fixes.values())
    libres = [p for p in repondent if p.libelle not in fixes]
    signales = dict(zip([p.libelle for p in libres], repartir(total, [p.poids for p in libres]), strict=True))
    faits = []
    for psad in PSADS:
        if psad.libelle in muettes:
            faits.append(Releve(psad, {}, "     ", "en cours" if muettes[psad.libelle] else "non"))
            continue
        donnes = fixes.get(psad.libelle, {})
        n = donnes.get("signales", signales.get(psad.libelle))
        graine = hasard("psad", psad.libelle, annee)
        presences = _PRESENCES.get(psad.libelle) or "".join(
            graine.choices("X. ", (part, 0.92 - part, 0.08))[0] for part in _PARTICIPATION
        )
        faits.append(Releve(psad, _comptes(n, feuille, donnes, graine), presences, "oui"))
    return faits


def _comptes(n: int, feuille: str, donnes: dict, graine) -> dict[str, int | None]:
    inconnue = {"oct": 0.30, "mars": 0.21}.get(feuille, 0.15) + graine.uniform(-0.03, 0.03)
    confirmee = 0.34 + graine.uniform(-0.04, 0.04)
    retrouves, confirmes, inconnus = repartir(n, (1 - inconnue - confirmee, confirmee, inconnue))
    comptes = {"signales": n, "retrouves_en_formation": retrouves, "decrocheurs_confirmes": confirmes,
               "situation_inconnue": inconnus} | {c: v for c, v in donnes.items() if v is not None}  # fmt: skip
    confirmes = comptes["decrocheurs_confirmes"]
    comptes.setdefault("transmis", confirmes + comptes["situation_inconnue"])
    comptes.setdefault("deja_suivis_ml", round(confirmes * graine.uniform(0.46, 0.54)))
    comptes.setdefault("deja_suivis_autres", round(confirmes * graine.uniform(0.02, 0.05)))
    a_joindre = comptes["transmis"] - comptes["deja_suivis_ml"] - comptes["deja_suivis_autres"]
    comptes.setdefault("contactes", round(a_joindre * graine.uniform(0.74, 0.88)))
    comptes.setdefault("injoignables", round((a_joindre - comptes["contactes"]) * 0.9))
    comptes.setdefault("a_accompagner", round(comptes["contactes"] * graine.uniform(0.40, 0.50)))
    comptes.setdefault("pris_en_charge", round(comptes["a_accompagner"] * graine.uniform(0.68, 0.84)))
    comptes.setdefault("refus", comptes["a_accompagner"] - comptes["pris_en_charge"])
    sorts = repartir(comptes["pris_en_charge"], _PARTS_DE_SOLUTION)
    for nom, valeur in zip(_SORTS, sorts, strict=True):
        comptes.setdefault(nom, valeur)
    comptes.setdefault("solutions_total", comptes["pris_en_charge"] - comptes["sans_solution"])
    vitesse = graine.uniform(0.7, 1.3)
    poids = [p * (vitesse if i < 2 else 1) for i, p in enumerate(_PARTS_DE_DELAI)]
    comptes |= dict(zip(_DELAIS, repartir(comptes["contactes"], poids), strict=True))
    return {c: None if c in donnes and donnes[c] is None else v for c, v in comptes.items()}


def _region(annee: int, feuille: str, faits: list[Releve]) -> dict[str, int]:
    """The region's own total: each young person once, a little less than the sum of the platforms."""
    if (annee, feuille) == (2026, "juin (cumul)"):
        ecrits = REGION_2026
    else:
        n = POINTS[annee][feuille][0]
        sommes = [sum(r.comptes[c] for r in faits if r.comptes) for c in _ISSUES]
        ecrits = {"signales": n} | dict(zip(_ISSUES, repartir(n, sommes), strict=True))
    part = POINTS[annee][feuille][0] / POINTS[annee][feuille][1]
    noms = [c for c in next(r for r in faits if r.comptes).comptes if c not in ecrits]
    # A total counts the few that a platform does not write.
    return ecrits | {c: round(part * sum(_connu(r.comptes[c]) for r in faits if r.comptes)) for c in noms}


_SORTS = (*(f"solution_{s}" for s in _SOLUTIONS), "sans_solution")
_ISSUES = ("retrouves_en_formation", "decrocheurs_confirmes", "situation_inconnue")
_PEU = 3


def _connu(n: int | None) -> int:
    return _PEU if n is None else n


_ETAPES = (
    ("Jeunes signalés", "signales"),
    ("   dont retrouvés en formation", "retrouves_en_formation"),
    ("   dont décrocheurs confirmés", "decrocheurs_confirmes"),
    ("      - déjà suivis ML", "deja_suivis_ml"),
    ("      - déjà suivis MLDS / CIO", "deja_suivis_autres"),
    ("   situation inconnue", "situation_inconnue"),
    None,
    ("Pris en charge par la PSAD", "pris_en_charge"),
    ("   scolaire", "solution_scolaire"),
    ("   appr.", "solution_apprentissage"),
    ("   SFP", "solution_formation"),
    ("   emploi", "solution_emploi"),
    ("   service civique", "solution_service_civique"),
    ("   dispositif", "solution_dispositif"),
    ("   sans solution", "sans_solution"),
    ("Total des solutions", "solutions_total"),
    ("Délai moyen 1er contact (j)", "delai_moyen"),
    None,
    ("Participation : ML", "ml"),
    ("   FT", "ft"),
    ("   CIO", "cio"),
    ("   IJ", "ij"),
    ("   CFA", "cfa"),
    None,
    ("Transmis à la plateforme", "transmis"),
    ("Contactés", "contactes"),
    ("Injoignables", "injoignables"),
    ("À accompagner", "a_accompagner"),
    ("Refus", "refus"),
    ("Délai de 1er contact : 0-7 j", "delai_0_7"),
    ("Délai de 1er contact : 8-15 j", "delai_8_15"),
    ("Délai de 1er contact : 16-30 j", "delai_16_30"),
    ("Délai de 1er contact : 31-90 j", "delai_31_90"),
    ("Délai de 1er contact : plus de 90 j", "delai_plus_90"),
    ("Délai de 1er contact inconnu", "delai_inconnu"),
)
_MOYENS = {"PSAD Pays de mer": 19, "PSAD Centre": 34, "PSAD Deux Vals": "nc"}


def bilan(chemin: Path, annee: int) -> None:
    """Write the workbook of a year: a sheet a date, platforms in columns, indented steps in rows."""
    livre = classeur(chemin)
    gras = livre.add_format({"bold": True, "text_wrap": True, "border": 1})
    for feuille in POINTS[annee]:
        onglet = livre.add_worksheet(feuille)
        onglet.write_string(0, 0, f"{BANDEAU} – Région {REGIONS[REGION]}")
        quand = f" – cumul au 30/06/{annee}" if "cumul" in feuille else ""
        onglet.write_string(1, 0, f"PSAD – Bilan de campagne {annee - 1}-{annee}{quand} – source RIO, saisie des "
                                  "plateformes")  # fmt: skip
        onglet.write_string(2, 0, f"Définition du décrocheur : {DEFINITIONS[annee]}")
        faits = releves(annee, feuille)
        onglet.write_row(3, 0, ["Étape", *(r.psad.libelle for r in faits), "Région"], gras)
        onglet.set_column(0, 0, 34)
        onglet.freeze_panes(4, 1)
        region = _region(annee, feuille, faits)
        for ligne, etape in enumerate(_ETAPES, start=4):
            if etape is None:
                continue
            onglet.write_string(ligne, 0, etape[0])
            for colonne, releve in enumerate(faits, start=1):
                _ecrire(onglet, ligne, colonne, _cellule(etape[1], releve))
            _ecrire(onglet, ligne, len(faits) + 1, region.get(etape[1], ""))
    livre.close()


def _ecrire(onglet, ligne: int, colonne: int, valeur) -> None:
    if valeur != "":
        onglet.write(ligne, colonne, valeur)


def _cellule(etape: str, releve: Releve) -> int | str:
    if etape in PARTENAIRES:
        return releve.presences[PARTENAIRES.index(etape)].strip()
    if releve.reponse != "oui":
        return "en cours" if (releve.reponse, etape) == ("en cours", "signales") else ""
    if etape == "delai_moyen":
        return _MOYENS.get(releve.psad.libelle) or hasard("délai", releve.psad.libelle).randint(14, 41)
    n = releve.comptes[etape]
    return "<5" if n is None or 0 < n < _SEUIL and etape.startswith(("solution", "deja")) else n


def _tete(psad: Psad, annee: int) -> dict:
    return {"psad": psad.libelle, "departement": psad.departement, "academie": psad.academie, "region": REGION,
            "campagne": annee, "date": f"30/06/{annee}", "mesure": "cumul"}  # fmt: skip


def canonique(chemin: Path, annee: int) -> int:
    """Write the canonical csv of a year: two rows a platform, minors and 18–24; give the row count."""
    # What the workbooks alone tell apart, or sum.
    dits = noms("decrochage", "deja_suivis_ml", "deja_suivis_autres", "solutions_total")
    lignes = []
    for releve in releves(annee, "juin (cumul)"):
        c = {**releve.comptes, "deja_suivis": releve.comptes["deja_suivis_ml"] + releve.comptes["deja_suivis_autres"]}
        presences = {
            f"partenaire_{p}": {"X": "oui", ".": "non", " ": None}[releve.presences[i]]
            for i, p in enumerate(PARTENAIRES)
        }
        # Every step is shared alike; what sums others is summed again, so that both rows stay a funnel.
        mineurs = {k: v * 36 // 100 for k, v in c.items()}
        mineurs["signales"] = sum(mineurs[i] for i in _ISSUES)
        mineurs["pris_en_charge"] = sum(mineurs[s] for s in _SORTS)
        for age, comptes in (("16-17", mineurs), ("18-24", {k: v - mineurs[k] for k, v in c.items()})):
            fait = _tete(releve.psad, annee) | comptes | presences
            fait |= {"age": age, "definition": DEFINITIONS[annee]}
            lignes.append({nom: fait[nom] for nom in dits if nom in fait})
    return ecrire_lignes(chemin, "decrochage", lignes)


_SORTS_OF = ("of_satisfaite", "of_non_satisfaite", "of_inconnue")


def obligation(chemin: Path, annee: int) -> int:
    """Write the obligation de formation of a year by platform and sex; give the row count."""
    lignes = []
    for psad in PSADS:
        if psad.libelle in MUETTES.get(annee, {}):
            lignes.append(_tete(psad, annee) | {"reponse": "non"})
            continue
        graine = hasard("obligation", psad.libelle, annee)
        concernes = round(psad.poids * 0.22)
        for sexe, n in zip("FM", repartir(concernes, (0.42, 0.58)), strict=True):
            inconnue = 0.12 + graine.uniform(-0.04, 0.04)
            non_satisfaite = 0.29 + graine.uniform(-0.05, 0.05)
            sorts = repartir(n, (1 - inconnue - non_satisfaite, non_satisfaite, inconnue))
            fait = _tete(psad, annee) | {"sexe": sexe, "of_concernes": n, "reponse": "oui"}
            fait |= dict(zip(_SORTS_OF, sorts, strict=True))
            lignes.append(fait)
    return ecrire_lignes(chemin, "obligation_formation", lignes)
