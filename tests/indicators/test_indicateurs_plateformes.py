"""Le moteur rend, sur l’échantillon, les chiffres des plateformes recalculés à part, à chaque niveau."""

import pandas as pd
import pytest
from independant import plateformes as a_part

from data.fictif import plateformes
from indicators import calculer, indicateur
from loaders import charger
from store.bases import ouvrir_base

NIVEAUX = ("psad", "departement", "academie", "region", "france")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """The files of the platforms alone, as the sample has them."""
    chemin = tmp_path_factory.mktemp("plateformes")
    plateformes.canonique(chemin / "decrochage_2024.csv", 2024)
    for annee in (2025, 2026):
        plateformes.bilan(chemin / f"PSAD_{annee - 1}-{annee}_bilan_juin.xlsx", annee)
        plateformes.obligation(chemin / f"obligation_formation_{annee}.csv", annee)
    return chemin


@pytest.fixture(scope="module")
def con(dossier, tmp_path_factory):
    bases = tmp_path_factory.mktemp("bases")
    fichiers = sorted(dossier.iterdir(), key=lambda f: f.suffix)
    bilan = charger(fichiers, bases, reponses={"mesure": "cumul"})
    assert not bilan.refuse, [c for f in bilan.fichiers for c in f.findings if c.severity == "error"]
    return ouvrir_base(bases)


def _egales(attendu: pd.DataFrame, obtenu: pd.DataFrame, cles: list[str]) -> None:
    connues = obtenu[obtenu.numerateur.notna()]
    joint = attendu.merge(connues, on=cles, how="outer", suffixes=("_attendu", ""), indicator=True)
    assert (joint._merge == "both").all(), joint[joint._merge != "both"].to_string()
    assert len(joint)
    for cote in ("numerateur", "denominateur"):
        if joint[cote].notna().any():
            assert (joint[f"{cote}_attendu"] == joint[cote].astype(float)).all(), joint.to_string()


def _comparees(attendu: pd.DataFrame, obtenu: pd.DataFrame, cles: list[str]) -> None:
    """The same terms where no « <5 » takes part; elsewhere no value, and bounds that hold those of the two worlds."""
    ouvertes = pd.concat([attendu[f"{c}_0"] != attendu[f"{c}_4"] for c in ("numerateur", "denominateur")], axis=1)
    cachees = ouvertes.any(axis=1)
    nettes = attendu[~cachees].rename(columns={"numerateur_0": "numerateur", "denominateur_0": "denominateur"})
    joint = attendu[cachees].merge(obtenu, on=cles, how="left", indicator=True)
    assert (joint._merge == "both").all() and joint.valeur.isna().all()
    for x in joint[joint.get("borne_basse", joint.valeur).notna()].to_dict("records"):
        for monde in ("_0", "_4"):
            vraie = x[f"numerateur{monde}"] / x[f"denominateur{monde}"] if x["unite"] == "part" else None
            vraie = x[f"numerateur{monde}"] if vraie is None else vraie
            assert x["borne_basse"] <= vraie + 1e-9 and vraie - 1e-9 <= x["borne_haute"], x
    restantes = obtenu.merge(joint[cles], on=cles, how="left", indicator="_c")
    _egales(nettes, restantes[restantes._c == "left_only"], cles)


@pytest.mark.parametrize("niveau", NIVEAUX)
@pytest.mark.parametrize("identifiant", list(a_part.PARTS))
def test_memes_chiffres_que_le_recalcul(con, dossier, identifiant, niveau):
    attendu = a_part.encadrees(dossier, niveau, a_part.PARTS[identifiant], identifiant in a_part.SANS_REGION)
    obtenu = calculer(con, identifiant, niveau).assign(unite=indicateur(identifiant).unite)
    _comparees(attendu, obtenu, ["code", "campagne"])


@pytest.mark.parametrize("niveau", NIVEAUX)
@pytest.mark.parametrize("identifiant", list(a_part.MODALITES))
def test_memes_ventilations_que_le_recalcul(con, dossier, identifiant, niveau):
    ((dimension, regles),) = a_part.MODALITES[identifiant].items()
    attendu = pd.concat(
        a_part.encadrees(dossier, niveau, regle, identifiant in a_part.SANS_REGION).assign(**{dimension: nom})
        for nom, regle in regles.items()
    )
    obtenu = calculer(con, identifiant, niveau, par=(dimension,)).assign(unite=indicateur(identifiant).unite)
    _comparees(attendu, obtenu, ["code", "campagne", dimension])


def test_memes_reponses_que_le_recalcul(con, dossier):
    attendu = a_part.reponses(a_part.plateformes(dossier)).assign(code="99")
    assert list(attendu.numerateur) == [14, 14, 12]
    obtenu = calculer(con, "taux_reponse_psad", "region", dans=("region", "99"))
    _egales(attendu, obtenu, ["code", "campagne"])


@pytest.mark.parametrize("niveau", NIVEAUX)
def test_meme_obligation_de_formation_que_le_recalcul(con, dossier, niveau):
    attendu = a_part.sommes(a_part.obligation(dossier), niveau, lambda t: (t.of_satisfaite, t.of_concernes))
    _egales(attendu, calculer(con, "obligation_formation_satisfaite", niveau), ["code", "campagne"])
