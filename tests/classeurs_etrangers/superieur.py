"""Higher education: Parcoursup by formation, BTS, persons; and apprenticeship demands."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, texte, xlsx

_PARCOURSUP = """
{session} | {uai} | {etab} | {dep} | {reg} | {aca} | {fili} | {capa} | {cand} | {prop} | {acc} | {neo}
2025 | 0350001A | Lycée A | 35 | Bretagne | Rennes | BTS | {k24} | 300 | 80 | 20 | 18
2025 | 0350002B | Lycée B | 35 | Bretagne | Rennes | BTS | 30 | '1{f}200 | 150 | 33 | 30
2025 | 0290001A | Université | 29 | Bretagne | Rennes | Licence | 100 | 900 | 800 | 70 | 65
"""
_LIBELLES = {
    "session": "Session",
    "uai": "Code UAI de l'établissement",
    "etab": "Établissement",
    "dep": "Code départemental de l’établissement",
    "reg": "Région de l’établissement",
    "aca": "Académie de l’établissement",
    "fili": "Filière de formation très agrégée",
    "capa": "Capacité de l’établissement par formation",
    "cand": "Effectif total des candidats en phase principale",
    "prop": "Effectif total des candidats ayant reçu une proposition d’admission de la part de l’établissement",
    "acc": "Effectif total des candidats ayant accepté la proposition de l’établissement (admis)",
    "neo": "Effectif des admis néo bacheliers",
}
_TECHNIQUES = {
    "session": "session",
    "uai": "cod_uai",
    "etab": "g_ea_lib_vx",
    "dep": "dep",
    "reg": "region_etab_aff",
    "aca": "acad_mies",
    "fili": "fili",
    "capa": "capa_fin",
    "cand": "nb_voe_pp",
    "prop": "prop_tot",
    "acc": "acc_tot",
    "neo": "acc_neobac",
}
_CHIFFRES_PARCOURSUP = (
    Chiffre("places_pourvues_superieur", "departement", "35", 2025, num=53, den=54),
    Chiffre("places_pourvues_superieur", "region", "53", 2025, num=123, den=154),
    Chiffre("proposition_par_candidature", "departement", "29", 2025, num=800, den=900),
)

PARCOURSUP = Cas(
    "parcoursup_banniere_et_milliers",
    "Parcoursup Bretagne 2025 (extrait SSA).xlsx",
    xlsx(
        Feuille(
            "Extrait",
            [["Extrait académique de Parcoursup, session 2025"], [None]]
            + grille(_PARCOURSUP.format(k24=24, f=FINE, **_LIBELLES))
            + [["Source : SIES, fichier détail"]],
        )
    ),
    attendus=_CHIFFRES_PARCOURSUP,
    reponses={"campagne": "2025"},
    lignes=3,
)

NOMS_TECHNIQUES = Cas(
    "parcoursup_noms_techniques",
    "fr-esr-parcoursup_2025_bretagne.csv",
    texte(grille(_PARCOURSUP.format(k24="24.0", f="", **_TECHNIQUES)), codage="utf-8-sig"),
    attendus=_CHIFFRES_PARCOURSUP,
    reponses={"campagne": "2025"},
    lignes=3,
)

BTS = Cas(
    "bts_tsv",
    "BTS voeux confirmés 2025.tsv",
    texte(
        grille("""
CAPACITEPSUP | STATUT | NB_VOEUX_CONFIRMES | MEFSTAT11 | LIBELLÉFORMATION | UAI
24 | Scolaire | 240 | 32211025520 | BTS - Electrotechnique | 0350001A
12 | Apprentissage | 60 | 32211025520 | BTS - Electrotechnique - en apprentissage | 0350001A
30 | Scolaire | 310 | 32211022709 | BTS - Fluides | 0350002B
"""),
        separateur="\t",
        codage="utf-8-sig",
    ),
    attendus=(
        Chiffre("demande_bts", "departement", "35", 2025, num=550, den=54, ou={"statut": "scolaire"}),
        Chiffre("demande_bts", "departement", "35", 2025, num=60, den=12, ou={"statut": "apprentissage"}),
    ),
    reponses={"campagne": "2025"},
    lignes=3,
)

PERSONNES = Cas(
    "superieur_personnes",
    "Parcoursup 2026 candidats sans proposition.xlsx",
    xlsx(
        Feuille(
            "Personnes",
            grille(f"""
Parcoursup 2026 - lycéens - fin de phase principale
Académie | Public | Phase | Session | Type de bac | Sans proposition | Avec au moins une proposition | Candidats
Rennes | lycéens | principale | 2026 | général | 500 | '14{FINE}500 | '15{FINE}000
Rennes | lycéens | principale | 2026 | technologique | 400 | '4{FINE}600 | '5{FINE}000
Rennes | lycéens | principale | 2026 | professionnel | 900 | '3{FINE}100 | '4{FINE}000
Rennes | lycéens | principale | 2026 | ensemble | '1{FINE}800 | '22{FINE}200 | '24{FINE}000
"""),
        )
    ),
    attendus=(
        Chiffre(
            "sans_proposition_superieur",
            "academie",
            "14",
            2026,
            num=1800,
            den=24000,
            ou={"public": "lycéens", "phase": "principale"},
        ),
        Chiffre(
            "sans_proposition_superieur",
            "academie",
            "14",
            2026,
            num=900,
            den=4000,
            ou={"public": "lycéens", "phase": "principale", "type_bac": "professionnel"},
        ),
    ),
    reponses={"campagne": "2026"},
)

APPRENTISSAGE = Cas(
    "apprentissage_dates_et_totaux",
    "Apprentissage sans contrat oct 2026.xlsx",
    xlsx(
        Feuille(
            "CMA-CCI",
            [
                ["Jeunes en recherche de contrat d'apprentissage"],
                ["Département", "Situation au", "Campagne", "Jeunes demandeurs", "Contrats signés", "Sans contrat"],
                ["Ille-et-Vilaine", date(2026, 10, 31), 2026, 500, 420, 80],
                ["Finistère", "31/10/2026", 2026, "400", 340, 60],
                ["Total", None, None, 900, 760, 140],
            ],
        )
    ),
    attendus=(
        Chiffre("apprentis_sans_contrat", "departement", "35", 2026, num=80, den=500),
        Chiffre("apprentis_sans_contrat", "region", "53", 2026, num=140, den=900),
    ),
    reponses={"campagne": "2026", "region": "53"},
    lignes=2,
)

CAS = (PARCOURSUP, NOMS_TECHNIQUES, BTS, PERSONNES, APPRENTISSAGE)
