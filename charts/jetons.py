"""Tokens: one colour, one meaning, one shape, on screen and on paper."""

POLICE = '"Source Sans", "Source Sans 3", "Segoe UI", Arial, sans-serif'
# px
TAILLE = {
    "h1": 28,
    "h2": 20,
    "chiffre": 32,
    "chapo": 18,
    "texte": 16,
    "tableau": 14,
    "axe": 13,
    "note": 13,
    "n": 11,
}

CLAIR = {
    "fond": "#FFFFFF", "fond2": "#F4F5F7", "encre": "#1B1F24", "encre2": "#565F69",
    "filet": "#C9CED4", "grille": "#E3E6EA", "hachure": "#AEB6BE", "contour": "#FFFFFF",
    "demande": "#D9730D", "decide": "#8456A8", "obtenu": "#005F5A", "capacite": "#3F4A56",
    "etat": "#2F6FB5", "region": "#A67C00", "choisi": "#0A3A82", "autres": "#8A939D",
    "reference": "#1B1F24", "bande": "#E9EFF8",
    "rampe": ("#F6DEC6", "#EFBF8E", "#E09A55", "#B45C13", "#763607"),
    "ecarts": ("#D0690C", "#EFBF8E", "#EEF0F2", "#C9B3DE", "#5B3283"),
    "parts": ("#005F5A", "#D9730D", "#8456A8", "#B5A642", "#2F6FB5", "#8A939D", "#C9CED4"),
}  # fmt: skip
SOMBRE = {
    "fond": "#14181D", "fond2": "#1E242B", "encre": "#E8EBEE", "encre2": "#AAB3BD",
    "filet": "#3E4751", "grille": "#2C343C", "hachure": "#566069", "contour": "#14181D",
    "demande": "#FFB469", "decide": "#C3A2E3", "obtenu": "#35A99D", "capacite": "#C2CAD2",
    "etat": "#6FA8E8", "region": "#D9B44A", "choisi": "#8FB8FF", "autres": "#7E8893",
    "reference": "#E8EBEE", "bande": "#1F2C40",
    "rampe": ("#553D27", "#7D552F", "#B57F45", "#DBA268", "#FFDFBC"),
    "ecarts": ("#F09A45", "#855528", "#39424B", "#6B5487", "#CDB0EC"),
    "parts": ("#35A99D", "#FFB469", "#C3A2E3", "#D9CC6A", "#6FA8E8", "#7E8893", "#4A535D"),
}  # fmt: skip

# Meaning -> (Plotly symbol, matplotlib marker); the ring of capacity is drawn larger than the dot it may surround
FORME = {
    "demande": ("circle", "o"),
    "decide": ("square", "s"),
    "obtenu": ("diamond", "D"),
    "capacite": ("circle-open", "o"),
    "autres": ("circle", "o"),
    "permanent": ("circle", "o"),
    "regulier": ("square", "s"),
    "itinerant": ("triangle-up", "^"),
    "distance": ("circle-open", "o"),
    "eloigne": ("x-thin-open", "x"),
}
# Patterns laid over successive colours of a stacked bar: told apart without colour
MOTIFS_BARRES = ("", "/", "", "\\", "", ".", "")

# A ratio « vœux 1 pour une place »: 1 is always inside the middle class
BORNES_RAPPORT = (0.80, 0.95, 1.05, 1.25)
# A gap between two shares (0.01 = 1 point): zero is always inside the middle class
BORNES_ECART = (-0.03, -0.005, 0.005, 0.03)


def theme(sombre: bool) -> dict:
    """Give the tokens of the light or of the dark theme."""
    return SOMBRE if sombre else CLAIR


def classe(valeur: float, bornes: tuple[float, ...]) -> int:
    """Give the class of a value, 0 to len(bornes); a bound belongs to the class above it."""
    return sum(valeur >= b for b in bornes)


def degrade(couleurs: tuple[str, ...], combien: int) -> tuple[str, ...]:
    """Give `combien` colours along a ramp, its ends kept; in between, the nearest two are mixed."""
    if combien == 1:
        return (couleurs[len(couleurs) // 2],)
    lues = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in couleurs]
    rendues = []
    for k in range(combien):
        place = k * (len(lues) - 1) / (combien - 1)
        i = min(int(place), len(lues) - 2)
        melange = (round(a + (b - a) * (place - i)) for a, b in zip(lues[i], lues[i + 1], strict=True))
        rendues.append("#" + "".join(f"{c:02X}" for c in melange))
    return tuple(rendues)


def luminance(couleur: str) -> float:
    """Give the relative luminance (WCAG) of a #RRGGBB colour, 0 to 1."""
    canaux = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lin = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def contraste(a: str, b: str) -> float:
    """Give the contrast ratio (WCAG, 1 to 21) between two colours."""
    clair, fonce = sorted((luminance(a), luminance(b)), reverse=True)
    return (clair + 0.05) / (fonce + 0.05)


def encre_sur(fond: str) -> str:
    """Choose the ink, dark or white, that reads best on a ground."""
    return max(("#1B1F24", "#FFFFFF"), key=lambda encre: contraste(encre, fond))
