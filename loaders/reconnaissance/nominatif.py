"""Nothing personal enters: what makes a column look as if it named people."""

import re

from loaders.reconnaissance.entetes import plier

_ENTETES = re.compile(
    r"\b(ine|nir|nom|noms|prenom|prenoms|initiales?|naissance|ne e? le|date naiss\w*|adresse|telephone|tel|portable"
    r"|mel|mail|e mail|email|courriel|numero de securite sociale|n secu|identifiant eleve|nom de famille|nom eleve"
    r"|responsable legal|num national)\b|^(jeune|eleve|beneficiaire|demandeur)$"
)
# One of these alone, in a table that no source explains, is enough to know that its lines are people.
_CERTAINES = re.compile(
    r"\b(ine|nir|initiales?|prenoms?|nom de famille|nom (du |de l |de la )?(jeune|eleve)|(date de )?naissance|ne e? le"
    r"|numero de securite sociale|n secu|identifiant eleve)\b|^(jeune|eleve|beneficiaire|demandeur)$"
)
_ETABLISSEMENT = re.compile(
    r"\b(etablissement|etab|college|lycee|commune|structure|formation|departement|plateforme)\b"
)
# « Espérance de vie à la naissance » is a measure.
_A_LA_NAISSANCE = re.compile(r"\ba la naissance\b")
# One of these, and the header speaks of someone whose trade it is to be reached.
_ROLES = re.compile(
    r"\b(responsable|president\w*|direct\w+|contact|referente?s?|correspondant\w*|interlocut\w+|conseill\w+"
    r"|gestionnaire|charge\w* de|pilote|coordonn\w+|chef\w*|saisi\w*)\b"
)
# An INE, an e-mail address, a NIR, a telephone number: read by DuckDB over whole columns.
VALEURS = (
    r"([0-9]{9}[A-HJ-Z]{2}|[0-9]{10}[A-HJ-Z]|[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}|[12][0-9]{2}(0[1-9]|1[0-2])[0-9AB]{8,10}"
    r"|0[1-9]([ .]?[0-9]{2}){4})"
)
VALEURS_LUES = re.compile(VALEURS)
ASSEZ = 2
_CIVILITE = re.compile(r"\b(M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr)\s+\S", re.IGNORECASE)
_INITIALE = re.compile(r"^([^\W\d_]\.\s?-?)+\s?[^\W\d_]{3,}|^[^\W\d_]{3,}\s([^\W\d_]\.\s?-?)+$")
_MOT_PROPRE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(['’-][A-ZÀ-Ý][a-zà-ÿ]+)*|[A-ZÀ-Ý]{3,}(-[A-ZÀ-Ý]{3,})*")
_PARTICULES = {"de", "du", "des", "d", "le", "la", "les", "Le", "La", "De", "Du", "El", "Ben"}
# One of these, and the words name a service.
_SERVICES = re.compile(
    r"\b(academi\w*|agence|apec|assistance|bureau|cabinet|cap|carif|cellule|centre|cfa|chambre|charge\w*|chef\w*|cio"
    r"|college|comite|conseil|crefop|crij|csaio|daio|delegation|departement\w*|depp|direction|draio|dreets|dronisep"
    r"|dsden|equipe|etat|france|groupe|info|inspection|lycee|ministere|mission|missions|observatoire|onisep|oref|pole"
    r"|plateforme|prefecture|psad|rectorat|region\w*|reseau|saio|scuio|secretaria\w*|service\w*|sgar|siec|spro"
    r"|universite)\b"
)


def entete_nominative(entete: str) -> bool:
    """Whether a header announces personal data (a school's name or address does not)."""
    pliee = _A_LA_NAISSANCE.sub("", plier(entete))
    return bool(_ENTETES.search(pliee)) and not _ETABLISSEMENT.search(pliee)


def decrit_des_personnes(entetes: list[str]) -> list[str]:
    """The headers of a row by which its table tells people one by one; empty where it does not."""
    suspects = [e for e in entetes if entete_nominative(e)]
    certaine = any(_CERTAINES.search(plier(e)) for e in suspects)
    return suspects if len(suspects) >= 2 or (certaine and len(entetes) >= 2) else []


def liste_de_personnes(entetes: list[str]) -> list[str]:
    """The headers by which each line is a person, whatever else it holds: a birth, initials, an INE, that are not those
    of someone to reach; empty where there are none."""
    suspects = [e for e in entetes if entete_nominative(e) and not _ROLES.search(plier(e))]
    return suspects if any(_CERTAINES.search(_A_LA_NAISSANCE.sub("", plier(e))) for e in suspects) else []


def nom_de_personne(texte: str) -> bool:
    """Whether a text that should name a service reads as someone's name: a civility, an initial, two or three names.

    Two letters never do, nor a single word; a name that holds a service's word (« Secrétariat ») is a service's.
    """
    texte = texte.strip()
    if _CIVILITE.search(texte):
        return True
    if _SERVICES.search(plier(texte)):
        return False
    if _INITIALE.search(texte):
        return True
    mots = [m for m in texte.split() if m not in _PARTICULES]
    propres = len(mots) in (2, 3) and all(_MOT_PROPRE.fullmatch(m) for m in mots)
    seul = len(mots) == 1 and len(texte.split()) > 1 and bool(_MOT_PROPRE.fullmatch(mots[0]))
    return (propres or seul) and any(c.islower() for c in "".join(mots))
