"""Files of the SPRO as their senders write them: places, the Region's survey, CIO, i-Milo, universities, distances."""

from pathlib import Path

from data.fictif.ancien_xls import ecrire_xls
from data.fictif.ecriture import BANDEAU, MENTION, classeur, ecrire_lignes, ecrire_ods, nommer
from data.fictif.pays import communes
from data.fictif.reseaux_spro import (
    UNIVERSITES,
    Lieu,
    Structure,
    cio,
    cio_fusionnes,
    lieux,
    missions_locales,
    structures,
)
from data.fictif.tirage import hasard, repartir

_RESEAU_ECRIT = {
    "CIO": "CIO (Éducation nationale)", "ML": "Mission locale", "SCUIO": "Université (SCUIO)", "CRIJ": "Info jeunes",
    "FT": "France Travail", "CAP_EMPLOI": "Cap emploi", "CMA": "CMA", "CCI": "CCI", "APEC": "Apec",
    "AVENIR_ACTIFS": "Avenir Actifs", "CARIF": "Carif-Oref",
}  # fmt: skip
_OUVERTURE_ECRITE = {
    "permanent": "lieu permanent", "regulier": "permanence régulière", "itinerant": "itinérant",
    "distance": "à distance",
}  # fmt: skip
# Structures of the region of each year that were asked and did not answer.
ATTENDUES = {2023: 95, 2024: 95, 2025: 99}
_TAILLES = {
    "ML": (1500, 7000), "CIO": (2500, 6500), "CRIJ": (500, 6000), "FT": (4000, 15000), "CAP_EMPLOI": (300, 1200),
    "SCUIO": (900, 4200), "CMA": (200, 900), "CCI": (200, 800), "APEC": (300, 900), "AVENIR_ACTIFS": (150, 900),
    "CARIF": (200, 400),
}  # fmt: skip
_MOINS_26 = {"ML": 100, "CIO": 92, "SCUIO": 97, "CRIJ": 84, "CMA": 55, "CCI": 45, "FT": 16}
# What a person writes where a number was asked: position among the answers → the cell.
_DITS = {3: "environ 3 900", 9: "1 200 / an", 14: "voir RA", 30: "?", 41: "~ 640"}


def lieux_canoniques(chemin: Path, annee: int) -> int:
    """Write the places in the canonical layout, some located by their commune only; give the row count."""
    tirage = hasard("lieux_canoniques", annee)
    retenus = [x for i, x in enumerate(lieux()) if annee >= 2026 or i % 11]
    lignes = (_lieu(annee, x, tirage) for x in retenus)
    return ecrire_lignes(chemin, "lieu_spro", nommer("lieu_spro", lignes, "departement", "mission_locale"))


def _lieu(annee: int, lieu: Lieu, tirage) -> tuple:
    situe = lieu.ouverture != "distance" and tirage.random() < 0.7
    virgule = "{:.5f}".format
    return (
        annee,
        _RESEAU_ECRIT[lieu.structure.reseau],
        lieu.structure.nom,
        lieu.nom,
        _OUVERTURE_ECRITE[lieu.ouverture],
        lieu.commune.code if tirage.random() < 0.8 else "",
        lieu.commune.libelle,
        virgule(lieu.commune.latitude + tirage.uniform(-0.01, 0.01)).replace(".", ",") if situe else "",
        virgule(lieu.commune.longitude + tirage.uniform(-0.01, 0.01)).replace(".", ",") if situe else "",
        "",
        *_charte(lieu.structure, annee),
    )


def _charte(structure: Structure, annee: int) -> tuple[str, str, str]:
    """Whether a structure has signed, was audited and conforms; some networks say nothing of it."""
    if structure.reseau in ("APEC", "CARIF"):
        return "", "", ""
    rang = hasard("charte", structure.nom, structure.reseau).random()
    if rang > 0.80 + 0.03 * (annee - 2024):
        return "non", "non", ""
    if rang > 0.35 + 0.06 * (annee - 2024):
        return "oui", "non", ""
    return "oui", "oui", "oui" if rang < 0.30 else "non"


def _repondantes(annee: int) -> list[Structure]:
    """The structures that answered a survey: about seven of eight."""
    tirage = hasard("repondantes", annee)
    return [s for s in structures() if tirage.random() < 0.86 or s.reseau == "SCUIO"]


def _accueils(structure: Structure, annee: int) -> int:
    tirage = hasard("accueils", structure.nom, structure.reseau)
    bas, haut = _TAILLES[structure.reseau]
    return round(tirage.uniform(bas, haut) * (1 + 0.03 * (annee - 2024)))


