"""Where the shipped figures come from, for the method page."""

from asv import reference


def list_sources() -> list[dict[str, str]]:
    return [
        {"titre": s.titre, "producteur": s.producteur, "millesime": s.millesime, "url": ""} for s in reference.sources()
    ]
