"""The files of the sample in the order they load, and what to answer when a loader asks about one."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.fictif import (
    affelnet,
    contexte,
    convention,
    dispositifs,
    information,
    orientation_csv,
    orientation_saio,
    parcoursup,
    personnes,
    plateformes,
    referentiels,
    retour,
    spro,
    tours,
)
from data.fictif.ecriture import BANDEAU

# A text to read on the page « Convention et plan régional »; it is no file of figures and is not loaded.
PROJET_WORD = "Projet_convention_2026_n2.docx"
LISEZ_MOI = "LISEZ-MOI – DONNÉES FICTIVES.txt"
_TEXTE = f"""{BANDEAU}.

Aucun de ces fichiers ne vient d'un rectorat, d'un ministère ou d'une région. Les départements 991 à 999, leurs
académies (9A à 9D), leurs communes et leurs établissements n'existent pas ; les intitulés de formation sont réels.
Ces fichiers sont écrits par « python -m data.fictif.generer » : les mêmes à chaque fois, à l'octet près.
"""

# Families of 9A that make two demandes: some rows of 2025 have 129 demandes for 128 pupils.
DOUBLES = {2025: 60, 2026: 0}


@dataclass(frozen=True)
class Fichier:
    """A file of the sample: where it is, the source it belongs to, the answers to what it leaves open, and the
    columns that name people, dropped before it is read. A file that holds two sources is there once for each."""

    chemin: Path
    source: str
    reponses: Mapping[str, str] = field(default_factory=dict)
    retirees: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    nom: str
    source: str
    ecrire: Callable[[Path], object]
    reponses: Mapping[str, str] = field(default_factory=dict)
    retirees: tuple[str, ...] = ()


def _pieces() -> list[_Piece]:
    pieces = [
        _Piece("nMef.csv", "nomenclatures", referentiels.mef),
        _Piece("familleMetiers.csv", "nomenclatures", referentiels.familles),
        _Piece("table-appartenance-geo-communes-2026.xlsx", "nomenclatures", referentiels.table_communes),
        _Piece("fr-en-adresse-et-geolocalisation_colleges_fictifs.csv", "etablissement", referentiels.colleges),
        _Piece("comparateur_lycees_fictifs_2026.json", "etablissement", referentiels.lycees),
    ]
    for academie in ("9A", "9B", "9C", "9D"):
        pieces.append(
            _Piece(f"bassins_education_{academie}.csv", "bassin", lambda c, a=academie: referentiels.bassins(c, a))
        )
    pieces += _contexte()
    for annee in (2024, 2025, 2026):
        pieces += _annee(annee)
    pieces += _spro()
    pieces += _convention()
    pieces += _information()
    pieces += _personnes()
    pieces.append(_Piece("apb-voeux-de-poursuite-detude-et-admissions_2016_2017.xlsx", "apb", parcoursup.apb))
    return pieces


def _personnes() -> list[_Piece]:
    """Candidates, bacheliers and apprentices to be; then what was typed in, and what a publication would give."""
    return [
        *(
            _Piece(f"Parcoursup_candidats_{a}.csv", "superieur_personnes", lambda c, a=a: personnes.candidats(c, a))
            for a in (2025, 2026)
        ),
        _Piece("fr-esr-taux-poursuite-2024-2025_fictif.csv", "poursuite_superieur", personnes.poursuite),
        *(
            _Piece(f"Apprentissage_{a}_octobre.csv", "apprentissage", lambda c, a=a: personnes.apprentissage(c, a))
            for a in (2025, 2026)
        ),
        _Piece("Chiffres_saisis_fictifs.csv", "chiffre_saisi", personnes.chiffres_saisis),
        _Piece("References_fictives_2026.csv", "reference_externe", personnes.references),
    ]


def _contexte() -> list[_Piece]:
    """What is known of young people and of those who receive them, whatever the year."""
    ips = [
        _Piece(f"ips_colleges_{a}.csv", "ips_colleges", lambda c, a=a: contexte.ips_colleges(c, a))
        for a in (2025, 2026)
    ]
    return [
        _Piece("estim-pop-dep-sexe-aq-2024-2026_fictive.xlsx", "population_age_quinquennal",
               contexte.population_quinquennale),
        _Piece("estim-pop-dep-sexe-gca-2024-2026_fictive.xlsx", "population_grande_classe",
               contexte.population_grande_classe),
        _Piece("DD-indic-reg-dep_2020_2026_fictif.xlsx", "insee_dd", contexte.jeunes_non_inseres),
        _Piece("Demandeurs_emploi_moins_25_dep_mensuel_fictif.csv", "demandeurs_emploi_jeunes",
               contexte.demandeurs_emploi),
        _Piece("chomage_departemental_fictif.csv", "chomage", contexte.chomage),
        *ips,
        _Piece("fr-en-ips_lycees_fictifs.csv", "ips_lycees", contexte.ips_lycees),
        _Piece("referentiel_structures_milo_2026_fictif.json", "missions_locales_referentiel",
               contexte.missions_locales),
    ]  # fmt: skip


def _convention() -> list[_Piece]:
    """The agreement, the plan and what each party reads of their evidence."""
    return [
        *(
            _Piece(f"convention_spo_{annee}.csv", "convention", lambda c, a=annee: convention.convention(c, a))
            for annee in (2025, 2026)
        ),
        _Piece("Objectifs_schema_SPRO.xlsx", "engagement", convention.objectifs),
        _Piece("Lectures_preuve_rectorat.csv", "preuve", lambda c: convention.lectures(c, "État")),
        _Piece("Lectures_preuve_Region.csv", "preuve", lambda c: convention.lectures(c, "Région")),
    ]


def _information() -> list[_Piece]:
    """The inventory, the means, the programme, the committees; InserJeunes comes a year and a half after."""
    return [
        *(
            _Piece(f"Inventaire_ressources_{a}.csv", "ressource_information",
                   lambda c, a=a: information.inventaire(c, a))
            for a in (2025, 2026)
        ),
        _Piece("Moyens_par_axe_2025-2026.csv", "moyens", information.moyens),
        *(
            _Piece(f"Programme_info_metiers_{a - 1}-{a % 100}_bilan.xlsx", "action",
                   lambda c, a=a: information.programme(c, a),
                   {"region": "99", "tiret_nb_etabl": "manquant"})
            for a in (2025, 2026)
        ),
        _Piece("Comites_coordination_2025_2026.csv", "reunion", information.comites),
        *(
            _Piece(f"depp-etablissements-{a - 1}_{a}-pro_fictif.csv", "inserjeunes",
                   lambda c, a=a: information.inserjeunes(c, a))
            for a in (2024, 2025)
        ),
    ]  # fmt: skip


def _annee(annee: int) -> list[_Piece]:
    """The files of one year; 9B did not send its bilan d'affectation of 2025."""
    quand = {"campagne": str(annee)}
    suffixe = {2026: "", 2025: " (1)", 2024: " (2)"}[annee]
    pieces = [
        _Piece(f"ATTRACTIVITE_CAPA_{annee}.csv", "affelnet_attractivite", lambda c: affelnet.attractivite(c, annee)),
        _Piece(
            f"affelnet1PROspe{suffixe}.csv",
            "affelnet_affectation",
            lambda c: affelnet.affectation_1re_pro(c, annee),
            {**quand, "tour": "principal"},
        ),
    ]
    for academie in ("9A", "9B"):
        if (academie, annee) != ("9B", 2025):
            pieces.append(
                _Piece(
                    f"Bilan_affectation_TP_TS1_TS2_oct_{annee}_{academie}.xlsx",
                    "affectation_tours",
                    lambda c, a=academie: tours.bilan_affectation(c, a, annee),
                )
            )
    pieces.append(_Piece(f"constat_effectifs_{annee}.csv", "constat_rentree", lambda c: affelnet.constat(c, annee)))
    pieces += _orientation(annee)
    nom, ecrit = {
        2024: ("fr-esr-parcoursup_2024.csv.gz", parcoursup.parcoursup_technique),
        2025: ("fr-esr-parcoursup_2025.csv", parcoursup.parcoursup_technique),
        2026: ("fr-esr-parcoursup_session2026.xlsx", parcoursup.parcoursup_libelles),
    }[annee]
    pieces.append(_Piece(nom, "parcoursup", lambda c: ecrit(c, annee)))
    pieces.append(
        _Piece(f"BTS_attractivite_capacite_{annee}.csv", "parcoursup_bts", lambda c: parcoursup.bts(c, annee))
    )
    return [*pieces, *_retour(annee), *_plateformes(annee)]