def _unite(structure: Structure) -> str:
    """Doors are counted by some networks, persons by others; a few do not know what they count."""
    if hasard("unite", structure.nom).random() < 0.08:
        return "Ne sait pas"
    return "Visites" if structure.reseau in ("CRIJ", "FT", "CCI") else "Personnes"


def enquete(chemin: Path, annee: int) -> None:
    """Write the answers to the Region's survey, whole questions as headers; that of 2025 has e-mails and places."""
    tirage = hasard("enquete", annee)
    complet = annee >= 2025
    livre = classeur(chemin)
    feuille = livre.add_worksheet("Réponses au formulaire 1")
    courriel = ("Adresse e-mail",) if complet else ()
    entete = ("Horodateur", *courriel, "1. Nom de la structure", "2. Réseau d'appartenance",
              "3. Dans quel département êtes-vous ?", "5. Combien de lieux d'accueil du public avez-vous ?",
              f"12. Combien de personnes avez-vous accueillies en {annee} (tous publics) ?",
              "12bis. S'agit-il de personnes ou de visites ?", "13. Dont moins de 26 ans (%)", MENTION)  # fmt: skip
    feuille.write_row(0, 0, entete)
    reponses = [_reponse(s, rang, annee, tirage, complet) for rang, s in enumerate(_repondantes(annee))]
    if complet:
        reponses += [_corrigee(reponses[5], annee, 1.2), _corrigee(reponses[22], annee, 0.9)]
    for rang, reponse in enumerate(reponses, start=1):
        for colonne, valeur in enumerate(reponse):
            if valeur is not None:
                feuille.write(rang, colonne, valeur)
    if complet:
        _feuille_lieux(livre.add_worksheet("Lieux"))
    livre.close()


def _reponse(structure: Structure, rang: int, annee: int, tirage, complet: bool) -> tuple:
    jour, heure = 2 + rang // 8, 8 + rang % 9
    heures = f"{(heure - 1) % 12 + 1}:{tirage.randrange(60):02d}:{tirage.randrange(60):02d}"
    horodateur = f"{annee + 1}/02/{jour:02d} {heures} {'AM' if heure < 12 else 'PM'} UTC+1"
    nombre = len([x for x in lieux() if x.structure == structure])
    accueils = (_DITS if complet else {}).get(rang) or _accueils(structure, annee)
    part = _MOINS_26.get(structure.reseau)
    return (
        horodateur,
        *((f"contact{rang}@structure.exemple",) if complet else ()),
        structure.nom,
        "Info jeunes; Autre" if structure.reseau == "CRIJ" and rang % 7 == 0 else _RESEAU_ECRIT[structure.reseau],
        structure.departement,
        "3 et 2 antennes" if complet and rang == 38 else nombre,
        accueils,
        _unite(structure),
        f"~{part}" if part and rang % 9 == 4 else f"{part} %" if part and rang % 4 == 1 else part,
    )


def _corrigee(reponse: tuple, annee: int, facteur: float) -> tuple:
    """The same structure answers again in March, with another number."""
    nombre = next(v for v in reponse[6:7])
    return (
        f"{annee + 1}/03/11 10:15:00 AM UTC+1",
        *reponse[1:6],
        round(nombre * facteur) if isinstance(nombre, int) else nombre,
        *reponse[7:],
    )


def _feuille_lieux(feuille) -> None:
    feuille.write_row(0, 0, ("Nom de la structure", "Réseau", "Nom du lieu", "Adresse", "Commune",
                             "Horaires d'ouverture", MENTION))  # fmt: skip
    for rang, lieu in enumerate((x for i, x in enumerate(lieux()) if i % 9), start=1):
        commune = "Saint-Inconnu" if rang in (40, 90) else lieu.commune.libelle.upper()
        horaires = "" if rang % 37 == 0 else lieu.horaires
        feuille.write_row(rang, 0, (lieu.structure.nom, _RESEAU_ECRIT[lieu.structure.reseau], lieu.nom,
                                    "1 rue de l'Exemple", commune, horaires))  # fmt: skip


