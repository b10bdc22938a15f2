"""The canonical tables, each declared once, by theme; whatever lists tables or columns is derived from them."""

from store.tables import convention, decrochage, eleves, information, reperage, spro, superieur
from store.tables.declaration import Table

TABLES: tuple[Table, ...] = (
    *eleves.TABLES,
    *superieur.TABLES,
    *decrochage.TABLES,
    *spro.TABLES,
    *information.TABLES,
    *convention.TABLES,
    *reperage.TABLES,
)
