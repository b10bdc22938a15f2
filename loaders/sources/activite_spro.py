"""What the structures of the SPRO did in a year: the canonical table, or the answers to the Region's survey."""

from dataclasses import replace

from loaders.declaration import Colonne, Controle, Exclusion, Periode, Question, Signal, Source
from loaders.installation import bassins
from loaders.sources._colonnes import (
    ACADEMIE,
    ACTIVITE,
    BASSIN,
    CAMPAGNE,
    DEPARTEMENT,
    EFFECTIF_APPROCHE,
    REGION_ECRITE,
    RESEAU,
    SEXE,
    STRUCTURE,
)
from loaders.sources._spro import NOM_SERRE, OUI_NON, RESEAUX
from loaders.sources.lieu_spro import QUESTION_REGION

UNITES = {
    "accueils": ("visites", "accueil", "passages", "fréquentation"),
    "personnes": ("personnes différentes", "personne", "jeunes", "usagers"),
    "inconnue": ("ne sait pas", "nsp", "non précisé"),
}
ACTIVITES = {
    "accueil": ("accueil tous publics", "ensemble des accueils", "total"),
    "information": ("premier niveau d’information",),
    "conseil": ("conseil personnalisé", "conseil de niveau 1"),
    "CEP": ("conseil en évolution professionnelle", "conseil de niveau 2"),
}
AGES = {
    "ensemble": ("tous âges", "tous publics", "total"),
    "moins de 26 ans": ("-26 ans", "< 26 ans", "16-25 ans", "moins de 26"),
    "26 ans et plus": ("26 ans +", "> 25 ans", "26 et plus"),
}
SEXES = {
    "F": ("femmes", "filles", "féminin"), "M": ("h", "hommes", "garçons", "masculin"), "ENSEMBLE": ("total", "tous"),
}  # fmt: skip

_QUESTION_ATTENDUES = Question(
    "attendues",
    "Combien de structures ont été interrogées ? Un nombre, ou « inconnu ».",
    ("inconnu",),
    libre=True,
    forme=r"[0-9]{1,5}",
)

_PREMIERE = f"ROW_NUMBER() OVER (PARTITION BY campagne, reseau, {NOM_SERRE.format('structure')} ORDER BY ligne) = 1"

_CANONIQUE = Source(
    id="activite_spro",
    titre="Activité des structures du SPRO",
    producteur="Région, têtes de réseau",
    table="activite_spro",
    colonnes=(
        CAMPAGNE,
        RESEAU.avec(valeurs=RESEAUX, plusieurs=";"),
        STRUCTURE,
        DEPARTEMENT,
        ACADEMIE,
        REGION_ECRITE,
        BASSIN,
        ACTIVITE.avec("Activité", "Nature de l’activité", valeurs=ACTIVITES),
        Colonne("unite", ("Unité",), remplie=True, valeurs=UNITES),
        Colonne("public", ("Public",), obligatoire=False),
        Colonne("age", ("Âge",), obligatoire=False, valeurs=AGES),
        SEXE.avec(valeurs=SEXES),
        EFFECTIF_APPROCHE,
        Colonne("effectif_moins_26", ("Dont moins de 26 ans",), "approche", obligatoire=False),
        Colonne("lieux", ("Lieux d’accueil",), "approche", obligatoire=False),
        Colonne("repondante", ("Structure répondante",), obligatoire=False, valeurs=OUI_NON),
    ),
    ignorees=("donnees fictives",),
    cle=("structure", "reseau", "activite", "unite", "public", "age", "sexe"),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année civile {a}"),
    controles=(
        Controle("jeunes_trop_nombreux", "effectif_moins_26 > effectif", "Plus de moins de 26 ans que de public"),
    ),
    signaux=(
        Signal("effectif_estime", "e_effectif OR e_effectif_moins_26",
               "Nombres donnés comme approchés : chargés et marqués « estimé ».", "info", "structure"),
        Signal("reseau_multiple", "m_reseau", "Plusieurs réseaux cochés : le premier connu est retenu.", "info",
               "structure"),
    ),
    partition=("reseau",),
    faits={
        "structure": NOM_SERRE.format("structure"),
        "structure_libelle": "structure",
        "bassin_education": "bassin",
        "bassin_libelle": "bassin",
        "public": "ifnull(public, 'ensemble')",
        "age": "ifnull(age, 'ensemble')",
        "sexe": "ifnull(sexe, 'ENSEMBLE')",
        "estime": "e_effectif",
        "lieux_declares": "lieux",
        # A structure answers once, whatever the number of its rows. Those that answered are not the list of those who
        # were asked: a file that never says « répondante » has none.
        "structures_attendues": f"CASE WHEN {_PREMIERE} AND MAX(repondante) OVER (PARTITION BY campagne) IS NOT NULL "
        "THEN 1 END",
        "structures_repondantes": f"CASE WHEN {_PREMIERE} THEN (ifnull(repondante, 'oui') = 'oui')::INTEGER END",
    },
    finitions=bassins.finitions("activite_spro"),
    bilans=(bassins.bilan("activite_spro"),),
)  # fmt: skip