def activite_canonique(chemin: Path, annee: int) -> int:
    """Write the activity of a year in the canonical layout, with the structures that did not answer."""
    recues = {s.nom for s in _repondantes(annee)}
    lignes = []
    for s in structures()[: ATTENDUES[annee]]:
        accueils, part = _accueils(s, annee), _MOINS_26.get(s.reseau)
        repond = s.nom in recues
        lignes.append(
            (annee, s.reseau, s.nom, s.departement, "accueil", _unite(s), accueils if repond else "",
             round(accueils * part / 100) if repond and part else "", 1 if repond else "", "oui" if repond else "non")
        )  # fmt: skip
    absentes = ("academie", "region", "bassin", "public", "age", "sexe")
    return ecrire_lignes(chemin, "activite_spro", nommer("activite_spro", lignes, *absentes), "cp1252")


_ACTIVITES_CIO = (
    ("Entretiens en établissement", 0.60), ("Entretiens au CIO – scolaires", 0.28), ("– étudiants", 0.025),
    ("– jeunes sortis", 0.035), ("– adultes", 0.02), ("PSAD", 0.03), ("Participation SPRO", 0.01),
)  # fmt: skip
_MOIS = ("sept", "oct", "nov", "déc", "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août")
_POIDS_MOIS = (6, 10, 10, 7, 12, 9, 13, 9, 12, 9, 3, 0)


def activite_cio(chemin: Path, annee: int) -> None:
    """Write the CIO workbook (old .xls): one sheet a CIO, its tab cut short, then a summary with broken formulas."""
    feuilles, recap = [], [["CIO", "Total entretiens"]]
    for rang, structure in enumerate(cio()):
        total = _accueils(structure, annee)
        unite = "personnes" if rang % 4 == 1 else "entretiens"
        lignes = [
            [BANDEAU], [f"Structure : {structure.nom} et des environs"],
            [f"Département : {structure.departement}", None, f"Bassin : {structure.commune.bassin}"],
            [f"Unité : {unite}" if rang != 17 else "Unité :"], [],
            ["Activité", *_MOIS, "Total"],
        ]  # fmt: skip
        ferme = annee == 2026 and structure.nom in cio_fusionnes()
        sommes = [0] * 12
        for nom, part in _ACTIVITES_CIO:
            propre = hasard("cio", structure.nom, nom).uniform(0.4, 1.6) if part < 0.1 else 1
            mois = repartir(round(total * part * propre), _POIDS_MOIS)
            ecrits = [n if k < 4 else None for k, n in enumerate(mois)] if ferme else mois
            somme = sum(n for n in ecrits if n is not None)
            sommes = [a + b for a, b in zip(sommes, mois, strict=True)]
            # One CIO forgot a month in the total of its adults.
            lignes.append([nom, *ecrits, somme - mois[4] if rang == 6 and nom == "– adultes" else somme])
        garde = [n if not ferme or k < 4 else None for k, n in enumerate(sommes)]
        lignes.append(["Total", *garde, sum(n for n in garde if n is not None)])
        if ferme:
            lignes.append(["CIO fusionné au 31/12/2025"])
        feuilles.append((f"{structure.nom} et des environs", lignes))
        recap.append([structure.nom, "#REF!" if ferme else sum(sommes)])
    ecrire_xls(chemin, [*feuilles, ("Récap", recap)])


_IMILO = ("1ers accueils", "dont mineurs", "Jeunes en contact", "PACEA signés", "Entrées CEJ", "Situations emploi",
          "Situations formation", "Situations retour scolarité")  # fmt: skip
_PARTS_IMILO = (1.0, 0.13, 3.0, 0.55, 0.4, 1.1, 0.6, 0.08)


def imilo(chemin: Path, annees: tuple[int, ...]) -> None:
    """Write the i-Milo pivot: filters above, one year in one row of headers, two years in two rows side by side."""
    livre = classeur(chemin)
    feuille = livre.add_worksheet("Activité")
    for rang, texte in enumerate((
        "Axe : Activité – Structure", f"Filtres : Année = {', '.join(map(str, annees))} ; Structure = Tous", BANDEAU,
        f"Date d'extraction : 14/01/{annees[-1] + 1} 08:12",
    )):  # fmt: skip
        feuille.write(rang, 0, texte)
    deux = len(annees) > 1
    feuille.write(8, 0, "Structure")
    for k, annee in enumerate(annees):
        if deux:
            feuille.write(8, 1 + k * len(_IMILO), annee)
        feuille.write_row(9 if deux else 8, 1 + k * len(_IMILO), _IMILO)
    lignes = [[f"{s.code} - {s.nom}", *(n for a in annees for n in _compte_imilo(s, a))] for s in missions_locales()]
    lignes.append(["(vide)", *(n for _ in annees for n in (12, 1, 30, None, None, 4, None, None))])
    sommes = [sum(n for n in colonne if n is not None) for colonne in list(zip(*lignes, strict=True))[1:]]
    for rang, ligne in enumerate([*lignes, ["Total général", *sommes]], start=10 if deux else 9):
        for colonne, valeur in enumerate(ligne):
            if valeur is not None:
                feuille.write(rang, colonne, valeur)
    livre.close()