def _retour(annee: int) -> list[_Piece]:
    """The right to return and the schemes: the last follow-up has no year in its name, its banner says it."""
    suffixe = "" if annee == 2026 else f"_{annee}"
    vide = "sans_reponse" if annee == 2025 else "non_designe"
    return [
        _Piece(f"Suivi_retour_formation{suffixe}.xlsx", "retour_formation", lambda c: retour.suivi(c, annee)),
        _Piece(
            f"Referents_retour_{annee}.xlsx",
            "referent_retour",
            lambda c: retour.referents(c, annee),
            {"case_vide": vide},
        ),
        _Piece(f"Dispositifs_jeunes_{annee}.xlsx", "dispositif", lambda c: dispositifs.tableau(c, annee)),
    ]


def _plateformes(annee: int) -> list[_Piece]:
    """The canonical csv first: it says the département of each platform, which the workbooks leave out."""
    if annee == 2024:
        return [_Piece("decrochage_2024.csv", "decrochage", lambda c: plateformes.canonique(c, annee))]
    return [
        _Piece(
            f"PSAD_{annee - 1}-{annee}_bilan_juin.xlsx",
            "decrochage",
            lambda c: plateformes.bilan(c, annee),
            {"mesure": "cumul"},
        ),
        _Piece(f"obligation_formation_{annee}.csv", "obligation_formation", lambda c: plateformes.obligation(c, annee)),
    ]


