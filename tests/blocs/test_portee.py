"""What a sentence owes to the figures that it writes: their coverage, and no other's."""

import pytest

from blocs import portee

PRESSION = {"indicateur": "pression_voie_pro", "campagne": 2022}
NIVEAUX = {"53": "region", "32": "region", "FR": "france"}
MOTS = "des vœux 1 (capacité connue)"


def figure(code, libelle, palier, valeur, couverture, **autres):
    niveau = NIVEAUX.get(code, "departement")
    return {**PRESSION, "niveau": niveau, "code": code, "libelle": libelle, "palier_entree": palier, "valeur": valeur,
            "couverture": couverture, "couverture_de": MOTS, **autres}  # fmt: skip


def ici(code):
    return NIVEAUX.get(code, "departement"), code


BRETAGNE = figure("53", "Bretagne", "CAP", 1.25, 0.845)
ILLE = figure("35", "Ille-et-Vilaine", "2de pro", 1.25, 0.718)
FRANCE = figure("FR", "France", "CAP", 1.06, 1.0)


def plat(dit):
    return dit.replace("\u00a0", " ").replace("\u202f", " ")


def test_une_lecture_porte_la_couverture_de_sa_ligne_et_pas_celle_d_une_autre_de_meme_valeur():
    dit = portee.lecture("En Bretagne, 1,25 vœu 1 pour une place.", [ILLE, BRETAGNE, FRANCE], ici("53"))
    assert plat(dit) == "En Bretagne, 1,25 vœu 1 pour une place. Couverture : 84,5 % des vœux 1 (capacité connue)."


def test_de_deux_chiffres_de_meme_valeur_une_phrase_a_celui_dont_elle_nomme_la_ventilation():
    autre = figure("53", "Bretagne", "1re pro", 1.25, 0.5)
    dit = plat(portee.lecture("En Bretagne, 1,25 vœu 1 pour une place de CAP.", [autre, BRETAGNE], ici("53")))
    assert "84,5 %" in dit and "50,0 %" not in dit


def test_une_lecture_de_couverture_entiere_ne_dit_rien():
    assert portee.lecture("En France, 1,06 vœu 1 pour une place.", [FRANCE], ici("FR")).endswith("place.")


def test_une_phrase_qui_dit_deja_la_couverture_ne_la_repete_pas():
    dit = "En Bretagne, 1,25 vœu 1 pour une place (84,5 % des vœux)."
    assert portee.lecture(dit, [BRETAGNE], ici("53")) == dit


def test_une_couverture_ecrite_comme_la_valeur_reste_due():
    # 57 of 76 known dates are 75,0 % ; 76 of 101 dates are known, 75,2 % ; then 75,0 % too.
    part = {"indicateur": "entretiens_15_jours", "campagne": 2026, "niveau": "region", "code": "53",
            "libelle": "Bretagne", "valeur": 0.75, "couverture_de": "des demandes"}  # fmt: skip
    for couverture, dite in ((0.752, "75,2 %"), (0.75, "75,0 %")):
        dit = plat(portee.lecture("En Bretagne, 75,0 % (57 sur 76).", [part | {"couverture": couverture}], ici("53")))
        assert dit == f"En Bretagne, 75,0 % (57 sur 76). Couverture : {dite} des demandes."


def test_une_valeur_n_est_pas_reconnue_dans_un_nombre_plus_long():
    assert not portee.citees("En Bretagne, 11,25 et 1,256.", [BRETAGNE], ici("53"))
    assert portee.citees("En Bretagne, 1,25.", [BRETAGNE], ici("53")) == [BRETAGNE]


def test_un_titre_dit_partielle_inconnue_ou_rien_selon_les_territoires_qu_il_nomme():
    assert portee.titre("Plus de vœux", [BRETAGNE, FRANCE]) == "Plus de vœux (couverture partielle)"
    assert portee.titre("En France, plus de vœux", [BRETAGNE, FRANCE]) == "En France, plus de vœux"
    assert portee.titre("Plus de vœux", [FRANCE]) == "Plus de vœux"
    assert portee.titre("Plus", [figure("53", "Bretagne", "CAP", 1.0, None)]) == "Plus (couverture inconnue)"


