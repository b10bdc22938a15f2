"""What the page « Lieux et activité du SPRO » opens with: who replied, networks by bassin, the charter."""

import pandas as pd

from blocs import cellules, phrases
from blocs.composition import absent, avec_graphique, cartes, constat, graphique, majuscule, motif
from blocs.constats import constat_presence
from blocs.modele import Bloc, Tableau, colonnes, groupe, ligne
from blocs.recit import termes_et_part
from blocs.texte import Texte, territoire, texte
from charts import format as fr
from charts.genres.matrice import Matrice
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

REPONSE_SPRO = "taux_reponse_spro"
RESEAUX = "reseaux_presents"
ETABLISSEMENTS_PROCHES = "couverture_lieux"
ELEVES = "couverture_lieux_eleves"
PRES = "20 km"
CHARTE = {
    "structures_signataires": "Signataires parmi les structures recensées",
    "structures_auditees": "Auditées parmi les structures recensées",
    "structures_conformes": "Conformes parmi les structures auditées",
}


def reponse(vue: Vue):
    """The reply rate of the region that holds the territory, None where it was not received."""
    return lignes.une(lignes.territoire(lignes.contenant(vue, REPONSE_SPRO), REPONSE_SPRO))


def choisis(vue: Vue) -> dict[str, str]:
    """The network and the opening that distances and maps are read for."""
    return {nom: vue.choisi(nom) for nom in ("reseau", "ouverture")}


def incomplet(couverture, quoi: str) -> str:
    """« Incomplet : 86,9 % … » where a coverage is below one; nothing where it is whole, « inconnue » if not known."""
    if fr.absent(couverture):
        return f"Complétude inconnue ({quoi}). "
    return f"Incomplet : {fr.part(couverture)} ({quoi}). " if couverture < 1 else ""


def couverture(lire, la: Vue, ident: str, choix: dict[str, str]) -> pd.DataFrame:
    """Coverage of the network chosen, by distance; `lire` is a function of `lignes`. Every network is read at once:
    another one is then one choice away."""
    table = lire(la, ident, par=("reseau", "distance"), ou={"ouverture": choix["ouverture"]})
    return table[table["reseau"] == choix["reseau"]] if "reseau" in table else table.iloc[:0]


def entete(vue: Vue) -> Bloc:
    """The page's title, the reply rate first, and the sentence under it."""
    la = lignes.contenant(vue, REPONSE_SPRO)
    x = reponse(vue)
    quand = mots.periode(REPONSE_SPRO, la.campagne)
    if not lignes.a_valeur(x):
        titre = f"Lieux et activité du SPRO {la.lieu.situe} : taux de réponse non transmis"
        suite = "sans lui, les chiffres d’activité sont à lire comme incomplets"
    else:
        n = x["numerateur"]
        titre = (
            f"{majuscule(phrases.situe(la, x))}, {fr.nombre(n)} {fr.accord(n, 'structure')} sur "
            f"{fr.nombre(x['denominateur'])} {'a' if n < 2 else 'ont'} répondu au bilan du SPRO"
            f"{' : activité incomplète' if x['valeur'] < 1 else ''}"
        )
        suite = f"{fr.part(x['valeur'])} de réponse"
    ici = lignes.contenant(vue, ETABLISSEMENTS_PROCHES)
    tous = {"reseau": "ENSEMBLE", "ouverture": "ENSEMBLE"}
    pres = lignes.une(couverture(lignes.territoire, ici, ETABLISSEMENTS_PROCHES, tous), distance=PRES)
    fin = ""
    if lignes.a_valeur(pres):
        annee = majuscule(mots.periode(ETABLISSEMENTS_PROCHES, ici.campagne))
        fin = (
            f" {annee}, {phrases.situe(ici, pres)} : {fr.part(pres['valeur'])} des collèges et lycées situés sont à "
            "20 km ou moins d’un lieu d’accueil, tous réseaux, toutes ouvertures, à vol d’oiseau."
        )
    chapo = f"{majuscule(quand)} : {suite}.{fin}"
    return constat(vue, titre, chapo, [(REPONSE_SPRO, x), (ETABLISSEMENTS_PROCHES, pres)])