def _orientation(annee: int) -> list[_Piece]:
    toutes = [(a, p) for a in ("9A", "9B", "9C", "9D") for p in ("3E", "2GT")]
    saio = {2024: [], 2025: [("9A", "3E"), ("9A", "2GT")], 2026: [("9A", "3E"), ("9A", "2GT"), ("9B", "3E")]}[annee]
    reste = [couple for couple in toutes if couple not in saio]
    pieces = [
        _Piece(
            f"orientation_{annee}.csv",
            "orientation",
            lambda c: orientation_csv.orientation_longue(c, annee, reste),
        )
    ]
    if ("9A", "3E") in saio:
        pieces.append(
            _Piece(
                f"bilan_orientation_3e_juin{annee}.xlsx",
                "orientation",
                lambda c: orientation_saio.bilan_9a(c, annee, DOUBLES[annee]),
                {"academie": "9A"},
            )
        )
    if ("9B", "3E") in saio:
        pieces.append(
            _Piece(
                f"Bilan orientation 9B {annee} VF_def(2).xlsx",
                "orientation",
                lambda c: orientation_saio.bilan_9b(c, annee),
                {"academie": "9B"},
            )
        )
    return pieces


def _spro() -> list[_Piece]:
    """Places, survey, CIO, i-Milo and universities over three years; each university has the years it sent."""
    region = {"region": "99"}
    enquete = "Enquete_SPRO_2025_reponses.xlsx"
    pieces = [
        _Piece("Distances_declarees_ile.csv", "acces_declare", spro.acces_declares),
        _Piece("Lieux_SPRO_2024.csv", "lieu_spro", lambda c: spro.lieux_canoniques(c, 2024)),
        _Piece(enquete, "lieu_spro", lambda c: spro.enquete(c, 2025), region),
        _Piece("Lieux_SPRO_2026.csv", "lieu_spro", lambda c: spro.lieux_canoniques(c, 2026)),
        _Piece("Activite_SPRO_2023.csv", "activite_spro", lambda c: spro.activite_canonique(c, 2023)),
        _Piece("Enquete_SPRO_2024_reponses.xlsx", "activite_spro", lambda c: spro.enquete(c, 2024),
               region | {"attendues": "inconnu"}),
        _Piece(enquete, "activite_spro", lambda c: spro.enquete(c, 2025),
               region | {"attendues": str(spro.ATTENDUES[2025])}, ("Adresse e-mail",)),
        _Piece("Extraction_iMilo_2023.xlsx", "mission_locale", lambda c: spro.imilo(c, (2023,)), region),
        _Piece("Extraction_iMilo_2025.xlsx", "mission_locale", lambda c: spro.imilo(c, (2024, 2025)), region),
        *(_Piece(f"Bilan_IJ_{a}.ods", "activite_crij", lambda c, a=a: spro.bilan_info_jeunes(c, a), region)
          for a in (2024, 2025)),
    ]  # fmt: skip
    for annee in (2024, 2025, 2026):
        nom = f"Activité_CIO_{annee - 1}-{annee % 100}.xls"
        pieces.append(_Piece(nom, "activite_cio", lambda c, a=annee: spro.activite_cio(c, a)))
    for rang, annees in enumerate(((2026,), (2025,), (2024, 2025))):
        nom = f"Bilan SCUIO {spro.UNIVERSITES[rang][0]} {annees[-1] - 1}-{annees[-1]}.xlsx"
        pieces.append(_Piece(nom, "scuio", lambda c, r=rang, a=annees: spro.scuio(c, r, a)))
    pieces.append(_Piece("Emetteurs_attendus.csv", "emetteur_attendu", spro.emetteurs_attendus))
    return pieces


def fichiers(dossier: Path) -> list[Fichier]:
    """The files of the sample under `dossier`, in the order they load; they may not be written yet."""
    return [Fichier(Path(dossier) / p.nom, p.source, p.reponses, p.retirees) for p in _pieces()]


def ecrire(dossier: Path) -> list[Fichier]:
    """Write the whole sample under `dossier`, which is made if need be; give what `fichiers` gives."""
    dossier = Path(dossier)
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / LISEZ_MOI).write_text(_TEXTE, encoding="utf-8")
    for piece in {p.nom: p for p in _pieces()}.values():
        piece.ecrire(dossier / piece.nom)
    convention.projet_word(dossier / PROJET_WORD)
    return fichiers(dossier)


def sha256_connus(dossier: Path) -> dict[str, str]:
    """sha256 → file name of the sample's files present under `dossier`: what tells the sample from a real deposit."""
    connus = {}
    for fichier in fichiers(dossier):
        if fichier.chemin.is_file():
            connus[hashlib.sha256(fichier.chemin.read_bytes()).hexdigest()] = fichier.chemin.name
    return connus