def test_un_titre_nomme_qui_seul_a_transmis_tous_ses_chiffres():
    seule = "académie de Lille seule, sur 30 académies"
    lille = {**FRANCE, "couverture": 1 / 30, "emetteurs": seule}
    assert portee.titre("En France, 1,06", [lille]) == f"En France, 1,06 ({seule})"
    assert portee.titre("En France, 1,06", [lille, BRETAGNE]) == f"En France, 1,06 ({seule})"
    assert portee.titre(f"En France ({seule}), 1,06", [lille]) == f"En France ({seule}), 1,06"
    assert portee.titre("Plus de vœux", [lille, BRETAGNE]) == "Plus de vœux (couverture partielle)"
    assert portee.titre("Plus de vœux", [lille, {**lille, "emetteurs": None}]) == "Plus de vœux (couverture partielle)"


def test_une_lecture_de_deux_annees_non_comparables_donne_celle_a_unites_constantes():
    x = figure("22", "Côtes-d’Armor", "CAP", 1.02, 0.768, evolution="non_comparable", constante_nombre=25,
               constante_unite="formations", constante_precedente=1.29, constante_valeur=1.02)  # fmt: skip
    dit = portee.lecture("Côtes-d’Armor : 1,02 en 2022, 1,29 en 2021 : années non comparables.", [x], ici("22"))
    assert plat(dit).endswith("À unités constantes, 25 formations : 1,29 → 1,02.")
    assert "constantes" not in portee.lecture("Côtes-d’Armor : 1,02 en 2022.", [x], ici("22"))


@pytest.mark.parametrize(
    ("dit", "suite"),
    [
        ("En Bretagne, 1,25 vœu 1.", f" Couverture : 84,5 % {MOTS}."),
        ("En Bretagne, 1,25 vœu 1", " (couverture : 84,5 % des vœux 1, capacité connue)"),
        ("En Bretagne, 1,24 vœu 1.", ""),
        # France covers the whole; the value of Ille-et-Vilaine is the sentence's only where it names it.
        ("En France, 1,06 vœu 1.", ""),
        ("Ille-et-Vilaine, 2de professionnelle : 1,25.", f" Couverture : 71,8 % {MOTS}."),
    ],
)
def test_une_phrase_est_suivie_de_la_couverture_des_chiffres_qu_elle_ecrit(dit, suite):
    code = "FR" if "France" in dit else "53" if "Bretagne" in dit else "35"
    assert plat(portee.phrase(dit, [BRETAGNE, ILLE, FRANCE], ici(code)).nu) == suite


def test_un_titre_ne_dit_que_la_couverture_de_ce_qu_il_nomme():
    for part, suite in ((0.9899, " (couverture partielle)"), (0.99, "")):
        assert (
            portee.titre("Bretagne : 1,25", [figure("53", "Bretagne", "CAP", 1.25, part)]) == f"Bretagne : 1,25{suite}"
        )
    assert portee.titre("Bretagne : incomplet", [BRETAGNE]) == "Bretagne : incomplet"


def test_une_phrase_sur_un_autre_territoire_ne_prend_pas_la_couverture_du_territoire_choisi():
    meme = figure("FR", "France", "CAP", 1.25, 1.0)
    assert portee.phrase("France : 414 184 vœux 1, soit 1,25", [BRETAGNE, meme], ici("53")).nu == ""
    assert "84,5" in portee.phrase("Bretagne : 1,25", [BRETAGNE, meme], ici("53")).nu
    # Written twice, once for each: both are said.
    assert portee.citees("1,25 vœu 1 pour une place (France : 1,25)", [BRETAGNE, meme], ici("53")) == [BRETAGNE, meme]


