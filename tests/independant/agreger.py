"""Des unités aux figures : sommes des deux côtés, une division, un intervalle, une comparaison d'année."""

import math

import pandas as pd

NIVEAUX = ("france", "region", "academie", "departement", "etablissement")
QUANTILE = 1.959963984540054
SEUIL_DENOMINATEUR = 0.10
COUVERTURES_PROCHES = (0.95, 1.05)


def _groupe(unites: pd.DataFrame, niveau: str, par: tuple[str, ...], mesures: list[str]) -> pd.DataFrame:
    lignes = unites.copy()
    lignes["niveau"] = niveau
    lignes["code"] = "FR" if niveau == "france" else lignes[niveau]
    lignes = lignes[lignes.code.notna()]
    cles = ["niveau", "code", "campagne", *par]
    return lignes.groupby(cles, dropna=False)[mesures].sum().reset_index()


def figures(unites: pd.DataFrame, niveau: str, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rapport ou part par territoire : niveau, code, campagne, dims, numerateur, denominateur, valeur.

    Une unité à qui il manque un côté sort des deux ; valeur vide où le dénominateur est nul.
    """
    connues = unites[unites.numerateur.notna() & unites.denominateur.notna()]
    sortie = _groupe(connues, niveau, par, ["numerateur", "denominateur"])
    sortie["valeur"] = sortie.numerateur / sortie.denominateur.where(sortie.denominateur > 0)
    return sortie


def couvertures(unites: pd.DataFrame, niveau: str, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Part couverte par territoire : niveau, code, campagne, dims, couverture ; vide où il n'y a rien à couvrir."""
    sortie = _groupe(unites, niveau, par, ["connus", "tous"])
    sortie["couverture"] = sortie.connus / sortie.tous.where(sortie.tous > 0)
    return sortie.drop(columns=["connus", "tous"])


def memes_couvertures(table: pd.DataFrame, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Ajoute memes_couvertures : la couverture d'une année sur celle d'avant reste entre 0,95 et 1,05."""
    cles = ["niveau", "code", *par]
    avant = table[[*cles, "campagne", "couverture"]].rename(columns={"couverture": "couverture_avant"})
    avant["campagne"] += 1
    sortie = table.merge(avant, on=[*cles, "campagne"], how="left")
    rapport = (sortie.couverture / sortie.couverture_avant).round(12)
    sortie["memes_couvertures"] = rapport.between(*COUVERTURES_PROCHES)
    return sortie


def ecarts(unites: pd.DataFrame, niveau: str, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Part d'arrivée moins part de départ, les quatre termes connus : mêmes clés, part_*, valeur."""
    termes = ["depart_numerateur", "depart_denominateur", "arrivee_numerateur", "arrivee_denominateur"]
    sortie = _groupe(unites.dropna(subset=termes), niveau, par, termes)
    for cote in ("depart", "arrivee"):
        base = sortie[f"{cote}_denominateur"]
        sortie[f"part_{cote}"] = sortie[f"{cote}_numerateur"] / base.where(base > 0)
    sortie["valeur"] = sortie.part_arrivee - sortie.part_depart
    return sortie


def wilson(numerateur: float, denominateur: float) -> tuple[float, float]:
    """Bornes à 95 % : les deux racines en p de (p̂ − p)² = z² p (1 − p) / n."""
    observee = numerateur / denominateur
    poids = QUANTILE**2 / denominateur
    a, b, c = 1 + poids, -(2 * observee + poids), observee**2
    demi = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - demi) / (2 * a), (-b + demi) / (2 * a)


def avec_annee_precedente(table: pd.DataFrame, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Ajoute precedente, variation_denominateur et comparable (vide sans année d'avant ; ≤ 10 % sinon)."""
    cles = ["niveau", "code", *par]
    avant = table[[*cles, "campagne", "valeur", "denominateur"]].copy()
    avant["campagne"] += 1
    avant = avant.rename(columns={"valeur": "precedente", "denominateur": "denominateur_avant"})
    sortie = table.merge(avant, on=[*cles, "campagne"], how="left")
    sortie["variation_denominateur"] = sortie.denominateur / sortie.denominateur_avant - 1
    comparable = sortie.variation_denominateur.abs() <= SEUIL_DENOMINATEUR
    sortie["comparable"] = comparable.where(sortie.variation_denominateur.notna()).astype("boolean")
    return sortie
