"""Orientation workbooks drawn as SAIO draw them, with the figures of scenario S2, and what their load gives."""

import openpyxl

from indicators import calculer
from loaders import charger
from store.bases import ouvrir_base

VOIES = ("2GT", "2PRO", "CAP1", "MAINTIEN")
LIBELLES = {"2GT": "2de GT", "2PRO": "2de pro", "CAP1": "CAP", "MAINTIEN": "Maintien", "SANS_DEMANDE": "Sans dde"}
BANDEAU = "ACADÉMIE 9A – BILAN DE L'ORIENTATION – FIN DE 3e – JUIN 2026"
# analyst.md S2, with its four differences in 2de GT (−300, −250, +40, −365) over three départements.
DEMANDES = {"991": (10079, 2885, 936, 0), "992": (8957, 2588, 865, 0), "993": (5144, 1547, 509, 0)}
ECARTS = {"991": (-365, 235, 25, 105), "992": (-550, 345, 45, 160), "993": (40, -40, 0, 0)}
DECISIONS = {d: tuple(map(sum, zip(DEMANDES[d], ECARTS[d], strict=True))) for d in DEMANDES}
ETAPES_3E = (("Demandes définitives (T3)", ("2GT", "2PRO", "CAP1")), ("Décisions après appel", VOIES))


# --- Workbooks drawn as senders draw them ---------------------------------------------------------------------------


def _entetes(feuille, fixes, etapes, premiere=4):
    """Three levels: étapes merged over voies, voies over Nb and %; the labels on the left merged downwards."""
    for c, nom in enumerate(fixes, start=1):
        feuille.cell(premiere, c, nom)
        feuille.merge_cells(start_row=premiere, end_row=premiere + 2, start_column=c, end_column=c)
    c = len(fixes) + 1
    for etape, voies in etapes:
        feuille.cell(premiere, c, etape)
        feuille.merge_cells(start_row=premiere, end_row=premiere, start_column=c, end_column=c + 2 * len(voies) - 1)
        for voie in voies:
            feuille.cell(premiere + 1, c, LIBELLES.get(voie, voie))
            feuille.merge_cells(start_row=premiere + 1, end_row=premiere + 1, start_column=c, end_column=c + 1)
            feuille.cell(premiere + 2, c, "Nb")
            feuille.cell(premiere + 2, c + 1, "%")
            c += 2


def dessiner(classeur, nom, fixes, lignes, etapes=ETAPES_3E, banniere=BANDEAU, notes=()):
    feuille = classeur.create_sheet(nom)
    feuille["A1"] = banniere
    feuille.merge_cells("A1:T1")
    feuille["A2"] = "Champ : public MEN, hors SEGPA – maj 08/07/2026"
    _entetes(feuille, fixes, etapes)
    for r, (labels, *valeurs) in enumerate(lignes, start=7):
        for c, valeur in enumerate(labels, start=1):
            feuille.cell(r, c, valeur)
        c = len(fixes) + 1
        for valeur in [v for bloc in valeurs for v in bloc]:
            feuille.cell(r, c, valeur)
            if isinstance(valeur, int):
                feuille.cell(r, c + 1, "12,3%")
            c += 2
    for r, note in enumerate(notes, start=8 + len(lignes)):
        feuille.cell(r, 1, note)
    return feuille


def classeur_vide():
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    return classeur


def _somme(*suites):
    return tuple(map(sum, zip(*suites, strict=True)))


def enregistrer(classeur, dossier, nom="bilan_orientation_3e_juin2026.xlsx"):
    chemin = dossier / nom
    classeur.save(chemin)
    return chemin


def bilan_academique(dossier, demandes, effectif=33510, **nom):
    classeur = classeur_vide()
    decisions = _somme(*DECISIONS.values())
    dessiner(classeur, "3e_acad", ("Secteur", "Effectif 3e"), [(("Total académie", effectif), demandes[:3], decisions)])
    return enregistrer(classeur, dossier, **nom)


