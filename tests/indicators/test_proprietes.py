"""What holds of every figure of every indicator, whatever is drawn: senders missing, sides unknown, years that move.

Facts are drawn over a région of two académies, one of one and one of none; each indicator that reads a table is
computed from them at each level, and no verdict may be given that what is missing could change.
"""

import random

import pandas as pd
import pytest
from dessin_base import base_dessinee
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import calculer, liste
from indicators.jugement import COUVERTURES_PROCHES, EFFECTIF_MINIMAL
from store import schema

NIVEAUX = ("france", "region", "academie", "departement")
# Two académies of PACA, one of Bretagne, and a collectivity of no région.
LIEUX = ("13", "06", "35", "975")
CAMPAGNES = (2025, 2026)
MOTS = {
    "niveau_unite": ("etablissement", "psad", "region", "departement", "établissement"),
    "date": ("2026-06-30",), "mesure": ("cumul",), "definition": ("nationale",), "age": ("ensemble", "15-19"),
    "public": ("ensemble", "lycéens"), "tour": ("principal", "suivant"), "sexe": ("ENSEMBLE",),
    "palier_entree": ("2de pro", "CAP"), "palier": ("3E",), "voie": ("2GT", "2PRO", "ENSEMBLE"),
    "activite": ("accueil", "entretiens"), "unite": ("accueils", "personnes"), "statut": ("scolaire",),
    "phase": ("ensemble",), "objet": ("ressource", "formation", "métier"), "dispositif": ("E2C",),
    "serie": ("neet_15_24", "ips_college"), "reponse": ("oui", "non"), "partie": ("etat", "region"),
}  # fmt: skip
PAR_TABLE: dict[str, list] = {}
for _i in liste():
    PAR_TABLE.setdefault(_i.table, []).append(_i)


def _case(hasard: random.Random, table: str, nom: str, genre: str, manque: float):
    """A value of a column: none as often as said, else of its vocabulary."""
    if hasard.random() < (manque if genre in ("INTEGER", "DOUBLE", "BOOLEAN") else manque / 4):
        return None
    if genre in ("INTEGER", "DOUBLE"):
        n = hasard.choice((0, 3, 19, 20, 40, 100, 500))
        return n if genre == "INTEGER" else n / 500
    if genre == "BOOLEAN":
        return hasard.random() < 0.7
    if nom in MOTS:
        return hasard.choice(MOTS[nom])
    if genre == "DATE":
        return "2026-06-30"
    return hasard.choice(schema.VALEURS.get(table, {}).get(nom) or ("A", "B")) if genre == "VARCHAR" else None


def _lignes(hasard: random.Random, table: str, sources: tuple[str, ...], lieux: dict, manque: float) -> list[dict]:
    """Facts of each source, campagne and département where it sent something."""
    colonnes = schema.DIMENSIONS[table] | dict.fromkeys(schema.MESURES[table], "INTEGER")
    return [
        {c: _case(hasard, table, c, genre, manque) for c, genre in colonnes.items()}
        | {"source": source, "campagne": campagne, "departement": d,
           "etablissement": f"{d.zfill(3)}000{k}A"}
        for source in sources for campagne in CAMPAGNES for d in lieux[campagne] for k in range(2)
    ]  # fmt: skip


@st.composite
def tirages(dessiner):
    """A level, a seed, the départements that sent in each campagne, how often a cell is empty."""
    envois = st.sets(st.sampled_from(LIEUX), min_size=1).map(sorted)
    lieux = {c: dessiner(envois) for c in CAMPAGNES}
    return (
        dessiner(st.sampled_from(NIVEAUX)),
        dessiner(st.integers(0, 10_000)),
        lieux,
        dessiner(st.sampled_from((0, 0.2))),
    )


def _dedans(rapport: float) -> bool:
    bas, haut = COUVERTURES_PROCHES
    return bas - 1e-9 <= rapport <= haut + 1e-9


def _proches(a, b) -> bool:
    """Whether two covers may be compared; one that is unknown is that of a whole."""
    a, b = (1.0 if pd.isna(x) else float(x) for x in (a, b))
    return a == b if not b else _dedans(a / b)


