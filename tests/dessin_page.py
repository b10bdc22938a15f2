"""A page opened as a reader would, on the base that BASES names, and the text that it shows."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

RACINE = Path(__file__).resolve().parents[1]


def ouvrir(page: str, **adresse: str) -> AppTest:
    """The page of that name, run with these choices in its address; fails if it raises."""
    application = AppTest.from_file(str(RACINE / "app.py"), default_timeout=90).run()
    application.switch_page(f"pages/{page}.py")
    for cle in list(application.query_params):
        del application.query_params[cle]
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    return relancer(application)


def relancer(application: AppTest) -> AppTest:
    """Run the page again; fails if it raises."""
    application.run()
    assert not application.exception, [e.value for e in application.exception]
    return application


def textes(application: AppTest) -> str:
    """Titles, headers and texts of the page, with ordinary spaces."""
    blocs = [e.proto.body for e in application.get("html") if "<style>" not in e.proto.body]
    titres = [e.value for genre in ("title", "header") for e in application.get(genre)]
    return "\n".join([*titres, *blocs]).replace("\u00a0", " ").replace("\u202f", " ")
