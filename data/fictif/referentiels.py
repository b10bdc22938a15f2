"""Reference files: schools with their coordinates, bassins d'éducation, communes, and the nomenclatures used."""

import json
from pathlib import Path

from data.fictif.ecriture import BANDEAU, NOM_FICTIF, classeur, ecrire_csv
from data.fictif.etablissements import Etablissement, tous
from data.fictif.formations import FAMILLES, PAR_MEF
from data.fictif.pays import ACADEMIES, DEPARTEMENTS, PAR_CODE, REGIONS, communes

ENTETE_COLLEGES = (
    "numero_uai", "appellation_officielle", "denomination_principale", "patronyme_uai", "secteur_public_prive_libe",
    "adresse_uai", "lieu_dit_uai", "boite_postale_uai", "code_postal_uai", "localite_acheminement_uai",
    "libelle_commune", "coordonnee_x", "coordonnee_y", "EPSG", "latitude", "longitude", "appariement", "localisation",
    "nature_uai", "nature_uai_libe", "etat_etablissement", "etat_etablissement_libe", "code_departement", "code_region",
    "code_academie", "code_commune", "libelle_departement", "libelle_region", "libelle_academie", "position",
    "secteur_prive_code_type_contrat", "secteur_prive_libelle_type_contrat", "code_ministere", "libelle_ministere",
    "date_ouverture",
)  # fmt: skip


def colleges(chemin: Path) -> int:
    """Write the collèges in the layout of the national address file, BOM and CRLF; give the row count."""
    return ecrire_csv(
        chemin, ENTETE_COLLEGES, (_college(e) for e in tous() if e.nature == "COLLEGE"), "utf-8-sig", "\r\n"
    )


def _college(e: Etablissement) -> tuple:
    prive = e.secteur == "PR"
    d = PAR_CODE[e.departement]
    patronyme = e.nom.replace("Collège privé ", "").replace("Collège ", "").upper()
    contrat = ("30", "CONTRAT D'ASSOCIATION TOUTES CLASSES") if prive else ("99", "SANS OBJET")
    return (
        e.uai,
        f"{e.nom} {NOM_FICTIF}",
        "COLLEGE PRIVE" if prive else "COLLEGE",
        patronyme,
        "Privé" if prive else "Public",
        "1 rue DE L'EXEMPLE",
        "",
        "",
        e.commune.code,
        e.commune.libelle.upper(),
        e.commune.libelle,
        "",
        "",
        "",
        e.latitude,
        e.longitude,
        "Fictive",
        "Point inventé",
        340,
        "COLLEGE",
        1,
        "OUVERT",
        d.code,
        d.region,
        d.academie,
        e.commune.code,
        d.libelle,
        REGIONS[d.region],
        ACADEMIES[d.academie],
        f"{e.latitude}, {e.longitude}",
        *contrat,
        "06",
        "MINISTERE DE L'EDUCATION NATIONALE",
        "1972-09-01",
    )


def lycees(chemin: Path) -> int:
    """Write the lycées in the layout of the comparateur (json); give their number."""
    fiches = []
    for e in [e for e in tous() if e.nature in ("LGT", "LP")]:
        d = PAR_CODE[e.departement]
        fiches.append(
            {
                "uai": e.uai,
                "nom": f"{e.nom} {NOM_FICTIF}",
                "ville": e.commune.libelle,
                "departement": d.libelle,
                "codeDept": d.code,
                "academie": ACADEMIES[d.academie],
                "region": REGIONS[d.region],
                "secteur": "privé sous contrat" if e.secteur == "PR" else "public",
                "type": "PRO" if e.nature == "LP" else "GT",
                "lat": e.latitude,
                "lng": e.longitude,
                "adresse": "1 rue de l'Exemple",
                "codePostal": e.commune.code,
                "presents": e.effectif,
            }
        )
    meta = {
        "year": "2026",
        "generatedAt": "2026-07-01T08:00:00.000Z",
        "mention": BANDEAU,
        "counts": {"total": len(fiches)},
    }
    chemin.write_text(json.dumps({"meta": meta, "lycees": fiches}, ensure_ascii=False), encoding="utf-8")
    return len(fiches)


# A UAI that no other file knows, to be listed when the bassins are read.
UAI_INCONNUE = "9919999Z"


def bassins(chemin: Path, academie: str) -> int:
    """Write the bassin d'éducation of every school of an académie, one of them unknown; give the row count."""
    noms = {b.code: b.libelle for d in DEPARTEMENTS for b in d.bassins}
    corps = [
        (e.uai, f"{e.nom} – {e.commune.libelle} {NOM_FICTIF}", e.commune.bassin, noms[e.commune.bassin])
        for e in tous()
        if PAR_CODE[e.departement].academie == academie
    ]
    if academie == "9A":
        corps.append((UAI_INCONNUE, "Collège fermé (fictif)", "99101", noms["99101"]))
    return ecrire_csv(chemin, ("UAI", "Établissement", "Code bassin", "Bassin d'éducation"), corps, "utf-8-sig")


