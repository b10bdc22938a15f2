"""What the pages other than those of the school say is what their own figures allow, on the sample and on bases drawn
with holes: one territory, a side that is missing, no year before."""

import pytest
from dessin_base import base_dessinee
from lecture_independante import Contexte, Regle, absent, compte, ecarts

from blocs import accueil
from blocs.catalogue import composer, declares, repeter, voir
from blocs.ecriture import en_json
from store import vocabulaires
from vues import lecteur_courant
from vues.demande import Demande
from vues.lecteur import Lecteur

ECOLE = ("demandes_decisions_3e", "demandes_decisions_2de", "affectation", "acces_superieur")
PAGES = tuple(dict.fromkeys(page.nom for page, _ in declares().values() if page.nom not in ECOLE))
MOTS = {c: (nom.casefold(),) for c, nom in vocabulaires.libelles("reseau").items()} | {
    "ENSEMBLE": ("tous réseaux", "toutes ouvertures", "tous statuts", "ensemble"),
}  # fmt: skip


def _connu(f: dict) -> bool:
    return not absent(f["valeur"])


def _detail(c: Contexte) -> list[dict]:
    """The rows of the detail of a grid: one a territory and modality."""
    ici = [f for f in c.figures if f["campagne"] == c.annee()]
    bassins = [f for f in ici if f["niveau"] == "bassin_education"]
    return [f for f in ici if f["niveau"] == c.vue["detail"]] or bassins


def _presence(m, c: Contexte) -> str | None:
    """« : 23 sur 24 (1 case sans réponse) ; sans lieu : CIO 1 »: expected and answered rows alone are counted."""
    lus = _detail(c)
    connus = [f for f in lus if _connu(f)]
    presents, attendus = sum(f["numerateur"] for f in connus), sum(f["denominateur"] for f in connus)
    trous = sum(int(n) for n in (m["trous"] or "").replace(",", " ").split() if n.isdigit())
    attendu = (presents, attendus, len(lus) - len(connus), attendus - presents)
    dit = (int(m["n"]), int(m["m"]), int(m["cases"] or 0), trous)
    return None if dit == attendu else f"attendu {attendu}, dit {dit}"


def _sans_reponse(m, c: Contexte) -> str | None:
    muettes = sum(not _connu(f) for f in _detail(c))
    return None if int(m["n"]) == muettes else f"{muettes} sans réponse"


def _bassins(c: Contexte) -> dict[str, list[float | None]]:
    """Each bassin, with whether each scheme has a site there."""
    lus: dict[str, list] = {}
    for f in c.figures:
        if f["indicateur"] == "bassins_couverts_dispositif" and f["niveau"] == "bassin_education":
            lus.setdefault(f["code"], []).append(f["valeur"])
    return lus


def _sans_site(m, c: Contexte) -> str | None:
    lus = _bassins(c).values()
    vides, avec = sum(all(v == 0 for v in x) for x in lus), sum(1 in x for x in lus)
    attendu = (vides, vides + avec, len(lus) - vides - avec)
    dit = (int(m["n"]), int(m["m"]), int(m["muets"] or 0))
    return None if dit == attendu else f"attendu {attendu}"


def _partout(m, c: Contexte) -> str | None:
    lus = _bassins(c).values()
    return None if int(m["n"]) == len(lus) == sum(1 in x for x in lus) else "des bassins n’en ont pas, ou ne le disent"


def _dispositifs(m, c: Contexte) -> str | None:
    ident = "entrees_dispositif" if "sortes" not in c.texte and "sorte " not in c.texte else "places_pour_100_jeunes"
    lus = [f for f in c.figures if f["indicateur"] == ident and f["code"] == c.vue["code"]]
    n = len({f["dispositif"] for f in lus if ident.startswith("entrees") or _connu(f)})
    return None if int(m["n"]) == n else f"{n} dispositifs"


def _sortes(m, c: Contexte) -> str | None:
    n = len({f["nature_places"] for f in c.figures if _connu(f)})
    return None if int(m["n"]) == n else f"{n} sortes"


_JUGES = ("dans", "examiner", "ecart")


def _hors(f: dict) -> bool:
    return f["repere"] in ("examiner", "ecart")


def _non_evalues(m, c: Contexte) -> str | None:
    n = sum(_connu(f) and f["repere"] not in _JUGES for f in _detail(c))
    return None if int(m["n"]) == n else f"{n} non évalués"


