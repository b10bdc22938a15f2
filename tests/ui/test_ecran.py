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


CONSTANTES = "≠\nà unités constantes, 25 formations : 1,29 → 1,02"


def tableau(*cellules: str) -> Tableau:
    tetes = colonnes("Territoire", *(f"Nombre\n{i}" for i, _ in enumerate(cellules)))
    return Tableau("Vœux", tetes, (ligne("Côtes-d’Armor", *cellules),))


def test_une_cellule_qui_est_une_phrase_revient_a_la_ligne_un_nombre_jamais():
    dit = html.de_tableau(tableau("−20,1 %", CONSTANTES)).replace("\u00a0", "_")
    assert "<td>−20,1_%</td>" in dit
    assert "<td class=cf-l>≠<br>à unités constantes, 25 formations_: 1,29_→_1,02</td>" in dit
    assert "couv. 81,5_%" in html.de_texte(texte("couv. 81,5 %")).replace("\u00a0", "_")
    assert html.de_texte(texte("(n = 40 240)")) == "(n\u00a0=\u00a040\u202f240)"


@pytest.mark.parametrize(
    ("cellules", "a_cote"),
    [
        (("427", "419", "1,02\ncouv. 76,8 %"), True),
        (("427", "419", "1,02\ncouv. 76,8 %", CONSTANTES), False),  # a sentence beside four numbers
        (("427", CONSTANTES), True),
        (("44,1 pour 100", "44,1 pour 100", "44,1 pour 100"), False),  # each of about 90 px
        ((), True),
    ],
)
def test_un_tableau_qui_ne_tient_pas_a_cote_du_dessin_va_dessous(cellules, a_cote, monkeypatch):
    boites, traces = [], []
    boite = SimpleNamespace(container=lambda **k: boites.append(k) or montrer.st.empty())
    monkeypatch.setattr(montrer.st, "container", lambda **k: boite)
    monkeypatch.setattr(montrer.st, "html", lambda dit: None)
    monkeypatch.setattr(montrer, "_trace", lambda bloc, vue, clic, largeur: traces.append(largeur))
    montrer._dessin(montrer.Dessin(tableau(*cellules)), bloc(), None)
    assert (len(boites), traces) == ((2, [512]) if a_cote else (0, [600]))


@pytest.mark.parametrize(("combien", "boite"), [(6, False), (18, True)])
def test_un_tableau_plus_large_que_la_page_defile_dans_sa_boite(combien, boite):
    dit = html.de_tableau(tableau(*["1,05 (12 345)"] * combien))  # some 85 px a column
    assert dit.startswith('<div class="cf-travers" tabindex="0" role="region"') is boite


@pytest.mark.parametrize(("combien", "quatre"), [(3, False), (4, True), (5, False)])
def test_quatre_cartes_vont_par_deux(combien, quatre):
    dit = html.de_cartes(tuple(Carte("Pression", texte("1,20")) for _ in range(combien)))
    assert ("cf-quatre" in dit) == quatre and dit.count('class="cf-carte"') == combien


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
    monkeypatch.setattr(montrer.copier, "copier_phrase", copiees.append)
    monkeypatch.setattr(montrer.copier, "copier_graphique", lambda *a: None)
    monkeypatch.setattr(montrer.style, "jetons", lambda: {"fond": "#FFFFFF"})
    montrer._sorties(None, bloc(), None)
    assert noms == [f"voeux_places_region_53_2022.{e}" for e in ("png", "svg", "csv", "xlsx")]
    assert copiees == [typo(LECTURE)]
