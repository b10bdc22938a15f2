"""Requests for an apprenticeship and signed contracts at a date; who still has none."""

from loaders.declaration import Colonne, Controle, Exclusion, Periode, Source
from loaders.sources._colonnes import ACADEMIE, DATE, DEPARTEMENT, REGION_ECRITE, SESSION

_PLIE = "strip_accents(lower(trim({})))"
_LIEUX = _PLIE.format("concat_ws(' ', trim(departement), trim(academie))")
_TOUS_NIVEAUX = (
    f"coalesce(regexp_full_match({_PLIE.format('niveau_formation')}, "
    "'((s/|sous[ -])?total|ensemble|ens[.]?|tou(s|tes))( .*)?|.* (total|ensemble)'), FALSE)"
)
_RANG = (
    "(CASE WHEN departement IS NOT NULL THEN 3 WHEN academie IS NOT NULL THEN 2 WHEN region IS NOT NULL THEN 1 "
    "ELSE 0 END)"
)


def _detaille(rang: int, lieu: str) -> str:
    """SQL: the row of an académie or of a région, parts of which the file gives at the same level of formation."""
    dedans = f"MAX({_RANG}) OVER (PARTITION BY campagne, date, {lieu}{{}}) > {rang}"
    entiere = f"(niveau_formation IS NULL OR {_TOUS_NIVEAUX}) AND {dedans.format('')}"
    return f"({_RANG} = {rang} AND ({entiere} OR {dedans.format(', niveau_formation')}))"


SOURCE = Source(
    id="apprentissage",
    titre="Apprentissage – demandes, contrats, jeunes sans contrat",
    producteur="Rectorat, Région et chambres consulaires",
    table="apprentissage",
    colonnes=(
        SESSION.avec("Campagne", "Année", exemple="2026", definition="Année de juin de la campagne d’affectation."),
        DATE.avec("Date", "Situation au", "Date d'observation", exemple="01/10/2026",
                  definition="Jour de l’observation : les nombres sont un stock à cette date."),
        DEPARTEMENT.avec("Département", "Code département", exemple="35",
                         definition="Code ou nom ; vide si le tableau s’arrête à l’académie."),
        ACADEMIE.avec("Académie", "Code académie", exemple="14", definition="Code ou nom."),
        REGION_ECRITE.avec("Région", "Code région", exemple="53", definition="Code ou nom."),
        Colonne("niveau_formation", ("Niveau de formation", "Niveau préparé", "Diplôme préparé"), obligatoire=False,
                exemple="CAP", definition="CAP, bac pro, BTS…"),
        Colonne("demandes", ("Jeunes demandeurs", "Demandes d'apprentissage", "Demandes"), "entier", exemple="410",
                definition="Jeunes qui cherchent un contrat : des personnes, pas des candidatures."),
        Colonne("contrats", ("Contrats signés", "Avec contrat", "Contrats"), "entier", obligatoire=False,
                exemple="322", definition="Parmi eux, contrat signé à la date."),
        Colonne("sans_contrat", ("Sans contrat", "Jeunes sans contrat"), "entier", obligatoire=False, exemple="88",
                definition="Parmi eux, sans contrat à la date."),
    ),
    au_moins_une=("contrats", "sans_contrat"),
    ignorees=("donnees fictives", "commentaires?", "(taux|part|%) .*"),
    exclusions=(
        Exclusion("total", f"regexp_matches({_LIEUX}, '^(total|ensemble)|(total|ensemble)$')",
                  "Ligne d’ensemble : mise de côté, elle compterait deux fois les jeunes"),
        Exclusion("ensemble_detaille", f"{_TOUS_NIVEAUX} AND COUNT(*) FILTER (WHERE NOT {_TOUS_NIVEAUX}) "
                  "OVER (PARTITION BY campagne, date, departement, academie, region) > 0",
                  "Ligne de tous les niveaux dont le fichier donne aussi le détail : elle compterait deux fois "
                  "les jeunes"),
        Exclusion("territoire_detaille", f"{_detaille(2, 'academie')} OR {_detaille(1, 'region')}",
                  "Ligne d’une académie ou d’une région dont le fichier donne aussi le détail : elle compterait deux "
                  "fois les jeunes"),
    ),
    cle=("departement", "academie", "region", "date", "niveau_formation"),
    doublon="rejeter",
    sommes={"demandes": ("contrats", "sans_contrat")},
    partition=("date",),
    periode=Periode("colonne", "campagne", "campagne {a}"),
    controles=(
        Controle("sans_lieu", "departement IS NULL AND academie IS NULL AND region IS NULL",
                 "Ni département, ni académie, ni région : la ligne ne se rattache à rien"),
        Controle("plus_de_contrats", "contrats > demandes", "« Contrats signés » : plus de contrats que de jeunes"),
        Controle("plus_sans_contrat", "sans_contrat > demandes", "« Sans contrat » : plus de jeunes que de demandes"),
        Controle("somme_differente", "contrats + sans_contrat > demandes",
                 "Avec et sans contrat dépassent le nombre de jeunes demandeurs"),
    ),
    faits={
        "niveau_formation": f"CASE WHEN NOT {_TOUS_NIVEAUX} THEN niveau_formation END",
        "contrats": "coalesce(contrats, demandes - sans_contrat)",
        "sans_contrat": "coalesce(sans_contrat, demandes - contrats)",
    },
    jamais=("aucune liste de jeunes, même sans leurs noms",),
)  # fmt: skip
