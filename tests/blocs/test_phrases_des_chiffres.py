"""The sentences made from figures follow them, and none judges."""

import pandas as pd
import pytest
from graphiques_exemples import (
    DELAIS,
    ETAPES,
    LIEUX,
    PARTENAIRES,
    delais,
    etapes,
    exemples,
    ligne,
    places,
    presences,
    quinze_jours,
    table,
)

from blocs import constats, phrases, recit
from charts.format import MOTIFS

NB = "\u202f"
INTERDITS = ("subie", "échec", "invisible", "zone blanche", "alerte", "vigilance", "rectorat", "pire", "meilleur")


def test_findings_of_each_kind_follow_the_figures():
    nb = "\u00a0"
    dit = constats.constat_entonnoir(etapes("991", "Pays de mer", **ETAPES))
    assert dit.endswith(
        f"ur 7{NB}300 jeunes signalés{nb}: situation inconnue 15,0{nb}%, décrocheurs confirmés 34,0{nb}%"
    )
    rien = constats.constat_entonnoir(etapes("991", "Pays de mer", **{**ETAPES, "signales": None}))
    assert "valeur absente (secret statistique)" in rien
    sans = constats.constat_entonnoir(etapes("991", "Pays de mer", **{**ETAPES, "situation_inconnue": None}))
    assert "situation inconnue non disponible" in sans

    pris_en_charge = ("pris_en_charge", "refus")
    assert "jeunes à accompagner" in constats.constat_entonnoir(etapes("991", "A", **ETAPES), pris_en_charge)
    entree = constats.constat_entonnoir(etapes("991", "A", **{**ETAPES, "a_accompagner": None}), pris_en_charge)
    assert f"ur 7{NB}300 jeunes signalés" in entree.replace(nb, NB) and "valeur absente" not in entree

    quinze = ("delai_0_7", "delai_8_15")
    f = delais(120, 60, 40, 20, 10, mediane="delai_8_15")
    dit = constats.constat_repartition(f, quinze, "contact en 15 jours ou moins", "delai", DELAIS)
    assert dit.endswith(f"moins{nb}: 72,0{nb}% (180 sur 250{NB}; 40 dates inconnues){NB}; médiane{nb}: 8 à 15 jours")
    trouee = constats.constat_repartition(delais(30, None, 20, 10, 10), quinze, "contact", "delai", DELAIS)
    assert "valeur absente (non transmis" in trouee

    dit = constats.constat_presence(presences(), "partenaires présents", "partenaire", {"ft": "France Travail"})
    assert dit == f"Partenaires présents{nb}: 6 sur 7 (1 case sans réponse){NB}; absents{nb}: France Travail 1"

    dit = constats.constat_bande(quinze_jours().iloc[0].to_dict(), "entretiens sous 15 jours")
    assert dit.endswith(f"76,8{nb}% (268 sur 349), entre 68,9{nb}% et 79,2{nb}% selon les 40 dates inconnues")
    assert "valeur absente" in constats.constat_bande(quinze_jours().iloc[2].to_dict(), "entretiens")

    dit = constats.constat_lieux(exemples()["lieux"].figures, places(), "collèges à 20 km ou moins")
    assert (
        dit == f"5 lieux, dont 1 sans position{NB}; collèges à 20{nb}km ou moins{nb}: "
        f"de 62,0{nb}% à 91,0{nb}% selon le département (1 sans valeur)"
    )


def test_l_etendue_dit_le_niveau_de_ses_lignes_et_ce_qu_elle_laisse():
    def dit(niveau, *valeurs):
        figures = pd.DataFrame({"niveau": niveau, "valeur": list(valeurs)})
        return constats.constat_lieux(figures, places().dropna(), "collèges").replace("\u00a0", " ")

    assert dit("academie", 0.5, 0.7).endswith("de 50,0 % à 70,0 % selon l’académie")
    assert dit("region", 0.5, 0.7, None).endswith("de 50,0 % à 70,0 % selon la région (1 sans valeur)")
    assert dit("departement", 0.5).endswith(": 50,0 %")
    assert dit("departement", 0.5, 0.5).endswith(": 50,0 % partout")
    assert dit("departement", 0.5, None).endswith(": 50,0 % (1 sans valeur)")


