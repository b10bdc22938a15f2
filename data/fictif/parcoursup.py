"""The Parcoursup files: French labels in a workbook, technical names in a csv, and the BTS supply drawn from them."""

from collections.abc import Iterator
from pathlib import Path

from data.fictif.colonnes_parcoursup import LIBELLES, TECHNIQUES
from data.fictif.ecriture import BANDEAU, NOM_FICTIF, classeur, ecrire_csv, ecrire_lignes, nommer
from data.fictif.etablissements import lycees_pro
from data.fictif.pays import ACADEMIES, DEPARTEMENTS, PAR_CODE, REGIONS
from data.fictif.superieur import BTS, Offre, offres, session
from data.fictif.tirage import hasard

PLACES_A_DISTANCE = (2400, 800)
_ENTIERS_NULS = ("nb_voe_pp_internat", "nb_cla_pp_internat", "nb_cla_pp_pasinternat", "acc_internat")


def _identite(o: Offre, annee: int) -> dict[str, object]:
    e = o.etablissement
    d = PAR_CODE[e.departement]
    nom = f"{e.nom} {NOM_FICTIF}"
    return {
        "session": annee,
        "contrat_etab": "Public" if e.secteur == "PU" else "Privé sous contrat d'association",
        "cod_uai": e.uai,
        "g_ea_lib_vx": nom,
        "dep": d.code,
        "dep_lib": d.libelle,
        "region_etab_aff": REGIONS[d.region],
        "acad_mies": ACADEMIES[d.academie],
        "ville_etab": e.commune.libelle,
        "lib_for_voe_ins": o.intitule,
        "select_form": "formation sélective" if o.selective else "formation non sélective",
        "fili": o.filiere,
        "lib_comp_voe_ins": f"{nom} - {o.intitule}",
        "form_lib_voe_acc": o.groupe,
        "fil_lib_voe_acc": o.detail,
        "g_olocalisation_des_formations": f"{e.latitude}, {e.longitude}",
        "lib_grp1": "Tous les candidats",
        "list_com": "Liste d'appel propre à cette formation",
        "tri": "2_Lycées" if e.nature in ("LGT", "LP") else "1_universités",
        "cod_aff_form": str(o.code),
        "lien_form_psup": "",
    }


def _parts(c: dict[str, int]) -> dict[str, int]:
    """Rounded shares as the ministry publishes them; an empty denominator gives none."""
    parts = {}
    for nom, haut, bas in (
        ("pct_f", "acc_tot_f", "acc_tot"),
        ("pct_neobac", "acc_neobac", "acc_tot"),
        ("pct_bours", "acc_brs", "acc_neobac"),
        ("pct_bg", "acc_bg", "acc_neobac"),
        ("pct_bt", "acc_bt", "acc_neobac"),
        ("pct_bp", "acc_bp", "acc_neobac"),
    ):
        if c[bas]:
            parts[nom] = round(100 * c[haut] / c[bas])
    return parts


def _lignes(annee: int) -> Iterator[dict[str, object]]:
    for o, c in zip(offres(), session(annee), strict=True):
        ligne: dict[str, object] = {**_identite(o, annee), **c, **_parts(c), "acc_aca_orig_idf": c["acc_aca_orig"]}
        ligne["ran_grp1"] = round(c["nb_voe_pp"] * 0.55)
        for nom in _ENTIERS_NULS:
            ligne[nom] = "" if o.filiere != "CPGE" else 0
        yield ligne
    yield from _a_distance(annee)


def _a_distance(annee: int) -> Iterator[dict[str, object]]:
    """Two BTS at a distance, as the CNED shows them: thousands of places, under the address of its offices."""
    siens = [(o, c) for o, c in zip(offres(), session(annee), strict=True) if o.filiere == "BTS"][:2]
    for rang, (o, c) in enumerate(siens):
        intitule = f"{o.intitule} - Entièrement en distanciel"
        yield {**_identite(o, annee), **c, **_parts(c), "acc_aca_orig_idf": c["acc_aca_orig"]} | {
            "g_ea_lib_vx": f"CNED {NOM_FICTIF}",
            "lib_for_voe_ins": intitule,
            "lib_comp_voe_ins": f"CNED {NOM_FICTIF} - {intitule}",
            "cod_aff_form": str(99001 + rang),
            "capa_fin": PLACES_A_DISTANCE[rang],
            "ran_grp1": round(c["nb_voe_pp"] * 0.55),
        }


