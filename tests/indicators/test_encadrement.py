"""A figure that adds up counts written « <5 » lies between two bounds: given, said, never replaced by the others."""

import re
import shutil
from decimal import Decimal

import duckdb
import pandas as pd
import pytest
from fabrique import CAP, charger_ok, deposer, deposer_affelnet, voeu

from indicators import calculer
from indicators.catalogue import INDICATEURS as DECLARES
from indicators.moteur import campagnes_connues
from indicators.plages import LUES, _couples
from indicators.requete import Demande
from store import schema
from store.bases import base_lisible, ouvrir_base

INDICATEURS = DECLARES.values() if isinstance(DECLARES, dict) else DECLARES
PRO = {"palier_entree": "2de pro"}


def _pression(tmp_path, *voeux, capacite=20, annees=(2022,), autres=(), niveau="academie", code="14", **options):
    """The figure of the académie de Rennes from these first wishes, one an establishment of 20 places."""
    tmp_path.mkdir(exist_ok=True)
    for annee, ecrits in zip(annees, (voeux, *autres), strict=True):
        lignes = [voeu(uai=f"035000{k}A", voeux=v, capacite=capacite) for k, v in enumerate(ecrits, 1)]
        charger_ok(deposer_affelnet(tmp_path, *lignes, nom=f"attractivite_{annee}.csv"), tmp_path / "b")
    figures = calculer(ouvrir_base(tmp_path / "b"), "pression_voie_pro", niveau=niveau, ou=PRO, **options)
    return figures[(figures.code == code) & (figures.campagne == annees[-1])].iloc[0]


def test_un_rapport_est_donne_entre_deux_bornes_et_dit_combien_de_cellules(tmp_path):
    # 30 + (0 à 4) + (0 à 4) vœux pour 60 places : de 30/60 à 38/60. Sans elles, 30/20 = 1,50.
    x = _pression(tmp_path, 30, "<5", "moins de 5")
    assert pd.isna(x.valeur) and pd.isna(x.numerateur) and x.denominateur == 60
    assert (x.borne_basse, x.borne_haute) == (pytest.approx(0.5), pytest.approx(38 / 60))
    assert (x.motif, x.motif_detail) == ("effectif_faible", "entre 0,50 et 0,63 : 2 cellules « <5 »")


def test_un_zero_ecrit_releve_la_borne_basse(tmp_path):
    # 30 + 0 + (1 à 4) pour 60 places.
    x = _pression(tmp_path, 30, 0, "<5")
    assert (x.borne_basse, x.borne_haute) == (pytest.approx(31 / 60), pytest.approx(34 / 60))
    assert x.motif_detail == "entre 0,52 et 0,57 : 1 cellule « <5 »"


def test_une_mesure_sans_bornes_quitte_toujours_les_deux_cotes(tmp_path):
    x = _pression(tmp_path, 30, "s", 10)
    assert (x.valeur, x.numerateur, x.denominateur) == (1.0, 40, 40)


def test_la_valeur_est_donnee_quand_les_deux_bornes_s_ecrivent_pareil(tmp_path):
    # 201 à 202 vœux pour 400 places : 0,50 et 0,51. 1 401 à 1 402 pour 4 000 : 0,35 toutes deux.
    assert pd.isna(_pression(tmp_path / "a", *[200, "1 à 2"], capacite=200).valeur)
    x = _pression(tmp_path / "b", *[200, "1 à 2"] + [200] * 6, capacite=500)
    assert Decimal(repr(x.valeur)).quantize(Decimal("0.01")) == Decimal("0.35")
    assert x.motif is None and pd.isna(x.numerateur) and x.denominateur == 4000


