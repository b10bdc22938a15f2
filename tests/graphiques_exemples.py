"""Charts of every kind on small invented figures, for the tests of charts and files."""

import pandas as pd

from charts.graphique import (
    DEMANDES_DECISIONS,
    Barres,
    Carte,
    Chaleur,
    Graphique,
    Halteres,
    Multiples,
    Quadrant,
    Sucettes,
    croiser,
)

LIEUX = [
    ("991", "Pays de mer"),
    ("992", "Vallée haute"),
    ("993", "Communauté des communes du littoral et de l’arrière-pays"),
]
NOMS = {"2GT": "2de générale et technologique", "2PRO": "2de pro"}
AUTRES = (
    *("couverture", "ic_bas", "ic_haut", "motif", "reference_code", "reference_libelle", "reference_valeur"),
    *("ecart_reference", "france_valeur", "ecart_france", "precedente_campagne", "precedente_valeur"),
    *("evolution", "rupture"),
)


def ligne(code, libelle, valeur, campagne=2026, **autres) -> dict:
    """One figure with every column of the contract; what is not given is missing."""
    vide = dict.fromkeys(AUTRES)
    base = {"niveau": "departement", "code": code, "libelle": libelle, "campagne": campagne, "valeur": valeur}
    base |= {"numerateur": 120, "denominateur": 100, "repere": "non", "repere_regle": ""}
    return {**base, **vide, **autres}


def table(*valeurs, **autres) -> pd.DataFrame:
    """One row a territory of LIEUX; a missing value carries the reason « secret »."""
    lignes = zip(LIEUX, valeurs, strict=True)
    return pd.DataFrame([ligne(*lieu, v, motif="secret" if v is None else None, **autres) for lieu, v in lignes])


def _voies() -> pd.DataFrame:
    parts = {"2GT": (0.70, 0.68), "2PRO": (0.22, 0.24)}
    lignes = [
        ligne(*lieu, b - a, voie=v, part_depart=a, part_arrivee=b) for lieu in LIEUX for v, (a, b) in parts.items()
    ]
    lignes[2] |= {"valeur": None, "motif": "secret", "part_depart": None, "part_arrivee": None}
    return pd.DataFrame(lignes)


def _annees() -> pd.DataFrame:
    lignes = [ligne(*lieu, 1 + i / 10 + a / 20, 2024 + a) for i, lieu in enumerate(LIEUX) for a in range(3)]
    lignes[1] |= {"evolution": "non_comparable", "rupture": "capacités déclarées +19,6 %"}
    lignes[5] |= {"valeur": None, "motif": "non_transmis"}
    return pd.DataFrame(lignes)


def exemples() -> dict[str, Graphique]:
    """One chart of each kind, each with a missing value."""
    commun = {"champ": "établissements publics et privés sous contrat", "source": "fichier inventé",
              "periode": "rentrée 2026", "lecture": "dans le Pays de mer, 1,20.", "mot": "vœux 1 pour une place",
              "fictif": True, "choisi": "991", "noms": NOMS}  # fmt: skip

    def g(figures, encodage, unite="ratio"):
        return Graphique("Un constat <chiffré> & daté", figures, encodage, unite=unite, **commun)

    t = table(1.2, 0.9, None, reference_libelle="Armoravie", reference_valeur=1.0)
    parts = table(0.7, 0.8, None, ic_bas=0.65, ic_haut=0.85, reference_libelle="Armoravie", reference_valeur=0.75)
    duo = Halteres(series=DEMANDES_DECISIONS, groupe="voie", unite="part", titre_axe="Part des élèves")
    return {
        "halteres": g(t, Halteres()),
        "halteres_voies": g(_voies(), duo, "points"),
        "chaleur": g(_voies(), Chaleur(lignes="libelle", colonnes="voie", centre=0, mot_n="élèves"), "points"),
        "multiples": g(_annees(), Multiples(reference=1)),
        "quadrant": g(croiser(t, parts), Quadrant("Pression", "Places pourvues", reference_x=1, reference_y=0.75)),
        "carte": g(t, Carte(contour=("991", "992"))),
        "sucettes": g(parts, Sucettes(), "part"),
        "barres": g(parts, Barres(), "part"),
        "empilees": g(_voies().assign(valeur=lambda f: f["part_arrivee"]), Barres(serie="voie"), "part"),
    }
