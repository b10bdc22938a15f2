"""Recalcul indépendant des indicateurs sur les fichiers réels : pandas seul, sans loaders ni indicators."""
