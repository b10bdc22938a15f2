"""Parcoursup in open data (fr-esr-parcoursup): one row a formation and a session, French labels or technical names."""

from loaders.declaration import Colonne, Periode, Signal, Source
from loaders.sources._colonnes import ACADEMIE, SESSION, UAI_TELLE_QUELLE

BACS = {
    "bg": ("généraux", "terminale générale"),
    "bt": ("technologiques", "terminale technologique"),
    "bp": ("professionnels", "terminale professionnelle"),
}
FILIERES = {
    "BTS": (),
    "BUT": (),
    "DUT": (),
    "Licence": (),
    "Licence LAS": ("Licence_Las", "LAS", "L.AS", "Licence accès santé"),
    "PASS": (),
    "PACES": (),
    "CPGE": (),
    "IFSI": ("D.E Infirmier",),
    "EFTS": ("D.E secteur social",),
    "École d’ingénieur": ("Ecole d'Ingénieur", "Ecole d'ingénieurs"),
    "École de commerce": ("Ecole de Commerce", "Ecole de commerce et management"),
    "Autre formation": ("Autre", "Autres formations"),
}
_RECU = "ayant reçu une proposition d’admission de la part de l’établissement"
_PP = "en phase principale"


def _mesure(nom: str, libelle: str, technique: str, obligatoire: bool = False, vue: str = "") -> Colonne:
    return Colonne(nom, (libelle, technique), "entier", obligatoire=obligatoire, vue=vue)


def _par_bac() -> tuple[Colonne, ...]:
    colonnes = []
    for bac, (neo, terminale) in BACS.items():
        candidats = f"effectif des candidats {{}}néo bacheliers {neo} {_PP}"
        colonnes += [
            _mesure(f"candidatures_pp_{bac}", candidats.format("").capitalize(), f"nb_voe_pp_{bac}"),
            _mesure(f"candidatures_pp_{bac}_brs", "Dont " + candidats.format("boursiers "), f"nb_voe_pp_{bac}_brs"),
            _mesure(
                f"propositions_{bac}", f"Effectif des candidats en {terminale} {_RECU}", f"prop_tot_{bac}",
                vue="2020 et après",
            ),
            _mesure(f"admis_{bac}", f"Effectif des admis néo bacheliers {neo}", f"acc_{bac}"),
        ]  # fmt: skip
    return tuple(colonnes)


# Every header of the vintages 2018 to 2025 that is read by nothing: shares (recomputed from counts), the
# complementary phase, ranks, mentions, links. Labels first, then technical names, both also as R writes them.
IGNOREES = (
    r"(x )?(% )?d admis\b.*|% .*|dont (% )?d admis avec mention.*",
    r"(dont )?effectifs? (total )?des (autres )?candidats .*en phase complementaire",
    r"(dont )?effectif (total )?des (autres )?candidats .*classes par l etablissement.*",
    r"effectif total des candidats pour une formation|dont effectif des candidates pour une formation",
    r"dont effectif des candidats ayant postule en internat",
    r"dont effectif des candidats boursiers en terminale .*",
    r"effectif des admis en phase (principale|complementaire)|effectif des autres candidats admis",
    r"dont effectif des admis ayant recu leur proposition .*|dont effectif des admis en internat",
    r"(dont )?effectif des admis neo bacheliers .*mention.*",
    r"dont effectif des admis(es)? issue?s du meme etablissement.*",
    r"(regroupement|rang du dernier appele)\b.*|taux d acces.*|part des terminales .*",
    r"commune de l etablissement|coordonnees gps.*|concours communs et banques? d epreuves|rentree",
    r"ville etab|g ?olocalisation.*|geolocalisation.*|(etablissement|composante) id paysage|list com|tri|num voe",
    r"voe tot( f)?|nb voe pp internat|nb voe pc.*|nb cla .*|prop tot b[gtp] brs",
    r"acc (pp|pc|debutpp|datebac|finpp|internat|at|term|term f|mention nonrenseignee|sansmention|ab|b|tb|tbf)",
    r"acc b[gtp] mention|pct .*|(lib|ran) grp\d|detail forma2|taux (acces|adm).*|part acces .*|donnees fictives",
)

# The vintages from 2019 on write « Filière de formation » twice: the formation in full, then its group; 2018
# writes it once, for the group, and details it in two more columns.
# That it is taught at a distance may be written in the most detailed of them alone: those words join the name.
FORMATION = """CASE WHEN groupe IS NOT NULL AND intitule IS NOT NULL
                    THEN intitule || CASE WHEN precision_detail ILIKE '%enseignement à distance%'
                                               AND NOT contains(intitule, precision_detail)
                                          THEN ' - ' || precision_detail ELSE '' END
                    ELSE concat_ws(' - ', ifnull(groupe, intitule),
                                   nullif(ifnull(detail, CASE WHEN groupe IS NULL THEN detaillee END),
                                          ifnull(groupe, intitule)), precision_detail) END"""
