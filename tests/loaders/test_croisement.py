"""Headers on several levels, merged cells and totals: unfolded by hand-made sheets."""

from dataclasses import replace

import pytest

from loaders.jugement import rapprochement
from loaders.ouverture.feuille import Feuille
from loaders.reconnaissance.croisement import chemins, reconnaitre
from loaders.reconnaissance.depliage import deplier
from loaders.sources import SOURCES

ORIENTATION = SOURCES["orientation"]
TETE = [
    ["Dépt", "UAI", "Établissement", "Sect.", "Effectif 3e", "Demandes définitives (T3)", None, None, None,
     "Décisions après appel", None, None, None],
    [None, None, None, None, None, "2de GT", None, "Sans dde", None, "2de GT", None, "Maintien", None],
    [None, None, None, None, None, "Nb", "%", "Nb", "%", "Nb", "%", "Nb", "%"],
]  # fmt: skip


class Dessinee(Feuille):
    """A sheet drawn in a test."""

    def __init__(self, nom, lignes, visible=True):
        largeur = max(map(len, lignes))
        self._lignes = [[*ligne, *[None] * (largeur - len(ligne))] for ligne in lignes]
        super().__init__(nom, len(lignes), largeur, visible)
        self._garder_apercu()

    def lignes(self, premiere_ligne=1):
        for numero, cellules in enumerate(self._lignes, start=1):
            if numero >= premiere_ligne and any(cellules):
                yield numero, cellules

    def installer(self, con, table, premiere_ligne=1):
        raise AssertionError("une feuille croisée se lit ligne à ligne")


def _ecole(departement, uai, nom, secteur, effectif, demandes, sans, decisions, maintien):
    return [departement, uai, nom, secteur, effectif, demandes, "x%", sans, "x%", decisions, "x%", maintien, "x%"]


def _feuille(*lignes, nom="3e_etab", banniere=("ACADÉMIE 9A – BILAN – JUIN 2026",), visible=True):
    return Dessinee(nom, [[b] for b in banniere] + [[None], *TETE, *lignes], visible)


def _depliage(*feuilles):
    return [deplier(lecture) for lecture in reconnaitre(ORIENTATION, feuilles)]


def _voies(enregistrements):
    return {(r["ligne"], r["voie"]): r for r in enregistrements if "voie" in r}


def test_les_etages_s_etendent_sur_les_cellules_fusionnees():
    assert chemins(TETE)[4:9] == [
        "effectif 3e",
        "demandes definitives t3 > 2de gt > nb",
        "demandes definitives t3 > 2de gt > %",
        "demandes definitives t3 > sans dde > nb",
        "demandes definitives t3 > sans dde > %",
    ]


def test_une_ligne_devient_une_ligne_par_voie_et_une_ligne_d_ensemble():
    (depliage,) = _depliage(_feuille(_ecole("991", "9910001A", "CLG A", "PU", "128", "91", "1", "88", "4")))
    lignes = _voies(depliage.enregistrements)
    assert set(lignes) == {(6, "ENSEMBLE"), (6, "2de gt"), (6, "sans dde"), (6, "maintien")}
    assert lignes[6, "ENSEMBLE"]["effectif"] == "128"
    assert (lignes[6, "ENSEMBLE"]["etab_attendus"], lignes[6, "ENSEMBLE"]["etab_repondants"]) == ("1", "1")
    assert (lignes[6, "2de gt"]["demandes_definitives"], lignes[6, "2de gt"]["decisions_apres_appel"]) == ("91", "88")
    assert "demandes_definitives" not in lignes[6, "maintien"]
    assert "decisions_apres_appel" not in lignes[6, "sans dde"]
    assert lignes[6, "2de gt"]["palier"] == "3E"
    assert lignes[6, "2de gt"]["academie"] == "9A"


def test_un_bandeau_colle_aux_en_tetes_ne_les_trouble_pas():
    feuille = Dessinee(
        "3e", [["ACADÉMIE 9A"], *TETE, _ecole("991", "9910001A", "CLG A", "PU", "9", "8", "1", "9", "0")]
    )
    (lecture,) = reconnaitre(ORIENTATION, [feuille])
    assert (lecture.entete, lecture.premiere, lecture.inconnues) == (2, 5, {})


