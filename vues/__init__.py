"""A reader, a base and choices come in; the view and its figures come out. No Streamlit."""

from vues.lecteur import Lecteur, lecteur_courant
from vues.vue import Lieu, Vue

__all__ = ["Lecteur", "Lieu", "Vue", "lecteur_courant"]
