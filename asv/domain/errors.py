"""Refusals of the domain: each says in French, to the person reading, what is wrong and the way out."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a breakdown
    """The request cannot be done as asked; `message` is shown as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Forbidden(Refused):
    """The acteur may not do this."""


class NotFound(Refused):
    """There is no such thing, or the acteur may not know that there is."""


class Conflict(Refused):
    """Somebody else changed it meanwhile, or it is already done."""