@pytest.mark.parametrize(("reponse", "lu"), [("zero", "0"), ("manquant", "-")])
def test_deux_etages_sous_une_ligne_vide_lisent_leur_tiret_comme_on_le_dit(reponse, lu):
    tete = [TETE[0][:3] + ["Demandes des familles (T3)", None], [None] * 3 + ["2GT", "1CAP2"]]
    feuille = Dessinee("991", [["Académie 9A"], [None], *tete, [None, "9910001A", "CLG A", "70", "-"]])
    (lecture,) = reconnaitre(ORIENTATION, [feuille])
    assert lecture.disposition.niveaux == 2
    depliage = deplier(replace(lecture, reponses={"tiret_demandes_des_familles_t3_1cap2": reponse}))
    lignes = _voies(depliage.enregistrements)
    assert (lignes[5, "1cap2"]["demandes_definitives"], lignes[5, "2gt"]["departement"]) == (lu, "991")


def test_une_colonne_sans_en_tete_n_est_pas_la_suite_de_sa_voisine():
    ligne = _ecole("991", "9910001A", "CLG A", "PU", "10", "8", "0", "8", "2")
    (depliage,) = _depliage(_feuille([*ligne, "7", "à revoir"]))
    assert _voies(depliage.enregistrements)[6, "maintien"]["decisions_apres_appel"] == "2"


def test_une_colonne_ecrite_deux_fois_est_inconnue():
    tete = [[*TETE[0], "Décisions après appel"], [*TETE[1], "Maintien"], [*TETE[2], "Nb"]]
    (lecture,) = reconnaitre(ORIENTATION, [Dessinee("3e", [*tete, ["991"] * 14])])
    assert lecture.inconnues == {13: "decisions apres appel > maintien > nb"}


def test_le_departement_fusionne_descend_jusqu_au_suivant():
    (depliage,) = _depliage(
        _feuille(
            _ecole("991", "9910001A", "CLG A", "PU", "10", "8", "0", "8", "2"),
            _ecole(None, None, "CLG B", "PR", "10", "8", "0", "8", "2"),
            _ecole(None, None, "Total 991", None, "20", "16", "0", "16", "4"),
            _ecole("992", None, "CLG B", "PR", "10", "8", "0", "8", "2"),
        )
    )
    departements = {r["ligne"]: r["departement"] for r in depliage.enregistrements}
    assert departements == {6: "991", 7: "991", 8: "991", 9: "992"}
    assert [r["ligne"] for r in depliage.enregistrements if r.get("pre_ecart") == "total"] == [8]


def test_un_ensemble_scolaire_n_est_pas_un_total():
    (depliage,) = _depliage(_feuille(_ecole("991", None, "ENSEMBLE SCOLAIRE A", "PR", "10", "8", "0", "8", "2")))
    assert not depliage.totaux


def test_une_ecole_muette_ne_laisse_que_sa_ligne_d_ensemble():
    (depliage,) = _depliage(_feuille(_ecole("991", None, "CLG A *", "PR", "74", "ND", "ND", "ND", "ND")))
    (ligne,) = depliage.enregistrements
    assert (ligne["voie"], ligne["effectif"], ligne["etab_attendus"], ligne["etab_repondants"]) == (
        "ENSEMBLE", "74", "1", "0",
    )  # fmt: skip


def test_une_cellule_muette_ne_fait_pas_une_ecole_muette():
    (depliage,) = _depliage(_feuille(_ecole("991", None, "CLG A", "PR", "74", "ND", "ND", "70", "4")))
    lignes = _voies(depliage.enregistrements)
    assert lignes[6, "ENSEMBLE"]["etab_repondants"] == "1"
    assert lignes[6, "2de gt"]["demandes_definitives"] == "ND"


