"""Formations at a distance, told by the words of the file: set apart from the places that pupils can go to.

A single line of the CNED displays 2 400 to 3 400 places of a BTS, under the département of its offices.
"""

# « Vente à distance » is what a formation teaches, not how.
_MOTS = "replace(lower(strip_accents(concat_ws(' | ', etablissement_libelle, formation))), 'vente a distance', '')"
A_DISTANCE = f"regexp_matches({_MOTS}, '(^|[^a-z])(cned|cnpr)([^a-z]|$)|a distance|en distanciel')"
SUR_PLACE = f"NOT {A_DISTANCE}"
HORS_DISTANCE = "hors formations à distance (CNED, « en distanciel »)"
