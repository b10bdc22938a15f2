"""What is said becomes what is seen: each part in its place, each row with its role, each file under its name."""

from types import SimpleNamespace

import pytest

from blocs.modele import Carte, Definition, Tableau, colonnes, groupe, ligne
from blocs.texte import texte
from charts.format import typo
from ui import html, montrer


def test_une_ligne_porte_la_classe_de_son_role():
    rangees = ligne("Bretagne", "12", role="c"), ligne("France", "34", role="r"), ligne("Var", "5")
    t = Tableau("Vœux", colonnes("Territoire", "Vœux 1"), (groupe("CAP"), *rangees))
    dit = html.de_tableau(t)
    for nom, n, role in (("Bretagne", "12", "c"), ("France", "34", "r"), ("Var", "5", "")):
        assert f'<tr class="{role}"><th scope="row">{nom}</th><td>{n}</td></tr>' in dit
    assert '<tr class="g"><th scope="colgroup" colspan="2">CAP</th></tr>' in dit


def test_une_carte_se_lit_de_son_titre_a_ses_notes():
    c = Carte("Pression", texte("1,20"), n=texte("120 vœux"), lignes=(("Repère", texte("Écart marqué")),),
              notes=(texte("Seuil à valider"),))  # fmt: skip
    dit = html.de_cartes((c,)).replace("\u00a0", " ")
    places = [dit.index(x) for x in ("Pression", "1,20", "120 vœux", "Écart marqué", "Seuil à valider")]
    assert places == sorted(places)


@pytest.mark.parametrize(("gardes", "lues"), [(("Lire avec soin.",), "<ul><li>Lire avec soin.</li></ul>"), ((), None)])
def test_une_definition_dit_ses_mises_en_garde(gardes, lues):
    dit = html.de_definition(Definition("i", "Combien ?", "Somme.", gardes))
    assert lues in dit if lues else "<ul>" not in dit


LECTURE = "En Bretagne, 0,96 vœu 1. Couverture : 81,5 % des vœux 1."


def bloc() -> SimpleNamespace:
    return SimpleNamespace(cle="voeux_places", fichier="voeux_places_region_53_2022", lecture=LECTURE, champ="Le champ",
                           source="La source", periode="La période", notes=(texte("La note."),), definitions=(),
                           passeport=(), graphique=None, titre="T")  # fmt: skip


def test_la_note_dit_la_lecture_le_champ_la_source_et_la_periode(monkeypatch):
    ecrits = []
    monkeypatch.setattr(montrer.st, "html", ecrits.append)
    montrer._note(None, bloc(), None)
    (dit,) = ecrits
    assert dit.replace("\u00a0", " ") == (
        '<div class="cf cf-note"><p><b>Lecture</b> : En Bretagne, 0,96 vœu 1. Couverture : 81,5 % des vœux 1.</p>'
        "<p><b>Champ</b> : Le champ. <b>Source</b> : La source. <b>Période</b> : La période. La note.</p></div>"
    )


def test_la_phrase_copiee_est_la_lecture_et_un_fichier_porte_le_nom_du_bloc_et_de_sa_vue(monkeypatch):
    noms, copiees = [], []
    monkeypatch.setattr(montrer.st, "download_button", lambda *a, file_name, **k: noms.append(file_name))
    monkeypatch.setattr(montrer.st, "container", lambda **k: montrer.st.empty())
    monkeypatch.setattr(montrer.st, "button", lambda *a, **k: False)
    monkeypatch.setattr(montrer.copier, "copier_phrase", lambda cle, dit: copiees.append(dit))
    monkeypatch.setattr(montrer.copier, "copier_graphique", lambda *a: None)
    monkeypatch.setattr(montrer.style, "jetons", lambda: {"fond": "#FFFFFF"})
    montrer._sorties(None, bloc(), None)
    assert noms == [f"voeux_places_region_53_2022.{e}" for e in ("png", "svg", "csv", "xlsx")]
    assert copiees == [typo(LECTURE)]
