"""Canonical tables of a base: what each holds, at which grain, and the DDL that makes them."""

import duckdb

# Every fact row carries these: where it comes from, then where and when it stands.
COMMUNES = {
    "source": "VARCHAR",
    "lot": "VARCHAR",
    "feuille": "VARCHAR",
    "lignes": "INTEGER[]",
    "campagne": "INTEGER",
    "periode": "VARCHAR",
    "etablissement": "VARCHAR",
    "commune": "VARCHAR",
    "departement": "VARCHAR",
    "academie": "VARCHAR",
    "region_academique": "VARCHAR",
    "region": "VARCHAR",
}

_BACS = ("bg", "bt", "bp")

_DELAIS = ("delai_0_7", "delai_8_15", "delai_16_30", "delai_31_90", "delai_plus_90", "delai_inconnu")
_SOLUTIONS = ("scolaire", "apprentissage", "formation", "emploi", "service_civique", "dispositif")
PARTENAIRES_PSAD = ("ml", "ft", "cio", "ij", "cfa")

# Perimeters that no national list names: level → (table, column of the code, column of the label); a table that
# holds other levels too says its own in `niveau`.
PERIMETRES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "psad": (("decrochage", "psad", "psad_libelle"),),
    "mission_locale": (
        ("structure_spro", "mission_locale", "libelle"),
        ("activite_spro", "mission_locale", "structure_libelle"),
        ("decrochage", "mission_locale", "mission_locale"),
        ("dispositif", "mission_locale", "mission_locale"),
    ),
    "universite": (("activite_spro", "universite", "structure_libelle"),),
    "bassin_education": (
        ("rattachement", "code", "libelle"),
        ("retour_formation", "bassin_education", "bassin_libelle"),
        ("referent_retour", "bassin_education", "bassin_libelle"),
        ("dispositif", "bassin_education", "bassin_libelle"),
        ("lieu_spro", "bassin_education", "bassin_libelle"),
        ("activite_spro", "bassin_education", "bassin_libelle"),
    ),
}

# What an item of text is read with: where a figure or a statement was found, and by whom.
_PIECE = {"document": "VARCHAR", "date_document": "DATE", "page": "VARCHAR"}