def test_la_feuille_la_plus_fine_est_la_donnee():
    ligne = _ecole("991", "9910001A", "CLG A", "PU", "10", "8", "0", "8", "2")
    fine = _feuille(ligne)
    grosse = _departement(["991", "10", "8", "x%", "0", "x%", "8", "x%", "2", "x%"])
    assert {le.feuille.nom: le.agregee for le in reconnaitre(ORIENTATION, [grosse, fine])} == {
        "3e_dept": True, "3e_etab": False,
    }  # fmt: skip
    assert [le.agregee for le in reconnaitre(ORIENTATION, [grosse])] == [False]


def _departement(*lignes, nom="3e_dept"):
    tete = [[c for i, c in enumerate(t) if i not in (1, 2, 3)] for t in TETE]
    return Dessinee(nom, [["ACADÉMIE 9A"], [None], *tete, *lignes])


def test_une_feuille_masquee_n_est_pas_lue():
    ligne = _ecole("991", "9910001A", "CLG A", "PU", "10", "8", "0", "8", "2")
    assert reconnaitre(ORIENTATION, [_feuille(ligne, visible=False)]) == ()


def test_une_feuille_de_seuls_totaux_donne_celui_du_tout():
    (depliage,) = _depliage(
        _departement(
            ["Total académie PU", "6", "5", "x%", "0", "x%", "5", "x%", "1", "x%"],
            ["Total académie", "10", "8", "x%", "0", "x%", "8", "x%", "2", "x%"],
        )
    )
    assert [d.libelle for d in depliage.details] == ["Total académie"]
    assert {r["effectif"] for r in depliage.enregistrements if "effectif" in r} == {"10"}
    assert all(r.get("departement") is None for r in depliage.enregistrements if r["ligne"] == 7)


def test_chaque_total_est_rapproche_des_lignes_que_son_libelle_nomme():
    depliages = _depliage(
        _feuille(
            _ecole("991", "9910001A", "CLG A", "PU", "10", "8", "0", "8", "2"),
            _ecole(None, "9910002B", "CLG B", "PR", "20", "18", "0", "17", "3"),
            _ecole(None, None, "CLG C *", "PR", "5", "ND", "ND", "ND", "ND"),
            _ecole(None, None, "Total 991 PU", None, "10", "8", "0", "8", "2"),
            _ecole(None, None, "Total 991 PR", None, "20", "18", "0", "17", "3"),
            _ecole(None, None, "Total 991", None, "30", "26", "0", "25", "5"),
            _ecole("992", "9920001C", "CLG D", "PU", "1\u202f000", "900", "0", "900", "100"),
            _ecole(None, None, "Total 992", None, "1\u202f000", "938", "0", "900", "100"),
            _ecole(None, None, "Total académie", None, "1030", "926", "0", "925", "105"),
        ),
        _departement(["991", "30", "26", "x%", "0", "x%", "25", "x%", "5", "x%"],
                     ["993", "7", "7", "x%", "0", "x%", "7", "x%", "0", "x%"]),
    )  # fmt: skip
    bilan = rapprochement.rapprocher(ORIENTATION, depliages)
    assert [(e.libelle, e.taille, _exacts(e)) for e in bilan.ecarts] == [
        ("Total 992", 38, (("demandes_definitives 2GT", 938, 900),))
    ]
    assert "écart +38" in bilan.ecarts[0].phrase
    assert bilan.concordants == 5
    assert [t.libelle for t in bilan.sans_detail] == ["993"]


def _exacts(ecart) -> tuple:
    assert all(b.bas == b.haut for _, *bornes in ecart.mesures for b in bornes)
    return tuple((quoi, ecrit.bas, somme.bas) for quoi, ecrit, somme in ecart.mesures)


def test_un_sous_total_de_bassin_somme_les_lignes_qui_le_precedent():
    depliages = _depliage(
        _feuille(
            _ecole("991", "9910001A", "ILE", "PU", "10", "8", "0", "8", "2"),
            _ecole(None, "9910002B", "CLG B", "PU", "20", "18", "0", "17", "3"),
            _ecole(None, None, "S/Total bassin Nord", None, "20", "18", "0", "17", "3"),
            _ecole(None, "9910003C", "CLG C", "PU", "5", "5", "0", "5", "0"),
            _ecole(None, None, "S/Total bassin Sud", None, "6", "5", "0", "5", "0"),
        )
    )
    bilan = rapprochement.rapprocher(ORIENTATION, depliages)
    assert bilan.concordants == 1
    assert [(e.libelle, _exacts(e)) for e in bilan.ecarts] == [("S/Total bassin Sud", (("effectif ENSEMBLE", 6, 5),))]


