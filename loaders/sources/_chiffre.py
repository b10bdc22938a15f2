"""What a typed-in figure and a published reference share: which figure it is, its value, where and when it stands."""

from loaders.declaration import Colonne, Controle, Signal
from loaders.sources._colonnes import PRODUCTEUR_DU_DOCUMENT, SESSION
from store import territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Written unit → unit of the engine. A percentage is written as read, « 12,0 »; the engine holds shares from 0 to 1.
UNITES = {
    "pourcentage": ("%", "pour cent", "en %", "taux en %"),
    "points": ("pt", "pts", "point", "points de pourcentage"),
    "effectif": ("nombre", "effectifs", "n", "places", "élèves", "jeunes", "personnes"),
    "ratio": ("rapport", "pour une place"),
    "pour_100": ("pour 100", "pour cent unités"),
    "part": ("part de 0 à 1", "proportion"),
}
NIVEAUX = {n: (libelles[0], libelles[1]) for n, libelles in territoires.LIBELLES_NIVEAUX.items()}
_NATIONAUX = NIVEAUX_DE_TERRITOIRE[1:]

INDICATEUR = Colonne(
    "indicateur", ("Indicateur", "Identifiant de l'indicateur"), "code", obligatoire=False,
    exemple="sans_proposition_superieur",
    definition="Identifiant de l’indicateur que ce chiffre complète (page « Définitions »). Vide : chiffre libre.",
)  # fmt: skip
LIBELLE = Colonne(
    "libelle", ("Libellé", "Libellé du chiffre", "Intitulé"), obligatoire=False,
    exemple="Candidats sans proposition", definition="Ce que le chiffre compte. Demandé sans indicateur.",
)  # fmt: skip
VALEUR = Colonne("valeur", ("Valeur", "Chiffre"), "nombre", remplie=True, signe=True, exemple="12,0",
                 definition="Le nombre, tel qu’il est écrit dans le document, sans son unité.")  # fmt: skip
UNITE = Colonne("unite", ("Unité", "Unité du chiffre"), remplie=True, valeurs=UNITES, exemple="pourcentage",
                definition="« pourcentage » pour 12,0 % ; « part » seulement pour un nombre de 0 à 1.")  # fmt: skip
NIVEAU = Colonne("niveau", ("Niveau", "Niveau territorial"), remplie=True, valeurs=NIVEAUX, exemple="academie",
                 definition="Niveau du territoire.")  # fmt: skip
CODE = Colonne("code", ("Code", "Code du territoire"), "code", obligatoire=False, exemple="14",
               definition="Code officiel du territoire ; « FR », ou rien, pour la France.")  # fmt: skip
CAMPAGNE = SESSION.avec(
    "Campagne", "Année", "Session", exemple="2026",
    definition="Année de juin : 2026 pour l’année scolaire 2025-2026 ou la session 2026.",
)  # fmt: skip
MODALITES = Colonne(
    "modalites", ("Modalités", "Ventilation"), obligatoire=False, exemple="public=lycéens;phase=principale",
    definition="Valeurs des ventilations, « voie=2GT;palier=3E ». Vide : ensemble.",
)  # fmt: skip
CHAMP = Colonne("champ", ("Champ", "Champ du chiffre"), obligatoire=False, exemple="Public et privé sous contrat",
                definition="Qui ou quoi est compté, tel que le document le dit.")  # fmt: skip
PRODUCTEUR = PRODUCTEUR_DU_DOCUMENT.avec(
    exemple="Rectorat", definition="Organisme qui publie le chiffre, jamais une personne."
)

# « voie = 2GT ; palier=3E » and « palier=3E;voie=2GT » are one breakdown.
_MODALITES_NETTES = """array_to_string(list_sort(list_transform(string_split(modalites, ';'),
    m -> trim(split_part(m, '=', 1)) || '=' || trim(split_part(m, '=', 2)))), ';')"""
_CODE_NET = "CASE WHEN niveau = 'france' THEN 'FR' ELSE upper(trim(code)) END"
_CONNUS = "(SELECT list(t.niveau || ':' || t.code) FROM territoire t)"
_HORS_CARTE = f"""niveau IN ({", ".join(repr(n) for n in _NATIONAUX)})
    AND NOT list_contains({_CONNUS}, niveau || ':' || upper(trim(code)))"""

_COUPLE = r"\s*[a-z_0-9]+\s*=[^;=]+"

FAITS = {
    "indicateur": "trim(indicateur)",
    "code": _CODE_NET,
    "modalites": _MODALITES_NETTES,
    "valeur": "CASE WHEN unite IN ('pourcentage', 'points', 'pour_100') OR p_valeur THEN round(valeur / 100, 9) "
    "ELSE valeur END",
    "unite": "CASE WHEN unite = 'pourcentage' THEN 'part' ELSE unite END",
    "chiffres": "1",
    "departement": "CASE WHEN niveau = 'departement' THEN upper(trim(code)) END",
    "academie": "CASE WHEN niveau = 'academie' THEN upper(trim(code)) END",
    "region": "CASE WHEN niveau = 'region' THEN upper(trim(code)) END",
}
CLE = ("indicateur", "libelle", "niveau", "code", "modalites", "document")
CONTROLES = (
    Controle("sans_objet", "indicateur IS NULL AND libelle IS NULL",
             "« Libellé » : demandé quand aucun indicateur n’est donné"),
    Controle("sans_code", "niveau <> 'france' AND code IS NULL", "« Code » : le code du territoire est demandé"),
    Controle("code_inconnu", _HORS_CARTE, "« Code » : ce code n’existe pas à ce niveau"),
    Controle(
        "modalites_illisibles",
        f"modalites IS NOT NULL AND NOT regexp_full_match(modalites, '{_COUPLE}(;{_COUPLE})*')",
        "« Modalités » : attendu « ventilation=valeur », séparées par des points-virgules (« voie=2GT;palier=3E »)",
    ),
    Controle("signe_contraire", "p_valeur AND unite NOT IN ('pourcentage', 'points', 'pour_100', 'part')",
             "« Valeur » : elle est écrite en %, son unité dit autre chose"),
    Controle("part_hors_bornes", "unite = 'part' AND (valeur < 0 OR valeur > 1.5) AND NOT ifnull(p_valeur, FALSE)",
             "« Valeur » : une part s’écrit de 0 à 1 ; pour 12 %, écrire 12 et choisir « pourcentage »"),
    Controle("negatif", "unite <> 'points' AND valeur < 0", "« Valeur » : seul un écart en points peut être négatif"),
)  # fmt: skip
# « 0,021 » may be 0,021 % or 2,1 %: the unit says the former, and it is said.
PETIT_POURCENTAGE = Signal(
    "petit_pourcentage",
    "unite = 'pourcentage' AND NOT p_valeur AND abs(valeur) < 1 AND valeur <> 0",
    "Pourcentages de moins de 1 écrits sans signe : lus tels quels (0,021 est 0,021 %). Si ce sont des parts, choisir "
    "l’unité « part ».",
    exemple="'ligne ' || ligne || ' : ' || valeur",
)
# Half a per cent: what a value printed without a decimal may hide.
TERMES = Signal(
    "termes_differents",
    "numerateur IS NOT NULL AND denominateur > 0 AND unite IN ('pourcentage', 'part') "
    "AND abs(numerateur / denominateur "
    "- CASE WHEN unite = 'pourcentage' OR p_valeur THEN valeur / 100 ELSE valeur END) > 0.005",
    "Le numérateur et le dénominateur ne donnent pas la valeur écrite : les trois sont gardés tels quels.",
)