def _a_comparer(m, c: Contexte) -> str | None:
    connus = [f for f in c.detail() if _connu(f)]
    comparees = [f for f in connus if not absent(f["ecart_reference"]) and not absent(f["ic_bas"])]
    dit = (int(m["n"]), int(m["m"]))
    return None if dit == (len(comparees), len(connus)) else f"attendu {len(comparees)} sur {len(connus)}"


def _aucune_comparable(m, c: Contexte) -> str | None:
    lus = [f for f in _detail(c) if f["indicateur"] == c.bloc["sujet"]] or _detail(c)
    rompues = {f["code"] for f in lus if f["evolution"] == "non_comparable"}
    comparees = {f["code"] for f in lus if f["evolution"] in ("hausse", "baisse", "stable")}
    return None if int(m["n"]) == len(rompues) and not comparees else f"{len(rompues)} rompues, {len(comparees)} non"


def _lieux(m, c: Contexte) -> str | None:
    """The places of the map are those that the lists count, of the network and opening chosen."""
    choix = c.vue["choix"]
    lus = [f for f in c.figures if f["indicateur"] == "lieux_recenses" and _connu(f)]
    for nom in ("reseau", "ouverture"):
        lus = [f for f in lus if choix[nom] in ("ENSEMBLE", f[nom])]
    n = sum(f["valeur"] for f in lus)
    return None if int(m["n"]) == n else f"{n} lieux"


def _selon(m, c: Contexte) -> str | None:
    """« de 62,0 % à 91,0 % selon le département (1 sans valeur) »: the lowest and the highest of the rows."""
    lus = [f for f in c.figures if f["niveau"] == "departement" and f.get("distance") == "20 km" and "reseau" in f]
    valeurs = sorted(f["valeur"] for f in lus if _connu(f))
    ecrites = [f"{v * 100:.1f}".replace(".", ",") for v in (valeurs[0], valeurs[-1])]
    sans = len(lus) - len(valeurs)
    return None if [m["bas"], m["haut"], int(m["sans"] or 0)] == [*ecrites, sans] else f"{ecrites}, {sans}"


def _sans_date(m, c: Contexte) -> str | None:
    x = next(f for f in c.figures if "producteur" not in f or f["producteur"] is None)
    n = round(x["denominateur"] / x["couverture"] - x["denominateur"])
    return None if int(m["n"]) == n else f"{n} sans date"


def _publies(m, c: Contexte) -> str | None:
    lus = [f for f in c.figures if f["indicateur"] == "insertion_emploi_6_mois" and f["modalite"] == "ensemble"]
    dit = (int(m["n"]), int(m["m"]))
    return None if dit == (sum(map(_connu, lus)), len(lus)) else f"attendu {sum(map(_connu, lus))} sur {len(lus)}"


def _axes(m, c: Contexte) -> str | None:
    lus = [f for f in c.figures if _connu(f)]
    dit = (int(m["n"]), int(m["m"]))
    return None if dit == (sum(f["valeur"] == 1 for f in lus), len(lus)) else f"sur {len(lus)} axes"


def _hors_repere(m, c: Contexte) -> str | None:
    """Every figure outside its repère, and no other, is in the block; they are no more than those judged."""
    marques, examines = (sum(f["repere"] == r for f in c.figures) for r in ("ecart", "examiner"))
    dit = (int(m["marques"] or 0), int(m["examines"] or 0))
    return None if dit == (marques, examines) and sum(dit) <= int(m["sur"]) else f"attendu {(marques, examines)}"


def _ecart_des_comptes(m, c: Contexte) -> str | None:
    """« +88 (+1,2 %) »: two figures of the block are that far apart, or that share of the first."""
    dit = float(m["n"].replace(" ", "").replace(",", "."))
    lus = [f["valeur"] for f in c.figures if _connu(f)]
    ecarts_lus = {round(abs(k * (a - b)), 1) for a in lus for b in lus for k in (1, 100)}
    ecarts_lus |= {round(abs(100 * (a - b) / b), 1) for a in lus for b in lus if b}
    return None if dit in ecarts_lus else "aucun écart de ce montant"


def _pour_mille(m, c: Contexte) -> str | None:
    ecrit = m["n"].replace(" ", "").replace(",", ".")
    lus = [f for f in c.figures if _connu(f) and c.nomme(f)]
    return None if any(f"{f['valeur'] * 1000:.1f}" == ecrit for f in lus) else "aucun recours de ce montant"


