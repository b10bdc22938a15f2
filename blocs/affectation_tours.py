"""The rounds of the affectation: who is left without a place after each one, whose first wish is satisfied."""

from datetime import date, datetime

import pandas as pd

from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, graphique, majuscule, sans_objet
from blocs.modele import Bloc, Tableau, colonnes, groupe, ligne
from blocs.texte import Texte, petit, texte
from charts import format as fr
from charts.genres.chaleur import Chaleur
from charts.genres.sucettes import Sucettes
from vues import lignes, mots
from vues.vue import Vue

TOURS = "satisfaction_voeu1_tours"
SANS_PLACE = "sans_affectation"


def tours(vue: Vue) -> Bloc:
    """Young people without a place, round after round, never added."""
    table = lignes.comparees(vue, SANS_PLACE, par=("tour", "date_tour"))
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, SANS_PLACE, "Jeunes sans affectation, tour après tour")
    table = _dans_l_ordre(table[table["valeur"].notna()])
    ici = lignes.ici(vue, table)
    if not len(ici):
        return absent(vue, SANS_PLACE, "Jeunes sans affectation, tour après tour")
    dernier = ici.iloc[-1]
    titre = (
        f"{fr.compte(dernier['numerateur'], 'jeunes sans affectation')} {vue.lieu.situe} au dernier point reçu, "
        f"{dernier['rang']} : {fr.part(dernier['valeur'])}"
    )
    lecture = (
        f"{majuscule(vue.lieu.situe)}, {dernier['rang']} : "
        f"{fr.compte(dernier['numerateur'], 'jeunes sans affectation')} sur "
        f"{fr.compte(dernier['denominateur'], 'candidats')}, soit {fr.part(dernier['valeur'])}."
    )
    g = graphique(
        vue, SANS_PLACE, titre, table, Sucettes(ligne="rang", groupe="libelle", mot_n="candidats", depuis_zero=True),
        lecture=lecture, note="Les tours ne s’additionnent jamais.",
    )  # fmt: skip
    rangees = []
    for nom, lues in table.groupby("libelle", sort=False):
        rangees.append(groupe(nom))
        for x in lues.to_dict("records"):
            cases = (x["rang"], fr.nombre(x["numerateur"]), fr.nombre(x["denominateur"]), valeur(x, "part", 1))
            rangees.append(ligne(*cases, role=lignes.role(vue, x)))
    tetes = colonnes("Tour", "Sans\naffectation", "Candidats", "Part")
    t = Tableau("Jeunes sans affectation, par tour", tetes, tuple(rangees))
    return avec_graphique(vue, "sans_affectation", g, SANS_PLACE, t)


def _dans_l_ordre(table: pd.DataFrame) -> pd.DataFrame:
    """Rounds in the order of time, territory by territory, with the name that the charts print: by their dates where
    all those of the territory have one, else by what rounds are."""
    dates = table.get("date_tour", pd.Series(index=table.index, dtype=object)).map(_jour)
    ecrites = dates.map(lambda d: "date non précisée" if d is None else f"{d:%d/%m/%Y}" if isinstance(d, date) else d)
    territoires = lignes.rang_de_territoire(table)
    datee = dates.map(lambda d: isinstance(d, date)).groupby(territoires).transform("all")
    cles = {
        rang: (territoire, d if ok else date.min, rang_du_tour(tour))
        for rang, territoire, d, ok, tour in zip(table.index, territoires, dates, datee, table["tour"], strict=True)
    }
    return table.assign(rang=table["tour"] + " (" + ecrites + ")").loc[sorted(table.index, key=cles.get)]


def _jour(lue) -> date | str | None:
    """The day that a file writes « 26/06/2026 » or « 2026-06-26 »; another text as it is, None for nothing."""
    if not isinstance(lue, str) or not lue.strip():
        return None
    for forme in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(lue.strip()[:10], forme).date()
        except ValueError:
            continue
    return lue


def rang_du_tour(tour: str) -> tuple[int, str]:
    """The place of a round in the year: principal, then each suivant, ajustement, the point of the rentrée. One whose
    place is not known comes first: it is never said the last one received while another is known."""
    connus = ("principal", "suivant", "ajustement", "point de rentrée")
    return next((k for k, nom in enumerate(connus) if tour.startswith(nom)), -1), tour


def satisfaction_tours(vue: Vue) -> Bloc:
    """First wishes satisfied, by round and by the voie asked for first, in the chosen territory."""
    table = lignes.territoire(vue, TOURS, par=("tour", "voie"))
    table = table[table["valeur"].notna() & table["voie"].notna()] if "voie" in table else table.iloc[:0]
    if not len(table):
        return sans_objet(vue, TOURS, "non_transmis")
    table = table.iloc[sorted(range(len(table)), key=lambda k: rang_du_tour(table["tour"].iloc[k]))]
    tour = "principal" if (table["tour"] == "principal").any() else table["tour"].iloc[0]
    lues = table[table["tour"] == tour].astype({"valeur": float})
    bas, haut = lues.loc[lues["valeur"].idxmin()], lues.loc[lues["valeur"].idxmax()]
    nom, autre = mots.voie(bas["voie"]), mots.voie(haut["voie"])
    etendue = f"{fr.part(bas['valeur'])} ({nom})"
    if fr.part(bas["valeur"]) != fr.part(haut["valeur"]):
        etendue = f"de {etendue} à {fr.part(haut['valeur'])} ({autre})"
    elif len(lues) > 1:
        etendue = f"{fr.part(bas['valeur'])} pour chacune des {len(lues)} voies connues"
    g = graphique(
        vue, TOURS,
        f"Vœu 1 satisfait au tour {tour} : {etendue}, {vue.lieu.situe}",
        table, Chaleur(lignes="voie", colonnes="tour", centre=None, mot_n="candidats"),
        noms=mots.noms("3E") | {v: mots.voie(v) for v in table["voie"]}, choisi=None,
        lecture=f"{majuscule(vue.lieu.situe)}, au tour {bas['tour']}, {fr.compte(bas['numerateur'], 'candidats')} sur "
        f"{fr.nombre(bas['denominateur'])} {fr.accord(bas['numerateur'], 'a obtenu son', 'ont obtenu leur')} vœu 1 "
        f"({nom}), soit {fr.part(bas['valeur'])}.",
        note="Les tours ne s’additionnent jamais.",
    )  # fmt: skip
    tours_ = list(dict.fromkeys(table["tour"]))
    rangees = tuple(
        ligne(mots.voie(v), *(_part_n(lignes.une(table, voie=v, tour=t)) for t in tours_))
        for v in dict.fromkeys(table["voie"])
    )
    t = Tableau(f"Vœu 1 satisfait (candidats), {mots.periode(TOURS, vue.campagne)}", colonnes("Voie", *tours_), rangees)
    return avec_graphique(vue, "voeu1_tours", g, TOURS, t)


def _part_n(x) -> str | Texte:
    return "///" if x is None else texte(valeur(x, "part", 1), " ", petit(f"({fr.nombre(x['denominateur'])})"))