def test_une_cellule_sous_5_au_denominateur_aussi(tmp_path):
    # La capacité n’est retenue que de 5 à 500 : « 10 à 20 » y est toute, « 1 à 4 » n’y est jamais.
    lignes = [voeu(uai="0350001A", voeux=30), voeu(uai="0350002A", voeux=10, capacite="10 à 20"),
              voeu(uai="0350003A", voeux=7, capacite="1 à 4")]  # fmt: skip
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b")
    x = calculer(ouvrir_base(tmp_path / "b"), "pression_voie_pro", niveau="academie", ou=PRO)
    x = x[x.code == "14"].iloc[0]
    # 40 vœux pour 15 + (10 à 20) places.
    assert (x.borne_basse, x.borne_haute, x.numerateur) == (pytest.approx(40 / 35), pytest.approx(40 / 25), 40)
    assert x.motif_detail == "entre 1,14 et 1,60 : 1 cellule donnée entre deux bornes"


@pytest.mark.parametrize(
    "voeux, repere, motif",
    [
        # Places : 100. 92/100 à 96/100, repère de 0,80 à 1,25 ; 78 à 82 : les deux côtés de 0,80 ; 40 à 44 : sous 0,50.
        ((92, "<5"), "dans", None),
        ((78, "<5"), "non", "les deux bornes ne tombent pas du même côté du seuil"),
        ((40, "<5"), "ecart", None),
    ],
)
def test_un_repere_n_est_donne_que_si_les_deux_bornes_tombent_du_meme_cote(tmp_path, voeux, repere, motif):
    x = _pression(tmp_path, *voeux, capacite=50)
    assert pd.isna(x.valeur) and (x.repere, x.repere_motif) == (repere, motif)


def test_la_couverture_n_est_pas_abaissee_par_ce_qui_a_repondu(tmp_path):
    entiere = _pression(tmp_path / "a", 30, 4).couverture
    assert _pression(tmp_path / "b", 30, "<5").couverture == entiere


@pytest.mark.parametrize("avant, ici", [((30, "<5"), (30, 4)), ((30, 4), (30, "<5"))])
def test_rien_n_est_compare_avec_un_intervalle(tmp_path, avant, ici):
    x = _pression(tmp_path, *avant, annees=(2021, 2022), autres=(ici,))
    assert x.evolution in (None, "non_comparable")
    if pd.isna(x.valeur):
        assert x.rupture == "valeur connue entre deux bornes (1 cellule « <5 »)"
    else:
        assert x.evolution == "non_comparable" and pd.isna(x.precedente_valeur)
        assert x.rupture == "entre 0,75 et 0,85 en 2021 (1 cellule « <5 »)"


def test_une_reference_connue_par_un_intervalle_n_a_pas_d_ecart(tmp_path):
    # Ille-et-Vilaine 30/20 ; Côtes-d’Armor (0 à 4)/20 : la région de 30 à 34 pour 40.
    lignes = [voeu(uai="0350001A", voeux=30, capacite=20), voeu(uai="0220001A", voeux="<5", capacite=20)]
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b")
    figures = calculer(ouvrir_base(tmp_path / "b"), "pression_voie_pro", niveau="departement", ou=PRO).set_index("code")
    ille, armor = figures.loc["35"], figures.loc["22"]
    assert ille.valeur == 1.5 and pd.isna(ille.ecart_reference) and pd.isna(ille.reference_valeur)
    assert ille.reference_motif == "référence connue entre 0,75 et 0,85 seulement (1 cellule « <5 »)"
    assert (armor.borne_basse, armor.borne_haute) == (0, pytest.approx(0.2))
    assert armor.reference_motif.startswith("référence connue entre")


def test_une_somme_est_donnee_entre_deux_bornes(tmp_path):
    lignes = [voeu(uai="0350001A", capacite=12), voeu(uai="0350002A", capacite="<7")]
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b")
    x = calculer(ouvrir_base(tmp_path / "b"), "capacite_carte_scolaire", niveau="academie")
    x = x[x.code == "14"].iloc[0]
    assert (x.borne_basse, x.borne_haute) == (12, 18)
    assert x.motif_detail == "entre 12 et 18 : 1 cellule donnée entre deux bornes"


