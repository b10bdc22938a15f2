"""A convention's text is read from what officers really send, and cut where its headings say so."""

import zipfile
from pathlib import Path

import pytest
from fabrique import deposer

from loaders.ouverture.articles import Piece, decouper
from loaders.ouverture.texte_convention import lire_texte
from loaders.refus import Refus

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(chemin: Path, corps: str, **parties: str) -> Path:
    """A Word document made of this body and of these other parts."""
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {NS}><w:body>{corps}</w:body></w:document>")
        for nom, xml in parties.items():
            archive.writestr(f"word/{nom}.xml", f"<w:{nom} {NS}>{xml}</w:{nom}>")
    return chemin


def p(texte: str, proprietes: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{proprietes}</w:pPr>' if proprietes else ''}<w:r><w:t>{texte}</w:t></w:r></w:p>"


def pdf(chemin: Path, *pages: list[str]) -> Path:
    """A PDF whose pages hold these lines, in a font of every reader."""
    objets = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objets.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    enfants = []
    for lignes in pages:
        dessin = "BT /F1 11 Tf 14 TL 60 780 Td " + " ".join(f"({x}) Tj T*" for x in lignes) + " ET"
        octets = dessin.encode("cp1252")
        objets.append(f"<< /Length {len(octets)} >>\nstream\n{dessin}\nendstream")
        objets.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objets)} 0 R >>"
        )
        enfants.append(f"{len(objets)} 0 R")
    objets[1] = f"<< /Type /Pages /Kids [{' '.join(enfants)}] /Count {len(enfants)} >>"
    sortie, places = b"%PDF-1.4\n", []
    for n, objet in enumerate(objets, start=1):
        places.append(len(sortie))
        sortie += f"{n} 0 obj\n{objet}\nendobj\n".encode("cp1252")
    table = "".join(f"{x:010} 00000 n \n" for x in places)
    fin = f"xref\n0 {len(objets) + 1}\n0000000000 65535 f \n{table}"
    fin += f"trailer << /Size {len(objets) + 1} /Root 1 0 R >>\nstartxref\n{len(sortie)}\n%%EOF"
    chemin.write_bytes(sortie + fin.encode())
    return chemin


class TestDecoupage:
    """Articles are cut at their headings, and at nothing else."""

    def test_les_ecritures_d_un_titre_d_article(self):
        texte = """Entre l’État et la Région,
Vu l’article 3 de la loi,
Article 1er – Objet
La convention fixe les conditions.
Article 3 du décret susvisé : il s’applique.
ARTICLE 2 : DURÉE
Un an.
Art. 3. De la gouvernance
Un comité.
Article 4
Suivi et bilan
Un bilan est remis.
Article 4 bis – Données
Elles sont partagées.
Annexe 1 – Liste des CIO
Port-Blanc
ANNEXE 2
Calendrier
Juin"""
        assert decouper(texte.split("\n")) == [
            Piece("préambule", "0", "", "Entre l’État et la Région,\nVu l’article 3 de la loi,"),
            Piece("article", "1", "Objet", "La convention fixe les conditions.\n"
                  "Article 3 du décret susvisé : il s’applique."),
            Piece("article", "2", "DURÉE", "Un an."),
            Piece("article", "3", "De la gouvernance", "Un comité."),
            Piece("article", "4", "Suivi et bilan", "Un bilan est remis."),
            Piece("article", "4 bis", "Données", "Elles sont partagées."),
            Piece("annexe", "1", "Liste des CIO", "Port-Blanc"),
            Piece("annexe", "2", "Calendrier", "Juin"),
        ]  # fmt: skip

    def test_un_sommaire_ne_double_pas_les_articles(self):
        texte = "Article 1 – Objet ........ 2\nArticle 2 – Durée ........ 3\nTITRE I – Cadre\nArticle 1 – Objet\n"
        texte += "Le texte.\nArticle 2 – Durée\nUn an."
        assert [(x.numero, x.titre, x.texte) for x in decouper(texte.split("\n"))] == [
            ("1", "Objet", "Le texte."),
            ("2", "Durée", "Un an."),
        ]

    def test_deux_articles_de_meme_numero_sont_gardes_tous_les_deux(self):
        texte = "Article 2 – Durée\nUn an, reconduit.\nArticle 2 – Bilan\nEn juin."
        assert [(x.numero, x.titre) for x in decouper(texte.split("\n"))] == [("2", "Durée"), ("2 (2)", "Bilan")]

    @pytest.mark.parametrize(
        "phrase",
        ["Article L. 6111-3 du code du travail", "article 5 et suivants", "Annexes et pièces jointes",
         "Article 7 de la présente convention, les parties conviennent de se réunir chaque semestre."],
    )  # fmt: skip
    def test_une_phrase_qui_cite_un_article_n_est_pas_un_titre(self, phrase):
        (seul,) = decouper(["Article 1 – Objet", "Début.", phrase])
        assert phrase in seul.texte

    def test_un_texte_sans_titre_est_un_seul_article_et_un_texte_vide_aucun(self):
        assert decouper(["Les parties conviennent."]) == [Piece("article", "1", "", "Les parties conviennent.")]
        assert decouper(["", "  "]) == []