# Without a code, the link of the formation holds it; without a link (817 rows of 2018) nothing written tells two
# formations of one establishment apart, and each line stays itself.
FORMATION_CODE = """coalesce(cod_aff_form, nullif(regexp_extract(ifnull(lien, ''), 'g_ta_cod=([0-9]+)', 1), ''),
                    'ligne ' || ligne)"""
UAI_SEUL = "CASE WHEN regexp_full_match(uai, '[0-9]{7}[A-Z]') THEN uai END"

SOURCE = Source(
    id="parcoursup",
    titre="Parcoursup – vœux et réponses des établissements",
    producteur="SIES",
    table="superieur",
    colonnes=(
        SESSION.avec("Session", "session"),
        UAI_TELLE_QUELLE.avec("Code UAI de l'établissement", "cod_uai"),
        Colonne("etablissement_libelle", ("Établissement", "g_ea_lib_vx"), obligatoire=False),
        Colonne("departement", ("Code départemental de l’établissement", "dep"), "code"),
        Colonne("departement_libelle", ("Département de l’établissement", "dep_lib"), obligatoire=False),
        Colonne("region", ("Région de l’établissement", "region_etab_aff")),
        ACADEMIE.avec("Académie de l’établissement", "acad_mies", "academies"),
        Colonne(
            "filiere",
            ("Filière de formation très agrégée", "fili"),
            remplie=True,
            valeurs=FILIERES,
            valeurs_libres=True,
        ),
        Colonne("intitule", ("Filière de formation", "lib_for_voe_ins"), obligatoire=False),
        Colonne(
            "groupe",
            ("Filière de formation", "Filière de formation.1", "form_lib_voe_acc"),
            obligatoire=False,
            vue="2019 et après : le deuxième des deux en-têtes de ce nom",
        ),
        Colonne("detail", ("Filière de formation détaillée bis", "fil_lib_voe_acc"), obligatoire=False),
        Colonne("detaillee", ("Filière de formation détaillée", "lib_comp_voe_ins"), obligatoire=False),
        Colonne("precision_detail", ("Filière de formation très détaillée", "detail_forma"), obligatoire=False),
        Colonne("cod_aff_form", ("cod_aff_form", "Code de la formation"), "code", obligatoire=False),
        Colonne("lien", ("Lien de la formation sur la plateforme Parcoursup", "lien_form_psup"), obligatoire=False),
        Colonne(
            "secteur",
            ("Statut de l’établissement de la filière de formation (public, privé…)", "contrat_etab"),
            obligatoire=False,
            vue="absent en 2018",
        ),
        Colonne("selectivite", ("Sélectivité", "select_form"), obligatoire=False, vue="absent en 2018"),
        _mesure("capacite", "Capacité de l’établissement par formation", "capa_fin", obligatoire=True),
        _mesure("candidatures_pp", f"Effectif total des candidats {_PP}", "nb_voe_pp", obligatoire=True),
        _mesure("propositions", f"Effectif total des candidats {_RECU}", "prop_tot", obligatoire=True),
        _mesure(
            "admis",
            "Effectif total des candidats ayant accepté la proposition de l’établissement (admis)",
            "acc_tot",
            obligatoire=True,
        ),
        _mesure("admis_femmes", "Dont effectif des candidates admises", "acc_tot_f"),
        _mesure("admis_neobac", "Effectif des admis néo bacheliers", "acc_neobac"),
        *_par_bac(),
        _mesure("candidatures_pp_autres", f"Effectif des autres candidats {_PP}", "nb_voe_pp_at"),
        _mesure("propositions_autres", f"Effectif des autres candidats {_RECU}", "prop_tot_at", vue="2020 et après"),
        _mesure("admis_boursiers", "Dont effectif des admis boursiers néo bacheliers", "acc_brs"),
        _mesure("admis_meme_academie", "Dont effectif des admis issus de la même académie", "acc_aca_orig"),
        _mesure(
            "admis_meme_academie_idf",
            "Dont effectif des admis issus de la même académie (Paris/Créteil/Versailles réunies)",
            "acc_aca_orig_idf",
        ),
    ),  # fmt: skip
    ignorees=IGNOREES,
    version=2,
    cle=("etablissement", "formation_code"),
    periode=Periode("colonne", "session", "session Parcoursup {a}"),
    faits={"etablissement": UAI_SEUL, "formation": FORMATION, "formation_code": FORMATION_CODE},
    signaux=(
        Signal(
            "uai_hors_forme",
            "uai IS NOT NULL AND NOT regexp_full_match(uai, '[0-9]{7}[A-Z]')",
            "Identifiant d’établissement hors de la forme UAI : la formation est chargée, sans établissement.",
            "info",
        ),
        Signal(
            "plus_d_admis_que_de_places",
            "admis > capacite",
            "Formations qui ont admis plus de candidats qu’elles n’avaient de places : gardées telles quelles.",
            "info",
        ),
    ),
)