def premiers_chiffres(vue: Vue) -> Bloc:
    """The figures that the page opens with: replies, networks present, establishments and pupils near a place."""
    choix = choisis(vue)
    nom = mots.RESEAUX.get(choix["reseau"], choix["reseau"])
    suivis = (
        (REPONSE_SPRO, "Structures qui ont répondu\nau bilan du SPRO"),
        (RESEAUX, "Réseaux présents parmi ceux\nattendus dans chaque bassin"),
        (ETABLISSEMENTS_PROCHES, f"Collèges et lycées à 20 km ou moins\n{nom}, à vol d’oiseau"),
        (ELEVES, f"Élèves (3e, 2de) à 20 km ou moins\n{nom}, à vol d’oiseau"),
    )
    demandees = []
    for ident, titre in suivis:
        la = lignes.contenant(vue, ident)
        note = f"{majuscule(la.lieu.libelle)}, {mots.periode(ident, la.campagne)}"
        if ident in (ETABLISSEMENTS_PROCHES, ELEVES):
            x = lignes.une(couverture(lignes.territoire, la, ident, choix), distance=PRES)
        else:
            x = lignes.une(lignes.territoire(la, ident))
        demandees.append((ident, x, titre, note))
    return cartes(vue, demandees)


def reseaux(vue: Vue) -> Bloc:
    """Expected network × bassin: present, absent, and what the lists received do not say."""
    la = lignes.contenant(vue, RESEAUX, "bassin_education")
    grille = lignes.detail(la, RESEAUX, par=("reseau",))
    grille = grille[grille["reseau"].notna()] if "reseau" in grille else grille.iloc[:0]
    if not len(grille):
        return absent(vue, RESEAUX, "Réseaux présents dans chaque bassin")
    vides, muettes = grille[grille["valeur"] == 0], int(grille["valeur"].isna().sum())
    trous = [f"{x['libelle']} ({mots.RESEAUX.get(x['reseau'], x['reseau'])})" for x in vides.to_dict("records")]
    x = lignes.une(lignes.territoire(la, RESEAUX))
    ici = majuscule(phrases.situe(la, x))
    sujet = f"{ici}, réseaux attendus et présents, bassin par bassin"
    reste = f" ; sans réponse : {muettes} {fr.accord(muettes, 'case')}" if muettes else ""
    g = graphique(
        la, RESEAUX,
        constat_presence(grille, sujet, "reseau", mots.RESEAUX, "sans lieu"),
        grille, Matrice(lignes="reseau", present="présent", absent="sans lieu"), noms=mots.RESEAUX,
        choisi=(vue.lieu.niveau, vue.lieu.code),
        lecture=f"{ici}, réseau attendu sans lieu : {phrases.enumere(trous, 12) or 'aucun'}{reste}.",
        note=f"{incomplet(None if x is None else x['couverture'], 'cases dont on sait si un lieu y est')}"
        f"{phrases.ailleurs(vue, la, RESEAUX)} Un réseau sans aucun lieu dans la liste reçue n’est pas dit absent. "
        "Liste des réseaux attendus : règle interne, à valider.",
    )  # fmt: skip
    noms = list(dict.fromkeys(grille["reseau"]))
    cases = lignes.index(grille, "niveau", "code", "reseau")
    rangees = [
        ligne(
            territoire(*bassin),
            *(_presence(cases.get((*bassin[:2], r))) for r in noms),
            role=lignes.role_du_lieu(vue, *bassin[:2]),
        )
        for bassin in lignes.territoires(grille)
    ]
    tetes = colonnes("Bassin", *(mots.RESEAUX.get(r, r) for r in noms))
    t = Tableau(f"Réseaux attendus, {mots.periode(RESEAUX, la.campagne)}", tetes, tuple(rangees))
    lus = [(RESEAUX, grille), (RESEAUX, x), (RESEAUX, lignes.territoire(la, RESEAUX, par=("reseau",)))]
    return avec_graphique(la, "reseaux_bassins", g, RESEAUX, t, clic="bassin_education", figures=lus)