# Dimensions first, then measures: a measure is summed over the duplicates of a key, a dimension is not.
DIMENSIONS: dict[str, dict[str, str]] = {
    "affectation": {
        "palier_entree": "VARCHAR",
        "mefstat11": "VARCHAR",
        "mef_libelle": "VARCHAR",
        "famille_metiers": "VARCHAR",
        "specialite": "VARCHAR",
        "voie": "VARCHAR",
        "origine": "VARCHAR",
        "secteur": "VARCHAR",
        "statut": "VARCHAR",
        "tour": "VARCHAR",
        "date_tour": "VARCHAR",
    },
    "orientation": {
        "palier": "VARCHAR",
        "voie": "VARCHAR",
        "sexe": "VARCHAR",
        "secteur": "VARCHAR",
        "type_3e": "VARCHAR",
        "unite": "VARCHAR",
        "niveau_unite": "VARCHAR",
        "complet": "BOOLEAN",
        "intention_complete": "BOOLEAN",
    },
    "constat": {"mefstat11": "VARCHAR", "palier_entree": "VARCHAR"},
    "superieur": {
        "filiere": "VARCHAR",
        "formation": "VARCHAR",
        "formation_code": "VARCHAR",
        "statut": "VARCHAR",
        "secteur": "VARCHAR",
        "selectivite": "VARCHAR",
        "etablissement_libelle": "VARCHAR",
    },
    "etablissement": {
        "libelle": "VARCHAR",
        "nature": "VARCHAR",
        "secteur": "VARCHAR",
        "commune_libelle": "VARCHAR",
        "latitude": "DOUBLE",
        "longitude": "DOUBLE",
    },
    "rattachement": {
        "cle_type": "VARCHAR",
        "cle": "VARCHAR",
        "niveau": "VARCHAR",
        "code": "VARCHAR",
        "libelle": "VARCHAR",
    },
    "nomenclature": {
        "nomenclature": "VARCHAR",
        "code": "VARCHAR",
        "libelle": "VARCHAR",
        "groupe": "VARCHAR",
    },
    # One row a platform, a date and a breakdown; niveau_unite 'region' is the total that the region writes itself.
    "decrochage": {
        "psad": "VARCHAR",
        "psad_libelle": "VARCHAR",
        "bassin_education": "VARCHAR",
        "mission_locale": "VARCHAR",
        "niveau_unite": "VARCHAR",
        "date": "DATE",
        "mesure": "VARCHAR",
        "definition": "VARCHAR",
        "age": "VARCHAR",
        "sexe": "VARCHAR",
        "voie_quittee": "VARCHAR",
        "reponse": "VARCHAR",
        "compte_region": "BOOLEAN",
        **{f"partenaire_{p}": "BOOLEAN" for p in PARTENAIRES_PSAD},
    },
    "retour_formation": {
        "bassin_education": "VARCHAR",
        "bassin_libelle": "VARCHAR",
        "date": "DATE",
        "statut": "VARCHAR",
    },
    "referent_retour": {
        "bassin_education": "VARCHAR",
        "bassin_libelle": "VARCHAR",
        "date": "DATE",
        "statut": "VARCHAR",
    },
    "dispositif": {
        "dispositif": "VARCHAR",
        "site": "VARCHAR",
        "operateur": "VARCHAR",
        "bassin_education": "VARCHAR",
        "bassin_libelle": "VARCHAR",
        "mission_locale": "VARCHAR",
        "date": "DATE",
        "definition_sortie": "VARCHAR",
    },
    # A place where the public is received; `ouverture`: permanent, regulier, itinerant, distance; `situe_par`: the
    # file's own coordinates, or the mean of the establishments of its commune.
    "lieu_spro": {
        "lieu": "VARCHAR",
        "lieu_libelle": "VARCHAR",
        "structure": "VARCHAR",
        "structure_libelle": "VARCHAR",
        "reseau": "VARCHAR",
        "ouverture": "VARCHAR",
        "bassin_education": "VARCHAR",
        "bassin_libelle": "VARCHAR",
        "mission_locale": "VARCHAR",
        "date": "DATE",
        "commune_libelle": "VARCHAR",
        "latitude": "DOUBLE",
        "longitude": "DOUBLE",
        "situe_par": "VARCHAR",
        "charte_signee": "BOOLEAN",
        "charte_auditee": "BOOLEAN",
        "charte_conforme": "BOOLEAN",
    },
    # What a structure did in a period, one nature of activity a row; `unite`: accueils, personnes, entretiens,
    # participations, situations… never added to one another.
    "activite_spro": {
        "reseau": "VARCHAR",
        "structure": "VARCHAR",
        "structure_libelle": "VARCHAR",
        "mission_locale": "VARCHAR",
        "universite": "VARCHAR",
        "bassin_education": "VARCHAR",
        "bassin_libelle": "VARCHAR",
        "date": "DATE",
        "activite": "VARCHAR",
        "unite": "VARCHAR",
        "public": "VARCHAR",
        "age": "VARCHAR",
        "sexe": "VARCHAR",
        "estime": "BOOLEAN",
        "partiel": "VARCHAR",
    },
    # A structure of a network, known by a list: what a reply rate or a presence is measured against.
    "structure_spro": {
        "structure": "VARCHAR",
        "libelle": "VARCHAR",
        "reseau": "VARCHAR",
        "mission_locale": "VARCHAR",
        "temporaire": "BOOLEAN",
    },
    # A distance that a person declares for a commune, where the great circle is not the way (island, mountain).
    "acces_declare": {"reseau": "VARCHAR", "distance_km": "DOUBLE", "raison": "VARCHAR"},
    "population": {"sexe": "VARCHAR", "age": "VARCHAR"},
    # Published values that are read at their own level and never summed; `niveau_unite` is that level.
    "contexte": {
        "serie": "VARCHAR",
        "niveau_unite": "VARCHAR",
        "libelle": "VARCHAR",
        "modalite": "VARCHAR",
        "date": "DATE",
        "valeur": "DOUBLE",
    },
    # A piece of one version of the agreement (an article, an annexe), as it is written.
    "convention": {
        "convention": "VARCHAR",
        "version": "VARCHAR",
        "rang_version": "INTEGER",
        "date_version": "DATE",
        "signataires": "VARCHAR",
        "debut": "DATE",
        "fin": "DATE",
        "piece": "VARCHAR",
        "numero": "VARCHAR",
        "titre": "VARCHAR",
        "texte": "VARCHAR",
        "items": "VARCHAR",
        "remarque": "VARCHAR",
        "demande": "VARCHAR",
        "suite_demande": "VARCHAR",
    },
    # An objective of the regional plan, and what the agreement makes of it.
    "engagement": {
        "objectif": "VARCHAR",
        "intitule": "VARCHAR",
        "axe": "VARCHAR",
        "reprise": "VARCHAR",
        "article": "VARCHAR",
        "action": "VARCHAR",
        "indicateur_suivi": "VARCHAR",
        "unite_cible": "VARCHAR",
        "depart": "DOUBLE",
        "cible": "DOUBLE",
        "realise": "DOUBLE",
        "echeance": "DATE",
        "etat": "VARCHAR",
        "items": "VARCHAR",
        "porteur": "VARCHAR",
    },
    # A reading of evidence for one criterion of an item of the sheet, by one party.
    "preuve": {
        "item": "VARCHAR",
        "critere": "VARCHAR",
        "enonce": "VARCHAR",
        "producteur": "VARCHAR",
        "partie": "VARCHAR",
        "etat": "VARCHAR",
        **_PIECE,
    },
    # One number found in a document: typed in (chiffre_saisi) or published elsewhere (reference_externe).
    "chiffre_saisi": {
        "indicateur": "VARCHAR",
        "libelle": "VARCHAR",
        "niveau": "VARCHAR",
        "code": "VARCHAR",
        "modalites": "VARCHAR",
        "valeur": "DOUBLE",
        "numerateur": "DOUBLE",
        "denominateur": "DOUBLE",
        "unite": "VARCHAR",
        "champ": "VARCHAR",
        "producteur": "VARCHAR",
        "detenteur": "VARCHAR",
        "definition": "VARCHAR",
        "saisi_par": "VARCHAR",
        "relu_par": "VARCHAR",
        **_PIECE,
    },
    # Persons, not candidacies: `public` (lycéens, néo-bacheliers…) and `phase` are two denominators never mixed.
    "superieur_personnes": {
        "public": "VARCHAR",
        "phase": "VARCHAR",
        "type_bac": "VARCHAR",
        "sexe": "VARCHAR",
        "boursier": "VARCHAR",
        "date": "DATE",
    },
    "poursuite_superieur": {"type_bac": "VARCHAR", "sexe": "VARCHAR"},
    "apprentissage": {"niveau_formation": "VARCHAR", "date": "DATE"},
    # A record on a formation, a métier, or a resource for the public; `objet` says which.
    "ressource_information": {
        "objet": "VARCHAR",
        "ressource": "VARCHAR",
        "titre": "VARCHAR",
        "producteur": "VARCHAR",
        "type": "VARCHAR",
        "voie": "VARCHAR",
        "metier": "VARCHAR",
        "derniere_ecriture": "DATE",
        "derniere_verification": "DATE",
        "partage_avec": "VARCHAR",
        "renvoi": "BOOLEAN",
        "date": "DATE",
    },
    "moyens": {
        "axe": "VARCHAR",
        "nature": "VARCHAR",
        "partie": "VARCHAR",
        "unite": "VARCHAR",
        "prix": "VARCHAR",
        "public": "VARCHAR",
        "valide": "BOOLEAN",
        "valeur": "DOUBLE",
    },
    "action": {
        "axe": "VARCHAR",
        "action": "VARCHAR",
        "operateur": "VARCHAR",
        "territoire_ecrit": "VARCHAR",
        "voie": "VARCHAR",
        "etat": "VARCHAR",
        "cout": "DOUBLE",
    },
    "reunion": {"comite": "VARCHAR", "reseau": "VARCHAR", "date": "DATE"},
}