def parcoursup_technique(chemin: Path, annee: int) -> int:
    """Write a session with technical names, as the csv that the portal gives; give the row count."""
    corps = ([ligne.get(nom, "") for nom in TECHNIQUES] for ligne in _lignes(annee))
    return ecrire_csv(chemin, TECHNIQUES, corps)


def parcoursup_libelles(chemin: Path, annee: int) -> int:
    """Write a session with French labels, one sheet « Feuil1 » and a notice; give the row count."""
    livre = classeur(chemin)
    feuille = livre.add_worksheet("Feuil1")
    feuille.write_row(0, 0, LIBELLES)
    n = 0
    for n, ligne in enumerate(_lignes(annee), start=1):
        for c, nom in enumerate(TECHNIQUES):
            valeur = ligne.get(nom, "")
            if isinstance(valeur, int) and nom != "session":
                feuille.write_number(n, c, valeur)
            elif valeur != "":
                feuille.write_string(n, c, str(valeur))
    livre.add_worksheet("Lisez-moi").write_string(0, 0, BANDEAU)
    livre.close()
    return n


ENTETE_BTS_2025 = ("UAI", "LIBELLÉFORMATION", "MEFSTAT11_old", "NB_VOEUX_CONFIRMES", "STATUT", "CAPACITEPSUP", "CFD",
                   "CFD rectifié", "Rectif", "MEFSTAT11", "nb_apparitions")  # fmt: skip


def bts(chemin: Path, annee: int) -> int:
    """Write the BTS supply of a session, school and apprenticeship; five optional columns in 2025 only. Some keys
    come twice. Give the row count."""
    corps = list(_lignes_bts(annee))
    if annee == 2025:
        vues: dict[tuple, int] = {}
        for ligne in corps:
            vues[ligne[0], ligne[2], ligne[4]] = vues.get((ligne[0], ligne[2], ligne[4]), 0) + 1
        longues = [
            (u, nom, mef, n, statut, places, f"320{mef[-5:]}", f"320{mef[-5:]}", "FAUX", mef, vues[u, mef, statut])
            for u, nom, mef, n, statut, places in corps
        ]
        return ecrire_csv(chemin, ENTETE_BTS_2025, longues)
    return ecrire_lignes(chemin, "parcoursup_bts", nommer("parcoursup_bts", corps))


def _lignes_bts(annee: int) -> Iterator[tuple]:
    for o, c in zip(offres(), session(annee), strict=True):
        if o.filiere != "BTS":
            continue
        nom = o.intitule
        if o.code % 60 == 0:
            demi, places = c["voe_tot"] // 2, c["capa_fin"] // 2
            yield o.etablissement.uai, nom, o.mefstat11, demi, "Scolaire", places
            yield o.etablissement.uai, nom, o.mefstat11, c["voe_tot"] - demi, "Scolaire", c["capa_fin"] - places
        else:
            yield o.etablissement.uai, nom, o.mefstat11, c["voe_tot"], "Scolaire", c["capa_fin"]
    for departement in DEPARTEMENTS:
        for lycee in lycees_pro(departement.code):
            graine = hasard("bts apprentissage", lycee.uai)
            for domaine, specialite, mef, places in sorted(graine.sample(BTS, 5)):
                annuel = hasard("bts apprentissage", lycee.uai, mef, annee)
                offertes = round(places * graine.uniform(0.4, 0.9)) + 2 * (annee - 2024)
                voeux = round(offertes * 4.4 * annuel.lognormvariate(0, 0.25))
                yield (
                    lycee.uai,
                    f"BTS - {domaine} - {specialite} - en apprentissage",
                    mef,
                    voeux,
                    "Apprentissage",
                    offertes,
                )


