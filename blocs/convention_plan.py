"""The plan's objectives beside the convention, and the evidence of each textual item, party by party."""

import pandas as pd

from blocs.cellules import valeur
from blocs.composition import avec_graphique, construire, graphique, sans_objet
from blocs.convention_lues import (
    articles_absents,
    de_region,
    en_region,
    faits,
    fichiers,
    phrase_de,
    plan,
    region,
    rien,
    toutes,
    une,
)  # fmt: skip
from blocs.modele import Bloc, Choix, Ligne, Tableau, Titre, colonnes, ecrit, groupe, ligne
from blocs.texte import Texte, attenue, petit, texte
from charts import format as fr
from charts.genres.barres import Barres
from store.fiche import CRITERES, ITEMS, PARTIES
from vues.vue import Vue

PREUVES = tuple(f"preuve_{item.lower()}" for item in CRITERES)
_REPRISES = {"oui": "oui", "en partie": "en partie", "non": "non repris"}


def objectifs(vue: Vue) -> Bloc:
    """Every objective with its article, target and state."""
    table = plan(vue.lecteur, region(vue), vue.campagne)
    if not len(table):
        dit = "Aucun objectif du schéma pour cette région et cette année."
        return rien(vue, "objectifs_repris", dit, "Objectifs du schéma")
    numeros = set(faits(vue.lecteur, "convention", region(vue), vue.campagne)["numero"])
    rangees: list[Ligne] = []
    for axe, lues in table.groupby("axe", sort=True):
        rangees.append(groupe(axe))
        rangees += [_objectif(x, numeros) for x in lues.sort_values("objectif").to_dict("records")]
    tetes = colonnes("Objectif", "<<Repris", "<<Indicateur", "Départ", "Cible", "Réalisé", "<<Échéance",
                     "<<Cible atteinte", "<<Avancement")  # fmt: skip
    titre = f"Objectifs du schéma prévisionnel du SPRO, convention {vue.campagne}"
    dit = ecrit(
        "Une cible est atteinte quand (réalisé − départ) / (cible − départ) vaut 1 ou plus, dans le sens de la cible. "
        "« Échéance à venir » : postérieure à l’année de la convention. « Non évalué » : départ, cible ou réalisé "
        "manque.",
        style="note",
    )
    corps = (
        Tableau(titre, tetes, tuple(rangees), large=True),
        fichiers(vue, _sortie(table), "objectifs", "Objectifs du schéma"),
        dit,
    )
    return construire(vue, "tableau", f"{de_region(vue)}Chaque objectif : article, cible, avancement", corps)


_SORTIE = {
    "axe": "Axe", "objectif": "Objectif", "intitule": "Intitulé", "reprise": "Repris", "article": "Article",
    "action": "Action", "porteur": "Porteur", "indicateur_suivi": "Indicateur", "unite_cible": "Unité",
    "depart": "Départ", "cible": "Cible", "realise": "Réalisé", "echeance": "Échéance", "etat": "Avancement",
    "items": "Items de la fiche",
}  # fmt: skip


def _sortie(table: pd.DataFrame) -> pd.DataFrame:
    """The objectives as a table that leaves, numbers and dates written in French."""
    ecrite = table[list(_SORTIE)].astype(object).where(table[list(_SORTIE)].notna(), None)
    for c in ("depart", "cible", "realise"):
        ecrite[c] = [None if v is None else _nombre(v) for v in ecrite[c]]
    ecrite["echeance"] = [None if v is None else f"{v:%d/%m/%Y}" for v in ecrite["echeance"]]
    return ecrite.rename(columns=_SORTIE)