def _croisements(m, c: Contexte) -> str | None:
    n = sum(map(_connu, _detail(c)))
    return None if int(m["n"]) == n else f"{n} croisements"


def _structures(m, c: Contexte) -> str | None:
    """The reply rate is the whole région's, or that of the régions received, which the sentence names."""
    lus = [f for f in c.figures if f["indicateur"] == "taux_reponse_spro"]
    return _termes(m, [f for f in lus if c.situe(f)])


def _des(m, c: Contexte) -> str | None:
    """« 25 des 29 »: the two terms of one figure, of a région that the sentence names or that the view has chosen."""
    region = [f for f in c.figures if f["niveau"] == "region" and (c.situe(f) or f["libelle"] in c.bloc["titre"])]
    return _termes(m, [*region, *(f for f in c.figures if c.situe(f))])


def _metiers(m, c: Contexte) -> str | None:
    n = len({f["metier"] for f in c.figures if f.get("metier")})
    return None if int(m["n"]) == n else f"{n} métiers"


def _termes(m, lus: list[dict]) -> str | None:
    dit = (int(m["n"]), int(m["m"]))
    return None if dit in {(f["numerateur"], f["denominateur"]) for f in lus} else "d’aucun chiffre nommé"


def _dit(m, c: Contexte) -> None:
    return None


REGLES = (
    Regle("seuils déclarés", r"15 jours|\b\d+ km\b|16–18 ans|15 à 29 ans|moins de 26 ans|en dessous de 20|"
          r"0 aucun élément ; 1 déclaré.*", _dit),
    Regle("présence", r": (?P<n>\d+) sur (?P<m>\d+)(?: \((?P<cases>\d+) cases? sans réponse\))?"
          r"(?: ; (?:sans lieu|sans site|absents|non désignés) : (?P<trous>[^(]+))?(?= \(couverture|$)", _presence),
    Regle("pour 1 000", r"(?P<n>[\d ]+,\d) pour 1 000", _pour_mille),
    Regle("croisements", r"les (?P<n>\d+) croisements renseignés", _croisements),
    Regle("structures", r"(?P<n>\d+) structures? sur (?P<m>\d+)", _structures),
    Regle("publiés", r"publié pour (?P<n>\d+) des (?P<m>\d+) établissements du fichier", _publies),
    Regle("métiers", r"(?P<n>\d+) métiers? présentés? par plusieurs(?! producteurs, aux renvois)", _metiers),
    Regle("a des b", r"(?P<n>\d+) des (?P<m>\d+) ", _des),
    Regle("cases sans réponse", r"sans réponse : (?P<n>\d+) cases?", _sans_reponse),
    Regle("bassins sans site", r"(?P<n>\d+) bassins? sur (?P<m>\d+) sans aucun site"
          r"(?: ; (?P<muets>\d+) bassins? sans réponse)?", _sans_site),
    Regle("un site partout", r"dans chaque bassin \((?P<n>\d+)\)", _partout),
    Regle("dispositifs", r"(?P<n>\d+) dispositifs?", _dispositifs),
    Regle("sortes", r"(?P<n>\d+) sortes? de places", _sortes),
    Regle("hors du repère", r"(?P<n>\d+) chiffres? sur (?P<m>\d+) évalués? hors du repère|"
          r"(?P<tous>(?<=les )\d+) chiffres évalués hors du repère|aucun des (?P<rien>\d+) chiffres évalués n’est hors|"
          r"(?P<seul>le seul) chiffre évalué hors",
          compte(_hors, lambda f: _connu(f) and f["repere"] in _JUGES)),
    Regle("non évalués", r"\((?P<n>\d+) non évalués?\)", _non_evalues),
    Regle("à comparer", r"\((?P<n>\d+) [^()]+? sur (?P<m>\d+) à comparer\)", _a_comparer),
    Regle("aucune comparable", r"aucune évolution comparable \((?P<n>\d+) [^)]+\)", _aucune_comparable),
    Regle("lieux", r"(?P<n>\d+) lieux?\b(?:, dont \d+ sans position)?", _lieux),
    Regle("selon", r"de (?P<bas>[\d,]+) % à (?P<haut>[\d,]+) % selon (?:le|la|l’)[^(]+"
          r"(?:\((?P<sans>\d+) sans valeur\))?", _selon),
    Regle("sans date", r"(?P<n>\d+) sans date", _sans_date),
    Regle("axes", r"dans (?P<n>\d+) axes? sur (?P<m>\d+)", _axes),
    Regle("hors de leur repère", r"(?:(?P<marques>\d+) écarts? marqués?)?(?: et )?(?:(?P<examines>\d+) chiffres? à "
          r"examiner)?(?:Aucun chiffre hors de son repère)? sur (?P<sur>\d+) évalués?, par [^;]+"
          r"(?:; \d+ non évalués?)?",
          _hors_repere),
    Regle("écart de deux comptes", r"[+−](?P<n>[\d ,]+\d)(?: points?| %)?", _ecart_des_comptes),
    Regle("pièces du texte", r"\d+ pièces? .*", _dit),
    Regle("valeurs reçues", r"\d+ valeurs? reçues?", _dit),
    Regle("chiffres de la fiche", r"au-dessus (?:de|du) ", _dit),
)  # fmt: skip