def test_une_france_faite_d_une_region_porte_son_nom():
    x = {"niveau": "france", "code": "FR", "libelle": "France", "emetteurs": "région Bretagne seule, sur 18 régions"}
    assert constats.lieu(x) == "en France (région Bretagne seule, sur 18 régions)"
    assert constats.lieu(x | {"emetteurs": None}) == "en France"
    # Elsewhere the reading gives the senders with the coverage.
    assert constats.lieu(x | {"niveau": "region", "code": "53"}) == "en Bretagne"


def test_no_sentence_judges():
    f = delais(120, 60, 40, 20, 10, mediane="delai_8_15")
    dits = [
        constats.constat_evolutions(table(0.7, 0.8, None), "Vœu 1 satisfait"),
        constats.constat_entonnoir(etapes("991", "Pays de mer", **ETAPES)),
        constats.constat_repartition(f, tuple(DELAIS), "contact", "delai", DELAIS),
        constats.constat_presence(presences(), "partenaires présents", "partenaire", PARTENAIRES),
        *(constats.constat_bande(x, "entretiens") for x in quinze_jours().to_dict("records")),
        constats.constat_lieux(table(0.7, 0.8, None), places(), "collèges"),
        *(x for court in MOTIFS.values() for x in court),
    ]
    for dit in dits:
        assert not any(mot in dit.lower() for mot in INTERDITS), dit
        assert "nan" not in dit.lower().split()
        assert "None" not in dit


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        (("hausse", "baisse", "hausse"), "en hausse dans 2 départements sur 3 comparables, en baisse dans 1"),
        (("hausse", "baisse", "non_comparable"),
         "en hausse dans 1 département sur 2 comparables, en baisse dans 1\u202f; non comparable dans 1"),
        (("stable", "non_comparable", None), "stable dans 1 département sur 1 comparable\u202f; non comparable dans 1"),
        (("non_comparable", "non_comparable", None), "aucune évolution comparable (2 départements)"),
        ((None, None, None), "évolution non disponible"),
    ],
)  # fmt: skip
def test_the_evolutions_are_counted_among_those_that_are_compared(mots, dit):
    f = pd.DataFrame([ligne(*lieu, 1, campagne=2026, evolution=mot) for lieu, mot in zip(LIEUX, mots, strict=True)])
    assert constats.constat_evolutions(f, "sujet") == f"Sujet\u00a0: {dit}"


def test_the_evolution_of_an_older_year_is_not_that_of_the_last():
    f = pd.DataFrame([ligne(*LIEUX[0], 1, campagne=2026, evolution="hausse"),
                      ligne(*LIEUX[1], 1, campagne=2025, evolution="baisse")])  # fmt: skip
    assert constats.constat_evolutions(f, "sujet").endswith("en hausse dans 1 département sur 1 comparable")


def _avec_termes(numerateur, denominateur) -> pd.DataFrame:
    f = etapes("991", "Pays de mer", **ETAPES)
    part = {"situation_inconnue": 0.15, "decrocheurs_confirmes": numerateur / denominateur}
    termes = {"situation_inconnue": (1095, 7300), "decrocheurs_confirmes": (numerateur, denominateur)}
    return f.assign(part=[part.get(e) for e in f["etape"]],
                    part_numerateur=[termes.get(e, (None, None))[0] for e in f["etape"]],
                    part_denominateur=[termes.get(e, (None, None))[1] for e in f["etape"]])  # fmt: skip


