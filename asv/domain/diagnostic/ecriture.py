"""Numbers inside a sentence. The rest of French typography belongs to the pages and the documents."""

from decimal import ROUND_HALF_UP, Decimal

NARROW = "\N{NARROW NO-BREAK SPACE}"


def number(value: float | Decimal) -> str:
    """« 1 234 », to the unit."""
    return f"{int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP)):,}".replace(",", NARROW)


def percent(part: float) -> str:
    """A proportion between 0 and 1: « 43 % »; « moins de 1 % » rather than 0 when there is somebody."""
    if 0 < part < 0.005:  # noqa: PLR2004 - half a point: what rounds to zero
        return f"moins de 1{NARROW}%"
    return f"{number(Decimal(str(part)) * 100)}{NARROW}%"


def plural(count: float, singular: str, plural: str = "") -> str:
    """Give the number and the noun; French counts 0 and 1 as singular."""
    return f"{number(count)} {singular if abs(count) < 2 else plural or singular + 's'}"  # noqa: PLR2004


def quoted(text: str) -> str:
    return f"«{NARROW}{text}{NARROW}»"


def listed(items: list[str]) -> str:
    """« a, b et c »."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} et {items[-1]}"
