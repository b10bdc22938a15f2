"""Les erreurs que `benchmarks.mutations` sème : petites, plausibles, chacune avec le test qui doit la prendre.

Une sélection est étroite (un test, une classe, un module court), pour que toutes se lancent en quelques minutes.
"""

_JUGEMENT = "tests/indicators/test_jugement.py"
_COMPARAISONS = "tests/indicators/test_comparaisons.py"
_CALCUL = "tests/indicators/test_indicateurs.py"
_FORMES = "tests/indicators/test_formes.py"
_PHRASES = "tests/blocs/test_phrases_des_chiffres.py"
_ECOLE = "tests/blocs/test_phrases_ecole.py"
_CELLULES = "tests/blocs/test_cellules_des_tables.py"
_PORTEE = "tests/blocs/test_portee.py"
_DESSIN = "tests/charts/test_ce_que_dit_le_dessin.py"
_FORMAT = "tests/charts/test_format.py"
_EXPORTS = "tests/exports/test_exports.py"
_VUE = "tests/vues/test_lignes.py"
_ECRAN = "tests/ui/test_ecran.py"

# Fichier → nom de l’erreur → texte exact, trouvé une fois ; ce qui le remplace ; ce qui doit alors échouer.
ERREURS: dict[str, dict[str, tuple[str, str, str]]] = {
    "indicators/jugement.py": {
        "couvertures-proches-bas": (
            "COUVERTURES_PROCHES = (0.95, ",
            "COUVERTURES_PROCHES = (0.94, ",
            f"{_COMPARAISONS}::TestEvolution",
        ),
        "couvertures-proches-haut": (", 1.05)", ", 1.06)", f"{_COMPARAISONS}::TestEvolution"),
        "intervalle-de-wilson": ("{z2} / (4 * {d} * {d})", "{z2} / (4 * {d})", f"{_CALCUL}::TestPart"),
        "effectif-minimal-inclus": (
            '"denominateur < {EFFECTIF_MINIMAL}"',
            '"denominateur <= {EFFECTIF_MINIMAL}"',
            f"{_JUGEMENT}::TestIntervalle::test_sous_vingt_la_raison_est_dite",
        ),
        "denominateur-rompu-a-10": ("* 100 > {SEUIL", "* 100 >= {SEUIL", f"{_CALCUL}::TestRapport"),
        "emetteurs-differents": (
            "v.lus_{k} IS DISTINCT FROM p",
            "v.lus_{k} IS NOT DISTINCT FROM p",
            f"{_COMPARAISONS}::TestEmetteurs",
        ),
        "bornes-du-meme-cote": ("sign({bas}) <> sign({haut})", "{bas} <> {haut}", f"{_JUGEMENT}::TestBande"),
    },
    "indicators/declaration.py": {
        "couverture-minimale-poids": ('{"poids": 0.90', '{"poids": 0.89', f"{_JUGEMENT}::TestCouverture"),
        "couverture-minimale-repondants": (
            '"repondants": 0.75}',
            '"repondants": 0.76}',
            f"{_JUGEMENT}::TestCouverture",
        ),
    },
    "indicators/mentions.py": {
        "note-incomplet-a-98": ("COMPLET = 0.99", "COMPLET = 0.98", f"{_JUGEMENT}::TestCouverture"),
    },
    "indicators/requete.py": {
        "annee-d-apres": (
            "p.campagne = v.campagne - 1",
            "p.campagne = v.campagne + 1",
            f"{_COMPARAISONS}::TestEvolution",
        ),
        "cotes-de-l-ecart": (
            '{"a": self.i.arrivee, "b": self.i.depart}',
            '{"a": self.i.depart, "b": self.i.arrivee}',
            f"{_CALCUL}::TestEcartDeParts",
        ),
        "bande-hors-de-ses-lignes": (
            "THEN SUM({e}) FILTER (WHERE {masque}) END",
            "THEN SUM({e}) END",
            "tests/indicators/test_bornes.py",
        ),
    },
    "indicators/voie_pro.py": {
        "masque-5-500": (
            'masque="capacite BETWEEN 5 AND 500"',
            'masque="capacite BETWEEN 5 AND 501"',
            f"{_CALCUL}::TestRapport",
        ),
    },
    "indicators/emetteurs.py": {
        "emetteurs-tous-la": (
            "else len(codes) < attendus or absents)",
            "else len(codes) <= attendus or absents)",
            f"{_COMPARAISONS}::TestEmetteurs",
        ),
    },
    "indicators/constance.py": {
        "unites-incompletes": (
            "WHERE v.complete AND p.complete",
            "WHERE v.complete",
            f"{_COMPARAISONS}::TestEvolution",
        ),
    },
    "indicators/recouvrement.py": {
        "lignes-rejetees": (
            "lignes_lues / (lignes_lues + lignes_perdues)",
            "1 - lignes_perdues / lignes_lues",
            "tests/indicators/test_pertes.py::test_la_couverture_compte_les_lignes_rejetees_la_ou_elles_etaient",
        ),
    },
    "indicators/moteur.py": {
        "mediane-apres-la-moitie": ("cumul >= ordonne", "cumul > ordonne", f"{_FORMES}::TestRepartition"),
    },
    "indicators/comparabilite.py": {
        "une-region-est-la-france": (
            "flatten(list(regions)))) = 1",
            "flatten(list(regions)))) = 0",
            f"{_FORMES}::TestFranceDUneSeuleRegion",
        ),
    },
    "vues/lignes.py": {
        "role-echange": ('return "c"', 'return "r"', _VUE),
        "reference-de-la-barre": ("reference = rang if rang", "reference = None if rang", _VUE),
        "annees-hors-de-la-page": ("if c in vue.campagnes)[-5:]", ")[-5:]", _VUE),
    },
    "vues/demande.py": {
        "comparer-sans-region": ('"region" if any(c.niveau == "region"', '"france" if any(c.niveau == "region"', _VUE),
        "plus-ancienne-situation": ("retenue or str(campagnes[0])", "retenue or str(campagnes[-1])", _VUE),
    },
    "vues/mots.py": {
        "periode-de-l-annee-d-apres": ("p=campagne - 1", "p=campagne + 1", _VUE),
        "voie-d-un-autre-palier": ('VOIES.get(palier or "", {})', 'VOIES.get("2GT", {})', _VUE),
    },
    "vues/releve.py": {
        "derniere-annee-avant": ("c <= vue.campagne]", "c < vue.campagne]", _VUE),
        "couverture-la-plus-haute": (
            "min((max(c)",
            "max((max(c)",
            "tests/ui/test_avancement.py::test_la_couverture_est_la_plus_basse_des_chiffres_connus",
        ),
    },
    "vues/vue.py": {
        "freres-de-toute-la-france": ('if p[0] == "region"] or hauts', 'if p[0] == "france"] or hauts[:0]', _VUE),
    },
    "blocs/recit.py": {
        "egal-a-la-reference-est-dessous": (
            '["ic_haut"].astype(float) < ref',
            '["ic_haut"].astype(float) <= ref',
            _PHRASES,
        ),
        "egal-a-la-reference-est-dessus": (
            '["ic_bas"].astype(float) > ref',
            '["ic_bas"].astype(float) >= ref',
            _PHRASES,
        ),
        "dessus-et-dessous-echanges": ("for t in (sous, dessus))", "for t in (dessus, sous))", _PHRASES),
        "sans-ecart-mais-compare": (
            'connues["ecart_reference"].notna() & connues',
            'connues["reference_valeur"].notna() & connues',
            _PHRASES,
        ),
    },
    "blocs/affectation.py": {
        "autant-de-voeux-est-plus": (
            '["valeur"].astype(float) > 1).sum',
            '["valeur"].astype(float) >= 1).sum',
            f"{_ECOLE}::test_autant_de_voeux_que_de_places_n_est_pas_plus",
        ),
        "n-de-l-autre-cote": (
            "sur {fr.compte(x['denominateur'], nom)}, ",
            "sur {fr.compte(x['numerateur'], nom)}, ",
            f"{_ECOLE}::test_l_ecart_d_une_annee_se_lit_sous_l_annee_d_avant",
        ),
        "annee-d-avant-la-meme": (
            "annee = vue.campagne - 1 if",
            "annee = vue.campagne if",
            f"{_ECOLE}::test_l_ecart_d_une_annee_se_lit_sous_l_annee_d_avant",
        ),
    },
    "blocs/orientation.py": {
        "plus-et-moins-decidees": (
            "(gaps >= DEMI_POINT, gaps <= -DEMI_POINT)",
            "(gaps <= -DEMI_POINT, gaps >= DEMI_POINT)",
            f"{_ECOLE}::test_une_voie_est_plus_ou_moins_decidee_que_demandee_a_un_demi_point",
        ),
        "demi-point-exclu": (
            "DEMI_POINT = 0.005",
            "DEMI_POINT = 0.0051",
            f"{_ECOLE}::test_une_voie_est_plus_ou_moins_decidee_que_demandee_a_un_demi_point",
        ),
    },
    "blocs/portee.py": {
        "couverture-tue-au-titre": ("lues = [x for x in toutes if couverture.incomplete(x)]", "lues = []", _PORTEE),
        "couverture-tue-a-la-phrase": ("return _fin(dit, citees(dit, figures, lieu))", "return Texte()", _PORTEE),
    },
    "blocs/cellules.py": {
        "repere-sans-n": ('petit(f" (n = {fr.nombre(n)}{autre}', 'petit(f" ({autre}', _CELLULES),
        "repere-n-du-numerateur": ('n, dit = ligne.get("denominateur")', 'n, dit = ligne.get("numerateur")', _CELLULES),
        "ecart-a-l-envers": (
            'ligne["valeur"] - ligne["precedente_valeur"]',
            'ligne["precedente_valeur"] - ligne["valeur"]',
            _CELLULES,
        ),
        "unite-de-l-ecart": ('texte(fr.affiche_ecart(ligne["valeur"]', 'texte(fr.affiche(ligne["valeur"]', _CELLULES),
    },
    "blocs/phrases.py": {
        "non-comparable-compte": (
            'COMPAREES = ("hausse", "baisse", "stable")',
            'COMPAREES = ("hausse", "baisse", "stable", "non_comparable")',
            f"{_ECOLE}::test_une_hausse_se_compte_parmi_ce_qui_se_compare",
        ),
    },
    "blocs/constats.py": {
        "annee-la-plus-ancienne": ('figures["campagne"].max()', 'figures["campagne"].min()', _PHRASES),
    },
    "blocs/cartes.py": {
        "intervalle-de-la-france": (
            '(ligne[b] - ligne["reference_valeur"]) * 100',
            '(ligne[b] - ligne["france_valeur"]) * 100',
            _CELLULES,
        ),
    },
    "blocs/fiche.py": {
        "position-au-bord-bas": (
            'float(x["ic_haut"]) < bas',
            'float(x["ic_haut"]) <= bas',
            "tests/blocs/test_fiche.py",
        ),
        "position-au-bord": ('float(x["ic_bas"]) > haut', 'float(x["ic_bas"]) >= haut', "tests/blocs/test_fiche.py"),
    },
    "blocs/passeport.py": {
        "passeport-annee": (
            "mots.periode(ident, vue.campagne)",
            "mots.periode(ident, max(vue.campagnes))",
            "tests/blocs/test_passeport.py",
        ),
    },
    "charts/format.py": {
        "evolution-contraire": ('"baisse": "en baisse"', '"baisse": "en hausse"', _CELLULES),
        "forme-d-un-autre-repere": ('("△", "À examiner")', '("▲", "À examiner")', _CELLULES),
        "part-sans-cent": (
            '_ecrit(_decimal(x) * 100, decimales, signe) + INSEC + "%"',
            '_ecrit(_decimal(x), decimales, signe) + INSEC + "%"',
            _FORMAT,
        ),
        "points-sans-signe": (
            '_decimal(x) * 100, decimales, True) + INSEC + "pt"',
            '_decimal(x) * 100, decimales, False) + INSEC + "pt"',
            _FORMAT,
        ),
        "intervalle-renverse": (
            "_decimal(bas) * 100, decimales, False)} et {part(haut",
            "_decimal(haut) * 100, decimales, False)} et {part(bas",
            _FORMAT,
        ),
    },
    "charts/genres/halteres.py": {
        "series-echangees": (
            'Serie("denominateur", "capacite", "places"), Serie("numerateur",',
            'Serie("numerateur", "capacite", "places"), Serie("denominateur",',
            _DESSIN,
        ),
        "couleur-de-l-autre-serie": ("r.y, serie.sens, t[serie.sens]", "r.y, serie.sens, t[e.series[0].sens]", _DESSIN),
    },
    "charts/scene.py": {
        "axe-sans-zero": ("bas, haut = min(bas, 0), max(haut, 0)", "bas, haut = min(bas, haut), max(haut, 0)", _DESSIN),
    },
    "charts/genres/multiples.py": {
        "rupture-rejointe": ("if _rompt(ici[2]):", "if _rompt(avant[2]):", _DESSIN),
        "rupture-rejointe-au-classeur": (
            "if _rompt(ligne) and tronc in segments:",
            "if _rompt(ligne) and tronc not in segments:",
            _DESSIN,
        ),
    },
    "charts/genres/bande.py": {
        "bornes-de-la-bande": ('"borne_basse": "Borne basse"', '"borne_haute": "Borne basse"', _DESSIN),
    },
    "charts/mots.py": {
        "infobulle-des-termes": ('f"{nombre(haut)} sur {nombre(bas)}"', 'f"{nombre(bas)} sur {nombre(haut)}"', _DESSIN),
        "infobulle-sans-couverture": ("    dits.append(couverture.longue(ligne))\n", "", _DESSIN),
        "legende-des-classes": (
            'f"moins de {ecrits[0]}"',
            'f"moins de {ecrits[1]}"',
            "tests/charts/test_charts.py::test_class_names_keep_their_unit",
        ),
    },
    "charts/graphique.py": {
        "alternative-sans-couverture": (
            "self._avec_couvertures(self.alt or self.encodage",
            "(self.alt or self.encodage",
            _DESSIN,
        ),
    },
    "charts/etapes.py": {
        "part-de-l-autre-univers": (
            "float(termes[1]) - sum(",
            "float(termes[1]) + sum(",
            "tests/charts/test_charts_formes.py::test_a_share_needs_both_its_terms_and_a_given_share_is_believed",
        ),
    },
    "charts/couverture.py": {
        "unites-constantes-renversees": ("unites} : {avant} → {ici}", "unites} : {ici} → {avant}", _DESSIN),
        "couverture-dite-a-99": ("SEUIL = 0.99", "SEUIL = 0.98", _DESSIN),
    },
    "exports/fichiers.py": {
        "colonnes-echangees": (
            "(g.mot, g.champ, g.source, g.periode,",
            "(g.mot, g.source, g.champ, g.periode,",
            f"{_EXPORTS}::test_csv_is_rectangular_and_french",
        ),
        "point-decimal": (
            '.rstrip("0").replace(".", ",")',
            '.rstrip("0")',
            f"{_EXPORTS}::test_csv_writes_a_decimal_comma_and_disarms_formulas",
        ),
        "code-du-passeport": (
            'passeport.get("code", "")',
            'passeport.get("Code", "")',
            f"{_EXPORTS}::test_csv_is_rectangular_and_french",
        ),
    },
    "exports/classeur.py": {
        "unite-des-ecarts": (
            'return x * FACTEURS["points"]',
            "return x",
            f"{_EXPORTS}::test_un_ecart_de_parts_s_ecrit_en_points_et_une_part_en_pour_cent",
        ),
        "format-des-ecarts": (
            'return FORMATS["points"]',
            'return FORMATS["part"]',
            f"{_EXPORTS}::test_un_ecart_de_parts_s_ecrit_en_points_et_une_part_en_pour_cent",
        ),
        "facteur-d-une-autre-colonne": (
            "facteurs[j - 1]",
            "facteurs[0]",
            f"{_EXPORTS}::test_chaque_colonne_du_classeur_a_sa_propre_unite",
        ),
        "couverture-sans-son-objet": (
            "[couverture.ecrite(x) for x",
            "[couverture.courte(x) for x",
            f"{_EXPORTS}::test_la_couverture_s_ecrit_avec_ce_dont_elle_est_la_part",
        ),
    },
    "exports/natif.py": {
        "serie-de-la-colonne-d-avant": (
            '"values": _plage(table, depart, j + 1), "fill"',
            '"values": _plage(table, depart, j), "fill"',
            f"{_EXPORTS}::test_une_serie_native_porte_le_nom_de_sa_propre_colonne",
        ),
    },
    "ui/montrer.py": {
        "phrase-copiee-sans-couverture": (
            "copier_phrase(typo(bloc.lecture))",
            "copier_phrase(typo(bloc.titre))",
            _ECRAN,
        ),
        "nom-du-fichier": ('file_name=f"{bloc.fichier}.{extension}"', 'file_name=f"{bloc.cle}.{extension}"', _ECRAN),
    },
    "ui/html.py": {
        "champ-et-source-echanges": ("        bloc.source,\n", "        bloc.champ,\n", _ECRAN),
        "role-sans-classe": ('\'<tr class="{}"><th scope="row">', '\'<tr lang="{}"><th scope="row">', _ECRAN),
        "reserve-avant-la-valeur": (
            '<h2>{}</h2><div class="{}">{}</div>{}{}<dl>{}</dl>{}</div>',
            '<h2>{0}</h2>{6}<div class="{1}">{2}</div>{3}{4}<dl>{5}</dl></div>',
            _ECRAN,
        ),
        "definition-sans-mise-en-garde": (
            ".format(gardes) if gardes else",
            ".format(gardes) if not gardes else",
            _ECRAN,
        ),
    },
}
