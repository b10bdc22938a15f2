"""Charts of every kind on small invented figures, for the tests of charts and files."""

import pandas as pd

from charts.genres.bande import Bande
from charts.genres.barres import Barres
from charts.genres.carte import Carte
from charts.genres.chaleur import Chaleur
from charts.genres.entonnoir import Entonnoir
from charts.genres.halteres import DEMANDES_DECISIONS, Halteres
from charts.genres.lieux import Lieux
from charts.genres.matrice import Matrice
from charts.genres.multiples import Multiples
from charts.genres.quadrant import Quadrant, croiser
from charts.genres.repartition import Repartition
from charts.genres.sucettes import Sucettes
from charts.graphique import Graphique

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


# Counts of scenario S3, then a step that the sender masked and two that nobody sent
ETAPES = {"signales": 7300, "situation_inconnue": 1095, "retrouves_en_formation": 3723, "decrocheurs_confirmes": 2482,
          "transmis": 2000, "deja_suivis": 400, "contactes": 1200, "injoignables": 400, "a_accompagner": 900,
          "pris_en_charge": 600, "refus": 0, "solution_scolaire": 90, "solution_apprentissage": 60,
          "solution_formation": 110, "solution_emploi": 80, "solution_service_civique": None,
          "solution_dispositif": 100}  # fmt: skip
DELAIS = {"delai_0_7": "0 à 7 jours", "delai_8_15": "8 à 15 jours", "delai_16_30": "16 à 30 jours",
          "delai_31_90": "31 à 90 jours", "delai_plus_90": "plus de 90 jours"}  # fmt: skip
PARTENAIRES = {"ml": "Mission locale", "ft": "France Travail", "cio": "CIO"}


def etapes(*lieu, **valeurs) -> pd.DataFrame:
    """One row a step of a funnel; a value given as None is masked, a step left out has no row."""
    vide = {"numerateur": None, "denominateur": None}
    return pd.DataFrame(
        [ligne(*lieu, v, etape=e, **vide, motif="secret" if v is None else None) for e, v in valeurs.items()]
    )


def delais(*comptes, code="991", libelle="Pays de mer", inconnus=40, mediane=None) -> pd.DataFrame:
    """One row a class of delay for a territory: shares of the counts given; None is not transmitted."""
    connus = [c for c in comptes if c is not None]
    total = sum(connus) if len(connus) == len(comptes) else 100
    return pd.DataFrame(
        [ligne(code, libelle, None if n is None else n / total, delai=d, numerateur=n, denominateur=total,
               inconnus=inconnus, mediane=mediane, motif="non_transmis" if n is None else None)
         for d, n in zip(DELAIS, comptes, strict=True)]
    )  # fmt: skip


def presences() -> pd.DataFrame:
    """Three platforms × three partners: one absent, one not said, one crossing without a row."""
    lignes = [ligne(*lieu, 1, partenaire=p, numerateur=1, denominateur=1) for lieu in LIEUX for p in PARTENAIRES]
    lignes[1] |= {"valeur": 0, "numerateur": 0}
    lignes[3] |= {"valeur": None, "numerateur": None, "motif": "non_transmis"}
    return pd.DataFrame(lignes[:-1])


def quinze_jours() -> pd.DataFrame:
    """Scenario S4 for the first territory: 268 within 15 days, 81 later, 40 dates unknown."""
    f = table(268 / 349, 0.9, None, reference_libelle="Armoravie", reference_valeur=0.8)
    return f.assign(
        numerateur=[268, 90, 2], denominateur=[349, 100, 3], inconnus=[40, 0, 0], motif=[None, None, "effectif_faible"],
        ic_bas=[0.721, 0.826, None], ic_haut=[0.809, 0.945, None],
        borne_basse=[268 / 389, 0.9, None], borne_haute=[308 / 389, 0.9, None],
    )  # fmt: skip


def places() -> pd.DataFrame:
    """Places of two networks in the invented country, one without coordinates."""
    colonnes = ["libelle", "reseau", "ouverture", "longitude", "latitude", "code"]
    x, y = -26.0 + 185.0 * 0.0035, 46.0 - 667.2 * 0.0035
    lignes = [
        ("Antenne de Port-Blanc", "ml", "permanent", x, y, "991"),
        ("Permanence de Merlande", "ml", "regulier", x + 0.1, y, "991"),
        ("Bus de l’orientation", "ml", "itinerant", x, y + 0.2, "991"),
        ("Point à distance", "cio", "distance", x, y, "991"),
        ("Lieu non situé", "cio", "permanent", None, None, "992"),
    ]
    return pd.DataFrame(lignes, columns=colonnes)


def exemples() -> dict[str, Graphique]:
    """One chart of each kind, each with a missing value."""
    commun = {"champ": "établissements publics et privés sous contrat", "source": "fichier inventé",
              "periode": "rentrée 2026", "lecture": "dans le Pays de mer, 1,20.", "mot": "vœux 1 pour une place",
              "fictif": True, "choisi": ("departement", "991"), "noms": NOMS}  # fmt: skip

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
        "entonnoir": g(pd.concat([etapes(*lieu, **ETAPES) for lieu in LIEUX]), Entonnoir(), "effectif"),
        "repartition": g(
            pd.concat(
                [
                    delais(120, 60, 40, 20, 10, mediane="delai_8_15"),
                    delais(30, 20, None, 10, 10, code="992", libelle=LIEUX[1][1], inconnus=0),
                    delais(10, 20, 30, 25, 15, code="993", libelle=LIEUX[2][1], inconnus=None, mediane="delai_16_30"),
                ]
            ),
            Repartition("delai", separations=(("delai_8_15", "15 jours"), ("delai_31_90", "3 mois"))),
            "part",
        ).avec(noms=DELAIS, ordre=tuple(DELAIS)),
        "matrice": g(presences(), Matrice(lignes="partenaire"), "part").avec(noms=PARTENAIRES),
        "bande": g(quinze_jours(), Bande(), "part").avec(mot="entretiens sous 15 jours"),
        "lieux": g(
            table(0.62, 0.91, None), Lieux(places(), contour=("991", "992"), eloignes=places()[1:2]), "part"
        ).avec(noms=PARTENAIRES, mot="collèges à 20 km ou moins"),
        "empilees": g(_voies().assign(valeur=lambda f: f["part_arrivee"]), Barres(serie="voie"), "part"),
    }