def test_un_doublon_dont_une_ligne_est_sous_5_reste_une_cellule_sous_5(tmp_path):
    # Deux lignes d’une même formation, 12 et « <5 » : 12 à 16 pour 40 places.
    lignes = [voeu(voeux=12, capacite=20), voeu(voeux="<5", capacite=20)]
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b")
    x = calculer(ouvrir_base(tmp_path / "b"), "pression_voie_pro", niveau="academie", ou=PRO)
    assert x[x.code == "14"].iloc[0].motif_detail == "entre 0,30 et 0,40 : 1 cellule « <5 »"


def test_une_autre_ventilation_garde_sa_valeur(tmp_path):
    lignes = [voeu(uai="0350001A", voeux="<5"), voeu(uai="0350001A", mef=CAP, voeux=9, capacite=10)]
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b")
    figures = calculer(ouvrir_base(tmp_path / "b"), "pression_voie_pro", niveau="academie")
    figures = figures[figures.code == "14"].set_index("palier_entree")
    assert figures.loc["CAP", "valeur"] == 0.9 and pd.isna(figures.loc["2de pro", "valeur"])


ENTETE = "campagne;palier;academie;departement;uai;etablissement;sexe;voie;effectif;demandes_definitives;"
LIGNES = ("2GT;;80;{gt}", "2PRO;;15;17", "CAP1;;5;4")


@pytest.mark.parametrize("indicateur, bas, haut", [
    # Décisions : (76 à 80) + 17 + 4. Demandes : 80, 15, 5. Excédents : 0 ou 0, 2, 0 : 2 au moins.
    ("decision_differente_minimum", 2, 2),
    # Part en 2GT : 76/97 à 80/101 des décisions, moins 80/100 des demandes.
    ("ecart_demande_decision", 76 / 97 - 0.8, 80 / 101 - 0.8),
])  # fmt: skip
def test_une_unite_ou_une_voie_est_sous_5_reste_complete(tmp_path, indicateur, bas, haut):
    texte = "\n".join([f"{ENTETE}decisions_apres_appel", *(f"2026;3E;9A;991;9910001A;CLG A;;{x}" for x in LIGNES)])
    charger_ok(deposer(tmp_path, texte.format(gt="76 à 80") + "\n", "demandes.csv"), tmp_path / "b")
    figures = calculer(ouvrir_base(tmp_path / "b"), indicateur, niveau="departement", ou={"palier": "3E"})
    figures = figures[figures.code == "991"]
    x = figures[figures.voie == "2GT"].iloc[0] if "voie" in figures else figures.iloc[0]
    if bas == haut:
        assert x.valeur == bas and x.couverture == 1
    else:
        assert pd.isna(x.valeur) and (x.borne_basse, x.borne_haute) == (pytest.approx(bas), pytest.approx(haut))


def test_un_minimum_suit_les_bornes_des_demandes_a_rebours(tmp_path):
    # Pro : 17 décisions pour 12 à 15 demandes, soit de 2 à 5 excédents ; aucun ailleurs.
    lignes = ("2GT;;80;80", "2PRO;;12 à 15;17", "CAP1;;5;4")
    texte = "\n".join([f"{ENTETE}decisions_apres_appel", *(f"2026;3E;9A;991;9910001A;CLG A;;{x}" for x in lignes)])
    charger_ok(deposer(tmp_path, f"{texte}\n", "demandes.csv"), tmp_path / "b")
    con = ouvrir_base(tmp_path / "b")
    x = calculer(con, "decision_differente_minimum", niveau="academie", ou={"palier": "3E"}).set_index("code").loc["9A"]
    assert pd.isna(x.valeur) and (x.borne_basse, x.borne_haute) == (2, 5)


def _mesures(i) -> list[tuple[str, str]]:
    """Table and measure of every count that a figure of an indicator is made of, as its sender writes it."""
    lues = _couples(i, Demande("france", None, (), tuple(i.modalites)[:1], (), None))
    ecrits = " ".join([*(e for couple in lues for e in couple if e), i.relation or ""])
    ecrites = [(t, m) for t in i.tables for m in schema.MESURES.get(t, ()) if not m.startswith("psad_")]
    return [(t, m) for t, m in ecrites if re.search(rf"\b{m}\b", ecrits)]


