"""Fiche A4, school side: wishes and places of the voie professionnelle (Affelnet), tours, enrolment."""

from indicators.declaration import Indicator, Repere

_AFFELNET = ("palier_entree", "famille_metiers", "specialite", "secteur")

# Places and pupils of the same establishment, rentrée and palier: the common grain of the two files.
_PLACES_ET_PRESENTS = """
    SELECT p.campagne, p.periode, p.etablissement, p.departement, p.academie, p.region_academique, p.region,
           p.palier_entree, p.presents, c.places
    FROM (SELECT campagne, ANY_VALUE(periode) AS periode, etablissement, ANY_VALUE(departement) AS departement,
                 ANY_VALUE(academie) AS academie, ANY_VALUE(region_academique) AS region_academique,
                 ANY_VALUE(region) AS region, palier_entree,
                 CASE WHEN COUNT(effectif) = COUNT(*) THEN SUM(effectif) END AS presents
          FROM constat GROUP BY campagne, etablissement, palier_entree) p
    JOIN (SELECT campagne, etablissement, palier_entree,
                 CASE WHEN COUNT(capacite) = COUNT(*) THEN SUM(capacite) END AS places
          FROM affectation
          GROUP BY campagne, etablissement, palier_entree) c
      USING (campagne, etablissement, palier_entree)
    WHERE p.palier_entree IN ('2de pro', 'CAP', '1re pro')
"""

_CHAMP_AFFECTATION = (
    "Entrée en 1re professionnelle, statut scolaire, hors vœux de recensement, capacité d’affectation connue"
)