@pytest.mark.parametrize(
    ("termes", "dit"),
    [((2482, 7300), "décrocheurs confirmés 34,0 %"), ((144, 192), "décrocheurs confirmés 75,0 % (144 sur 192)"),
     ((2482, 6000), "décrocheurs confirmés 41,4 % (2 482 sur 6 000)")],
)  # fmt: skip
def test_a_share_of_other_platforms_than_its_count_says_its_own_terms(termes, dit):
    phrase = constats.constat_entonnoir(_avec_termes(*termes)).replace("\u00a0", " ").replace("\u202f", " ")
    assert phrase.endswith(f"sur 7 300 jeunes signalés : situation inconnue 15,0 %, {dit}")


@pytest.mark.parametrize(
    ("lignes", "dit"),
    [
        # (value, low, high, reference, gap) of each row
        (((0.5, 0.4, 0.6, 0.7, -0.2), (0.7, 0.6, 0.8, 0.7, 0.0)), "Pays de mer au-dessous de la France"),
        # Under it too, but its cover differs: no gap, hence no side.
        (((0.5, 0.4, 0.6, 0.7, None), (0.7, 0.6, 0.8, 0.7, 0.0)),
         "aucun écart net à la France, aux intervalles près (1 département sur 2 à comparer)"),
        (((0.5, 0.4, 0.6, 0.7, None), (0.7, 0.6, 0.8, None, None)), "rien n’est comparable à la France"),
        (((0.9, 0.8, 0.95, 0.7, 0.2), (None, None, None, None, None)), "Pays de mer au-dessus de la France"),
        # An interval that touches the reference holds it; one thousandth away, it does not.
        (((0.6, 0.5, 0.7, 0.7, -0.1), (0.8, 0.7, 0.9, 0.7, 0.1)), "aucun écart net à la France, aux intervalles près"),
        (((0.6, 0.5, 0.699, 0.7, -0.1), (0.8, 0.701, 0.9, 0.7, 0.1)),
         "Pays de mer au-dessous de la France, Vallée haute au-dessus"),
    ],
)  # fmt: skip
def test_a_side_of_the_reference_rests_on_the_gap(lignes, dit):
    noms = ("valeur", "ic_bas", "ic_haut", "reference_valeur", "ecart_reference")
    f = pd.DataFrame([{"libelle": nom, **dict(zip(noms, x, strict=True))}
                      for (_, nom), x in zip(LIEUX, lignes, strict=False)])  # fmt: skip
    assert recit.titre_de_reference("Sujet", f, "la France", "départements") == f"Sujet : {dit}"


@pytest.mark.parametrize(
    ("n", "total", "nom", "dit"),
    [(0, 1, "départements", "aucun département sur 1"), (0, 2, "départements", "aucun des 2 départements"),
     (0, 4, "académies", "aucune des 4 académies"), (1, 1, "départements", "l’unique département"),
     (1, 2, "bassins d’éducation", "1 bassin d’éducation sur 2"), (0, 0, "départements", "0 département sur 0")],
)  # fmt: skip
def test_a_number_of_territories_is_never_none_of_one(n, total, nom, dit):
    assert phrases.sur(n, total, nom) == dit


@pytest.mark.parametrize(
    ("niveau", "noms", "dit"),
    [("region", ("Armoravie (fictive)", "Armoravie (fictive)"), "la référence (Armoravie)"),
     ("france", ("France", "France"), "la France"), ("region", ("A", "B"), "la référence de chacun")],
)  # fmt: skip
def test_the_reference_is_the_one_of_the_rows(niveau, noms, dit):
    f = pd.DataFrame([{"libelle": x, "valeur": 0.5, "ic_bas": 0.4, "ic_haut": 0.6, "reference_valeur": 0.5,
                       "ecart_reference": 0.0, "reference_libelle": n, "reference_niveau": niveau}
                      for (_, x), n in zip(LIEUX, noms, strict=False)])  # fmt: skip
    assert recit.titre_de_reference("Sujet", f, "la France", "départements").startswith(
        f"Sujet : aucun écart net à {dit}"
    )