def test_la_france_n_est_pas_nommee_par_les_hauts_de_france():
    nord = figure("32", "Hauts-de-France", "CAP", 1.06, 0.95)
    assert portee.citees("Dans les Hauts-de-France, 1,06.", [nord, FRANCE], ici("32")) == [nord]
    assert portee.citees("En France, 1,06.", [nord, FRANCE], ici("32")) == [FRANCE]


def test_sous_un_titre_chaque_phrase_est_suivie_de_la_couverture_de_ses_chiffres_avec_leur_territoire():
    armor = figure("22", "Côtes-d'Armor", "CAP", 1.02, 0.768)
    dit = portee.chapo(
        "Dans les Côtes-d’Armor, 1,02 vœu 1", "En Bretagne, 1,25. Rien d’autre.", [armor, BRETAGNE], "22"
    )
    assert plat(dit.nu) == (
        "Couverture (Côtes-d'Armor) : 76,8 % des vœux 1 (capacité connue). En Bretagne, 1,25. "
        "Couverture (Bretagne) : 84,5 % des vœux 1 (capacité connue). Rien d’autre."
    )


def test_un_titre_separe_la_couverture_des_noms_qui_le_finissent_et_ne_suit_que_ses_lignes():
    dit = "Vœux en hausse ; non comparable : Nord"
    assert portee.marque(dit, [BRETAGNE]) == f"{dit} – couverture partielle"
    assert portee.marque(dit, [FRANCE]) == dit
    assert portee.marque("En Bretagne, 1,25", [BRETAGNE]) == "En Bretagne, 1,25 (couverture partielle)"


def test_une_lecture_sans_valeur_ne_doit_aucune_couverture():
    pro = figure("32", "Hauts-de-France", "2de pro", 1.06, 0.943)
    dit = "Dans les Hauts-de-France, ce rapport n’est pas disponible."
    assert portee.lecture(dit, [pro], ici("32")) == dit
    assert "94,3" in portee.lecture("Dans les Hauts-de-France, 12 vœux pour 11 places.", [pro], ici("32"))


@pytest.mark.parametrize(("avant", "suite"), [(0.883, " Couverture en 2021 : 88,3 %."), (0.99, ""), (None, "")])
def test_une_phrase_qui_ecrit_la_valeur_d_avant_dit_sa_couverture(avant, suite):
    x = figure("53", "Bretagne", "CAP", 1.25, 1.0, precedente_campagne=2021, precedente_valeur=1.29,
               precedente_couverture=avant)  # fmt: skip
    assert plat(portee.phrase("En Bretagne, 1,25 en 2022, 1,29 en 2021.", [x], ici("53")).nu) == suite
    assert portee.phrase("En Bretagne, 1,25 en 2022.", [x], ici("53")).nu == ""
    assert portee.phrase("En Bretagne, 1,25 (France : 1,29).", [x], ici("53")).nu == ""  # another’s value, no year


def test_une_academie_ne_passe_pas_pour_le_departement_de_meme_code():
    cher = figure("18", "Cher", "CAP", 1.1, 0.9)
    orleans = {**figure("18", "Orléans-Tours", "CAP", 1.2, 0.8), "niveau": "academie"}
    assert portee.citees("Dans le Cher, 1,20.", [cher, orleans], ici("18")) == []
    assert portee.citees("1,10 et 1,20.", [cher, orleans], ici("18")) == [cher]


def test_une_couverture_deja_dite_au_dessus_n_est_pas_repetee_et_une_autre_l_est():
    """The title and the last sentence rest on the same row; « 1,25 » of Ille-et-Vilaine has a coverage of its own."""
    dit = plat(
        portee.chapo(
            "En Bretagne, CAP : 1,25",
            "Campagne 2022. En Bretagne, 1,25 encore. En Ille-et-Vilaine, 1,25 aussi.",
            [BRETAGNE, ILLE],
            ici("53"),
        ).nu
    )
    assert dit.count("Couverture (Bretagne) : 84,5 %") == 1
    assert dit.startswith("Couverture (Bretagne) : 84,5 %") and dit.count("Couverture (Ille-et-Vilaine) : 71,8 %") == 1
