"""Senders expected of a source that no list names: since when, until when, and why no longer."""

from loaders.declaration import Colonne, Controle, Periode, Source
from loaders.sources._colonnes import DATE
from loaders.sources._spro import NOM_SERRE

# Sources whose senders are one by one neither territories nor told by the file itself.
SOURCES_DECLAREES = {
    "scuio": ("SCUIO-IP", "SCUIO", "Activité des SCUIO-IP", "universités", "université"),
    "activite_cio": ("CIO", "Activité des CIO"),
    "mission_locale": ("missions locales", "mission locale", "ML", "Activité des missions locales"),
}

SOURCE = Source(
    id="emetteur_attendu",
    titre="Émetteurs attendus : universités, CIO, missions locales",
    producteur="Secrétariat du CREFOP",
    table="emetteur_attendu",
    colonnes=(
        Colonne("source_attendue", ("Source attendue",), remplie=True, valeurs=SOURCES_DECLAREES, exemple="scuio",
                definition="La source que l’émetteur envoie, ou dans laquelle il répond."),
        Colonne("emetteur_libelle", ("Émetteur attendu", "Émetteur"), remplie=True, exemple="Université de Rennes",
                definition="Son nom, tel que son fichier l’écrit."),
        Colonne("code", ("Code de l’émetteur",), "code", obligatoire=False, exemple="",
                definition="Pour une mission locale, son code i-Milo ; vide pour les autres."),
        Colonne("departement", ("Département de l’émetteur", "Département"), "code", remplie=True, exemple="35",
                definition="Département de son siège."),
        Colonne("depuis", ("Attendu depuis",), "campagne", obligatoire=False, exemple="2024",
                definition="Première campagne attendue (2025-2026 est 2026) ; vide : depuis toujours."),
        Colonne("jusqu_a", ("Attendu jusqu’à",), "campagne", obligatoire=False, exemple="2026",
                definition="Dernière campagne attendue ; vide : toujours attendu."),
        Colonne("raison", ("Raison",), obligatoire=False, exemple="fermeture",
                definition="Pourquoi il n’est plus attendu : fusion avec…, fermeture…"),
        DATE.avec("Déclaré le", exemple="27/11/2026", definition="Jour de la déclaration ou de la réponse."),
    ),
    ignorees=("donnees fictives", "observations?|commentaires?"),
    cle=("source_attendue", "emetteur"),
    partition=("source_attendue", "emetteur"),
    doublon="rejeter",
    periode=Periode("calcul", "déclaration", "déclaré en {a}", sql="year(date)"),
    controles=(
        Controle("attendu_a_rebours", "jusqu_a < depuis", "« Attendu jusqu’à » : avant « Attendu depuis »"),
        Controle("sans_raison", "jusqu_a IS NOT NULL AND raison IS NULL",
                 "« Raison » : un émetteur qui n’est plus attendu dit pourquoi (fusion, fermeture…)"),
        Controle("sans_code", "source_attendue = 'mission_locale' AND code IS NULL",
                 "« Code de l’émetteur » : une mission locale se déclare par son code i-Milo"),
    ),
    faits={"emetteur": f"ifnull(code, {NOM_SERRE.format('emetteur_libelle')})", "emetteurs": "1"},
)  # fmt: skip