INDICATEURS = (
    Indicator(
        id="pression_voie_pro",
        label="Vœux 1 pour une place",
        fiche="A4",
        question="Combien de premiers vœux pour une place en voie professionnelle, à chaque entrée ?",
        shape="ratio",
        faits={"affectation": ("affelnet_attractivite",)},
        unite="ratio",
        decimales=2,
        champ="Formations sous statut scolaire offertes dans Affelnet, hors vœux de recensement ; "
        "unités (établissement × formation) dont la capacité est connue et comprise entre 5 et 500 places",
        numerateur="voeux_1",
        denominateur="capacite",
        numerateur_libelle="vœux 1",
        denominateur_libelle="places",
        denominateur_rupture="capacités déclarées",
        masque="capacite BETWEEN 5 AND 500",
        couverture=("CASE WHEN capacite BETWEEN 5 AND 500 THEN voeux_1 END", "voeux_1"),
        couverture_libelle="part des vœux 1 dont la capacité de la formation est connue et comprise entre 5 et 500",
        couverture_de="des vœux 1 (capacité connue, de 5 à 500 places)",
        par=_AFFELNET,
        par_obligatoire=("palier_entree",),
        tolerance=0.02,
        mises_en_garde=(
            (
                "L’entrée après la 3e (2de pro, CAP) et l’entrée après la 2de (1re pro) ne s’additionnent pas : "
                "une même cohorte y est comptée à un an d’écart."
            ),
            "Ce fichier ne décrit ni la 2de générale et technologique, ni l’apprentissage.",
        ),
        reperes=(
            Repere(
                "valeur",
                (0.8, 1.25),
                (0.5, 1.5),
                "à examiner hors de 0,80–1,25 vœu 1 pour une place, écart marqué hors de 0,50–1,50 "
                "(seuil interne, à valider)",
            ),
        ),
        definition="définition d’usage (ORION), à valider",
    ),
    Indicator(
        id="satisfaction_voeu1_1re_pro",
        label="Vœu 1 satisfait à l’entrée en 1re professionnelle",
        fiche="A4",
        question="Après une 2de professionnelle, combien de premiers vœux sont satisfaits ?",
        shape="part",
        faits={"affectation": ("affelnet_affectation",)},
        unite="part",
        decimales=1,
        champ="Entrée en 1re professionnelle après une 2de pro, statut scolaire, hors vœux de recensement",
        numerateur="affectes_voeu_1",
        denominateur="voeux_1",
        numerateur_libelle="affectés sur leur vœu 1",
        denominateur_libelle="vœux 1",
        par=("palier_entree", "specialite", "secteur", "tour"),
        mises_en_garde=("Ce n’est pas la satisfaction des familles après la 3e.",),
        reperes=(
            Repere(
                "valeur",
                (0.70, None),
                (0.60, None),
                "à examiner sous 70 %, écart marqué sous 60 % (seuil interne, à valider)",
            ),
        ),
    ),
    Indicator(
        id="demande_affectation",
        label="Vœux 1 pour une place d’affectation",
        fiche="A4",
        question="À l’entrée en 1re professionnelle, combien de premiers vœux pour une place offerte à l’affectation ?",
        shape="ratio",
        faits={"affectation": ("affelnet_affectation",)},
        unite="ratio",
        decimales=2,
        champ=_CHAMP_AFFECTATION,
        numerateur="voeux_1",
        denominateur="capacite",
        numerateur_libelle="vœux 1",
        denominateur_libelle="places d’affectation",
        masque="affectes_tous IS NOT NULL",
        couverture=("CASE WHEN capacite IS NOT NULL THEN voeux_1 END", "voeux_1"),
        couverture_libelle="part des vœux 1 dont la capacité de la formation est connue",
        par=("palier_entree", "specialite", "secteur", "tour"),
        tolerance=0.02,
        mises_en_garde=(
            (
                "Vœux et places du même fichier d’affectation : à ne pas soustraire de « Vœux 1 pour une place », dont "
                "les places sont celles de la carte des formations."
            ),
        ),
    ),
    Indicator(
        id="places_pourvues_affectation",
        label="Places pourvues par l’affectation",
        fiche="A4",
        question="Quelle part des places l’affectation a-t-elle pourvue ?",
        shape="ratio",
        faits={"affectation": ("affelnet_affectation",)},
        unite="part",
        decimales=1,
        champ=_CHAMP_AFFECTATION,
        numerateur="affectes_tous",
        denominateur="capacite",
        numerateur_libelle="affectés, tous vœux",
        denominateur_libelle="places d’affectation",
        couverture=("CASE WHEN capacite IS NOT NULL THEN affectes_tous END", "affectes_tous"),
        couverture_libelle="part des affectés dont la capacité de la formation est connue",
        couverture_de="des affectés (capacité de la formation connue)",
        par=("palier_entree", "specialite", "secteur", "tour"),
        tolerance=0.01,
        mises_en_garde=(
            "Capacité d’affectation, non capacité financée ; un chef d’établissement peut affecter au-delà des places.",
            "Ce n’est pas le taux d’occupation du constat de rentrée.",
        ),
    ),
    Indicator(
        id="satisfaction_voeu1_tours",
        label="Vœu 1 satisfait, par tour d’affectation",
        fiche="A4",
        question="À chaque tour, combien de candidats obtiennent leur premier vœu, selon la voie demandée ?",
        shape="part",
        faits={"affectation": ("affectation_tours",)},
        unite="part",
        decimales=1,
        champ="Candidats ayant participé au tour ; un élève peut figurer à plusieurs tours",
        numerateur="affectes_voeu_1",
        denominateur="voeux_1",
        numerateur_libelle="affectés sur leur vœu 1",
        denominateur_libelle="candidats, selon la voie du vœu 1",
        filtre="voie <> 'ENSEMBLE'",
        par=("tour", "voie", "origine"),
        par_obligatoire=("tour",),
        niveaux=("france", "region", "region_academique", "academie", "departement"),
        mises_en_garde=("Les tours ne s’additionnent jamais.",),
        reperes=(
            Repere(
                "valeur",
                (0.70, None),
                (0.60, None),
                "à examiner sous 70 %, écart marqué sous 60 % (seuil interne, à valider)",
            ),
        ),
    ),
    Indicator(
        id="sans_affectation",
        label="Jeunes sans affectation",
        fiche="A4",
        question="Combien de jeunes restent sans place, tour après tour ?",
        shape="part",
        faits={"affectation": ("affectation_tours",)},
        unite="part",
        decimales=1,
        champ="Candidats ayant participé au tour (liste supplémentaire et non affectés)",
        numerateur="liste_supplementaire + sans_affectation",
        denominateur="voeux_1",
        numerateur_libelle="sans affectation à la date du tour",
        denominateur_libelle="candidats",
        filtre="voie <> 'ENSEMBLE'",
        par=("tour", "date_tour", "voie", "origine"),
        par_obligatoire=("tour",),
        niveaux=("france", "region", "region_academique", "academie", "departement"),
        mises_en_garde=(
            "Les tours ne s’additionnent jamais : le dernier point daté dit la situation.",
            "Les jeunes en liste supplémentaire sont comptés sans affectation à la date du tour.",
        ),
        reperes=(
            Repere(
                "valeur",
                (None, 0.05),
                (None, 0.10),
                "tour principal : à examiner au-dessus de 5 %, écart marqué au-dessus de 10 % "
                "(seuil interne, à valider)",
                seulement=("tour", "principal"),
            ),
        ),
    ),
    Indicator(
        id="remplissage_voie_pro",
        label="Élèves présents pour une place",
        fiche="A4",
        question="À la rentrée, les places de la voie professionnelle sont-elles occupées ?",
        shape="ratio",
        faits={"constat": ("constat_rentree",), "affectation": ("affelnet_attractivite",)},
        unite="part",
        decimales=1,
        champ="Mêmes établissement, rentrée et palier d’entrée dans le constat de rentrée et dans Affelnet",
        relation=_PLACES_ET_PRESENTS,
        numerateur="presents",
        denominateur="places",
        numerateur_libelle="élèves présents",
        denominateur_libelle="places",
        par=("palier_entree",),
        par_obligatoire=("palier_entree",),
        tolerance=0.01,
        mises_en_garde=("Se lit par palier d’entrée : les places de 2de pro avec les élèves de 2de pro.",),
    ),
)
