"""What a canonical table is: a name, the columns that tell its rows apart, the numbers that are summed."""

from dataclasses import dataclass

# Every fact row carries these: where it comes from, then where and when it stands.
COMMUNES = {
    "source": "VARCHAR",
    "lot": "VARCHAR",
    "feuille": "VARCHAR",
    "lignes": "INTEGER[]",
    "campagne": "INTEGER",
    "periode": "VARCHAR",
    "etablissement": "VARCHAR",
    "commune": "VARCHAR",
    "departement": "VARCHAR",
    "academie": "VARCHAR",
    "region_academique": "VARCHAR",
    "region": "VARCHAR",
}


@dataclass(frozen=True)
class Perimetre:
    """A territory that no national list names and that the rows of a table do: columns of its code and of its label.

    `liste`: the table lists the territories of that level, its labels come first. A table that holds several levels
    says its own in `niveau`.
    """

    niveau: str
    code: str
    libelle: str
    liste: bool = False

    @property
    def rang(self) -> int:
        """Whose label is kept where several tables name one territory: a list, a label, a name used as a code."""
        return 0 if self.liste else 1 + (self.code == self.libelle)


@dataclass(frozen=True)
class Table:
    """A canonical table, one row per finest unit that a source gives; COMMUNES are understood.

    `dimensions` are read as a column of SQL, VARCHAR where no type is written; `mesures` are whole numbers: a measure
    is summed over the duplicates of a key, a dimension is not. Where a sender writes « <5 » a measure is unknown, and
    its bounds stand in one more column (`store.intervalles`). `situe_des_territoires`: a territory or a campagne is
    offered to the reader once a row of the table is there; a list that only serves to read the others offers nothing.
    """

    nom: str
    dimensions: str
    mesures: str = ""
    perimetres: tuple[Perimetre, ...] = ()
    situe_des_territoires: bool = True

    @property
    def types(self) -> dict[str, str]:
        """Name of each dimension → its SQL type, in order."""
        ecrites = (d.split() for d in self.dimensions.split(","))
        return {nom: " ".join(genre) or "VARCHAR" for nom, *genre in ecrites}

    @property
    def noms_mesures(self) -> tuple[str, ...]:
        """The names of the measures, in order."""
        return tuple(m.strip() for m in self.mesures.split(",") if m.strip())
