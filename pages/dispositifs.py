"""Dispositifs jeunes : ce qui est offert, qui entre, comment l’on sort, où rien n’existe."""

from ui import page

page.afficher("dispositifs")
