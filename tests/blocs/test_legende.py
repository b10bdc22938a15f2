"""Every short form that a table prints is explained in its block, once."""

import pytest

from blocs import legende
from blocs.catalogue import composer, declares, repeter, voir
from blocs.cellules import part, valeur_ou_motif
from blocs.modele import Note, Repli, Tableau, colonnes, ecrit, ligne
from blocs.texte import texte
from charts import format as fr
from vues import lecteur_courant
from vues.demande import Demande

SIGNES = dict(fr.MOTIFS.values()) | {"n.d.": "non disponible"}


def table(*cellules):
    return Tableau("t", colonnes("A"), tuple(ligne(c) for c in cellules))


def test_un_signe_sans_explication_recoit_la_sienne():
    (_, note), notes = legende.ajouter((table("n.t.", "12"),), ())
    assert notes == () and note.style == "note"
    assert [x.nu for x in note.contenu] == ["n.t. non transmis : attendu du producteur, non reçu."]
    parties, notes = legende.ajouter((table("///"), Note()), ())
    assert len(parties) == 2 and [n.nu for n in notes] == ["/// sans objet dans ce territoire."]


def test_un_signe_deja_explique_ne_l_est_pas_deux_fois():
    dit = texte("n.t. non transmis : attendu du producteur, non reçu.")
    assert legende.ajouter((table("n.t."), Note()), (dit,))[1] == (dit,)
    seuil = ecrit("n.s. : moins de 5 structures (seuil interne, à valider).")
    assert legende.ajouter((Repli("x", (table("n.s."),)), seuil), ())[0][1:] == (seuil,)
    assert legende.ajouter((table("12 n.t.", "N.T."),), ()) == ((table("12 n.t.", "N.T."),), ())


def test_ce_qui_n_a_pas_de_ligne_est_non_transmis_et_une_part_tue_ne_s_ecrit_pas():
    assert valeur_ou_motif(None, "part", 1).nu == "n.t." == valeur_ou_motif(None, "part", 1, float("nan")).nu
    assert valeur_ou_motif(None, "part", 1, "sans_objet").nu == "///"
    assert part({"part_depart": None}, "part_depart").nu == "n.d."
    assert fr.nombre(12) == "12" and part({"part_depart": 0.5}, "part_depart").nu == "50,0\u00a0%"


@pytest.mark.parametrize("lieu", [("region", "99"), ("france", "FR")])
def test_les_blocs_de_l_echantillon_expliquent_leurs_signes(base_echantillon, lieu):
    lecteur = lecteur_courant(base_echantillon)
    muets = []
    for ident, (page, declaree) in declares().items():
        vue = (
            None
            if declaree.sans_vue
            else voir(lecteur, page, Demande(dict(zip(("niveau", "territoire"), lieu, strict=True))))
        )
        for v in (vue,) if vue is None else repeter(vue, declaree):
            bloc = composer(v, ident)
            ecrits = " ".join((*(n.nu for n in bloc.notes), *bloc.messages)).replace("\u00a0", " ")
            lus = {c.nu.split("\n")[0] for t, _ in bloc.tableaux for x in t.lignes for c in x.cellules}
            cartes = any(t.titre == "Premiers chiffres" for t, _ in bloc.tableaux)
            muets += [
                (ident, s)
                for s in lus & set(SIGNES)
                if not cartes and f"{s} {SIGNES[s]}" not in ecrits and f"{s} :" not in ecrits
            ]
    assert muets == []
