"""Les vrais fichiers de contexte, tels quels : lignes, totaux établis à part, et chaque indicateur à chaque niveau."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from independant import contexte as recalcul

from indicators import calculer
from loaders import charger
from store.bases import ouvrir_base

pytestmark = pytest.mark.reel

# File → source, rows read (not blank, below the first headers), loaded, set aside. Populations: 96 départements and
# the four overseas, five from 2014, 22 and 24 years; young people: 18 regions, France, 101 départements.
FICHIERS = {
    recalcul.QUINQUENNAL: ("population_age_quinquennal", 4850, 2208, 2642),
    recalcul.GRANDE_CLASSE: ("population_grande_classe", 5032, 2410, 2622),
    recalcul.NEET: ("insee_dd", 134, 120, 14),
    recalcul.DEFM: ("demandeurs_emploi_jeunes", 350, 349, 1),
    recalcul.CHOMAGE: ("chomage", 500, 500, 0),
    recalcul.IPS_COLLEGES: ("ips_colleges", 6973, 6973, 0),
    recalcul.IPS_LYCEES: ("ips_lycees", 21777, 21777, 0),
    recalcul.MISSIONS: ("missions_locales_referentiel", 450, 450, 0),
}
NIVEAUX = ("france", "region", "academie", "departement")


@pytest.fixture(scope="module")
def charges(donnees_reelles: Path, tmp_path_factory) -> tuple[duckdb.DuckDBPyConnection, dict]:
    """One base of the real files, loaded as they are, and what became of each."""
    dossier = tmp_path_factory.mktemp("contexte réel")
    bilan = charger([donnees_reelles / nom for nom in FICHIERS], dossier)
    return ouvrir_base(dossier), dict(zip(FICHIERS, bilan.fichiers, strict=True))


@pytest.fixture(scope="module")
def base(charges) -> duckdb.DuckDBPyConnection:
    """The base alone."""
    return charges[0]


@pytest.mark.parametrize("nom", FICHIERS)
def test_chaque_fichier_se_charge_tel_quel_et_chaque_ligne_a_un_sort(charges, nom):
    bilan = charges[1][nom]
    assert bilan.status == "loaded", bilan.findings
    sort = (bilan.source, bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside)
    assert (sort, bilan.rows_rejected) == (FICHIERS[nom], 0)


@pytest.mark.parametrize(("nom", "totaux"), [(recalcul.QUINQUENNAL, 66), (recalcul.GRANDE_CLASSE, 72)])
def test_les_totaux_de_l_insee_concordent_tous(charges, nom, totaux):
    dits = {c.code: c.count for c in charges[1][nom].findings}
    assert dits["totaux_concordants"] == totaux  # three a year from 2000
    assert not {"total_different", "total_sans_detail"} & set(dits)


def _dictionnaire(figures: pd.DataFrame, *cles: str) -> dict:
    connues = figures[figures.valeur.notna()]
    return {tuple(ligne[:-1]): ligne[-1] for ligne in connues[[*cles, "valeur"]].itertuples(index=False)}


def _sommes(attendu: pd.DataFrame, *cles: str) -> dict:
    return {tuple(ligne[:-1]): ligne[-1] for ligne in attendu[[*cles, "effectif"]].itertuples(index=False)}


class TestPopulation:
    @pytest.mark.parametrize("niveau", NIVEAUX)
    @pytest.mark.parametrize("annee", [2000, 2014, 2021])
    def test_15_29_ans_par_sexe_et_age(self, base, donnees_reelles, niveau, annee):
        attendu = recalcul.jeunes(donnees_reelles, annee).assign(campagne=annee)
        for par in ((), ("sexe",), ("sexe", "age")):
            obtenu = calculer(base, "population_15_29", niveau=niveau, par=par, campagnes=[annee])
            assert _dictionnaire(obtenu, "code", "campagne", *par) == _sommes(
                recalcul.sommes(attendu, niveau, par), "code", "campagne", *par
            )

    def test_valeurs_lues_a_l_oeil_dans_la_feuille_2021(self, base):
        departements = calculer(base, "population_15_29", niveau="departement", campagnes=[2021]).set_index("code")
        assert departements.loc["01", "valeur"] == 39_456 + 30_566 + 34_154
        assert departements.loc["93", "valeur"] == 110_506 + 108_148 + 114_841
        assert departements.loc["973", "valeur"] == 27_277 + 21_043 + 19_585
        ages = calculer(base, "population_15_29", par=["age"], campagnes=[2021]).set_index("age")
        assert ages.valeur.to_dict() == {"15-19": 4_161_115, "20-24": 3_827_034, "25-29": 3_699_017}

    def test_l_en_tete_abime_de_2021_ne_perd_personne(self, base):
        (lu,) = base.execute(
            "SELECT SUM(effectif) FROM population WHERE campagne = 2021 AND age = '5-9'"
            " AND source = 'population_age_quinquennal'"
        ).fetchone()
        assert lu == 4_069_407

    def test_les_deux_divisions_font_la_meme_population_sans_s_additionner(self, base, donnees_reelles):
        somme = "SELECT SUM(effectif) FROM population WHERE source = ? AND campagne = ?"
        assert base.execute(somme, ["population_age_quinquennal", 2021]).fetchone()[0] == 67_407_241
        assert base.execute(somme, ["population_grande_classe", 2023]).fetchone()[0] == 68_042_591
        large = recalcul.population(donnees_reelles, recalcul.GRANDE_CLASSE, 2023, 5)
        assert large.filter(regex="^[MF] ").to_numpy().sum() == 68_042_591
        assert calculer(base, "population_15_29").campagne.max() == 2021


class TestJeunesNonInseres:
    def test_chaque_valeur_publiee_a_chaque_niveau(self, base, donnees_reelles):
        attendu = recalcul.neet(donnees_reelles)
        for niveau in ("france", "region", "departement"):
            voulues = attendu[attendu.niveau == niveau].dropna(subset="valeur")
            obtenu = _dictionnaire(calculer(base, "neet_15_24", niveau=niveau), "code", "campagne")
            assert obtenu == pytest.approx({(f.code, f.campagne): f.valeur for f in voulues.itertuples()})

    @pytest.mark.parametrize(
        ("niveau", "code", "part"),
        [("france", "FR", 0.226), ("region", "03", 0.525), ("departement", "973", 0.525), ("departement", "93", 0.276)],
    )
    def test_valeurs_de_2017(self, base, niveau, code, part):
        figures = calculer(base, "neet_15_24", niveau=niveau, campagnes=[2017]).set_index("code")
        assert figures.loc[code, "valeur"] == pytest.approx(part)

    def test_nd_n_est_pas_zero(self, base):
        figures = calculer(base, "neet_15_24", niveau="region", campagnes=[2017]).set_index("code")
        assert pd.isna(figures.loc["53", "valeur"]) and figures.loc["53", "motif"] == "non_collecte"


class TestDemandeursEmploi:
    @pytest.mark.parametrize("niveau", NIVEAUX)
    def test_dernier_mois_de_chaque_annee(self, base, donnees_reelles, niveau):
        attendu = recalcul.sommes(recalcul.demandeurs(donnees_reelles), niveau)
        obtenu = calculer(base, "demandeurs_emploi_moins_25", niveau=niveau)
        assert _dictionnaire(obtenu, "code", "campagne") == _sommes(attendu, "code", "campagne")

    def test_janvier_2025_est_le_dernier_point(self, base):
        figures = calculer(base, "demandeurs_emploi_moins_25", niveau="departement", campagnes=[2025]).set_index("code")
        assert (figures.loc["01", "valeur"], figures.loc["93", "valeur"]) == (7_540, 32_810)
        somme = calculer(base, "demandeurs_emploi_moins_25", campagnes=[2025]).valeur.iloc[0]
        assert abs(somme - 1_001_080) < 96 * 5  # the published total, each département rounded to tens

    def test_chaque_mois_se_lit(self, base):
        mois = calculer(base, "demandeurs_emploi_moins_25", par=["date"], campagnes=[2024])
        assert len(mois) == 12


def test_chomage_de_chaque_departement(base, donnees_reelles):
    attendu = {(f.code, f.campagne): f.valeur for f in recalcul.chomage(donnees_reelles).itertuples()}
    obtenu = _dictionnaire(calculer(base, "taux_chomage"), "code", "campagne")
    assert obtenu == pytest.approx(attendu)
    assert obtenu["01", 2023] == pytest.approx(0.057)


class TestIps:
    @pytest.mark.parametrize("niveau", NIVEAUX)
    @pytest.mark.parametrize(("ident", "par"), [("ips_colleges", ()), ("ips_lycees", ("modalite",))])
    def test_repartition_par_classe(self, base, donnees_reelles, ident, par, niveau):
        unites = getattr(recalcul, ident)(donnees_reelles).assign(effectif=1)
        classes = recalcul.sommes(unites, niveau, (*par, "classe_ips"))
        totaux = recalcul.sommes(unites, niveau, par).rename(columns={"effectif": "total"})
        attendu = classes.merge(totaux).assign(effectif=lambda t: t.effectif / t.total)
        obtenu = _dictionnaire(
            calculer(base, f"{ident}_repartition", niveau=niveau), "code", "campagne", *par, "classe_ips"
        )
        presentes = {cle: part for cle, part in obtenu.items() if part > 0}
        assert presentes == pytest.approx(_sommes(attendu, "code", "campagne", *par, "classe_ips"))

    def test_ips_de_chaque_etablissement(self, base, donnees_reelles):
        lycees = recalcul.ips_lycees(donnees_reelles).query("modalite == 'ensemble des voies'")
        attendu = pd.concat([recalcul.ips_colleges(donnees_reelles), lycees])
        obtenu = _dictionnaire(calculer(base, "ips_etablissement"), "code", "campagne")
        assert obtenu == {(f.etablissement, f.campagne): f.valeur for f in attendu.itertuples()}


class TestMissionsLocales:
    def test_450_structures_et_leurs_regions(self, base, donnees_reelles):
        brutes = recalcul.missions(donnees_reelles)
        assert calculer(base, "structures_missions_locales").valeur.tolist() == [450]
        regions = _dictionnaire(calculer(base, "structures_missions_locales", niveau="region"), "code")
        attendu = brutes[brutes.region.notna() & (brutes.region != "10")].region.value_counts()  # 10: Saint-Martin
        assert regions == {(code,): n for code, n in attendu.items()}
        assert (regions["11",], regions["53",], sum(regions.values())) == (78, 17, 448)

    def test_la_structure_temporaire_est_signalee_et_les_noms_sont_des_perimetres(self, charges, base):
        dits = {c.code: c for c in charges[1][recalcul.MISSIONS].findings}
        assert dits["structure_temporaire"].count == 1 and "La Courneuve" not in dits["structure_temporaire"].message
        noms = dict(base.execute("SELECT code, libelle FROM perimetre WHERE niveau = 'mission_locale'").fetchall())
        assert len(noms) == 450 and noms["13201S00"] == "Mission Locale de Marseille"


def test_l_ancienne_liste_d_agences_n_est_pas_chargee(donnees_reelles, tmp_path):
    (bilan,) = charger([donnees_reelles / "spro/agences_milo.json"], tmp_path).fichiers
    assert (bilan.status, [c.code for c in bilan.findings]) == ("refused", ["connu_non_charge"])
