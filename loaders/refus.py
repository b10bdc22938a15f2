"""Why a file was turned down, in words its sender can act upon."""

from __future__ import annotations


class Refus(Exception):
    """A file or a table that cannot be taken in.

    `code` is a stable word for programs, `message` a French sentence that names the file, what was
    expected, what was found and what to do, `details` further sentences (never the cells themselves).
    """

    def __init__(self, code: str, message: str, details: list[str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = list(details or [])