def _relire(lecteur: Lecteur, ident: str, choix: dict) -> list[str]:
    page, declare = declares()[ident]
    demandee = choix | ({"volet": declare.volet} if declare.volet else {})
    vue = voir(lecteur, page, Demande(demandee))
    if vue.campagne is None:
        return []
    return [
        f"{ident} {choix} : {e}"
        for la in repeter(vue, declare)
        for e in ecarts(en_json(composer(la, ident)), REGLES, MOTS)
    ]


VUES = (
    {"niveau": "region", "territoire": "99"},
    {"niveau": "departement", "territoire": "991", "situation": "2024"},
    {"niveau": "france", "territoire": "FR"},
)


@pytest.mark.parametrize("page", PAGES)
def test_les_phrases_de_l_echantillon_sont_celles_de_leurs_chiffres(base_echantillon, page):
    lecteur = lecteur_courant(base_echantillon)
    blocs = [i for i, (p, _) in declares().items() if p.nom == page and i not in ("constat_accueil", "lignes_fiche")]
    assert [e for i in blocs for choix in VUES for e in _relire(lecteur, i, choix)] == []


# --- Bases drawn with holes -----------------------------------------------------------------------------------------


def _bassin(n: int, departement: str = "35") -> dict:
    return {"cle_type": "uai", "cle": f"0{departement}000{n}A", "niveau": "bassin_education", "code": f"B{n}",
            "libelle": f"Bassin {n}", "departement": departement}  # fmt: skip


def _lieu(reseau: str, bassin: str | None, **autres) -> dict:
    return {"source": "lieu_spro", "campagne": 2026, "departement": "35", "reseau": reseau, "ouverture": "permanent",
            "structure": f"{reseau}-{bassin}", "structure_libelle": reseau, "bassin_education": bassin, "lieux": 1,
            "latitude": 48.1, "longitude": -1.7} | autres  # fmt: skip


def _site(dispositif: str, bassin: str | None, **autres) -> dict:
    return {"source": "dispositif", "campagne": 2026, "departement": "35", "dispositif": dispositif, "operateur": "o",
            "site": f"{dispositif} {bassin}", "bassin_education": bassin, "date": "2026-06-30"} | autres  # fmt: skip


def _fiche(producteur: str, metier: str, **autres) -> dict:
    return {"source": "ressource_information", "campagne": 2026, "region": "53", "region_academique": "14",
            "objet": "métier", "titre": metier, "producteur": producteur, "metier": metier, "fiches": 1,
            "partagees": 1} | autres  # fmt: skip


def _objectif(n: int, axe: str, reprise: str | None) -> dict:
    repris = None if reprise is None else int(reprise != "non")
    return {"source": "engagement", "campagne": 2026, "region": "53", "region_academique": "14", "axe": axe,
            "objectif": str(n), "intitule": f"Objectif {n}", "reprise": reprise, "objectifs": 1,
            "repris": repris}  # fmt: skip


COLLEGE = {"etablissement": "0350001A", "libelle": "Collège", "nature": "collège", "departement": "35",
           "latitude": 48.1, "longitude": -1.7}  # fmt: skip
