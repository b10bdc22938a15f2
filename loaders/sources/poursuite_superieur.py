"""Bacheliers who go on to higher education, by académie of the bac, série and sex (SIES open data, 2010 on)."""

from loaders.declaration import Colonne, Periode, Signal, Source
from loaders.sources._colonnes import SESSION

_FORMATIONS = {
    "universite": "poursuivant à l'université (hors IUT)",
    "iut": "poursuivant en IUT",
    "cpge_prive": "poursuivant dans une CPGE du secteur privé",
    "cpge_public": "poursuivant dans une CPGE du secteur public",
    "sts_inconnu": "poursuivant en STS (secteur non renseigné)",
    "sts_prive": "poursuivant en STS dans le secteur privé",
    "sts_public": "poursuivant en STS dans le secteur public",
    "autre_inconnu": "poursuivant dans une autre formation (secteur non renseigné)",
    "autre_prive": "poursuivant dans une autre formation du secteur privé",
    "autre_public": "poursuivant dans une autre formation du secteur public",
}
_LIEUX = {
    "autre": "dans une académie différente de celle d'obtention de leur baccalauréat",
    "meme": "dans la même académie que celle d'obtention de leur baccalauréat",
}
_COMPTES = {f"{f}_{lieu}": f"Néo-bacheliers {debut} {fin}"
            for f, debut in _FORMATIONS.items() for lieu, fin in _LIEUX.items()}  # fmt: skip
_SOMMES = {lieu: " + ".join(f"{f}_{lieu}" for f in _FORMATIONS) for lieu in _LIEUX}

SOURCE = Source(
    id="poursuite_superieur",
    titre="Poursuite des bacheliers dans l’enseignement supérieur, par académie",
    producteur="SIES",
    table="poursuite_superieur",
    colonnes=(
        SESSION.avec("Rentrée / Session", "Rentrée", vue="2010 à 2021"),
        Colonne("academie", ("Code académie du Bac",), "code", remplie=True, vue="« A09 » : A et le code BCN"),
        Colonne("type_bac", ("Série du bac",), remplie=True,
                valeurs={"général": ("Bac général",), "technologique": ("Bac technologique",),
                         "professionnel": ("Bac professionnel",)}),
        Colonne("sexe", ("Genre", "Sexe"), remplie=True, valeurs={"F": ("Féminin",), "M": ("Masculin",)}),
        Colonne("bacheliers", ("Nombre total de bacheliers",), "nombre", remplie=True),
        *(Colonne(nom, (entete,), "nombre") for nom, entete in _COMPTES.items()),
    ),
    ignorees=("academie du bac", "code paysage structure de l academie", "donnees fictives"),
    cle=("academie", "type_bac", "sexe"),
    doublon="rejeter",
    periode=Periode("colonne", "session", "session {a}"),
    signaux=(
        Signal(
            "plus_que_bacheliers",
            f"{_SOMMES['meme']} + {_SOMMES['autre']} > bacheliers",
            "Plus de poursuites que de bacheliers : nombres du producteur, chargés tels quels.",
            "info",
            exemple=f"'ligne ' || ligne || ' : ' || round({_SOMMES['meme']} + {_SOMMES['autre']})::INTEGER || ' pour ' "
            "|| bacheliers::INTEGER || ' bacheliers'",
        ),
    ),
    faits={
        "academie": "regexp_replace(academie, '^A', '')",
        "poursuivent_meme_academie": _SOMMES["meme"],
        "poursuivent_autre_academie": _SOMMES["autre"],
        "poursuivent": f"{_SOMMES['meme']} + {_SOMMES['autre']}",
    },
)  # fmt: skip