@pytest.fixture(scope="module")
def base_ouverte(base_echantillon, tmp_path_factory):
    """A copy of the sample that may be written."""
    copie = tmp_path_factory.mktemp("copie") / "base.duckdb"
    shutil.copy(base_lisible(base_echantillon), copie)
    con = duckdb.connect(str(copie))
    con.execute("SET enable_progress_bar = false")
    yield con
    con.close()


def _cacher(con, i, campagne: int) -> None:
    """Hide one count of each measure that an indicator adds up, the nearest to 4, behind bounds that hold it."""
    for table, mesure in _mesures(i):
        sources = ", ".join(f"'{s}'" for s in i.tables[table])
        ou = f"source IN ({sources}) AND campagne = {campagne}"
        lus = f"SELECT * FROM {table} WHERE {ou}"
        if not i.relation:
            lus += f" AND ({i.filtre.replace('f.', '')})"
        if i.point and table == i.table:
            lus += f" AND {i.point[0]} = (SELECT MAX({i.point[0]}) FROM {table} WHERE {ou})"
        ligne = con.execute(
            f"""SELECT rowid, {mesure} FROM ({lus.replace("SELECT *", "SELECT rowid, *")})
                WHERE {mesure} > 0 AND bornes IS NULL AND (region IS NOT NULL OR departement IS NOT NULL)
                  {"AND niveau_unite <> 'region'" if table == "decrochage" else ""}
                ORDER BY abs({mesure} - 4), rowid LIMIT 1"""
        ).fetchone()
        if ligne is not None:
            bornes = f"MAP {{'{mesure}': {{'bas': {max(0, ligne[1] - 3)}, 'haut': {ligne[1] + 2}}}}}"
            con.execute(f"UPDATE {table} SET {mesure} = NULL, bornes = {bornes} WHERE rowid = {ligne[0]}")


# Readings of evidence, from 0 to 4, are no counts.
COMPTES = [i for i in INDICATEURS if i.shape not in LUES and i.table != "preuve" and _mesures(i)]


@pytest.mark.parametrize("i", COMPTES, ids=lambda i: i.id)
def test_un_nombre_cache_laisse_la_vraie_valeur_entre_les_bornes(base_ouverte, i):
    """A known count hidden behind bounds: every figure made of it is an interval that holds its true value; none takes
    another value than its own, but within what is written."""
    con = base_ouverte
    campagne = max(campagnes_connues(con, i.id))
    niveau = "departement" if "departement" in i.niveaux else i.niveaux[0]
    demande = {"niveau": niveau, "par": tuple(i.modalites)[:1], "campagnes": [campagne]}
    avant = calculer(con, i.id, **demande)
    con.execute("BEGIN")
    try:
        _cacher(con, i, campagne)
        apres = calculer(con, i.id, **demande)
    finally:
        con.execute("ROLLBACK")
    cles = [c for c in avant.columns[: avant.columns.get_loc("valeur")] if c != "libelle"]
    apres = apres.reindex(columns=[*cles, "valeur", "borne_basse", "borne_haute", "motif"])
    paires = avant[[*cles, "valeur"]].merge(apres, on=cles, how="outer", suffixes=("", "_vue"))
    facteur = {"part": 100, "points": 100, "pour_100": 100, "pour_mille": 1000}.get(i.unite, 1)
    touchees = 0
    for x in paires.dropna(subset=["valeur"]).to_dict("records"):
        if not pd.isna(x["valeur_vue"]):
            assert abs(x["valeur_vue"] - x["valeur"]) * facteur <= 10**-i.decimales, x
            touchees += x["valeur_vue"] != x["valeur"]
        else:
            touchees += 1
            assert x["motif"] == "effectif_faible", x
            if not pd.isna(x["borne_basse"]):
                assert x["borne_basse"] - 1e-9 <= x["valeur"] <= x["borne_haute"] + 1e-9, x
    assert touchees or i.relation