# One territory, one year: a place without position, one without bassin, a network of which nothing is known.
UN_SEUL = {
    "etablissement": [COLLEGE],
    "rattachement": [_bassin(1), _bassin(2)],
    "lieu_spro": [_lieu("CIO", "B1"), _lieu("CIO", None, latitude=None, longitude=None)],
    "dispositif": [_site("E2C", "B1", entrees=10), _site("EPIDE", None, entrees=None)],
    "engagement": [_objectif(1, "A", "en partie"), _objectif(2, "A", "oui"), _objectif(3, "B", None)],
}
# Two territories of which one says nothing; métiers of several producers whose references are not told.
UN_COTE = {
    "rattachement": [_bassin(1), _bassin(2), _bassin(3, "22")],
    "lieu_spro": [_lieu("CIO", "B1"), _lieu("ML", "B2"), _lieu("ML", "B3", departement="22")],
    "dispositif": [_site("E2C", "B1", entrees=10, places_conventionnees=None),
                   _site("E2C", "B3", departement="22", entrees=8)],
    "ressource_information": [_fiche("Onisep", "K1"), _fiche("Région", "K1")],
}  # fmt: skip
DESSINEES = (
    {"niveau": "region", "territoire": "53"},
    {"niveau": "departement", "territoire": "35"},
    {"niveau": "france", "territoire": "FR"},
)


def _base(dossier, tables: dict) -> Lecteur:
    chemin = dossier / "base-20260101T000000000000.duckdb"
    base_dessinee(chemin, **tables).close()
    return Lecteur(chemin)


@pytest.mark.parametrize("tables", [UN_SEUL, UN_COTE], ids=["un seul territoire", "un côté manque"])
def test_les_phrases_d_une_base_trouee_sont_celles_de_ses_chiffres(tmp_path, tables):
    lecteur = _base(tmp_path, tables)
    pages = ("spro", "dispositifs", "information", "convention", "retour_formation")
    blocs = [i for i, (p, _) in declares().items() if p.nom in pages]
    assert [e for i in blocs for choix in DESSINEES for e in _relire(lecteur, i, choix)] == []


def _bloc(lecteur: Lecteur, ident: str, **choix):
    page, declare = declares()[ident]
    volet = {"volet": declare.volet} if declare.volet else {}
    return composer(voir(lecteur, page, Demande({"niveau": "region", "territoire": "53"} | volet | choix)), ident)


def _nu(dit: str) -> str:
    return dit.replace("\u00a0", " ").replace("\u202f", " ")


def test_ce_qui_n_est_pas_dit_n_est_ni_absent_ni_entier(tmp_path):
    """CIO: one place in B1, one nowhere: B2 is not known; ML: none in the list. Nothing is said « sans lieu »."""
    lecteur = _base(tmp_path, UN_SEUL)
    assert _nu(_bloc(lecteur, "reseaux_bassins").titre).startswith(
        "En Bretagne, réseaux attendus et présents, bassin par bassin : 1 sur 1 (3 cases sans réponse)"
    )
    # E2C in B1; EPIDE says no bassin: whether B2 has a site is not known.
    assert "sans aucun site" not in _bloc(lecteur, "constat_dispositifs").titre
    assert _nu(_bloc(lecteur, "bassins_dispositifs").lecture).startswith(
        "En Bretagne, bassins sans aucun site : aucun ; 1 bassin sans réponse."
    )
    # An objective taken up in part is not « en entier », and one that is not told is in no axis.
    assert _nu(_bloc(lecteur, "reprise").titre).startswith(
        "Objectifs repris, en tout ou partie, axe par axe : tous ceux renseignés dans 1 axe sur 1"
    )


def test_des_renvois_non_renseignes_ne_disent_pas_qu_aucun_metier_n_est_partage(tmp_path):
    titre = _bloc(_base(tmp_path, UN_COTE), "metiers").titre
    assert titre == "1 métier présenté par plusieurs producteurs ; renvois non renseignés"


@pytest.mark.parametrize(
    ("a_examiner", "evalues", "autres", "dit"),
    [
        ([False, True, True], 40, 0, "1 écart marqué et 2 chiffres à examiner sur 40 évalués, par département"),
        ([True], 1, 12, "1 chiffre à examiner sur 1 évalué, par département ; 12 non évalués"),
        ([], 5, 1, "Aucun chiffre hors de son repère sur 5 évalués, par département ; 1 non évalué"),
        # Nothing was judged: nothing is « dans le repère ».
        ([], 0, 3, "Aucun chiffre évalué au regard d’un repère, par département ; 3 non évalués"),
    ],
)
def test_les_chiffres_hors_repere_se_comptent_parmi_ceux_qui_sont_evalues(a_examiner, evalues, autres, dit):
    assert accueil._constat(a_examiner, evalues, autres, "département") == dit
