"""The server of the dashboard: `app.py`, every answer of which forbids the browser any other origin.

`streamlit run serveur.py` (what `run.py` does). Streamlit runs an `st.App` with the middleware that it is given;
`streamlit run app.py` serves the same pages without these headers.
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import panne
from ui.copier import CODE

_ACCUEIL = Path(st.__file__).parent / "static" / "index.html"
_ECRIT_DEDANS = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _empreinte(script: str) -> str:
    condense = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{condense}'"


def politique() -> str:
    """The Content-Security-Policy: this server and nothing else; of scripts, its files and those known by print."""
    scripts = [CODE, *_ECRIT_DEDANS.findall(_ACCUEIL.read_text(encoding="utf-8"))]
    regles = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *map(_empreinte, scripts)]),
        "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write their styles in the page
        "img-src": "'self' data: blob:",  # a chart that is copied passes by an image of its own
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'none'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{nom} {valeur}" for nom, valeur in regles.items())


ENTETES = {
    "Content-Security-Policy": politique(),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Entetes:
    """ASGI middleware that puts `ENTETES` on every answer, in place of those that it would have."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self._mis = [(nom.lower().encode(), valeur.encode()) for nom, valeur in ENTETES.items()]
        self._noms = {nom for nom, _ in self._mis}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, the headers put on what starts the answer."""

        async def envoyer(message: Message) -> None:
            if message["type"] == "http.response.start":
                gardes = [(n, v) for n, v in message.get("headers", ()) if n.lower() not in self._noms]
                message = {**message, "headers": [*gardes, *self._mis]}
            await send(message)

        await self.app(scope, receive, envoyer)


panne.poser()
app = st.App(Path(__file__).resolve().parent / "app.py", middleware=[Middleware(Entetes)], on_script_error=panne.dire)
