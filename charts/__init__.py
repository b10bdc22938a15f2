"""From figures to one chart description, then to the screen (Plotly) and to image files (matplotlib)."""
