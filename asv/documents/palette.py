"""Colours of every drawing; the style sheet and `templates/documents` hold the same pine, ochre and brick.

The three stay apart under the three colour deficiencies and keep 3:1 against white paper and against the dark page.
The classes of a map darken in even steps of lightness, so that they read in grey print.
No colour carries a meaning alone: a word, a number or a hatching always says the same thing.
"""

from typing import Final

ENCRE: Final = "currentColor"
PIN: Final = "#267d77"
OCRE: Final = "#b87a12"
BRIQUE: Final = "#b9543a"

COMMUNE: Final = "#f1e9db"
LIMITE_COMMUNE: Final = "#c9bba2"
TEXTE_COMMUNE: Final = "#6a604f"
CLASSES: Final = ("#f6dfae", "#ebb769", "#d8843f", "#ad4f2a", "#6b2410")
ENCRE_SUR_CLASSE: Final = ("#23292c", "#23292c", "#23292c", "#ffffff", "#ffffff")
PAPIER: Final = "#fffdf9"
ENCRE_CARTE: Final = "#23292c"