# The latest answer of a structure is the one it stands by; without dates, two answers are a key written twice.
_HORODATEUR = (
    "coalesce(TRY_CAST(horodateur AS TIMESTAMP), try_strptime(regexp_replace(horodateur, ' UTC.*$', ''), "
    "['%Y/%m/%d %I:%M:%S %p', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%Y/%m/%d %H:%M:%S']))"
)
_REPONSE_REMPLACEE = Exclusion(
    "reponse_remplacee",
    f"structure IS NOT NULL AND {_HORODATEUR} IS NOT NULL "
    f"AND ROW_NUMBER() OVER (PARTITION BY {NOM_SERRE.format('structure')} "
    f"ORDER BY {_HORODATEUR} DESC NULLS LAST, ligne DESC) > 1",
    "Autre réponse de la même structure, plus ancienne (Horodateur) : la dernière est retenue",
)

_NOM = NOM_SERRE.format("structure")
# Each structure of the list was asked; a structure that answered without being on it was asked too, its name aside.
SELON_LA_LISTE = """
    UPDATE activite_spro SET structures_attendues = 1, structures_repondantes = 1
    WHERE lot = $lot AND EXISTS (SELECT 1 FROM interrogee)"""
SANS_REPONSE_DE_LA_LISTE = f"""
    INSERT INTO activite_spro BY NAME
    SELECT f.* REPLACE (i.reseau AS reseau, i.nom AS structure, i.structure AS structure_libelle)
    FROM (SELECT ANY_VALUE(source) AS source, lot, ANY_VALUE(feuille) AS feuille, []::INTEGER[] AS lignes, campagne,
                 ANY_VALUE(periode) AS periode, ANY_VALUE(region) AS region, 'accueil' AS activite, 'ensemble' AS age,
                 'ENSEMBLE' AS sexe, 'ensemble' AS public, NULL::VARCHAR AS reseau, NULL::VARCHAR AS structure,
                 NULL::VARCHAR AS structure_libelle, 1 AS structures_attendues, 0 AS structures_repondantes
          FROM activite_spro WHERE lot = $lot GROUP BY lot, campagne) f,
         (SELECT DISTINCT ON (reseau, nom) reseau, nom, structure FROM (SELECT *, {_NOM} AS nom FROM interrogee)) i
    WHERE NOT EXISTS (SELECT 1 FROM activite_spro r WHERE r.lot = $lot AND r.structure = i.nom
                      AND r.reseau IS NOT DISTINCT FROM coalesce(i.reseau, r.reseau))"""
# The number alone does not say of which network are those who did not answer: the rate is that of the whole.
SELON_LE_NOMBRE = """
    INSERT INTO activite_spro BY NAME
    SELECT ANY_VALUE(f.source) AS source, f.lot, ANY_VALUE(f.feuille) AS feuille, []::INTEGER[] AS lignes, f.campagne,
           ANY_VALUE(f.periode) AS periode, f.region, 'accueil' AS activite, 'ensemble' AS age, 'ENSEMBLE' AS sexe,
           'ensemble' AS public, greatest(ANY_VALUE(q.attendues), COUNT(*)) AS structures_attendues,
           COUNT(*) AS structures_repondantes
    FROM activite_spro f, (SELECT MAX(TRY_CAST(attendues AS INTEGER)) AS attendues FROM localisee) q
    WHERE f.lot = $lot AND q.attendues IS NOT NULL AND NOT EXISTS (SELECT 1 FROM interrogee)
    GROUP BY f.lot, f.campagne, f.region"""
SANS_LE_NOMBRE = """
    UPDATE activite_spro SET structures_repondantes = NULL
    WHERE lot = $lot AND structure IS NOT NULL AND structures_attendues IS NULL
      AND EXISTS (SELECT 1 FROM activite_spro t WHERE t.lot = $lot AND t.structure IS NULL)"""
TROP_DE_REPONSES = """
    WITH reponse AS (SELECT COUNT(*) AS recues, MAX(TRY_CAST(attendues AS INTEGER)) AS attendues FROM localisee
                     WHERE ecart IS NULL AND NOT fautif)
    SELECT 'plus_de_reponses_que_de_structures', 'warning', recues - attendues,
           recues || ' structures ont répondu, ' || attendues || ' ont été dites interrogées : le taux de réponse '
           || 'plafonne à 100 %.', []::VARCHAR[]
    FROM reponse WHERE recues > attendues AND $lot IS NOT NULL"""
