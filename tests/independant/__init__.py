"""Recalcul indépendant des indicateurs, fichiers réels ou échantillon : pandas seul, sans loaders ni indicators."""
