"""Fiche B3 and C1: what the structures of the SPRO, the missions locales, the CIO and the universities did."""

from indicators.declaration import Indicator, Repere
from store.territoires import NIVEAUX_DE_TERRITOIRE

AGES_JEUNES = ("15-19", "20-24", "25-29")

_AGES = ", ".join(f"'{a}'" for a in AGES_JEUNES)
_LIEU = {
    "region": "NULL::VARCHAR AS academie, NULL::VARCHAR AS departement",
    "academie": "academie, NULL::VARCHAR AS departement",
    "departement": "academie, departement",
}


def _grain(grain: str) -> str:
    """Activity and young people of every territory of a level, where each structure of the network names its own."""
    dites = {"region": "TRUE", "academie": "academie IS NOT NULL", "departement": "departement IS NOT NULL"}[grain]
    return f"""
        SELECT '{grain}' AS grain, a.*, j.jeunes AS population, r.repondantes, r.attendues
        FROM (SELECT campagne, region, ANY_VALUE(region_academique) AS region_academique, {_LIEU[grain]}, reseau, unite,
                     SUM(accueils) AS accueils, SUM(accueils_jeunes) AS accueils_jeunes
              FROM structure_active
              WHERE (campagne, region, reseau, unite) IN (
                  SELECT (campagne, region, reseau, unite) FROM structure_active
                  GROUP BY campagne, region, reseau, unite HAVING BOOL_AND({dites}))
              GROUP BY ALL) a
        LEFT JOIN reponse r ON r.campagne = a.campagne AND r.region = a.region AND r.reseau = a.reseau
        LEFT JOIN jeunes_du_lieu j ON j.grain = '{grain}' AND j.campagne = a.campagne AND j.code = a.{grain}"""


# Three grains side by side, one read at each level: a region's young people are all of them, even those of
# départements where no structure of a network answered.
_RECOURS = f"""
    WITH structure_active AS (
        SELECT campagne, region, region_academique, academie, departement, reseau, unite, structure,
               SUM(effectif) FILTER (age = 'ensemble') AS accueils,
               coalesce(SUM(effectif) FILTER (age = 'moins de 26 ans'),
                        SUM(effectif_moins_26) FILTER (age = 'ensemble')) AS accueils_jeunes
        FROM activite_spro
        WHERE activite = 'accueil' AND sexe = 'ENSEMBLE' AND public = 'ensemble'
          AND reseau IS NOT NULL AND region IS NOT NULL GROUP BY ALL),
    demande AS (
        SELECT campagne, region, reseau, SUM(structures_repondantes) AS repondantes,
               SUM(structures_attendues) AS attendues, COUNT(DISTINCT structure) AS recues
        FROM activite_spro GROUP BY ALL),
    -- Where silent structures name no network, the cover of each is not known, unless nobody is silent.
    reponse AS (
        SELECT d.campagne, d.region, d.reseau,
               CASE WHEN t.toutes THEN d.recues WHEN NOT t.anonymes THEN d.repondantes END AS repondantes,
               CASE WHEN t.toutes THEN d.recues WHEN NOT t.anonymes THEN d.attendues END AS attendues
        FROM demande d JOIN (
            SELECT campagne, region, SUM(repondantes) >= SUM(attendues) AS toutes,
                   ifnull(BOOL_OR(attendues > 0) FILTER (reseau IS NULL), FALSE) AS anonymes
            FROM demande GROUP BY ALL) t USING (campagne, region)
        WHERE d.reseau IS NOT NULL),
    jeunes_d_un_age AS (
        SELECT campagne AS annee, departement, academie, region, age,
               coalesce(SUM(effectif) FILTER (sexe = 'ENSEMBLE'),
                        CASE WHEN COUNT(DISTINCT sexe) FILTER (sexe IN ('F', 'M') AND effectif IS NOT NULL) = 2
                             THEN SUM(effectif) FILTER (sexe IN ('F', 'M')) END) AS jeunes
        FROM population
        WHERE age IN ({_AGES}) AND departement IS NOT NULL GROUP BY ALL),
    jeunes_d_une_annee AS (
        SELECT annee, departement, academie, region, SUM(jeunes) AS jeunes FROM jeunes_d_un_age
        GROUP BY ALL HAVING COUNT(jeunes) = {len(AGES_JEUNES)}),
    annee_retenue AS (
        SELECT c.campagne, MAX(j.annee) AS annee
        FROM (SELECT DISTINCT campagne FROM structure_active) c JOIN jeunes_d_une_annee j ON j.annee <= c.campagne
        GROUP BY c.campagne),
    jeunes_du_lieu AS (
        SELECT a.campagne, g.grain,
               CASE g.grain WHEN 'region' THEN region WHEN 'academie' THEN academie ELSE departement END AS code,
               SUM(jeunes) AS jeunes
        FROM annee_retenue a JOIN jeunes_d_une_annee j ON j.annee = a.annee
        CROSS JOIN (SELECT UNNEST(['region', 'academie', 'departement']) AS grain) g GROUP BY ALL)
    {" UNION ALL ".join(_grain(g) for g in _LIEU)}"""

