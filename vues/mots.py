"""French names of the codes that the facts hold, and of the periods and sources that figures print."""

import unicodedata

from indicators import indicateur
from loaders.sources import SOURCES
from store import vocabulaires

PALIERS = vocabulaires.libelles("palier")
PALIERS_BREFS = vocabulaires.courts("palier")
PALIERS_ENTREE = vocabulaires.libelles("palier_entree")
PALIERS_COURTS = vocabulaires.courts("palier_entree")
VOIES = {palier: vocabulaires.libelles("voie", palier) for palier in PALIERS}
DIMENSIONS = {
    "palier_entree": "Palier d’entrée",
    "famille_metiers": "Famille de métiers",
    "mef_libelle": "Spécialité",
    "mefstat11": "Formation (MEFSTAT)",
    "secteur": "Secteur",
    "statut": "Statut",
    "origine": "Origine",
    "voie": "Voie",
    "sexe": "Sexe",
    "type_3e": "Type de 3e",
    "filiere": "Filière",
    "type_bac": "Type de bac",
    "selectivite": "Sélectivité",
    "tour": "Tour",
    "date_tour": "Date du tour",
    "palier": "Palier",
    "formation_code": "Formation",
    "dispositif": "Dispositif",
    "site": "Site",
    "definition_sortie": "Définition d’une sortie positive",
    "reseau": "Réseau",
    "ouverture": "Ouverture",
    "lieu_libelle": "Lieu",
    "structure_libelle": "Structure",
    "activite": "Activité",
    "public": "Public",
    "unite": "Unité",
    "age": "Âge",
    "phase": "Phase",
    "boursier": "Boursier",
    "destination": "Académie des études",
    "niveau_formation": "Niveau préparé",
    "date": "Date",
    "modalite": "Voie ou public",
    "classe_ips": "Indice de position sociale",
    "etape": "Étape",
    "delai": "Délai",
    "solution": "Solution",
    "partenaire": "Partenaire",
    "voie_quittee": "Voie quittée",
    "mesure": "Mesure (stock ou cumul)",
    "axe": "Axe du schéma",
    "porteur": "Porteur",
    "item": "Item de la fiche",
    "critere": "Critère",
    "partie": "Partie",
    "piece": "Pièce",
    "convention": "Convention",
    "classe_voie": "Voie",
    "producteur": "Producteur",
    "objet": "Objet",
    "metier": "Métier (ROME)",
    "operateur": "Opérateur",
    "etat": "Avancement",
    "comite": "Comité",
    "nature": "Nature des moyens",
    "prix": "HT ou TTC",
}
_FEMININES = frozenset(("famille_metiers", "mef_libelle", "mefstat11", "filiere", "selectivite", "voie"))
MODALITES = {
    code: libelle
    for dimension in ("secteur", "sexe", "statut", "type_bac", "solution")
    for code, libelle in vocabulaires.libelles(dimension).items()
}
SOLUTIONS_COURTES = vocabulaires.courts("solution")
STATUTS_COURTS = vocabulaires.courts("statut")
RESEAUX = vocabulaires.libelles("reseau", "spro")
# Those who are convened to a committee, networks and institutions, in the order of the committee.
CONVOQUES = {m.code: m.libelle for m in vocabulaires.mots("reseau") if m.ecritures}
OUVERTURES = vocabulaires.libelles("ouverture")


def _plie(texte: str) -> str:
    """Letters alone, without accents: files write the same family in many ways."""
    nu = unicodedata.normalize("NFD", texte.upper())
    return "".join(c for c in nu if c.isalpha() and c.isascii()).replace("ENSEMBLES", "ENSEMBLE")


_PAR_PLI = {_plie(f): f for f in vocabulaires.codes("famille_metiers")}


def modalite(code: str, palier: str | None = None) -> str:
    """The label of a value of a breakdown; a family written in capitals gets its usual writing."""
    connus = noms(palier)
    if code in connus:
        return connus[code]
    if _plie(code) in _PAR_PLI:
        return _PAR_PLI[_plie(code)]
    return code.capitalize() if code.isupper() and len(code) > 8 else code


def noms(palier: str | None = None) -> dict[str, str]:
    """Code → French label of every coded value; voies read differently after 3e and after 2de."""
    voies = VOIES.get(palier or "", {})
    return MODALITES | PALIERS_ENTREE | voies


def selon(dimension: str) -> str:
    """A breakdown as a sentence cuts by it: « selon le secteur », « selon la filière », « selon l’origine »."""
    nom = DIMENSIONS[dimension][0].lower() + DIMENSIONS[dimension][1:]
    if nom[0] in "aeiouéâ":
        return f"selon l’{nom}"
    return f"selon {'la' if dimension in _FEMININES else 'le'} {nom}"


def voie(code: str) -> str:
    """The label of a voie whatever the palier it is asked for."""
    return next((v[code] for v in VOIES.values() if code in v), modalite(code))


def periode(ident: str, campagne: int | None) -> str:
    """The period of a figure as its source names it: « rentrée 2022 », « session 2023 »."""
    if campagne is None:
        return "période non précisée"
    source = SOURCES.get(indicateur(ident).sources_citees[0])
    if source is None or not source.periode.libelle:
        return str(campagne)
    return source.periode.libelle.format(a=campagne, p=campagne - 1)


def periodes(ident: str, campagnes) -> str:
    """The periods of several campagnes: « rentrées 2021 et 2022 » reads as « rentrée 2021, rentrée 2022 »."""
    return " ; ".join(periode(ident, int(c)) for c in sorted(set(campagnes)))


def source(ident: str) -> str:
    """The sources of an indicator with their producers, for the line « Source »."""
    textes = []
    for nom in indicateur(ident).sources_citees:
        connue = SOURCES.get(nom)
        textes.append(f"{connue.titre}, {connue.producteur}" if connue else nom)
    return " ; ".join(textes)