# --- Tables stacked on one sheet

PALIERS = {
    "Fin de 3e - juin 2026": ["Effectif 3e", "2de GT", "CAP", "2de GT", "CAP"],
    "Fin de 2de GT - juin 2026": ["Effectif 2de GT", "1re générale", "STMG", "1re générale", "STMG"],
}


def _tableau(banniere, *lignes):
    effectif, *voies = PALIERS[banniere]
    tete = ["Département", effectif, "Demandes définitives (T3)", None, "Décisions après appel", None]
    return [[banniere], tete, [None, None, *voies], *lignes]


def test_deux_tableaux_empiles_sont_lus_chacun_sous_ses_en_tetes():
    un, deux = PALIERS
    lignes = [
        *_tableau(un, ["22", "100", "70", "30", "69", "31"]),
        [None],
        *_tableau(deux, ["22", "80", "50", "30", "48", "32"]),
    ]
    lectures = reconnaitre(ORIENTATION, [Dessinee("Bilan", lignes)])
    assert [(le.disposition.constantes["palier"], le.entete) for le in lectures] == [("3E", 2), ("2GT", 7)]
    lues = [
        [
            (r["voie"], r["ligne"], r["demandes_definitives"])
            for r in deplier(le).enregistrements
            if r.get("demandes_definitives")
        ]
        for le in lectures
    ]
    assert lues == [[("2de gt", 4, "70"), ("cap", 4, "30")], [("1re generale", 9, "50"), ("stmg", 9, "30")]]


def _lus(lectures) -> list[tuple[str, int]]:
    return [
        (le.disposition.constantes["palier"], r["ligne"], r["demandes_definitives"])
        for le in lectures
        for r in deplier(le).enregistrements
        if r.get("demandes_definitives")
    ]


@pytest.mark.parametrize("lignes_du_premier", [30, 60, 3000])
def test_un_tableau_empile_loin_sous_le_premier_est_lu(lignes_du_premier):
    un, deux = PALIERS
    ecoles = [["22", "100", "70", "30", "69", "31"]] * lignes_du_premier
    lignes = [*_tableau(un, *ecoles), [None], *_tableau(deux, ["22", "80", "50", "30", "48", "32"])]
    lectures = reconnaitre(ORIENTATION, [Dessinee("Bilan", lignes)])
    lus = _lus(lectures)
    assert [le.disposition.constantes["palier"] for le in lectures] == ["3E", "2GT"]
    assert len(lus) == 2 * lignes_du_premier + 2
    fin = lignes_du_premier + 3 + 1 + 3 + 1
    assert lus[-2:] == [("2GT", fin, "50"), ("2GT", fin, "30")]


def test_loin_sous_le_premier_les_en_tetes_d_une_page_ne_sont_pas_un_autre_tableau():
    un, _ = PALIERS
    ecoles = [["22", "100", "70", "30", "69", "31"]] * 60
    page = _tableau(un, *ecoles)
    lectures = reconnaitre(ORIENTATION, [Dessinee("Bilan", [*page, [None], *page[1:]])])
    assert len(lectures) == 1 and len(_lus(lectures)) == 240


def test_des_en_tetes_repetes_sous_la_meme_banniere_sont_ceux_d_une_page():
    un, _ = PALIERS
    lignes = [
        *_tableau(un, ["22", "100", "70", "30", "69", "31"]),
        [None],
        *_tableau(un, ["35", "100", "60", "40", "60", "40"]),
    ]
    (lecture,) = reconnaitre(ORIENTATION, [Dessinee("Bilan", lignes)])
    lues = [r for r in deplier(lecture).enregistrements if r.get("demandes_definitives")]
    assert [(r["departement"], r["demandes_definitives"]) for r in lues] == [
        ("22", "70"),
        ("22", "30"),
        ("35", "60"),
        ("35", "40"),
    ]