def reprise(vue: Vue) -> Bloc:
    """What is taken up, axis by axis, where the plan of the region is known."""
    if not len(plan(vue.lecteur, region(vue), vue.campagne)):
        return sans_objet(vue, "objectifs_repris", "non_transmis")
    lues = toutes(vue, "objectifs_repris", ("axe",))
    connues = lues[lues["valeur"].notna()]
    if not len(connues):
        return sans_objet(vue, "objectifs_repris", "non_transmis")
    complets = int((connues["valeur"] == 1).sum())
    titre = f"{de_region(vue)}Objectifs repris, en tout ou partie, axe par axe : tous ceux renseignés dans {complets} "
    titre += f"{fr.accord(complets, 'axe')} sur {len(connues)}"
    g = graphique(
        en_region(vue), "objectifs_repris", titre, connues, Barres(ligne="axe", mot_n="objectifs", sens="region"),
        decimales=0, lecture=_lecture(connues.iloc[0], vue), choisi=None,
        alt="Une barre par axe du schéma : part des objectifs repris dans la convention.",
    )  # fmt: skip
    rangees = tuple(
        ligne(x["axe"], fr.nombre(x["numerateur"]), fr.nombre(x["denominateur"]), valeur(x, "part", 0))
        for x in connues.to_dict("records")
    )
    tetes = colonnes("Axe", "Repris", "Objectifs\nrenseignés", "Part")
    t = Tableau(f"Objectifs repris, en tout ou partie, convention {vue.campagne}", tetes, rangees)
    return avec_graphique(en_region(vue), "reprise", g, "objectifs_repris", t)


def _lecture(x, vue: Vue) -> str:
    return (
        f"« {x['axe']} » : {fr.nombre(x['numerateur'])} des {fr.nombre(x['denominateur'])} objectifs dont la reprise "
        f"est renseignée sont repris, en tout ou partie, dans la convention {vue.campagne}."
    )


def _objectif(x: dict, numeros: set[str]) -> Ligne:
    """An objective; an article that no version of the year bears is said to be absent, where a text was received."""
    article = texte(f", art. {x['article']}" if isinstance(x["article"], str) else "")
    absents = articles_absents(x["article"], numeros) if article and numeros else []
    if absents:
        article += "\n" + petit(f"absent du texte reçu : {', '.join(absents)}")
    unite = f" ({x['unite_cible']})" if isinstance(x["unite_cible"], str) else ""
    suivi = x["indicateur_suivi"] + unite if isinstance(x["indicateur_suivi"], str) else "sans indicateur"
    return ligne(
        texte(f"{x['objectif']} {x['intitule']}", _detail(x)),
        texte(_REPRISES.get(x["reprise"], "non renseigné"), article),
        suivi,
        *(_nombre(x[c]) for c in ("depart", "cible", "realise")),
        "–" if pd.isna(x["echeance"]) else f"{x['echeance']:%m/%Y}",
        _atteinte(x),
        x["etat"] if isinstance(x["etat"], str) else "non renseigné",
    )


def _atteinte(x: dict) -> str:
    """What became of a target: one that is due after the year of the agreement is not said « non atteinte »."""
    if not fr.absent(x["atteints"]) and x["atteints"] == 1:
        return "atteinte"
    if not pd.isna(x["echeance"]) and x["echeance"].year > x["campagne"]:
        return "échéance à venir"
    if fr.absent(x["atteints"]):
        return "non évalué"
    return "non atteinte à ce jour" + (", échéance non dite" if pd.isna(x["echeance"]) else "")


def _detail(x: dict) -> Texte:
    """The action and who carries it, under the objective."""
    dits = [x[c] for c in ("action", "porteur") if isinstance(x[c], str)]
    return "\n" + petit(" · ".join(dits)) if dits else Texte()


def _nombre(v) -> str:
    return "–" if fr.absent(v) else fr.nombre(v, 0 if float(v).is_integer() else 1)


def preuves(vue: Vue) -> Bloc:
    """The matrix item × party in words, then the criteria of the item chosen with their documents."""
    table = _lectures(vue)
    if not len(table):
        dit = "Aucune lecture d’éléments de preuve pour cette région et cette année."
        return rien(vue, "pieces_datees", dit, "Lectures des éléments")
    differents = _differents(table)
    ecarts, dates = une(vue, "lectures_differentes"), une(vue, "pieces_datees")
    titre = phrase_de(ecarts, "des {d} critères lus par les deux parties sont lus différemment")
    lus = {item: toutes(vue, f"preuve_{item.lower()}") for item in CRITERES}
    tetes = colonnes("Item de la fiche", "<<État", "<<Région", "<<Lecture commune", "<<Lectures différentes")
    corps = (
        ecrit(phrase_de(dates, "des {d} lectures s’appuient sur un document daté."), style="note"),
        Tableau(
            f"Éléments de preuve : la plus basse des lectures, convention {vue.campagne}",
            tetes,
            tuple(_item(item, lues, differents) for item, lues in lus.items()),
            large=True,
        ),
        ecrit(
            "0 aucun élément ; 1 déclaré ; 2 document non daté ; 3 document daté d’une partie ; 4 confirmé par les "
            "deux parties. La valeur d’un item est la plus basse des lectures de ses critères lus, jamais une "
            "moyenne. Une lecture dit ce qui appuie un énoncé.",
            style="note",
        ),
        Titre("Critère par critère, avec les documents"),
        _choix_item(vue),
        _criteres(vue.choisi("item"), table, differents),
    )
    dits = [("lectures_differentes", ecarts), ("pieces_datees", dates)]
    dits += [(f"preuve_{item.lower()}", lues) for item, lues in lus.items()]
    return construire(
        vue, "tableau", f"{de_region(vue)}{titre or 'Éléments de preuve, partie par partie'}", corps, dits
    )


