"""Mesures de vitesse et de mémoire, côte à côte en un passage ; ce ne sont pas des tests."""