def _compte_imilo(structure: Structure, annee: int) -> list[int]:
    tirage = hasard("imilo", structure.code)
    premiers = round(tirage.uniform(400, 1800) * (1 - 0.02 * (annee - 2023)))
    return [round(premiers * part * tirage.uniform(0.9, 1.1)) if k else premiers for k, part in enumerate(_PARTS_IMILO)]


_SCUIO = (("Étudiants reçus en entretien", 2200), ("   dont L1", 900), ("Lycéens (salons, JPO)", 8200),
          ("Ateliers (participants)", 1400), ("Réorientations S1 accompagnées", 260))  # fmt: skip


def scuio(chemin: Path, rang: int, annees: tuple[int, ...]) -> None:
    """Write the report of one university, for the years that it has; one figure is only rough."""
    ville, uai = UNIVERSITES[rang]
    livre = classeur(chemin)
    feuille = livre.add_worksheet("Bilan")
    for ligne, texte in enumerate((f"Université de {ville} – SCUIO-IP", f"UAI : {uai}", BANDEAU)):
        feuille.write(ligne, 0, texte)
    seule = len(annees) == 1
    feuille.write_row(4, 0, ("Indicateur", *(("Nombre",) if seule else (f"{a - 1}-{a}" for a in annees))))
    for i, (nom, taille) in enumerate(_SCUIO):
        tirage = hasard("scuio", ville, nom)
        base = taille * tirage.uniform(0.6, 1.5)
        nombres = [round(base * (1 + 0.04 * (a - 2025))) for a in annees]
        if seule and rang == 0 and nom.startswith("Lycéens"):
            nombres = [f"environ {round(nombres[0], -2)}"]
        feuille.write_row(5 + i, 0, (nom, *nombres))
    livre.close()


_THEMES_IJ = ("Orientation, métiers (%)", "Emploi, jobs (%)", "Logement (%)", "Mobilité internationale (%)")
_PARTS_IJ = (38, 27, 19, 17)  # 101: each one rounded


def bilan_info_jeunes(chemin: Path, annee: int) -> None:
    """Write the report of the CRIJ (ods): three counters side by side, some not kept, then shares by theme."""
    entete = ["Structure labellisée", "Département", "Fréquentation", "Demandes traitées", "Sessions web", *_THEMES_IJ]
    lignes = []
    for rang, s in enumerate(x for x in structures() if x.reseau == "CRIJ"):
        passages = _accueils(s, annee)
        demandes = None if rang == 4 else round(passages * hasard("demandes IJ", s.nom).uniform(0.3, 0.6))
        # Most antennas have no site of their own; one has no door counter any more.
        sessions = round(passages * 6.5) if rang % 5 == 0 else "nc"
        lignes.append([s.nom, s.departement, "nc" if rang == 7 else passages, demandes, sessions, *_PARTS_IJ])
    sommes = [sum(n for n in colonne if isinstance(n, int)) for colonne in list(zip(*lignes, strict=True))[2:5]]
    titres = [[f"Réseau Info Jeunes – bilan {annee}"], [BANDEAU], []]
    ecrire_ods(chemin, "Bilan", [*titres, entete, *lignes, ["Total", None, *sommes, *_PARTS_IJ]])


def emetteurs_attendus(chemin: Path) -> int:
    """Write the declaration of the universities expected; give the row count."""
    lignes = [
        {"source_attendue": "scuio", "emetteur_libelle": f"Université de {ville}", "departement": uai[:3],
         "depuis": "2024", "date": "15/09/2025"}
        for ville, uai in UNIVERSITES
    ]  # fmt: skip
    return ecrire_lignes(chemin, "emetteur_attendu", lignes)


def acces_declares(chemin: Path) -> int:
    """Write the declared distances of the island: an hour of sea to the networks that have no place on it."""
    lignes = [
        {"code_commune": c.code, "reseau": r, "distance_km": "62", "raison": "Traversée maritime"}
        for c in communes()
        if c.bassin == "99303"
        for r in ("CIO", "France Travail")
    ]
    return ecrire_lignes(chemin, "acces_declare", lignes)