ENTETE_APB = (
    "Session",
    "Code UAI de l'établissement d'accueil",
    "Libellé de l'établissement d'accueil",
    "Code département",
    "Départements",
    "Académies",
    "Régions",
    "Filières très agrégées",
    "Filières de formations",
    "Filières de formations très détaillées",
    "Capacité de l'établissement par formation",
    "Rang du dernier candidat appelé",
    "Effectif total des candidats",
    "Effectif total des candidats, dont filles",
    "Demandes en vœu 1",
    "Demandes en vœu 1, dont filles",
    "Candidats ayant reçu une proposition",
    "Candidats ayant reçu une proposition, dont filles",
    "Effectif total des candidats admis",
    "Effectif total des candidats admis, dont filles",
    "Admissions sur leur vœu 1",
    "Admissions sur leur vœu 1, dont filles",
    "Effectif des admis boursiers",
    "Candidats admis  sans mention au bac",
    "Candidats admis avec mention A.B au bac",
    "Candidats admis avec mention B au bac",
    "Candidats admis avec mention T.B au bac",
    "Candidats admis dans son établissement d'origine (BTS/CPGE)",
    "Candidats admis dans son établissement d'origine (BTS/CPGE), dont filles",
    "Candidats admis dans son académie d'origine",
    "% Candidats admis dans son académie d'origine",
    "% Candidats admis dans son établissement d'origine (BTS/CPGE)",
    "% admis boursiers",
    "% Candidats admis sans mention au bac",
    "% Candidats admis avec mention A.B au bac",
    "% Candidats admis avec mention B au bac",
    "% Candidats admis avec mention T.B au bac",
)
_APB = {"BTS": "3_BTS", "Licence": "1_Licence", "BUT": "2_DUT", "CPGE": "4_CPGE", "PASS": "6_PACES"}
INCONNU = "inconnu"


def apb(chemin: Path) -> int:
    """Write the sessions 2016 and 2017 of APB in one workbook, some cells « inconnu »; give the row count."""
    livre = classeur(chemin)
    feuille = livre.add_worksheet("Feuil1")
    feuille.write_row(0, 0, ENTETE_APB)
    n = 0
    for annee in (2016, 2017):
        for o, c in zip(offres(), session(2024), strict=True):
            if o.filiere not in _APB or o.code % 2:
                continue
            n += 1
            for col, valeur in enumerate(_ligne_apb(o, c, annee)):
                feuille.write_string(n, col, str(valeur))
    livre.add_worksheet("Lisez-moi").write_string(0, 0, BANDEAU)
    livre.close()
    return n


def _ligne_apb(o: Offre, c: dict[str, int], annee: int) -> tuple:
    """Everything as text, as the real workbook has it."""
    graine = hasard("apb", o.code, annee)
    e, d = o.etablissement, PAR_CODE[o.etablissement.departement]
    admis = c["acc_tot"]
    voeu_1 = round(admis * graine.uniform(1.0, 1.7))
    admis_1 = min(admis, round(voeu_1 * graine.uniform(0.36, 0.58)))
    candidats, proposes = round(c["nb_voe_pp"] * 0.6), round(admis * 1.3)
    filles = 0.52
    nombres: list[object] = [
        c["capa_fin"], proposes, candidats, round(candidats * filles), voeu_1, round(voeu_1 * filles), proposes,
        round(proposes * filles), admis, round(admis * filles), admis_1, round(admis_1 * filles), round(admis * 0.27),
        round(admis * 0.55), round(admis * 0.28), round(admis * 0.12), round(admis * 0.05), 0, 0, round(admis * 0.8),
        80, 0, 27, 55, 28, 12, 5,
    ]  # fmt: skip
    sort = graine.random()
    if sort < 0.04:
        nombres[1] = INCONNU
    if sort < 0.02:
        nombres[0] = INCONNU
    if sort < 0.012:
        nombres[4] = INCONNU
    tete = (annee, e.uai, f"{e.nom} {NOM_FICTIF}", d.code, d.libelle, ACADEMIES[d.academie], REGIONS[d.region],
            _APB[o.filiere], o.groupe.replace("BUT", "DUT"), o.detail)  # fmt: skip
    return (*tete, *nombres)
