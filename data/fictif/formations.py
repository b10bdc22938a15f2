"""The formations that the invented lycées professionnels open: real codes and labels of the national nomenclature."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Formation:
    """A formation: MEFSTAT11, label of the MEF, famille de métiers, usual capacity, first wishes for a place."""

    mefstat11: str
    libelle: str
    famille: str
    capacite: int
    pression: float

    @property
    def palier(self) -> str:
        """Where it is entered: 2de pro, CAP or 1re pro."""
        return {"2381": "2de pro", "2321": "CAP", "2382": "1re pro"}[self.mefstat11[:4]]

    @property
    def terminale(self) -> str:
        """The MEFSTAT11 of its last year where a 1re pro leads to one."""
        return "2383" + self.mefstat11[4:] if self.palier == "1re pro" else ""


_GESTION = "GESTION ADMINISTRATIVE, DU TRANSPORT ET DE LA LOGISTIQUE"
_NUMERIQUE = "TRANSITION NUMERIQUE ET ENERGETIQUE"
_MECANIQUE = "REALISATION D'ENSEMBLE MECANIQUES ET INDUSTRIELS"
_BATIMENT = "CONSTRUCTION DURABLE DU BATIMENT ET DES TRAVAUX PUBLICS"
_VEHICULES = "MAINTENANCE DES MATERIELS ET DES VEHICULES"
_HOTELLERIE = "HOTELLERIE RESTAURATION"
_BEAUTE = "BEAUTE ET BIEN ETRE"
_MENUISERIE = "AGENCEMENT, MENUISERIE ET AMEUBLEMENT"

SECONDES = (
    Formation("23810031211", "2NDPRO MET. RELATION CLIENT 2NDE COMMUNE", "", 45, 1.17),
    Formation("23810020008", "2NDPRO MET.TRANSIT.NUMER.ENERG.2NDE COMM", "", 30, 0.96),
    Formation("23810030003", "2NDPRO MET.GEST.ADM.,TRA.&LOG.2NDE COMM.", "", 30, 0.84),
    Formation("23810020104", "2NDPRO MET.PIL.MAINT.INST.AUTO.2NDE COMM", "", 15, 0.54),
    Formation("23810020103", "2NDPRO MET.REAL.ENS.MEC.IND.2NDE COMMUNE", "", 15, 0.67),
    Formation("23810025222", "2NDPRO MET.MAIN.MATER.VEHIC.2NDE COMMUNE", "", 30, 1.29),
    Formation("23810033404", "2NDPRO MET.HOTEL.-RESTAUR. 2NDE COMMUNE", "", 42, 0.90),
    Formation("23810020006", "2NDPRO MET.CON.DUR.BAT.&TRA.PUB.2NDE COM", "", 24, 0.82),
    Formation("23810023409", "2NDPRO MET.AGENC.MENUIS.AMEUB.2NDE COMM.", "", 15, 0.84),
    Formation("23810033006", "2NDPRO ANIMAT. ENFANCE& PERSONNES AGEES", "", 18, 1.22),
    Formation("23810024203", "2NDPRO METIERS DE LA MODE - VÊTEMENT", "", 24, 1.19),
    Formation("23810034403", "2NDPRO METIERS DE LA SECURITE", "", 24, 2.23),
    Formation("23810033605", "2NDPRO MET.BEAUTE&BIEN-ETRE 2NDE COMMUNE", "", 30, 1.82),
    Formation("23810033005", "2NDPRO ACC.SOINS-SERV.PERS. 2NDE COMMUNE", "", 30, 1.13),
)
CAP = (
    Formation("23210031224", "1CAP2  EQUIPIER POLYVALENT DU COMMERCE", "", 15, 1.18),
    Formation("23210025524", "1CAP2  ELECTRICIEN", "", 15, 1.22),
    Formation("23210022142", "1CAP2  PROD.SERV.REST. (RAPID,COLL,CAFE)", "", 12, 0.97),
    Formation("23210033411", "1CAP2  ASS. TECH. MILIEUX FAMIL.COLLECT.", "", 15, 0.81),
    Formation("23210022139", "1CAP2  CUISINE", "", 12, 1.61),
    Formation("23210033412", "1CAP2  COMMER.SERV.HOTEL-CAFE-RESTAURANT", "", 12, 0.66),
    Formation("23210023447", "1CAP2  MENUISIER FABRICANT", "", 15, 0.87),
    Formation("23210023327", "1CAP2  PEINTRE APPLICATEUR REVETEMENTS", "", 12, 1.36),
    Formation("23210023224", "1CAP2  MACON", "", 12, 1.09),
    Formation("23210033205", "1CAP2  ACCOMPAG. EDUCATIF PETITE ENFANCE", "", 15, 1.77),
    Formation("23210025218", "1CAP2  MAINT.VEHIC.OPTA VOIT.PARTICUL.", "", 10, 2.46),
    Formation("23210033616", "1CAP2  METIERS DE LA COIFFURE", "", 15, 1.64),
)
PREMIERES = (
    Formation("23820031213", "1ERPRO MET.COM.VEN.OP.A ANI.GES.ESP.COM.", "RELATION CLIENT", 30, 1.17),
    Formation("23820031214", "1ERPRO MET.COM.VEN.OP.B PR.CL.VA.OF.COM.", "RELATION CLIENT", 18, 1.14),
    Formation("23820031212", "1ERPRO METIERS DE L'ACCUEIL", "RELATION CLIENT", 18, 0.65),
    Formation("23820030004", "1ERPRO ASSISTANC.GEST.ORGANIS.ACTIVITES", _GESTION, 24, 0.96),
    Formation("23820031106", "1ERPRO LOGISTIQUE", _GESTION, 18, 0.99),
    Formation("23820031114", "1ERPRO ORGANIS. TRANSPORT MARCHANDISES", _GESTION, 15, 0.62),
    Formation("23820025510", "1ERPRO METIERS ELECT. ENVIRON. CONNECTES", _NUMERIQUE, 24, 0.90),
    Formation("23820025515", "1ERPRO SYST.NUM.OPT.C RES.INF.SYST.COMM.", _NUMERIQUE, 24, 1.30),
    Formation("23820025514", "1ERPRO SYST.NUM.OPT.B AUD.RES.EQUIP.DOM.", _NUMERIQUE, 15, 0.90),
    Formation("23820025012", "1ERPRO MAINTENANCE SYST.PRODUC.CONNECTES", "", 15, 0.75),
    Formation("23820025411", "1ERPRO TECH.CHAUDRONNERIE INDUSTRIELLE", _MECANIQUE, 15, 0.88),
    Formation("23820022106", "1ERPRO CUISINE", _HOTELLERIE, 24, 1.03),
    Formation("23820033403", "1ERPRO COMMERC. SERVICES EN RESTAURATION", _HOTELLERIE, 20, 0.73),
    Formation("23820025214", "1ERPRO MAINT.VEHIC.OPTA VOIT.PARTICUL.", _VEHICULES, 24, 1.07),
    Formation("23820023405", "1ERPRO TECHNICIEN MENUISIER AGENCEUR", _MENUISERIE, 15, 0.84),
    Formation("23820023203", "1ERPRO TECHNICIEN BAT. : ORG.REAL.GROS O", _BATIMENT, 15, 0.78),
    Formation("23820023304", "1ERPRO AMENAGEMENT FINITION BATIMENT", _BATIMENT, 15, 0.93),
    Formation("23820033603", "1ERPRO ESTHETIQUE COSMETIQUE PARFUMERIE", _BEAUTE, 28, 1.08),
    Formation("23820033004", "1ERPRO ACC.SOINS-S.PERS. OPT.EN STRUCTUR", "", 30, 0.99),
    Formation("23820034403", "1ERPRO METIERS DE LA SECURITE", "", 24, 1.17),
)
PAR_MEF = {f.mefstat11: f for f in (*SECONDES, *CAP, *PREMIERES)}

# famille de métiers, MEFSTAT11 of its 2de commune, its specialities (MEFSTAT11 of the terminale, label)
FAMILLES = (
    ("Métiers de la relation client", "23810031211", (
        ("23830031213", "Métiers du commerce et de la vente option A animation et gestion de l'espace commercial"),
        ("23830031214", "Métiers du commerce et de la vente option B prospection clientèle"),
        ("23830031212", "Métiers de l'accueil"))),
    ("Métiers de la gestion administrative, du transport et de la logistique", "23810030003", (
        ("23830030004", "Assistance à la gestion des organisations et de leurs activités"),
        ("23830031106", "Logistique"), ("23830031114", "Organisation de transport de marchandises"))),
    ("Métiers du numérique et des transitions énergétiques", "23810020008", (
        ("23830025510", "Métiers de l'électricité et de ses environnements connectés"),
        ("23830025515", "Systèmes numériques : option C réseaux informatiques et systèmes communicants"),
        ("23830025514", "Systèmes numériques : option B audiovisuels, réseau et équipement domestiques"))),
    ("Métiers de l'hôtellerie-restauration", "23810033404", (
        ("23830022106", "Cuisine"), ("23830033403", "Commercialisation et services en restauration"))),
    ("Métiers de la maintenance des matériels et des véhicules", "23810025222", (
        ("23830025214", "Maintenance des véhicules option A voitures particulières"),)),
    ("Métiers de la construction durable, du bâtiment et des travaux publics", "23810020006", (
        ("23830023203", "Technicien du bâtiment : organisation et réalisation du gros œuvre"),
        ("23830023304", "Aménagement et finition du bâtiment"))),
    ("Métiers de la réalisation d'ensembles mécaniques et industriels", "23810020103", (
        ("23830025411", "Technicien en chaudronnerie industrielle"),)),
    ("Métiers de l'agencement, de la menuiserie et de l'ameublement", "23810023409", (
        ("23830023405", "Technicien menuisier agenceur"),)),
    ("Métiers de la beauté et du bien-être", "23810033605", (
        ("23830033603", "Esthétique cosmétique parfumerie"),)),
    ("Métiers du pilotage et de la maintenance des installations automatisées", "23810020104", (
        ("23830025012", "Maintenance des systèmes de production connectés"),)),
)  # fmt: skip
