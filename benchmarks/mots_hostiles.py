"""Des mots qui seraient autre chose que des mots, dans chaque texte libre d'une base ; et de quoi voir qu'ils n'en
sont pas. Chacun est écrit entre deux marques (`SIGNE`) : où il se montre, on sait s'il se montre entier.
"""

import html
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import duckdb

from store.bases import base_courante

ATTAQUES = (
    "<img src=http://evil.example/x onerror=alert(1)>", "<script>alert(1)</script>", "</table></div>", "<br>",
    '<a href="http://evil.example">x</a>', "<b>x</b>", "<!-- x -->", '"><svg onload=alert(1)>', "' onclick='x()'",
    "&amp;lt; &lt;b&gt; &#60;", "{{x}} {0} %s", "javascript:alert(1)", "[x](http://evil.example)",
    "![](http://evil.example/p.png)", "$\\int x$ $$y$$", ":red[x] :small[y]", ":material/home: :material_home:",
    ":smile: :streamlit:", "**g** _i_ `c` ~~s~~", "# titre #", "- liste", "1. liste", "> dit", "---", "| a | b |",
    "https://evil.example/a", "www.evil.example", "a@evil.example mailto:b@evil.example", "a -> b -- c <= d",
    "[^1] [y]: http://evil.example", "\\*x\\* \\", "::note :x[y]{z=t}", "<https://evil.example>", "</style><style>*{}",
)  # fmt: skip
SIGNE = ("qzq", "zqz")
MOTS = tuple(f"{SIGNE[0]} {mot} {SIGNE[1]}" for mot in ATTAQUES)
_ENTRE = re.compile(f"{SIGNE[0]}(.*?){SIGNE[1]}", re.DOTALL)
_JOINT = "\u2060"
# Ce qu’une base tient d’elle-même, ou d’une liste fermée : jamais ce qu’un émetteur écrit librement ; et « article »,
# dont les blocs séparent les numéros.
FERMEES = {
    "academie", "activite", "age", "article", "bassin_education", "cle", "cle_type", "code", "commune",
    "commune_par", "critere", "dans", "date_tour", "definition", "departement", "dispositif", "entrees",
    "etablissement", "etat", "filiere", "formation_code", "groupe", "id", "indicateur", "item", "items", "lot",
    "mefstat11", "message", "mesure", "metier", "mis_a_jour", "mission_locale", "modalite", "modalites", "nature",
    "niveau", "niveau_formation", "niveau_unite", "nom", "nomenclature", "objectif", "objet", "origine",
    "ouverture", "palier", "palier_entree", "partie", "perimetre", "periode", "phase", "piece", "prix",
    "producteur", "public", "region", "region_academique", "regions", "reponse", "reponses", "reprise", "reseau",
    "secteur", "selectivite", "serie", "severite", "sexe", "sha256", "situe_par", "source", "source_attendue",
    "statut", "suite_demande", "tour", "type_3e", "type_bac", "unite", "version", "voie",
}  # fmt: skip
# Mots d’une liste fermée dans une table, écrits librement dans celles-ci.
LIBRES = {
    ("chiffre_saisi", "definition"), ("chiffre_saisi", "producteur"), ("decrochage", "definition"),
    ("lot", "producteur"), ("preuve", "producteur"), ("ressource_information", "producteur"), ("moyens", "public"),
}  # fmt: skip


def empoisonner(bases: Path, dossier: Path) -> Path:
    """Copie d’un dossier de bases, un mot hostile après chaque texte libre, le même après le même texte."""
    copie = Path(shutil.copytree(bases, dossier / "bases"))
    with duckdb.connect(str(base_courante(copie))) as con:
        con.execute("SET VARIABLE mots = ?::VARCHAR[]", [list(MOTS)])
        con.execute(
            "CREATE TEMP MACRO hostile(v) AS CASE WHEN trim(v) <> '' THEN "
            f"v || ' ' || getvariable('mots')[1 + (hash(v) % {len(MOTS)})::INT] ELSE v END"
        )
        for table, colonne, genre in colonnes_libres(con):
            dit = f'list_transform("{colonne}", x -> hostile(x))' if genre.endswith("[]") else f'hostile("{colonne}")'
            con.execute(f'UPDATE "{table}" SET "{colonne}" = {dit} WHERE "{colonne}" IS NOT NULL')
    return copie


