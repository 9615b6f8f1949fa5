"""ASV: health mediation, coordination and diagnostic of an Atelier Santé Ville."""

__version__ = "0.1.0"
