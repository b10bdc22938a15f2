"""The sentences made from figures follow them, and none judges."""

import pandas as pd
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

from blocs import constats
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
        dit == f"5 lieux{NB}; collèges à 20{nb}km ou moins{nb}: "
        f"de 62,0{nb}% à 91,0{nb}% selon le département (1 sans valeur)"
    )


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


def test_the_evolutions_of_territories_are_counted_by_their_word():
    mots = ("hausse", "baisse", "hausse")
    f = pd.DataFrame([ligne(*lieu, 1, evolution=mot) for lieu, mot in zip(LIEUX, mots, strict=True)])
    attendu = "Sujet\u00a0: en hausse dans 2 départements, en baisse dans 1"
    assert constats.constat_evolutions(f, "sujet") == attendu
    assert constats.constat_evolutions(f.assign(evolution=None), "sujet").endswith("évolution non disponible")
