"""What every command line of the project shares: arguments refused in French, streams in UTF-8."""

import argparse
import io
import os
import re
import sys

_ARGPARSE = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"arguments inconnus : \1"),
    (r"argument (.*): expected (?:one|at least one) argument", r"\1 : une valeur est attendue"),
    (r"argument (.*): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 inconnu ; attendu l’un de \3"),
    (r"ambiguous option: (.*) could match (.*)", r"option ambiguë : \1 peut être \2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 : ne prend pas de valeur (reçu : \2)"),
    (r"argument (.*): (.*)", r"\1 : \2"),
)


class Analyseur(argparse.ArgumentParser):
    """A parser of arguments that says in French what it cannot use; exit code 2."""

    def error(self, message: str):
        for anglais, francais in _ARGPARSE:
            message = re.sub(f"^{anglais}$", francais, message)
        usage = self.format_usage().replace("usage:", "Usage :")
        self.exit(2, f"{usage}Commande mal écrite : {message}. Voir {self.prog} --help.\n")


def ecrire_en_utf8() -> None:
    """Have both output streams write UTF-8, whatever the console is."""
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, io.TextIOWrapper):
            flux.reconfigure(encoding="utf-8", errors="replace")


def lecteur_parti() -> int:
    """The exit code where the reader of the pipe has gone (« | head »): nothing is wrong, and the interpreter must
    not say so at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
