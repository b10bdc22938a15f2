"""Nothing personal enters: what makes a column look as if it named people."""

import re

from loaders.entetes import plier

_ENTETES = re.compile(
    r"\b(ine|nir|nom|noms|prenom|prenoms|initiales?|naissance|ne e? le|date naiss\w*|adresse|telephone|tel|portable"
    r"|mel|mail|e mail|email|courriel|numero de securite sociale|n secu|identifiant eleve|nom de famille|nom eleve"
    r"|responsable legal|num national)\b"
)
# One of these alone, in a table that no source explains, is enough to know that its lines are people.
_CERTAINES = re.compile(
    r"\b(ine|nir|initiales?|prenoms?|nom de famille|nom (du |de l |de la )?(jeune|eleve)|(date de )?naissance|ne e? le"
    r"|numero de securite sociale|n secu|identifiant eleve)\b"
)
_ETABLISSEMENT = re.compile(
    r"\b(etablissement|etab|college|lycee|commune|structure|formation|departement|plateforme)\b"
)
# An INE, an e-mail address, a NIR, a telephone number: read by DuckDB over whole columns.
VALEURS = (
    r"([0-9]{9}[A-HJ-Z]{2}|[0-9]{10}[A-HJ-Z]|[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}|[12][0-9]{2}(0[1-9]|1[0-2])[0-9AB]{8,10}"
    r"|0[1-9]([ .]?[0-9]{2}){4})"
)
ASSEZ = 2


def entete_nominative(entete: str) -> bool:
    """Whether a header announces personal data (a school's name or address does not)."""
    pliee = plier(entete)
    return bool(_ENTETES.search(pliee)) and not _ETABLISSEMENT.search(pliee)


def decrit_des_personnes(entetes: list[str]) -> list[str]:
    """The headers of a row by which its table tells people one by one; empty where it does not."""
    suspects = [e for e in entetes if entete_nominative(e)]
    certaine = any(_CERTAINES.search(plier(e)) for e in suspects)
    return suspects if len(suspects) >= 2 or (certaine and len(entetes) >= 2) else []
