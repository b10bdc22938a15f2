"""The engine: checks what is asked, runs the compiled statement, names what is missing and why."""

from collections.abc import Iterable, Mapping

import duckdb
import pandas as pd

from indicators import comparabilite, constance, emetteurs, encadrement, mentions, pertes, saisis
from indicators.catalogue import indicateur as declaration
from indicators.declaration import Indicator
from indicators.enonce import Demande, niveau_de_reference
from indicators.porte import portes
from indicators.requete import compiler
from store import rattachements, schema, territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE

ENSEMBLE = "ensemble"
MODALITES_DITES = 40


class DemandeImpossible(ValueError):
    """What is asked does not exist for this indicator; the message is a French sentence."""


class ModaliteInconnue(DemandeImpossible):
    """The breakdown exists, the value asked for was not received: a page then has nothing to show."""


def calculer(
    con: duckdb.DuckDBPyConnection,
    identifiant: str,
    niveau: str | None = None,
    dans: tuple[str, str] | None = None,
    campagnes: Iterable[int] | None = None,
    par: Iterable[str] | None = None,
    ou: Mapping[str, str] | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """Every figure of an indicator at one level, one row a territory, campagne and modality.

    Columns: niveau, code, libelle, campagne, one a breakdown, valeur, numerateur, denominateur, couverture, ic_bas,
    ic_haut, motif, motif_detail, reference_*, ecart_reference, france_valeur, ecart_france, precedente_*, evolution,
    rupture, repere, repere_regle, provenance ('calcul', 'saisi', 'reference': see `indicators.saisis`); shares are 0–1
    and a gap of 0.01 is one point. A mandatory breakdown is added unless `ou` fixes it or `par` says « ensemble ».
    Raises DemandeImpossible or IndicateurInconnu.
    """
    i = declaration(identifiant)
    demande = demander(con, identifiant, niveau, dans, campagnes, par, ou, reference)
    if not demande.campagnes:
        return _finir(con, i, demande, _vide(i, demande))
    requete, parametres = compiler(i, demande)
    figures = con.execute(requete, parametres).df()
    return _finir(con, i, demande, encadrement.encadrer(con, i, demande, figures))


def demander(
    con: duckdb.DuckDBPyConnection,
    identifiant: str,
    niveau: str | None = None,
    dans: tuple[str, str] | None = None,
    campagnes: Iterable[int] | None = None,
    par: Iterable[str] | None = None,
    ou: Mapping[str, str] | None = None,
    reference: str | None = None,
) -> Demande:
    """What `calculer` is asked, checked and completed. Raises DemandeImpossible or IndicateurInconnu."""
    return _verifier(con, declaration(identifiant), niveau, dans, campagnes, par, dict(ou or {}), reference)


def non_rattaches(
    con: duckdb.DuckDBPyConnection,
    identifiant: str,
    niveau: str | None,
    dans: tuple[str, str] | None = None,
    campagnes: Iterable[int] | None = None,
) -> str | None:
    """The French sentence on the establishments that no territory of a level holds, hence in none of its figures."""
    i = declaration(identifiant)
    if niveau not in rattachements.NIVEAUX_RATTACHES or niveau in i.niveaux_portes or i.relation:
        return None
    annees = campagnes or campagnes_connues(con, identifiant)
    faits = [(i.table, source) for source in i.faits[i.table]]
    comptes = rattachements.sans_rattachement(con, niveau, faits, annees, dans, i.filtre)
    return rattachements.dire_sans_rattachement(niveau, *comptes)


def campagnes_connues(con: duckdb.DuckDBPyConnection, identifiant: str) -> tuple[int, ...]:
    """Campagnes for which a source of the indicator was received, or a figure of it typed in, oldest first."""
    i = declaration(identifiant)
    recues = set()
    for campagnes in _campagnes_par_source(con, i).values():
        recues |= campagnes
    return tuple(sorted(recues | saisis.campagnes_saisies(con, i)))


def _campagnes_par_source(con: duckdb.DuckDBPyConnection, i: Indicator) -> dict[str, set[int]]:
    datees = i.sources_datees
    places = ", ".join("?" for _ in datees)
    lignes = con.execute(
        f"""SELECT source, UNNEST(campagnes) FROM lot
            WHERE source IN ({places}) AND statut NOT IN ('retire', 'remplace')""",
        list(datees),
    ).fetchall()
    par_source: dict[str, set[int]] = {s: set() for s in datees}
    for source, campagne in lignes:
        par_source[source].add(campagne)
    return par_source


def _verifier(con, i: Indicator, niveau, dans, campagnes, par, ou: dict, reference) -> Demande:
    if dans is not None:
        dans = tuple(dans)
        if dans[0] not in territoires.NIVEAUX:
            raise DemandeImpossible(f"Niveau « {dans[0]} » inconnu. Niveaux : {', '.join(territoires.NIVEAUX)}.")
        if dans[0] in NIVEAUX_DE_TERRITOIRE and territoires.libelle(*dans) is None:
            raise DemandeImpossible(f"Territoire « {dans[0]}:{dans[1]} » inconnu.")
    niveau = niveau or (dans[0] if dans else "france" if "france" in i.niveaux else i.niveaux[0])
    if dans is not None and dans[0] not in (*NIVEAUX_DE_TERRITOIRE, *i.niveaux):
        raise DemandeImpossible(
            f"« {i.label} » ne se lit pas dans un territoire de niveau « {dans[0]} ». Niveaux : {', '.join(i.niveaux)}."
        )
    if niveau not in i.niveaux:
        raise DemandeImpossible(
            f"« {i.label} » n’est pas calculé au niveau « {niveau} ». Niveaux : {', '.join(i.niveaux)}."
        )
    if dans and _RANGS.get(niveau, _RANG_FIN) < _RANGS.get(dans[0], _RANG_FIN):
        raise DemandeImpossible(
            f"Le niveau « {niveau} » est plus large que « {dans[0]}:{dans[1]} » : le chiffre d’un {niveau} ne se "
            "calcule pas sur une partie de lui-même. Demandez ce niveau sans --dans, ou un niveau plus fin."
        )
    demandees = list(dict.fromkeys(par or ()))
    total = ENSEMBLE in demandees
    demandees = [p for p in demandees if p != ENSEMBLE]
    for nom in (*demandees, *ou):
        if nom not in i.toutes_dimensions:
            raise DemandeImpossible(
                f"« {i.label} » ne se ventile pas par « {nom} ». "
                f"Ventilations : {', '.join(i.toutes_dimensions) or 'aucune'}."
            )
    for nom, valeur in ou.items():
        _verifier_modalite(con, i, nom, valeur)
    if total and i.classe:
        raise DemandeImpossible(f"« {i.label} » se lit voie par voie : un total n’a pas de sens.")
    if total and not i.additif:
        noms = ", ".join(i.par_obligatoire)
        raise DemandeImpossible(f"« {i.label} » se lit par {noms} : un total n’a pas de sens.")
    if not total:
        obligatoires = [n for n in i.par_obligatoire if n not in ou and n not in demandees]
        demandees = obligatoires + demandees
    annees = tuple(sorted(set(campagnes))) if campagnes else campagnes_connues(con, i.id)
    reference = niveau_de_reference(niveau) if reference is None else reference
    if reference == niveau or niveau == "france" or i.shape == "appreciation":
        reference = None  # the lowest reading of other regions is nothing to compare with
    pertes_connues = pertes.se_situent(i, niveau) and pertes.sont_connues(con, i)
    dites = tuple(demandees), tuple(sorted(ou.items()))
    return Demande(niveau, dans, annees, *dites, reference, _fictive(con), pertes_connues)


def _fictive(con) -> bool:
    """Whether the base holds the invented country alone, whose territories are then those expected."""
    dits = con.execute("SELECT bool_and(fictif) FROM lot WHERE fictif IS NOT NULL AND statut <> 'retire'")
    return bool(dits.fetchone()[0])


# A territory cut by one that it holds would be a part given under the name of the whole.
_RANGS = {"france": 0, "region": 1, "region_academique": 1, "academie": 2, "departement": 3}
_RANG_FIN = 4


def _verifier_modalite(con, i: Indicator, nom: str, valeur: str) -> None:
    """Raise ModaliteInconnue for a value of a breakdown that neither the declarations nor the facts know."""
    connues = i.modalites.get(nom) or schema.VALEURS.get(i.table, {}).get(nom, ())
    if valeur in connues:
        return
    if nom not in i.modalites:
        ctes, sources = portes(i.tables)
        lus = f"WITH {', '.join(ctes)}, lu AS (SELECT {nom} FROM ({i.relation or f'FROM {i.table}'}))"
        lue = f"{lus} SELECT 1 FROM lu WHERE CAST({nom} AS VARCHAR) = ? LIMIT 1"
        if con.execute(lue, [*sources, valeur]).fetchone():
            return
        lues = con.execute(
            f"{lus} SELECT DISTINCT {nom} FROM lu WHERE {nom} IS NOT NULL ORDER BY 1", sources
        ).fetchall()
        connues = tuple(dict.fromkeys([*connues, *(str(v) for (v,) in lues)]))
    if connues:
        dites = ", ".join(list(connues)[:MODALITES_DITES])
        reste = len(connues) - MODALITES_DITES
        suite = f"… et {reste} autres" if reste > 0 else ""
        raise ModaliteInconnue(f"« {_abregee(nom, valeur)} » : valeur inconnue. Valeurs connues : {dites}{suite}.")
    if schema.colonnes(i.table).get(nom, "VARCHAR") != "VARCHAR":  # a day cannot be compared with a word
        raise ModaliteInconnue(f"« {_abregee(nom, valeur)} » : valeur inconnue. Aucune valeur n’a été reçue.")


def _abregee(nom: str, valeur: str) -> str:
    return f"{nom}={valeur if len(valeur) <= MODALITES_DITES else valeur[:MODALITES_DITES] + '…'}"


def _vide(i: Indicator, demande: Demande) -> pd.DataFrame:
    return pd.DataFrame(columns=["code", "campagne", *demande.par, "valeur", "repere"])


def _finir(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.DataFrame:
    """Add labels, the rows that are missing, reasons and rules; order the columns."""
    figures = figures.assign(niveau=demande.niveau)
    figures["motif"] = None
    figures["motif_detail"] = None
    _motiver(i, figures)
    absentes = _absentes(con, i, demande, figures)
    if absentes:
        figures = (
            pd.concat([figures, pd.DataFrame(absentes)], ignore_index=True)
            if len(figures)
            else pd.DataFrame(absentes).reindex(columns=list(dict.fromkeys([*figures.columns, *absentes[0]])))
        )
    comparabilite.taire_france(con, i, demande, figures)
    comparabilite.taire_cotes_inegaux(con, i, demande, figures)
    comparabilite.taire_soi_meme(i, demande, figures)
    figures = saisis.completer(con, i, demande, figures, lambda: _dedans(con, demande, figures))
    libelles = _libelles(con, demande.niveau, figures["code"])
    figures["libelle"] = figures["code"].map(libelles)
    figures["rupture"] = _ruptures(i, demande.niveau, figures)
    figures = _mentionner(con, i, demande, figures)
    if i.shape == "appreciation":
        figures[["france_valeur", "ecart_france"]] = None
    if i.shape == "repartition" and len(figures):
        figures["mediane"] = _classes_medianes(i, demande, figures)
    figures["repere_regle"] = i.reperes[0].regle if i.reperes else "aucun seuil déclaré"
    if demande.reference:
        noms = _libelles(con, demande.reference, figures.get("reference_code", pd.Series(dtype=object)).dropna())
        figures["reference_libelle"] = figures["reference_code"].map(noms) if "reference_code" in figures else None
        figures["reference_niveau"] = demande.reference
    return _ordonner(i, demande, figures)


def _mentionner(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.DataFrame:
    """Add what is said beside the figures, and the comparison of two years on the units complete in both."""
    colonnes = emetteurs.colonnes(i, demande.niveau)
    noms = {}
    for k, colonne in enumerate(colonnes):
        dits = (figures.get(c, ()) for c in (f"emetteurs_{k}", f"precedente_emetteurs_{k}"))
        noms[colonne] = emetteurs.noms(con, colonne, [c for x in dits for lus in x for c in emetteurs.liste(lus)])
    autres = mentions.rupture(i, figures, colonnes, noms)
    deux = figures["rupture"].notna() & autres.notna()
    figures["rupture"] = figures["rupture"].where(figures["rupture"].notna(), autres)
    figures.loc[deux, "rupture"] += " ; " + autres[deux]
    figures["emetteurs"] = mentions.emetteurs_dits(i, figures, colonnes, noms)
    figures["couverture_motif"] = mentions.couverture_motif(i, figures)
    figures["repere_motif"] = mentions.repere_motif(i, figures)
    figures["repere_note"] = mentions.repere_note(i, figures)
    figures["reference_motif"] = mentions.reference_motif(figures, demande.reference)
    encadrement.mentionner(figures)
    saisis.mentionner(figures)
    return _comparer_a_unites_constantes(con, i, demande, figures)


def _comparer_a_unites_constantes(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.DataFrame:
    figures[list(constance.COLONNES)] = None
    rompues = pd.Series(False, index=figures.index)
    for cause in ("incomparable", "denominateur_rompu"):
        if cause in figures:
            rompues |= figures[cause].astype(object).eq(True)
    # A stock is no more compared with a running total unit by unit than as a whole.
    for exclusive in i.exclusives:
        rompues &= ~_autre_serie(figures, exclusive)
    lues = constance.comparer(con, i, demande) if rompues.any() else None
    if lues is None or not len(lues):
        return figures
    cles = [c for c in ("code", "campagne", *demande.par) if c in lues and c in figures]
    colonnes = ["constante_nombre", "constante_precedente", "constante_valeur"]
    lues = lues.assign(**{c: lues[c].astype(str) for c in cles}).drop_duplicates(cles).set_index(cles)[colonnes]
    voulues = pd.MultiIndex.from_frame(figures.loc[rompues, cles].astype(str))
    trouvees = lues.reindex(voulues if len(cles) > 1 else voulues.get_level_values(0)).to_numpy(dtype=object)
    figures.loc[rompues, colonnes] = trouvees
    figures.loc[rompues & figures["constante_nombre"].notna(), "constante_unite"] = constance.unites(i)[1]
    return figures


def _motiver(i: Indicator, figures: pd.DataFrame) -> None:
    """Write why a value is missing: values that do not go together, too few people, what the sender says."""
    manque = figures["valeur"].isna()
    figures.loc[manque, "motif"] = "non_calculable"
    for motif in reversed(i.motifs):
        if f"motif_{motif}" in figures:
            figures.loc[manque & (figures[f"motif_{motif}"].astype(float) > 0), "motif"] = motif
    if i.effectif_minimal and "denominateur" in figures:
        effectifs = figures["denominateur"].astype(float)
        faibles = manque & (effectifs > 0) & (effectifs < i.effectif_minimal)
        figures.loc[faibles, "motif"] = "effectif_faible"
        figures.loc[faibles, "motif_detail"] = f"moins de {i.effectif_minimal} {i.denominateur_libelle}"
    for exclusive, nom in i.exclusives.items():
        if f"lues_{exclusive}" in figures:
            melees = figures[f"lues_{exclusive}"].astype(float) > 1
            figures.loc[melees, "motif"] = "non_calculable"
            figures.loc[melees, "motif_detail"] = f"plusieurs valeurs de « {nom} », qui ne s’additionnent pas"
    encadrement.motiver(figures)


_COLONNES = (
    "valeur", "numerateur", "denominateur", "couverture", "ic_bas", "ic_haut", "motif", "motif_detail",
    "reference_niveau", "reference_code", "reference_libelle", "reference_valeur", "ecart_reference",
    "france_valeur", "ecart_france", "precedente_campagne", "precedente_valeur", "evolution", "rupture",
    "repere", "repere_regle", "repere_motif", "repere_note", "reference_motif", "couverture_motif",
    "emetteurs_recus", "emetteurs_attendus", "emetteurs", "precedente_couverture", "reference_couverture",
    "france_couverture", *constance.COLONNES, "provenance",
)  # fmt: skip
_SUPPLEMENTS = ("part_depart", "part_arrivee", "numerateur_depart", "denominateur_depart", "part", "niveau_calcul",
    "borne_basse", "borne_haute", "mediane", "saisi_valeur", "piece", "france_provenance", "france_piece",
)  # fmt: skip


def _ordonner(i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.DataFrame:
    dims = [*demande.par]
    if i.classe and i.classe not in dims and i.classe in figures:
        figures = figures.drop(columns=i.classe)
    supplements = [
        c for c in (*_SUPPLEMENTS, *i.a_cote, *(f"lu_{e}" for e in i.exclusives)) if c in figures and c not in dims
    ]
    voulues = ["niveau", "code", "libelle", "campagne", *dims, *_COLONNES, *supplements]
    ordonnees = figures.reindex(columns=voulues)
    ordonnees["campagne"] = ordonnees["campagne"].astype("Int64")
    ordonnees["precedente_campagne"] = ordonnees["precedente_campagne"].astype("Int64")
    ordonnees["repere"] = ordonnees["repere"].fillna("non")
    return ordonnees


def _absentes(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> list[dict]:
    """One row for each territory and campagne of which nothing was received, with the reason."""
    if demande.niveau not in NIVEAUX_DE_TERRITOIRE:
        return []
    presents = set(zip(figures["code"], figures["campagne"], strict=True))
    par_source = _campagnes_par_source(con, i)
    attendus = _attendus(con, demande)
    absentes = []
    for campagne in demande.campagnes or (None,):
        manquent = [s for s, campagnes in par_source.items() if campagne not in campagnes]
        for code in attendus:
            if (code, campagne) not in presents:
                absentes.append(
                    {"niveau": demande.niveau, "code": code, "campagne": campagne, "valeur": None,
                     "motif": "non_transmis", "motif_detail": ", ".join(manquent) or None, "repere": "non"}
                )  # fmt: skip
    return absentes


def _attendus(con, demande: Demande) -> list[str]:
    """Codes of the territories that a demand speaks of: inside `dans`, invented or real as the base is."""
    if demande.niveau == "france":
        return [territoires.FRANCE]
    if demande.dans and demande.dans[0] == demande.niveau:
        return [demande.dans[1]]
    haut = demande.dans or ("france", territoires.FRANCE)
    if haut[0] not in NIVEAUX_DE_TERRITOIRE:
        return []
    codes = territoires.enfants(*haut, demande.niveau, demande.fictif)
    # The collectivities outside any région are in no sender's list: they show when a file speaks of them.
    return [c for c in codes if territoires.territoire(demande.niveau, c).region]


def _dedans(con, demande: Demande, figures: pd.DataFrame) -> set[str] | None:
    """Codes that a demand speaks of, None where any of its level may show."""
    if demande.niveau in NIVEAUX_DE_TERRITOIRE:
        return set(_attendus(con, demande)) | set(figures["code"])
    if demande.dans is None:
        return None
    return {demande.dans[1]} if demande.dans[0] == demande.niveau else set(figures["code"])


def _libelles(con, niveau: str, codes: Iterable[str]) -> dict[str, str]:
    codes = sorted(pd.Series(codes, dtype="object").dropna().unique())
    if niveau in NIVEAUX_DE_TERRITOIRE:
        return {c: territoires.libelle(niveau, c) or c for c in codes}
    if niveau == "etablissement":
        requete = (
            "SELECT etablissement, ANY_VALUE(libelle) FROM etablissement "
            "WHERE etablissement IN (SELECT UNNEST(?::VARCHAR[])) GROUP BY 1"
        )
        connus = dict(con.execute(requete, [codes]).fetchall())
    else:
        nommes = (
            "SELECT code, libelle FROM perimetre WHERE niveau = $niveau UNION ALL "
            "SELECT code, libelle FROM rattachement WHERE niveau = $niveau"
        )
        requete = f"SELECT code, ANY_VALUE(libelle) FROM ({nommes}) GROUP BY code"
        connus = dict(con.execute(requete, {"niveau": niveau}).fetchall())
    return {c: territoires.ecrit(connus.get(c) or c) for c in codes}


def _ruptures(i: Indicator, niveau: str, figures: pd.DataFrame) -> pd.Series:
    """The dated reason for which a figure is not compared with the year before, None where it is."""
    raisons = pd.Series([None] * len(figures), index=figures.index, dtype=object)
    if "variation_denominateur" in figures:
        variations = figures["variation_denominateur"].dropna()
        raisons.loc[variations.index] = [_variation(i, v) for v in variations.astype(float).tolist()]
    for exclusive, nom in i.exclusives.items():
        rompues = _autre_serie(figures, exclusive)
        if rompues.any():
            lu, avant = figures[f"lu_{exclusive}"], figures[f"avant_{exclusive}"]
            raisons.loc[rompues] = [
                f"{nom} : {'non précisée' if pd.isna(a) else a}, puis {'non précisée' if pd.isna(b) else b}"
                for a, b in zip(avant[rompues], lu[rompues], strict=True)
            ]
    if niveau in ("academie", "region_academique") and "precedente_campagne" in figures:
        for index, figure in figures.dropna(subset=["precedente_campagne"]).iterrows():
            rupture = territoires.rupture_territoriale(
                niveau, figure["code"], int(figure["precedente_campagne"]), int(figure["campagne"])
            )
            if rupture:
                raisons[index] = rupture
                figures.loc[index, ["evolution", "repere", "repere_cause"]] = ["non_comparable", "non", "rupture"]
    return raisons


def _autre_serie(figures: pd.DataFrame, exclusive: str) -> pd.Series:
    """Where a figure and that of the year before are of two values of a dimension that excludes: a stock, a total."""
    if f"avant_{exclusive}" not in figures:
        return pd.Series(False, index=figures.index)
    lu, avant = (figures[f"{n}_{exclusive}"].astype(object).fillna("non précisée") for n in ("lu", "avant"))
    return figures["precedente_campagne"].notna() & (lu != avant)


def _variation(i: Indicator, variation: float) -> str:
    """« capacités déclarées +19,6 % en un an »."""
    signe = f"{variation * 100:+.1f}".replace(".", ",").replace("-", "−")
    return f"{i.denominateur_rupture or i.denominateur_libelle} {signe} % en un an"


def _classes_medianes(i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.Series:
    """The class that holds the median of each distribution, None where its shares are not all known."""
    (nom, classes), *_ = i.modalites.items()
    if nom not in figures:
        return pd.Series(None, index=figures.index, dtype=object)
    rang = {classe: k for k, classe in enumerate(classes)}
    cles = ["code", "campagne", *(d for d in demande.par if d != nom)]
    medianes = pd.Series(None, index=figures.index, dtype=object)
    for _, groupe in figures.groupby(cles, dropna=False):
        ordonne = groupe.assign(_r=groupe[nom].map(rang)).sort_values("_r")
        if ordonne["valeur"].notna().all() and len(ordonne) == len(classes):
            cumul = ordonne["numerateur"].astype(float).cumsum() * 2
            medianes.loc[groupe.index] = ordonne.loc[cumul >= ordonne["denominateur"].astype(float), nom].iloc[0]
    return medianes