_PERIMETRE = "Une mission locale inter-régionale est comptée dans chaque région qui la déclare."
_ENTRETIENS_CIO = "starts_with(activite, 'entretiens')"
_HORS_SCOLAIRES = "public IN ('étudiants', 'jeunes sortis', 'adultes')"


def _effectif(identifiant: str, label: str, question: str, source: str, **champs) -> Indicator:
    """A count of the activity of one source, read by nature of activity."""
    return Indicator(
        id=identifiant,
        label=label,
        question=question,
        shape="effectif",
        faits={"activite_spro": (source,)},
        unite="effectif",
        decimales=0,
        numerateur="effectif",
        additif=False,
        couverture=("(effectif IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="lignes d’activité renseignées",
        couverture_en="repondants",
        couverture_de="des lignes d’activité (nombre renseigné)",
        liste_exigee=True,
        **champs,
    )


INDICATEURS = (
    Indicator(
        id="taux_reponse_spro",
        label="Réponse des structures au bilan du SPRO",
        fiche="B3",
        question="Combien de structures interrogées ont répondu ?",
        shape="part",
        faits={"activite_spro": ("activite_spro",)},
        unite="part",
        decimales=1,
        champ="Structures interrogées par la Région",
        numerateur="structures_repondantes",
        denominateur="structures_attendues",
        reponse=True,
        numerateur_libelle="structures répondantes",
        denominateur_libelle="structures attendues",
        par=("reseau",),
        # A structure that did not reply names no département: any finer level would read as complete.
        niveaux=("france", "region"),
        mises_en_garde=(
            "Sans le nombre de structures interrogées, le taux n’est pas calculable.",
            (
                "Les structures sans réponse à une enquête n’ont pas de département : le taux se lit à la région ; par "
                "réseau, seulement si le fichier donne la liste des structures interrogées."
            ),
        ),
        reperes=(
            Repere(
                "valeur",
                (0.80, None),
                (0.60, None),
                "à examiner sous 80 % (tous les chiffres d’activité sont alors « incomplets »), écart marqué sous 60 % "
                "(seuil interne, à valider)",
            ),
        ),
    ),
    Indicator(
        id="recours_spro",
        label="Recours au SPRO pour 1 000 jeunes",
        fiche="B3",
        question="Combien d’accueils, ou de personnes, de moins de 26 ans pour 1 000 jeunes de 15 à 29 ans ?",
        shape="ratio",
        faits={"activite_spro": ("activite_spro",)},
        appoint={"population": ("population_age_quinquennal",)},
        relation=_RECOURS,
        unite="pour_mille",
        decimales=1,
        champ="Accueil tous publics des structures répondantes ; population de 15 à 29 ans de la dernière année "
        "connue, au plus celle de l’activité",
        numerateur="accueils_jeunes",
        denominateur="population",
        modalites={
            "age": {"moins de 26 ans": ("accueils_jeunes", "population"), "ensemble": ("accueils", "population")}
        },
        numerateur_libelle="accueils ou personnes de moins de 26 ans",
        denominateur_libelle="jeunes de 15 à 29 ans",
        couverture=("repondantes", "attendues"),
        couverture_exigee=True,
        couverture_libelle="structures répondantes du réseau parmi celles qui sont attendues dans la région",
        couverture_en="repondants",
        cote_denominateur=("population", "population_age_quinquennal"),
        couverture_de="des structures du réseau attendues dans la région ont répondu",
        par=("age",),
        par_obligatoire=("unite", "reseau"),
        filtre_par_niveau={
            "departement": "grain = 'departement'",
            "academie": "grain = 'academie'",
            "*": "grain = 'region'",
        },
        niveaux=NIVEAUX_DE_TERRITOIRE,
        additif=False,
        tolerance=0.005,
        mises_en_garde=(
            "Accueils et personnes ne s’additionnent pas ; les réseaux non plus : ils reçoivent parfois les mêmes.",
            "Les jeunes accueillis ne sont pas tous des habitants de 15 à 29 ans : c’est un rapport, pas une part.",
            (
                "Les structures sans réponse ne sont comptées nulle part : lire avec le taux de réponse ; la "
                "couverture d’un réseau n’est connue que si le fichier dit de quel réseau est chacune."
            ),
        ),
    ),
    _effectif(
        "activite_missions_locales",
        "Activité des missions locales",
        "Que disent les missions locales de leur activité de l’année ?",
        "mission_locale",
        fiche="B3",
        champ="Missions locales de l’extraction i-Milo, hors activité sans structure",
        numerateur_libelle="jeunes, contrats ou situations, selon l’activité",
        par=("unite",),
        par_obligatoire=("activite",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "mission_locale"),
        mises_en_garde=(
            "Une situation n’est pas un jeune : un même jeune peut en avoir plusieurs dans l’année.",
            "Les activités ne s’additionnent pas.",
            _PERIMETRE,
        ),
    ),
    _effectif(
        "activite_info_jeunes",
        "Activité du réseau Info Jeunes",
        "Que disent les structures Info Jeunes de leur fréquentation, de leurs demandes et de leur site ?",
        "activite_crij",
        fiche="B3",
        champ="Structures labellisées du bilan du CRIJ",
        numerateur_libelle="passages, demandes ou sessions, selon l’activité",
        par=("unite",),
        par_obligatoire=("activite",),
        niveaux=NIVEAUX_DE_TERRITOIRE,
        mises_en_garde=(
            "Passages, demandes traitées et sessions web ne s’additionnent pas : un jeune peut être dans les trois.",
            "Un passage n’est pas une personne.",
            "Les parts par thème du bilan ne sont pas reprises : arrondies, elles ne font pas toujours 100.",
        ),
    ),
    _effectif(
        "activite_cio",
        "Activité des CIO",
        "Que font les CIO, auprès de quels publics ?",
        "activite_cio",
        fiche="C1",
        champ="CIO du classeur du rectorat, mois écrits",
        numerateur_libelle="entretiens ou personnes, selon l’unité du CIO",
        par=("public",),
        par_obligatoire=("activite", "unite"),
        a_cote={"cio_partiels": "(partiel IS NOT NULL)::INTEGER"},
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education"),
        mises_en_garde=(
            "Certains CIO comptent des entretiens, d’autres des personnes : les deux ne s’additionnent pas.",
            "Un CIO fusionné ou fermé en cours d’année n’a que les mois écrits.",
        ),
    ),
    Indicator(
        id="part_cio_hors_scolaires",
        label="Entretiens des CIO hors public scolaire",
        fiche="C1",
        question="Quelle part des entretiens des CIO concerne des étudiants, des jeunes sortis ou des adultes ?",
        shape="part",
        faits={"activite_spro": ("activite_cio",)},
        unite="part",
        decimales=1,
        champ="Entretiens en établissement et au CIO",
        numerateur=f"CASE WHEN {_HORS_SCOLAIRES} THEN effectif WHEN effectif IS NOT NULL THEN 0 END",
        denominateur="effectif",
        filtre=_ENTRETIENS_CIO,
        numerateur_libelle="entretiens avec des étudiants, jeunes sortis ou adultes",
        denominateur_libelle="entretiens",
        par_obligatoire=("unite",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "bassin_education"),
        additif=False,
        couverture=("(effectif IS NOT NULL)::INTEGER", "1"),
        couverture_libelle="lignes d’activité renseignées",
        couverture_en="repondants",
        couverture_de="des lignes d’activité (nombre renseigné)",
        liste_exigee=True,
        mises_en_garde=(
            "Le premier public d’un CIO est scolaire : une part basse décrit sa mission.",
            "Certains CIO comptent des entretiens, d’autres des personnes : lire par unité.",
        ),
    ),
    _effectif(
        "entretiens_scuio",
        "Activité des services d’orientation des universités",
        "Que disent les SCUIO-IP des étudiants reçus et des publics rencontrés ?",
        "scuio",
        fiche="A2",
        champ="Universités dont le bilan a été reçu",
        numerateur_libelle="étudiants, visiteurs ou participations, selon l’activité",
        par=("unite",),
        par_obligatoire=("activite",),
        niveaux=(*NIVEAUX_DE_TERRITOIRE, "universite"),
        mises_en_garde=(
            "Les visiteurs de salons et les participants d’ateliers ne sont pas des étudiants reçus en entretien.",
            "Les activités ne s’additionnent pas ; « L1 » est compris dans les étudiants reçus.",
            "Les universités n’envoient pas toutes les mêmes années.",
        ),
    ),
)