ENTETE_MEF = (
    "MEF", "DISPOSITIF_FORMATION", "FORMATION_DIPLOME", "DUREE_DISPOSITIF", "ANNEE_DISPOSITIF", "LIBELLE_COURT",
    "LIBELLE_LONG", "DATE_OUVERTURE", "DATE_FERMETURE", "STATUT_MEF", "NB_OPTION_OBLIGATOIRE", "NB_OPTION_FACULTATIF",
    "RENFORCEMENT_LANGUE", "DUREE_PROJET", "DUREE_STAGE", "HORAIRE", "MEF_INSCRIPTION_SCOLARITE", "MEF_STAT_11",
    "MEF_STAT_9", "DATE_INTERVENTION", "LIBELLE_EDITION", "N_COMMENTAIRE",
)  # fmt: skip


def mef(chemin: Path) -> int:
    """Write the MEF that the sample uses, in the layout of N_MEF, cp1252; give the row count."""
    corps = []
    for f in PAR_MEF.values():
        diplome = ("500" if f.palier == "CAP" else "400") + f.mefstat11[-5:]
        dispositif = {"2de pro": "247", "CAP": "241", "1re pro": "247"}[f.palier]
        annee = 2 if f.palier == "1re pro" else 1
        corps.append((
            f"{dispositif}{f.mefstat11[-5:]}1{annee}", dispositif, diplome, 3, annee, f.libelle[:12], f.libelle,
            "01/09/2019", "", 4, 0, "", "N", "", "", "N", "O", f.mefstat11, f.mefstat11[:9], "26/11/2024",
            f.libelle.lower(), "",
        ))  # fmt: skip
    return ecrire_csv(chemin, ENTETE_MEF, corps, "cp1252")


def familles(chemin: Path) -> int:
    """Write the familles de métiers and their specialities; give the row count."""
    entete = ("FAMILLE", "SPECIALITE", "MEFSTAT11_COMMUN", "CFD_COMMUN", "MEFSTAT11_SPECIALITE", "CFD_SPECIALITE",
              "CODE_MINISTERE_TUTELLE")  # fmt: skip
    corps = [
        (famille, libelle, commun, f"400{commun[-5:]}", code, f"400{code[-5:]}", "06")
        for famille, commun, specialites in FAMILLES
        for code, libelle in specialites
    ]
    return ecrire_csv(chemin, entete, corps, "utf-8-sig")


def table_communes(chemin: Path) -> None:
    """Write the communes with their EPCI and zone d'emploi, in the layout of the national table: five rows of
    titles, two of headers, sheets COM and Zones_supra_communales."""
    livre = classeur(chemin)
    com = livre.add_worksheet("COM")
    zones = livre.add_worksheet("Zones_supra_communales")
    for feuille, sous_titre in (
        (com, "France inventée - Communes"),
        (zones, "France inventée - Zones supra - communales"),
    ):
        for r, texte in enumerate(
            ("Liste des communes au 1er janvier 2026", sous_titre, BANDEAU, "Source(s) : inventée")
        ):
            feuille.write_string(r, 0, texte)
    com.write_row(4, 0, ("Code géographique", "Libellé géographique", "Département",
                         "Collectivité territoriale ayant les compétences départementales", "Région",
                         "Intercommunalité - Métropole", "Établissement public territorial", "Arrondissement",
                         "Canton-ou-ville", "Zone d'emploi 2020", "Unité urbaine 2020",
                         "Aire d'attraction des villes 2020", "Bassin de vie 2022"))  # fmt: skip
    com.write_row(5, 0, ("CODGEO", "LIBGEO", "DEP", "CTCD", "REG", "EPCI", "EPT", "ARR", "CANOV", "ZE2020", "UU2020",
                         "AAV2020", "BV2022"))  # fmt: skip
    supra: dict[tuple[str, str], list] = {}
    for r, c in enumerate(communes(), start=6):
        region = PAR_CODE[c.departement].region
        com.write_row(
            r,
            0,
            (
                c.code,
                c.libelle,
                c.departement,
                f"{c.departement}D",
                region,
                c.epci,
                "ZZZZZZZZZ",
                f"{c.departement}1",
                f"{c.departement}01",
                c.zone,
                f"{c.departement}01",
                "000",
                c.code,
            ),
        )
        for niveau, code, libelle in (("EPCI", c.epci, c.epci_libelle), ("ZE2020", c.zone, c.zone_libelle)):
            supra.setdefault((niveau, code), [libelle, 0])[1] += 1
    zones.write_row(4, 0, ("Niveau géographique", "Code géographique", "Libellé géographique", "Nombre communes"))
    zones.write_row(5, 0, ("NIVGEO", "CODGEO", "LIBGEO", "NB_COM"))
    for r, ((niveau, code), (libelle, n)) in enumerate(sorted(supra.items()), start=6):
        zones.write_row(r, 0, (niveau, code, libelle, n))
    livre.close()
