"""Parcoursup en données ouvertes : sessions 2018 (csv comprimé) et 2023 (classeur)."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from .territoires import UAI_VALIDE, code_academie, code_departement, code_region

FICHIERS = (
    "parcoursup/fr-esr-parcoursup_session2023.xlsx",
    "parcoursup/parcoursup_session2018_converted.csv.gz",
)
_PP = "Effectif des candidats néo bacheliers {} en phase principale"
_PP_BRS = "Dont effectif des candidats boursiers néo bacheliers {} en phase principale"
_RECU = "ayant reçu une proposition d’admission de la part de l’établissement"
_PROP = "Effectif des candidats en terminale {} " + _RECU
_ADMIS = "Effectif des admis néo bacheliers"
BACS = {
    "bg": ("généraux", "générale"),
    "bt": ("technologiques", "technologique"),
    "bp": ("professionnels", "professionnelle"),
}
MESURES = {
    "capacite": "Capacité de l’établissement par formation",
    "candidatures": "Effectif total des candidats en phase principale",
    "candidatures_autre": "Effectif des autres candidats en phase principale",
    "propositions": f"Effectif total des candidats {_RECU}",
    "propositions_autre": f"Effectif des autres candidats {_RECU}",
    "admis": "Effectif total des candidats ayant accepté la proposition de l’établissement (admis)",
    "neobac": _ADMIS,
    "boursiers": "Dont effectif des admis boursiers néo bacheliers",
    "meme_academie": "Dont effectif des admis issus de la même académie",
    "meme_academie_idf": ("Dont effectif des admis issus de la même académie (Paris/Créteil/Versailles réunies)"),
}
for _bac, (_pluriel, _terminale) in BACS.items():
    MESURES[f"candidatures_{_bac}"] = _PP.format(_pluriel)
    MESURES[f"candidatures_{_bac}_brs"] = _PP_BRS.format(_pluriel)
    MESURES[f"propositions_{_bac}"] = _PROP.format(_terminale)
    MESURES[f"neobac_{_bac}"] = f"{_ADMIS} {_pluriel}"


@lru_cache
def formations(dossier: Path) -> pd.DataFrame:
    """Une formation par ligne, deux sessions : territoire du fichier, filiere, secteur, mesures ou vide."""
    sessions = []
    for nom in FICHIERS:
        if nom.endswith(".xlsx"):
            table = pd.read_excel(dossier / nom, dtype=str, engine="calamine")
        else:
            table = pd.read_csv(dossier / nom, dtype=str, sep=";")
        uai = table["Code UAI de l'établissement"]
        departement = table["Code départemental de l’établissement"].map(code_departement)
        statut = "Statut de l’établissement de la filière de formation (public, privé…)"
        sortie = pd.DataFrame(
            {
                "campagne": pd.to_numeric(table["Session"]),
                "etablissement": uai.where(uai.str.match(UAI_VALIDE)),
                "departement": departement.where(departement != "99"),
                "academie": code_academie(dossier, table["Académie de l’établissement"]),
                "region": code_region(dossier, table["Région de l’établissement"]),
                "filiere": table["Filière de formation très agrégée"],
                "secteur": table.get(statut),
                "selectivite": table.get("Sélectivité"),
            }
        )
        sortie["a_distance"] = a_distance(table)
        for mesure, entete in MESURES.items():
            sortie[mesure] = pd.to_numeric(table[entete]) if entete in table else float("nan")
        sessions.append(sortie)
    return pd.concat(sessions, ignore_index=True)


def a_distance(table: pd.DataFrame) -> pd.Series:
    """Formations à distance : le CNED, le CNPR, ou un nom de formation qui le dit (hors « vente à distance »)."""
    noms = [c for c in table if c.startswith("Filière de formation")]
    dits = table[["Établissement", *noms]].fillna("").agg(" | ".join, axis=1).str.casefold()
    dits = dits.str.replace("vente à distance", "").str.replace("université paris cité - a distance", "")
    dits = dits.str.replace("a distance depuis le site", "")  # orthoptie : suivie en groupe, sur un autre site
    return dits.str.contains(r"\b(?:cned|cnpr)\b|[àa] distance|en distanciel")


def sur_place(dossier: Path) -> pd.DataFrame:
    """Les formations hors celles à distance."""
    table = formations(dossier)
    return table[~table.a_distance]


def places_pourvues_a_distance(dossier: Path) -> pd.DataFrame:
    """Admis sur capacité des seules formations à distance."""
    table = formations(dossier)
    table = table[table.a_distance]
    return table.assign(numerateur=table.admis, denominateur=table.capacite)


def places_pourvues_superieur(dossier: Path) -> pd.DataFrame:
    """Admis sur capacité, par formation."""
    table = sur_place(dossier)
    return table.assign(numerateur=table.admis, denominateur=table.capacite)


def proposition_par_candidature(dossier: Path) -> pd.DataFrame:
    """Propositions (toutes phases) sur candidatures de phase principale, tous bacs."""
    table = sur_place(dossier)
    return table.assign(numerateur=table.propositions, denominateur=table.candidatures)


def proposition_par_type_bac(dossier: Path) -> pd.DataFrame:
    """La même par type de bac (« en terminale » sur « néo-bacheliers ») ; vide en 2018, non collecté."""
    table = sur_place(dossier)
    types = {"general": "bg", "technologique": "bt", "professionnel": "bp", "autres candidats": "autre"}
    return pd.concat(
        table.assign(type_bac=nom, numerateur=table[f"propositions_{bac}"], denominateur=table[f"candidatures_{bac}"])
        for nom, bac in types.items()
    )


def ecart_boursiers_superieur(dossier: Path) -> pd.DataFrame:
    """Départ : boursiers parmi les candidats néo-bacheliers ; arrivée : parmi les néo-bacheliers admis."""
    table = sur_place(dossier)
    return table.assign(
        depart_numerateur=sum(table[f"candidatures_{bac}_brs"] for bac in BACS),
        depart_denominateur=sum(table[f"candidatures_{bac}"] for bac in BACS),
        arrivee_numerateur=table.boursiers,
        arrivee_denominateur=table.neobac,
    )


def hors_academie_superieur(dossier: Path) -> pd.DataFrame:
    """Néo-bacheliers admis venus d'une autre académie (Île-de-France réunie) sur néo-bacheliers admis."""
    table = sur_place(dossier)
    return table.assign(numerateur=table.neobac - table.meme_academie_idf, denominateur=table.neobac)


def part_bac_pro_en_bts(dossier: Path) -> pd.DataFrame:
    """Bacheliers professionnels parmi les néo-bacheliers admis en BTS."""
    table = sur_place(dossier).query("filiere == 'BTS'")
    return table.assign(numerateur=table.neobac_bp, denominateur=table.neobac)


def part_bac_techno_en_but(dossier: Path) -> pd.DataFrame:
    """Bacheliers technologiques parmi les néo-bacheliers admis en BUT (DUT avant 2021)."""
    table = sur_place(dossier).query("filiere in ['BUT', 'DUT']")
    return table.assign(numerateur=table.neobac_bt, denominateur=table.neobac)