MESURES: dict[str, tuple[str, ...]] = {
    "affectation": (
        "capacite",
        "voeux_1",
        "voeux_tous",
        "affectes_voeu_1",
        "affectes_autre",
        "affectes_tous",
        "liste_supplementaire",
        "sans_affectation",
    ),
    "orientation": (
        "effectif",
        "demandes_provisoires",
        "demandes_definitives",
        "propositions",
        "decisions_avant_appel",
        "decisions_apres_appel",
        "appels_deposes",
        "appels_examines",
        "appels_satisfaits",
        "etab_attendus",
        "etab_repondants",
        "decisions_total",
        "differents",
    ),
    "constat": ("effectif",),
    "superieur": (
        "capacite",
        "candidatures_pp",
        *(f"candidatures_pp_{b}" for b in _BACS),
        *(f"candidatures_pp_{b}_brs" for b in _BACS),
        "candidatures_pp_autres",
        "propositions",
        *(f"propositions_{b}" for b in _BACS),
        "propositions_autres",
        "admis",
        "admis_femmes",
        "admis_neobac",
        *(f"admis_{b}" for b in _BACS),
        "admis_boursiers",
        "admis_meme_academie",
        "admis_meme_academie_idf",
        "voeux_confirmes",
        "voeu_1_demandes",
        "voeu_1_admis",
    ),
    "etablissement": (),
    "rattachement": (),
    "nomenclature": (),
    "decrochage": (
        "signales",
        "retrouves_en_formation",
        "decrocheurs_confirmes",
        "situation_inconnue",
        "transmis",
        "deja_suivis",
        "deja_suivis_ml",
        "deja_suivis_autres",
        "contactes",
        "injoignables",
        "a_accompagner",
        "pris_en_charge",
        *(f"solution_{s}" for s in _SOLUTIONS),
        "refus",
        "sans_solution",
        "solutions_total",
        *_DELAIS,
        "psad_attendus",
        "psad_repondants",
        "of_concernes",
        "of_satisfaite",
        "of_non_satisfaite",
        "of_inconnue",
    ),
    "retour_formation": (
        "demandes",
        "entretien_15_jours",
        "entretien_plus_15_jours",
        "entretien_date_inconnue",
        "delai_non_echu",
        "entretiens_proposes_15_jours",
        "entrees",
        "refus_faute_de_place",
        "en_attente_accompagnes",
    ),
    "referent_retour": ("attendus", "designes"),
    "dispositif": (
        "places_permanentes",
        "places_simultanees",
        "places_conventionnees",
        "entrees",
        "sorties",
        "sorties_positives",
    ),
    "lieu_spro": ("lieux",),
    "activite_spro": (
        "effectif",
        "effectif_moins_26",
        "lieux_declares",
        "structures_attendues",
        "structures_repondantes",
    ),
    "structure_spro": ("structures",),
    "acces_declare": (),
    "population": ("effectif",),
    "contexte": ("effectif",),
    "convention": ("articles",),
    "engagement": ("objectifs", "repris", "avec_indicateur", "avec_cible", "evalues", "atteints"),
    "preuve": ("criteres", "score"),
    "chiffre_saisi": ("chiffres",),
    "superieur_personnes": ("candidats", "avec_proposition", "sans_proposition", "acceptes"),
    "poursuite_superieur": ("bacheliers", "poursuivent", "poursuivent_meme_academie", "poursuivent_autre_academie"),
    "apprentissage": ("demandes", "contrats", "sans_contrat"),
    "ressource_information": (
        "fiches",
        "avec_fiche",
        "avec_insertion",
        "verifiees",
        "partagees",
        "sans_renvoi",
    ),
    "moyens": ("publics",),
    "action": ("actions", "prevues", "realisees", "etablissements", "participations"),
    "reunion": ("reunions", "convoques", "presents"),
}