def items_lus(vue: Vue) -> tuple[str, ...]:
    """The items of the fiche of which a criterion was read, for the region and the year of the view."""
    lus = set(_lectures(vue)["item"])
    return tuple(i for i in CRITERES if i in lus)


def _lectures(vue: Vue) -> pd.DataFrame:
    return faits(vue.lecteur, "preuve", region(vue), vue.campagne)


def _choix_item(vue: Vue) -> Choix:
    options = tuple((i, f"{i} – {ITEMS[i]}") for i in items_lus(vue))
    return Choix("item", "Item", options, vue.choisi("item"), largeur=640)


def _differents(table: pd.DataFrame) -> set[str]:
    """Criteria that the État and the Région both read, and read differently."""
    deux = table[table["partie"].isin(PARTIES[:2])].pivot_table(index="critere", columns="partie", values="score")
    if not set(PARTIES[:2]) <= set(deux.columns):
        return set()
    deux = deux.dropna()
    return set(deux.index[deux["État"] != deux["Région"]])


def _item(item: str, figures_lues: pd.DataFrame, differents: set[str]) -> Ligne:
    lues = {x["partie"]: x for x in figures_lues.to_dict("records") if not fr.absent(x["valeur"])}
    attendus = len(CRITERES[item])
    cases = []
    for partie in PARTIES:
        x = lues.get(partie)
        if x is None:
            cases.append(attenue("non lu"))
        else:
            lus = x["criteres_lus"]
            compte = f"{fr.nombre(lus)} {fr.accord(lus, 'critère lu', 'critères lus')} sur {attendus}"
            cases.append(texte(fr.lecture(x["valeur"]), "\n", petit(compte)))
    ecarts = sorted(c for c in differents if c in CRITERES[item])
    return ligne(f"{item} – {ITEMS[item]}", *cases, f"≠ {', '.join(ecarts)}" if ecarts else "–")


def _criteres(item: str, table: pd.DataFrame, differents: set[str]) -> Tableau:
    rangees: list[Ligne] = []
    for critere, libelle in CRITERES[item].items():
        signe = " · ≠ lectures différentes" if critere in differents else ""
        rangees.append(groupe(f"{critere} {libelle}{signe}"))
        lues = table[table["critere"] == critere].to_dict("records")
        lues = sorted(lues, key=lambda x: PARTIES.index(x["partie"]))
        rangees += [_lu(x) for x in lues] or [ligne("–", "non lu", "–", "–", "–")]
    tetes = colonnes("Partie", "<<Lecture", "<<Énoncé", "<<Document", "<<Avancement")
    return Tableau(f"{item} – {ITEMS[item]}", tetes, tuple(rangees), large=True)


def _lu(x: dict) -> Ligne:
    document = [
        v for v in (
            x["document"] if isinstance(x["document"], str) else None,
            None if pd.isna(x["date_document"]) else f"{x['date_document']:%d/%m/%Y}",
            f"p. {x['page']}" if isinstance(x["page"], str) and x["page"][:1].isdigit() else x["page"],
            x["producteur"],
        )
        if isinstance(v, str)
    ]  # fmt: skip
    return ligne(
        x["partie"],
        fr.lecture(x["score"]),
        x["enonce"] if isinstance(x["enonce"], str) else "–",
        ", ".join(document) or "–",
        x["etat"] if isinstance(x["etat"], str) else "–",
    )
