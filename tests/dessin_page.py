"""A page opened as a reader would, on the base that BASES names, and the text that it shows."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

RACINE = Path(__file__).resolve().parents[1]


def demarrer(**adresse: str) -> AppTest:
    """The app on an address, not run yet."""
    application = AppTest.from_file(str(RACINE / "app.py"), default_timeout=120)
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    return application


def aller(nom: str, **adresse: str) -> AppTest:
    """The app opened on a page by its address, as a link opens it, whatever it shows."""
    application = demarrer(**adresse)
    application.switch_page(f"pages/{nom}.py")
    return application.run()


def ouvrir(page: str, **adresse: str) -> AppTest:
    """The page of that name, run with these choices in its address; fails if it raises."""
    return _sans_erreur(aller(page, **adresse))


def relancer(application: AppTest) -> AppTest:
    """Run the page again; fails if it raises."""
    return _sans_erreur(application.run())


def _sans_erreur(application: AppTest) -> AppTest:
    assert not application.exception, [e.value for e in application.exception]
    return application


def textes(application: AppTest) -> str:
    """Titles, headers and texts of the page, with ordinary spaces."""
    blocs = [e.proto.body for e in application.get("html") if "<style>" not in e.proto.body]
    titres = [e.value for genre in ("title", "header") for e in application.get(genre)]
    return "\n".join([*titres, *blocs]).replace("\u00a0", " ").replace("\u202f", " ")


def tout_le_texte(application: AppTest) -> str:
    """Everything that the page says, HTML and styles included, with ordinary spaces."""
    blocs = [e.proto.body for e in application.get("html")]
    titres = [e.value for genre in ("title", "header", "subheader", "markdown") for e in application.get(genre)]
    return "\n".join([*blocs, *titres]).replace("\u00a0", " ").replace("\u202f", " ")


def adresse_copiee(application: AppTest) -> dict[str, str]:
    """The address that a reader would copy."""
    return {cle: v[0] if isinstance(v, list) else v for cle, v in application.query_params.items()}
