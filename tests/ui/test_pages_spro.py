"""« Lieux et activité du SPRO », « Dispositifs jeunes » et la fiche : ce que ces pages disent de l’échantillon."""

import pytest
from dessin_page import adresse_copiee, aller, tout_le_texte

from blocs import phrases
from charts import format as fr
from indicators import calculer
from store.bases import ouvrir_base


@pytest.fixture
def base(base_echantillon, monkeypatch):
    """The sample's folder of bases, named to the app as a user would."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    return base_echantillon


def _titres(application) -> list[str]:
    return [t.value.replace("\u00a0", " ").replace("\u202f", " ") for t in (*application.title, *application.header)]


def _figures(base, ident: str, niveau: str, dans: tuple, **choix):
    return calculer(ouvrir_base(base), ident, niveau=niveau, dans=dans, **choix)


def test_le_taux_de_reponse_ouvre_la_page_et_reste_celui_de_la_region(base):
    """A structure that did not reply names no département: each département would look complete."""
    figure = _figures(base, "taux_reponse_spro", "region", ("region", "99"), campagnes=[2025]).iloc[0]
    dit = f"{int(figure['numerateur'])} structures sur {int(figure['denominateur'])} ont répondu"
    for adresse in ({"niveau": "region", "territoire": "99"}, {"niveau": "departement", "territoire": "993"}):
        titres = _titres(aller("spro", **adresse))
        assert dit in titres[0] and "incomplète" in titres[0]
        assert [t for t in titres if t.startswith("Incomplet")]


def test_les_accueils_et_les_personnes_ont_chacun_leur_graphique(base):
    titres = _titres(aller("spro", niveau="region", territoire="99"))
    assert len([t for t in titres if ": accueils pour 1 000 jeunes" in t]) == 1
    assert len([t for t in titres if ": personnes pour 1 000 jeunes" in t]) == 1


def test_choisir_un_reseau_change_les_distances_et_reste_dans_l_adresse(base):
    tous = aller("spro", niveau="region", territoire="99")
    cio = aller("spro", niveau="region", territoire="99", reseau="CIO", ouverture="permanent")
    assert adresse_copiee(cio)["reseau"] == "CIO" and adresse_copiee(cio)["ouverture"] == "permanent"
    assert any(t.startswith("Tous réseaux, toutes ouvertures : ") for t in _titres(tous))
    assert any(t.startswith("CIO, lieux permanents : ") for t in _titres(cio))


def test_les_secteurs_eloignes_sont_nommes_autant_qu_ils_sont_comptes(base):
    choix = {"reseau": "CIO", "ouverture": "ENSEMBLE"}
    figure = _figures(base, "secteurs_eloignes", "departement", ("departement", "991"), campagnes=[2026], ou=choix)
    n = int(figure["valeur"].iloc[0])
    assert n > 0
    textes = tout_le_texte(aller("spro", niveau="departement", territoire="991", reseau="CIO"))
    liste = textes.split("CIO, toutes ouvertures, Côte-des-Brisants")[-1].split("</table>")[0]
    assert liste.count("niveau=etablissement") == n


def test_une_mission_locale_lit_son_activite_et_les_distances_de_sa_region(base):
    codes = _figures(base, "activite_missions_locales", "mission_locale", ("region", "99"), campagnes=[2025])["code"]
    application = aller("spro", niveau="mission_locale", territoire=codes.iloc[0])
    assert not application.exception
    assert "Ce chiffre ne se lit pas pour" in tout_le_texte(application)


@pytest.mark.parametrize("nom", ["spro", "dispositifs"])
@pytest.mark.parametrize(
    "adresse",
    [
        {"niveau": "region", "territoire": "98"},
        {"niveau": "bassin_education", "territoire": "99103"},
        {"niveau": "etablissement", "territoire": "9910012C"},
        {"niveau": "region", "territoire": "99", "situation": "2024"},
    ],
)
def test_un_territoire_ou_une_annee_sans_donnees_se_dit_sans_erreur(base, nom, adresse):
    application = aller(nom, **adresse)
    assert not application.exception
    assert not [t for t in _titres(application) if "None" in t or "nan" in t]


def test_une_region_qui_n_a_rien_transmis_ne_montre_pas_les_chiffres_de_la_france(base):
    titres = _titres(aller("dispositifs", niveau="region", territoire="98"))
    assert "rien de transmis" in titres[0]
    assert not [t for t in titres if "sorties positives" in t]
    spro = _titres(aller("spro", niveau="region", territoire="98"))
    assert not [t for t in spro if "pour 1 000 jeunes, " in t or "signé" in t]


def test_chaque_dispositif_a_son_graphique_et_sa_definition(base):
    application = aller("dispositifs", niveau="region", territoire="99")
    titres, textes = _titres(application), tout_le_texte(application)
    for nom in ("E2C", "EPIDE", "MLDS", "Prépa apprentissage"):
        assert len([t for t in titres if t.startswith(nom) and "sorties positives" in t]) == 1
    assert "Positive : emploi ou formation de plus de deux mois" in textes
    assert "définition changée" in textes
    assert "Co-responsabilité État–Région" in textes


def test_le_bassin_sans_aucun_site_est_compte_et_nomme(base):
    application = aller("dispositifs", niveau="region", territoire="99")
    assert "1 bassin sur 12 sans aucun site" in _titres(application)[0]
    assert "bassins sans aucun site : Île d" in tout_le_texte(application)


def test_le_contexte_donne_une_raison_la_ou_une_valeur_ne_parait_pas(base):
    textes = tout_le_texte(aller("dispositifs", niveau="region", territoire="99"))
    tableau = textes.split("Population, emploi et études des jeunes")[-1].split("</table>")[0]
    assert "Taux de chômage" in tableau and "hors du champ de la source" in tableau


def test_la_fiche_porte_les_nouveaux_themes(base):
    textes = tout_le_texte(aller("fiche_territoire", niveau="departement", territoire="991"))
    for theme in ("Décrochage et plateformes", "Retour en formation", "Lieux et activité du SPRO",
                  "Dispositifs jeunes", "Contexte"):  # fmt: skip
        assert theme in textes
    assert "Structures qui ont répondu au bilan" not in textes


def test_la_fiche_d_une_plateforme_ne_montre_que_ce_qui_se_lit_a_son_niveau(base):
    codes = _figures(base, "taux_contact", "psad", ("region", "99"), campagnes=[2026])["code"]
    application = aller("fiche_territoire", niveau="psad", territoire=codes.iloc[0])
    textes = tout_le_texte(application)
    assert not application.exception
    assert "Jeunes contactés" in textes and "vœux 1 pour une place" not in textes


@pytest.mark.parametrize(
    ("n", "total", "nom", "dit"),
    [
        (0, 3, "bassins", "aucun des 3 bassins"),
        (1, 3, "missions locales", "1 mission locale sur 3"),
        (1, 3, "chiffres", "1 chiffre sur 3"),
        (2, 3, "bassins d’éducation", "2 bassins d’éducation sur 3"),
        (3, 3, "bassins", "les 3 bassins"),
    ],
)
def test_un_nombre_sur_un_total_s_accorde(n, total, nom, dit):
    assert phrases.sur(n, total, nom) == dit


@pytest.mark.parametrize(
    ("valeur", "unite", "dit"),
    [(0.0401, "pour_mille", "40,1"), (0.089, "pour_100", "8,9"), (0.5, "part", "50,0\u00a0%"), (None, "part", "n.d.")],
)
def test_un_taux_perd_son_unite_la_ou_l_axe_la_nomme(valeur, unite, dit):
    assert fr.serre(valeur, unite) == dit


def test_la_typographie_appliquee_deux_fois_est_la_meme():
    assert fr.typo(fr.typo("dits « incomplets » ici")) == fr.typo("dits « incomplets » ici")