def _presence(x) -> Texte:
    if x is None or fr.absent(x["valeur"]):
        return cellules.absent("non_transmis" if x is None else x["motif"])
    return texte("présent" if x["valeur"] > 0 else "sans lieu")


def _dite(x) -> str:
    if lignes.a_valeur(x):
        return fr.part(x["valeur"])
    return fr.court("non_transmis" if x is None else x["motif"])


def _plus_basse(table: pd.DataFrame, la: Vue) -> float | None:
    """The lowest coverage of the three facts in the territory; None where one of them is not known."""
    lues = table.loc[lignes.est_ici(la, table), "couverture"].astype(float)
    return None if not len(lues) or lues.isna().any() else float(lues.min())


def _petites(table: pd.DataFrame) -> str:
    """The threshold, where it leaves a share of the table without a value."""
    if not (table["motif"] == "effectif_faible").any():
        return ""
    minimum = indicateur("structures_signataires").effectif_minimal
    return f"{fr.court('effectif_faible')} : moins de {minimum} structures (seuil interne, à valider). "


def charte(vue: Vue) -> Bloc:
    """The charter: signed, audited, compliant among the audited, three shares told apart."""
    la = lignes.contenant(vue, "structures_signataires")
    table = pd.concat(
        [lignes.toutes(la, ident).assign(etape=ident).astype(object) for ident in CHARTE], ignore_index=True
    )
    connues = table[table["valeur"].notna()]
    if not lignes.dedans(la, connues):
        titre = "Cahier des charges : structures signataires, auditées, conformes"
        return absent(la, "structures_signataires", titre, motif(lignes.ici(la, table)))
    dits = []
    for ident, mot in zip(CHARTE, ("signé", "audité", "conformes parmi les auditées"), strict=True):
        x = lignes.une(lignes.ici(la, table), etape=ident)
        dits.append(f"{_dite(x)} {mot}")
    x = lignes.ici(la, connues)
    x = x.iloc[0] if len(x) else connues.iloc[0]
    g = graphique(
        la, "structures_signataires",
        f"Cahier des charges {phrases.situe(la, lignes.une(lignes.ici(la, table)))} : {', '.join(dits)}",
        connues, Sucettes(groupe="etape", mot_n="structures", depuis_zero=True), noms=CHARTE, ordre=tuple(CHARTE),
        mot="part des structures",
        lecture=f"{x['libelle']}{phrases.recus(x)}, {CHARTE[x['etape']].lower()} : {fr.nombre(x['numerateur'])} sur "
        f"{fr.nombre(x['denominateur'])}, soit {fr.part(x['valeur'])}, {fr.intervalle(x['ic_bas'], x['ic_haut'])} "
        "(intervalle à 95 %).",
        note="Signer, être audité et être conforme sont trois faits ; une structure non auditée n’est dite ni conforme "
        f"ni non conforme. {incomplet(_plus_basse(table, la), 'réponse connue, la plus basse des trois')}"
        f"{_petites(table)}{phrases.ailleurs(vue, la, 'structures_signataires')}",
    )  # fmt: skip
    rangees = []
    for ident, nom in CHARTE.items():
        rangees.append(groupe(nom))
        rangees += [termes_et_part(la, y, ident) for y in table[table["etape"] == ident].to_dict("records")]
    tetes = colonnes("Territoire", "Structures", "Sur", "Part", "Intervalle\nà 95 %")
    t = Tableau(f"Cahier des charges, {mots.periode('structures_signataires', la.campagne)}", tetes, tuple(rangees))
    chiffres = [(ident, table[table["etape"] == ident]) for ident in CHARTE]
    return avec_graphique(la, "charte_spro", g, "structures_signataires", t, clic=la.detail, figures=chiffres)
