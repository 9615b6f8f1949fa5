"""Maps of the QPV of a territory, drawn in plain Python.

Vega-Lite can draw a choropleth, but a QPV is a few hundred metres wide in 23 km: what makes the map readable is a
numbered disc beside each quartier, moved until it hides nothing, and no grammar of graphics places those. Twenty lines
of projection remain, without a JavaScript engine and with the same bytes for the same values.
"""

from asv.documents.maps.choropleth import Carte, Fond, QuartierSitue, choropleth, locator
from asv.documents.maps.choropleth import QuartierSitue as Zone
from asv.documents.maps.classes import Classes, quantiles

__all__ = ["Carte", "Classes", "Fond", "QuartierSitue", "Zone", "choropleth", "locator", "quantiles"]