FAITS = tuple(DIMENSIONS)

# Values of the breakdowns whose list is closed: one that no file has brought yet is still a value that exists.
VALEURS: dict[str, dict[str, tuple[str, ...]]] = {
    "affectation": {"palier_entree": ("2de pro", "CAP", "1re pro", "autre")},
    "orientation": {
        "palier": ("3E", "2GT"),
        "voie": (
            *("2GT", "2PRO", "CAP1"),
            *("1G", "1STMG", "1STI2D", "1STL", "1ST2S", "1STHR", "1STAV", "1STD2A", "1S2TMD", "REORIENTATION_PRO"),
            *("MAINTIEN", "SANS_DEMANDE"),
        ),
        "sexe": ("F", "M"),
        "secteur": ("PU", "PR"),
        "type_3e": ("generale", "prepa_metiers", "segpa", "ulis", "agricole"),
    },
    "superieur": {"statut": ("scolaire", "apprentissage")},
}

_JOURNAL = """
CREATE TABLE lot (
    id VARCHAR, fichier VARCHAR, sha256 VARCHAR, source VARCHAR, producteur VARCHAR, campagnes INTEGER[],
    perimetre VARCHAR[], reponses VARCHAR, recu_le TIMESTAMP, mis_a_jour VARCHAR, lues INTEGER, chargees INTEGER,
    ecartees INTEGER, rejetees INTEGER, statut VARCHAR, fictif BOOLEAN);
CREATE TABLE rejet (
    lot VARCHAR, feuille VARCHAR, ligne INTEGER, nature VARCHAR, motifs VARCHAR[], cellules VARCHAR[]);
CREATE TABLE constat_fichier (
    lot VARCHAR, code VARCHAR, severite VARCHAR, nombre INTEGER, message VARCHAR, exemples VARCHAR[]);
"""