HORS_DE_LA_LISTE = f"""
    WITH liste AS (SELECT {_NOM} AS nom, structure FROM interrogee),
    hors AS (SELECT DISTINCT structure_libelle AS qui FROM activite_spro
             WHERE lot = $lot AND structures_repondantes = 1 AND structure NOT IN (SELECT nom FROM liste)),
    muette AS (SELECT structure_libelle AS qui FROM activite_spro WHERE lot = $lot AND structures_repondantes = 0)
    SELECT 'reponses_hors_de_la_liste', 'warning', COUNT(*),
           'Structures qui ont répondu sans être dans la liste des interrogées (nom écrit autrement ?) : '
           || array_to_string(list(qui ORDER BY qui)[:20], ' ; ') || '. Sans réponse : '
           || coalesce((SELECT array_to_string(list(qui ORDER BY qui)[:20], ' ; ') FROM muette), 'aucune') || '.',
           list(qui ORDER BY qui)[:5]
    FROM hors WHERE EXISTS (SELECT 1 FROM liste) HAVING COUNT(*) > 0"""

_ENQUETE = replace(
    _CANONIQUE,
    colonnes=(
        Colonne("horodateur", ("Horodateur", "Date de réponse", "Timestamp"), obligatoire=False),
        STRUCTURE.avec("1. Nom de la structure", "Nom de la structure", motif=r"(\d+ )?nom de (la|votre) structure"),
        RESEAU.avec("2. Réseau d’appartenance", "Réseau d’appartenance", valeurs=RESEAUX, plusieurs=";",
                    motif=r"(\d+ )?reseau d appartenance"),
        DEPARTEMENT.avec("3. Dans quel département êtes-vous ?",
                         motif=r"(\d+ )?(dans quel )?departement( etes vous)?"),
        Colonne("lieux", ("5. Combien de lieux d’accueil… ?",), "approche", obligatoire=False,
                motif=r"(\d+ )?combien de lieux d accueil.*"),
        EFFECTIF_APPROCHE.avec("12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?",
                               motif=r"(\d+ )?combien de personnes avez vous accueillies( en 20\d\d)?( tous publics)?"),
        Colonne("unite", ("12bis. S’agit-il de personnes ou de visites ?",), valeurs=UNITES,
                motif=r"(\d+ ?bis )?s agit il de personnes ou de visites"),
        Colonne("part_moins_26", ("13. Dont moins de 26 ans (%)",), "approche", obligatoire=False, pourcentage=True,
                motif=r"(\d+ )?dont moins de 26 ans( %)?"),
    ),
    ignorees=("donnees fictives",),
    cle=("structure",),
    periode=Periode("fichier", "année civile", "année civile {a}"),
    questions=(QUESTION_REGION, _QUESTION_ATTENDUES),
    exclusions=(_REPONSE_REMPLACEE,),
    controles=(Controle("part_au_dela_de_cent", "part_moins_26 > 100", "Plus de 100 % de moins de 26 ans"),),
    signaux=(
        Signal("effectif_estime", "e_effectif", "Nombres donnés comme approchés : chargés et marqués « estimé ».",
               "info", "structure"),
        Signal("reseau_multiple", "m_reseau", "Plusieurs réseaux cochés : le premier connu est retenu.", "info",
               "structure"),
        Signal("unite_inconnue", "ifnull(unite, 'inconnue') = 'inconnue' AND effectif IS NOT NULL",
               "Nombres dont on ne sait s’ils comptent des personnes ou des visites : chargés à part.",
               exemple="structure"),
        Signal("reponse_sans_nombre", "effectif IS NULL", "Structures qui ont répondu sans donner leur activité.",
               exemple="structure"),
    ),
    faits={
        "structure": NOM_SERRE.format("structure"),
        "structure_libelle": "structure",
        "region": "region",
        "activite": "'accueil'",
        "unite": "ifnull(unite, 'inconnue')",
        "public": "'ensemble'",
        "age": "'ensemble'",
        "sexe": "'ENSEMBLE'",
        "effectif_moins_26": "round(effectif * part_moins_26 / 100)",
        "estime": "e_effectif",
        "lieux_declares": "lieux",
        "structures_attendues": "NULL::INTEGER",
        "structures_repondantes": "1",
    },
    liste=(
        STRUCTURE.avec("Nom de la structure", "Structure", "Nom", motif=r"(nom (de )?la )?structure( interrogee)?"),
        RESEAU.avec("Réseau", "Réseau d’appartenance", valeurs=RESEAUX),
    ),
    liste_feuilles=r"\b(interroge|sollicite|destinataire|enquete|attendue|liste)",
    liste_repond="attendues",
    finitions=(SELON_LA_LISTE, SANS_REPONSE_DE_LA_LISTE, SELON_LE_NOMBRE, SANS_LE_NOMBRE),
    bilans=(TROP_DE_REPONSES, HORS_DE_LA_LISTE),
)  # fmt: skip

SOURCE = replace(_CANONIQUE, variantes=(_ENQUETE,), version=3)