def colonnes_libres(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Table, colonne et type de chaque texte qu’un émetteur écrit librement."""
    lues = con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "JOIN duckdb_tables() USING (database_name, schema_name, table_name) "
        "WHERE data_type IN ('VARCHAR', 'VARCHAR[]') AND NOT temporary AND table_name NOT LIKE 'archive_%' "
        "AND table_name NOT IN ('derivee', 'version_schema')"
    ).fetchall()
    return [x for x in lues if x[1] not in FERMEES or x[:2] in LIBRES]


def nu(texte: str) -> str:
    """Les signes seuls d’un texte : sans espace, ni joint ; l’apostrophe est celle du clavier."""
    return re.sub(r"\s+", "", texte.replace(_JOINT, "").replace("’", "'"))


_ENTIERS = {nu(mot) for mot in ATTAQUES}


def mots_vus(texte: str) -> list[str]:
    """Les mots hostiles montrés dans un texte."""
    return [nu(x) for x in _ENTRE.findall(texte)]


def deformes(texte: str) -> list[str]:
    """Ceux qu’il montre autrement qu’ils n’ont été écrits."""
    return [x for x in mots_vus(texte) if x not in _ENTIERS]


# --- Ce qu’une porte a laissé sortir ------------------------------------------------------------------------------

_PERMIS = {
    "a", "abbr", "b", "br", "button", "caption", "dd", "del", "details", "div", "dl", "dt", "h2", "h3", "ins", "li",
    "p", "section", "span", "style", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTS = {
    "aria-hidden", "aria-label", "class", "colspan", "data-cf-fond", "data-cf-graphique", "data-cf-phrase", "href",
    "id", "role", "scope", "style", "tabindex", "target", "title", "type", "open",
}  # fmt: skip
_STYLES = {"font-weight:400", "white-space:nowrap"}
_VIDES = {"br"}


class _Lu(HTMLParser):
    """Du HTML tel qu’un navigateur le lit : ses mots, et ce qui n’est ni un mot ni une balise à nous."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.textes: list[str] = []
        self.fautes: list[str] = []
        self._ouvertes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.fautes += [] if tag in _PERMIS else [f"<{tag}>"]
        for nom, valeur in attrs:
            sur = nom in _ATTRIBUTS and (nom != "style" or valeur in _STYLES)
            sur = sur and (nom != "href" or re.fullmatch(r"\w*(\?[\w=&%.+*-]*)?", valeur or "") is not None)
            self.fautes += [] if sur else [f"{nom}={valeur}"]
            self.textes.append(valeur or "")
        if tag not in _VIDES:
            self._ouvertes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        attendue = self._ouvertes.pop() if self._ouvertes else None
        self.fautes += [] if tag == attendue else [f"</{tag}> au lieu de </{attendue}>"]

    def handle_data(self, data: str) -> None:
        self.textes.append(data)

    def handle_comment(self, data: str) -> None:
        self.fautes.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.fautes.append(f"<!{decl}>")

    unknown_decl = handle_pi = handle_decl

    def finir(self, texte: str) -> "_Lu":
        self.feed(texte)
        self.close()
        self.fautes += [f"<{x}> reste ouverte" for x in self._ouvertes]
        return self


def html_lu(texte: str) -> tuple[str, list[str]]:
    """Les mots que montre du HTML, et ce qu’il contient qui n’est pas de nous."""
    lu = _Lu().finir(texte)
    return " ".join(lu.textes), lu.fautes


_PIECE = re.compile(r"\\([!-/:-@\[-`{-~])|&#58;|(.)", re.DOTALL)
_ACTIF = re.compile(r"[\\`*_\[\]<~$&#|\n]|:(?=[\w:+/-])|^\s|\s$|^[-+>=]|^\d+[.)]")


def markdown_lu(texte: str) -> tuple[str, list[str]]:
    """Les mots que montre du Markdown, et les signes qui y seraient lus comme autre chose qu’eux-mêmes.

    Un signe échappé est lui-même pour l’analyseur ; ce qui cherche liens, icônes et flèches passe après et le voit.
    """
    montre = _PIECE.sub(lambda m: m[1] or m[2] or ":", texte)
    inerte = _PIECE.sub(lambda m: "\x00" if m[2] is None else m[2], texte)
    apres = re.findall(
        r"https?://[-.\w]|www\.|@\w|:streamlit:|:material_\w|(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)",
        montre,
        re.IGNORECASE,
    )
    return montre, [m[0] for m in _ACTIF.finditer(inerte)] + apres


def plotly_lu(texte: str) -> tuple[str, list[str]]:
    """Les mots que montre un graphique, et ses balises qui ne sont pas de nous : Plotly lit un peu de HTML."""
    balises = [x for x in re.findall(r"<[^>]*>?", texte) if x not in ("<b>", "</b>", "<br>")]
    return html.unescape(re.sub(r"</?b>|<br>", " ", texte)), balises