def _cote(x: float, borne: tuple) -> int:
    bas, haut = borne
    return -1 if bas is not None and round(x, 12) < bas else 1 if haut is not None and round(x, 12) > haut else 0


def _juger(i, f: dict, niveau: str) -> None:
    """A repère is given where neither the cover, the band, the interval nor a small number could change it."""
    if f["repere"] == "non":
        assert not i.reperes or pd.isna(f["valeur"]) or f["repere_motif"], f
        return
    (r, *_), c = i.reperes, f["couverture"]
    assert not (niveau == "france" and f["emetteurs_recus"] == 1), f
    bornes = [f.get("borne_basse"), f.get("borne_haute")]
    if i.bornes and not pd.isna(bornes[0]):
        assert len({_cote(b, r.examiner) for b in bornes}) == 1, f
    elif not i.mesure_la_reponse and not pd.isna(c):
        assert round(c, 12) >= i.seuil_couverture, f
    if i.shape in ("part", "repartition", "ratio", "ecart_de_parts"):
        assert f["denominateur"] >= EFFECTIF_MINIMAL, f
    if f["repere"] != "dans" and r.sur == "valeur" and not pd.isna(f["ic_bas"]):
        cote = _cote(f["valeur"], r.examiner)
        assert cote and _cote(f["ic_haut" if cote < 0 else "ic_bas"], r.examiner) == cote, f


def verifier(con, i, niveau: str) -> int:
    """Check every figure of an indicator at one level; give how many had a value."""
    figures = calculer(con, i.id, niveau=niveau)
    dims = list(figures.columns[4 : figures.columns.get_loc("valeur")])
    par_cle = {(f["code"], f["campagne"], *(f[d] for d in dims)): f for f in figures.to_dict("records")}
    references = {}
    for f in par_cle.values():
        assert pd.isna(f["couverture"]) or 0 <= f["couverture"] <= 1, f
        assert f["repere"] in ("dans", "examiner", "ecart", "non"), f
        assert not pd.isna(f["valeur"]) or f["motif"], f
        assert f["emetteurs"] is None or pd.isna(f["couverture"]) or f["couverture"] < 1, f
        _juger(i, f, niveau)
        if f["evolution"] in ("hausse", "baisse", "stable"):
            avant = par_cle[(f["code"], f["campagne"] - 1, *(f[d] for d in dims))]
            assert i.shape != "minimum_different", (avant, f)
            assert i.mesure_la_reponse or _proches(f["couverture"], avant["couverture"]), (avant, f)
            assert f["emetteurs"] == avant["emetteurs"], (avant, f)
        assert f["evolution"] != "non_comparable" or f["rupture"], f
        if not pd.isna(f["ecart_reference"]):
            haut = f["reference_niveau"]
            if haut not in references:
                autres = calculer(con, i.id, niveau=haut).to_dict("records")
                references[haut] = {(a["code"], a["campagne"], *(a[d] for d in dims)): a for a in autres}
            reference = references[haut][(f["reference_code"], f["campagne"], *(f[d] for d in dims))]
            assert _proches(f["couverture"], reference["couverture"]), (reference, f)
            assert not (haut == "france" and reference["emetteurs_recus"] == 1), (reference, f)
    return int(figures["valeur"].notna().sum())


@pytest.mark.parametrize("table", sorted(PAR_TABLE))
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(tirage=tirages())
def test_aucun_verdict_que_ce_qui_manque_pourrait_changer(table, tirage):
    niveau, graine, lieux, manque = tirage
    lues: dict[str, tuple[str, ...]] = {}
    for i in PAR_TABLE[table]:
        for t, sources in i.tables.items():
            lues[t] = tuple(dict.fromkeys((*lues.get(t, ()), *sources)))
    hasard = random.Random(graine)
    con = base_dessinee(**{t: _lignes(hasard, t, s, lieux, manque) for t, s in lues.items() if t in schema.DIMENSIONS})
    for i in PAR_TABLE[table]:
        if niveau in i.niveaux:
            verifier(con, i, niveau)