def bilan_des_departements(dossier):
    classeur = classeur_vide()
    lignes = [((d, sum(DEMANDES[d])), DEMANDES[d][:3], DECISIONS[d]) for d in DEMANDES]
    total = (("Total académie", 33510), _somme(*DEMANDES.values())[:3], _somme(*DECISIONS.values()))
    dessiner(classeur, "3e_dept", ("Dépt", "Effectif 3e"), [*lignes, total])
    return enregistrer(classeur, dossier)


FIXES_ETAB = ("Dépt", "UAI", "Établissement", "Sect.", "Effectif 3e")


def _parts(suite, k):
    """k nearly equal parts of each count."""
    return [tuple(n // k + (i < n % k) for n in suite) for i in range(k)]


def _total(libelle, ecoles, en_trop=0):
    demandes, decisions = _somme(*(d for d, _ in ecoles)), _somme(*(d for _, d in ecoles))
    effectif = f"{sum(demandes) + en_trop:,}".replace(",", "\u202f")
    return ((None, None, libelle, None, effectif), demandes[:3], decisions)


def feuille_des_etablissements(classeur, total_faux=False):
    """Schools of three départements, one by bassin (private ones without UAI): 7 sub-totals, 9 totals, 1 total."""
    lignes = []
    for d, k in (("991", 3), ("992", 3), ("993", 2)):
        ecoles = list(zip(_parts(DEMANDES[d], k), _parts(DECISIONS[d], k), strict=True))
        for i, (demandes, decisions) in enumerate(ecoles):
            labels = (None, "CLG ST-YVES", "PR") if i == 1 else (f"{d}000{i}A", f"CLG {i}", "PU")
            ecole = (sum(demandes), demandes[:3], decisions)
            lignes.append(((None if i else d, *labels, ecole[0]), *ecole[1:]))
            if k == 3:
                lignes.append(((None, None, f"S/Total bassin {i} de {d}", None, ecole[0]), *ecole[1:]))
        if k == 2:
            lignes.append(_total(f"S/Total bassin de {d}", ecoles))
        else:
            lignes.append(
                ((None, "9910009Z" if d == "991" else None, f"CLG MUET {d} *", "PR", 74), ["ND"] * 3, ["ND"] * 4)
            )
        lignes += [_total(f"Total {d} PU", ecoles[::2]), _total(f"Total {d} PR", ecoles[1:2])]
        lignes.append(_total(f"Total {d}", ecoles, 38 if total_faux and d == "992" else 0))
    lignes.append(_total("Total académie", list(zip(DEMANDES.values(), DECISIONS.values(), strict=True))))
    notes = (
        "* Établissement n'ayant pas répondu à l'enquête – non compris dans les totaux",
        "Les familles peuvent formuler plusieurs demandes : le total des demandes peut dépasser l'effectif",
    )
    return dessiner(classeur, "3e_etab", FIXES_ETAB, lignes, notes=notes)


# --- What a load gives ----------------------------------------------------------------------------------------------


def charge(chemin, dossier, **choix):
    bilan = charger([chemin], dossier, **choix).fichiers[0]
    assert bilan.status == "loaded", bilan.findings
    assert bilan.rows_read == bilan.rows_loaded + bilan.rows_set_aside + bilan.rows_rejected
    return bilan


def comptes(bilan):
    return bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected


def constat_de(bilan, code):
    trouves = [c for c in bilan.findings if c.code == code]
    assert trouves, [c.code for c in bilan.findings]
    return trouves[0]


def ecarts_de(dossier, **choix):
    lues = calculer(ouvrir_base(dossier), "ecart_demande_decision", niveau="academie", ou={"palier": "3E"}, **choix)
    return {ligne.voie: round(100 * ligne.valeur, 1) for ligne in lues.itertuples() if ligne.code == "9A"}


def minimum_de(dossier, niveau="academie"):
    lues = calculer(ouvrir_base(dossier), "decision_differente_minimum", niveau=niveau, ou={"palier": "3E"})
    (ligne,) = [li for li in lues.itertuples() if li.code == "9A"]
    return int(ligne.valeur), ligne.niveau_calcul


def faits_de(dossier, sql):
    return ouvrir_base(dossier).execute(sql).fetchall()