def colonnes(table: str) -> dict[str, str]:
    """Name → SQL type of every column of a fact table, in the order of the table."""
    return COMMUNES | DIMENSIONS[table] | dict.fromkeys(MESURES[table], "INTEGER")


def _nommer_perimetres(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view `perimetre` (niveau, code, libelle, region): every perimeter that a fact names."""
    branches = " UNION ALL ".join(
        f"SELECT '{niveau}' AS niveau, {code} AS code, {libelle} AS libelle, region FROM {table}"
        + (f" WHERE niveau = '{niveau}'" if "niveau" in DIMENSIONS[table] else "")
        for niveau, sources in PERIMETRES.items()
        for table, code, libelle in sources
    )
    con.execute(f"""
        CREATE OR REPLACE VIEW perimetre AS
        WITH perimetre_ecrit AS ({branches})
        SELECT niveau, code, ANY_VALUE(libelle) AS libelle, ANY_VALUE(region) AS region
        FROM perimetre_ecrit WHERE code IS NOT NULL GROUP BY niveau, code""")


def completer(con: duckdb.DuckDBPyConnection) -> None:
    """Add to a base made by an earlier version the tables and columns that it lacks, unknown on its rows."""
    con.execute(_JOURNAL.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
    existantes = set(con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall())
    for table in FAITS:
        for nom_table, fin in ((table, {}), (f"archive_{table}", {"remplace_par": "VARCHAR"})):
            attendues = colonnes(table) | fin
            corps = ", ".join(f"{nom} {genre}" for nom, genre in attendues.items())
            con.execute(f"CREATE TABLE IF NOT EXISTS {nom_table} ({corps})")
            if any(t == nom_table for t, _ in existantes):
                for nom in (n for n in attendues if (nom_table, n) not in existantes):
                    con.execute(f"ALTER TABLE {nom_table} ADD COLUMN {nom} {attendues[nom]}")
    _nommer_perimetres(con)


def creer(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table of an empty base.

    `archive_<table>` keeps the fact rows that a newer file replaced, with the batch that replaced them, so that
    withdrawing that batch brings them back.
    """
    con.execute(_JOURNAL)
    for table in FAITS:
        corps = ", ".join(f"{nom} {genre}" for nom, genre in colonnes(table).items())
        con.execute(f"CREATE TABLE {table} ({corps})")
        con.execute(f"CREATE TABLE archive_{table} ({corps}, remplace_par VARCHAR)")
    _nommer_perimetres(con)