class TestWord:
    """A Word document is read as its reader sees it once changes are accepted."""

    def test_paragraphes_et_tableaux_dans_l_ordre(self, tmp_path):
        cellules = "".join(f"<w:tc>{p(x)}</w:tc>" for x in ("CIO", "Accueil"))
        corps = p("Article 1 – Objet") + f"<w:tbl><w:tr>{cellules}</w:tr></w:tbl>" + p("La fin de l’article premier.")
        lu = lire_texte(docx(tmp_path / "c.docx", corps))
        assert lu.lignes == ("Article 1 – Objet", "CIO | Accueil", "La fin de l’article premier.")
        assert lu.constats == ()

    def test_un_tableau_dans_un_tableau_se_lit_une_fois(self, tmp_path):
        """22 levels gave 170 million characters: each was read again by every one that held it."""
        corps = p("Le fond du tableau le plus profond")
        for rang in range(22):
            corps = f"<w:tbl><w:tr><w:tc>{p(f'n{rang}')}{corps}</w:tc></w:tr></w:tbl>"
        (ligne,) = lire_texte(docx(tmp_path / "c.docx", corps)).lignes
        assert ligne.split() == [
            *(f"n{rang}" for rang in reversed(range(22))),
            *["Le", "fond", "du", "tableau", "le", "plus", "profond"],
        ]

    def test_une_rangee_ou_une_cellule_sous_enveloppe_est_lue(self, tmp_path):
        texte = p("Accueil de tous les publics, sans rendez-vous")
        cellule = f"<w:sdt><w:sdtContent><w:tc>{texte}</w:tc></w:sdtContent></w:sdt>"
        rangee = f"<w:ins><w:tr><w:tc>{p('CIO')}</w:tc>{cellule}</w:tr></w:ins>"
        assert lire_texte(docx(tmp_path / "c.docx", f"<w:tbl>{rangee}</w:tbl>")).lignes == (
            "CIO | Accueil de tous les publics, sans rendez-vous",
        )

    def test_les_modifications_suivies_sont_lues_acceptees_et_c_est_dit(self, tmp_path):
        corps = p("Article 1 – Objet de la convention annuelle") + (
            "<w:p><w:r><w:t>Un bilan </w:t></w:r><w:del><w:r><w:delText>annuel</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>semestriel</w:t></w:r></w:ins><w:r><w:t> est remis.</w:t></w:r></w:p>"
        )
        lu = lire_texte(docx(tmp_path / "c.docx", corps))
        assert lu.lignes[1] == "Un bilan semestriel est remis."
        assert "2 modifications suivies" in lu.constats[0] and "acceptées" in lu.constats[0]

    def test_un_numero_ecrit_par_word_est_rendu(self, tmp_path):
        titre = '<w:pStyle w:val="Titre1"/>'
        niveau = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1 –"/></w:lvl>'
        )
        numerotation = (
            f'<w:abstractNum w:abstractNumId="7">{niveau}</w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
        )
        style = '<w:style w:styleId="Titre1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        corps = (
            p("Objet", titre)
            + p("La convention fixe les conditions.")
            + p("Durée", titre)
            + p("Un an, du 1er janvier.")
        )
        lu = lire_texte(docx(tmp_path / "c.docx", corps, numbering=numerotation, styles=style))
        assert [(x.numero, x.titre) for x in decouper(lu.lignes)] == [("1", "Objet"), ("2", "Durée")]


class TestPdf:
    """A PDF that holds text is read line by line; one made of pictures is refused."""

    def test_les_lignes_coupees_par_la_page_redeviennent_des_paragraphes(self, tmp_path):
        entete = "Convention – projet 2"
        lu = lire_texte(
            pdf(
                tmp_path / "c.pdf",
                [entete, "Article 1er – Objet", "La convention fixe les conditions dans lesquelles l’État coor-",
                 "donnent leur action.", "1 / 3"],
                [entete, "Article 2 – Durée", "Elle court du 1er janvier", "au 31 décembre.", "2 / 3"],
                [entete, "Article 3 – Bilan", "Un bilan commun est remis en juin.", "3 / 3"],
            )
        )  # fmt: skip
        assert [(x.numero, x.titre, x.texte) for x in decouper(lu.lignes)] == [
            (
                "1",
                "Objet",
                "La convention fixe les conditions dans lesquelles l’État coordonnent leur action.",
            ),
            ("2", "Durée", "Elle court du 1er janvier au 31 décembre."),
            ("3", "Bilan", "Un bilan commun est remis en juin."),
        ]
        assert entete in lu.constats[0]

    def test_un_pdf_numerise_est_refuse(self, tmp_path):
        with pytest.raises(Refus, match=r"« scan\.pdf » est un PDF numérisé.*docx"):
            lire_texte(pdf(tmp_path / "scan.pdf", [], []))


@pytest.mark.parametrize(
    ("nom", "contenu", "code"),
    [
        ("c.docx", b"PK\x03\x04abime", "illisible"),
        ("c.pdf", b"%PDF-1.4 abime", "illisible"),
        ("c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format"),
        ("c.txt", b"Article 1", "format"),
    ],
)
def test_ce_qui_n_est_pas_lisible_est_refuse_par_une_phrase(tmp_path, nom, contenu, code):
    with pytest.raises(Refus) as refus:
        lire_texte(deposer(tmp_path, contenu, nom))
    assert refus.value.code == code and f"« {nom} »" in refus.value.message


def test_une_bombe_xml_est_refusee(tmp_path):
    chemin = tmp_path / "b.docx"
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    with pytest.raises(Refus, match="plus grand qu’une convention"):
        lire_texte(chemin)
    entites = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>'
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("word/document.xml", entites)
    with pytest.raises(Refus) as refus:
        lire_texte(chemin)
    assert refus.value.code == "illisible"


def test_un_document_word_sans_texte_et_un_fichier_absent(tmp_path):
    with pytest.raises(Refus, match="ne contient pas de texte"):
        lire_texte(docx(tmp_path / "v.docx", p(" ")))
    with pytest.raises(Refus, match="introuvable"):
        lire_texte(tmp_path / "absent.docx")
