"""Trying a transaction again when the database asked for it, and item by item when it refused the whole."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from asv.usecases.synchronisation.cartes import SuiviMoved

T = TypeVar("T")
TRIES = 5
FIRST_PAUSE_SECONDS = 0.02
# serialization_failure, deadlock_detected, lock_not_available
TRANSIENT = frozenset({"40001", "40P01", "55P03"})
# Classes 22 (data exception) and 23 (integrity constraint violation): the fault of one row, not of the database.
ONE_ROW = ("22", "23")


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def is_transient(error: DBAPIError) -> bool:
    """Whether the database undid this transaction to let another through: the same may well pass at the next try."""
    return _sqlstate(error) in TRANSIENT


def blames_one_row(error: DBAPIError) -> bool:
    return _sqlstate(error).startswith(ONE_ROW)


async def with_retries(transaction: Callable[[bool], Awaitable[T]]) -> T:
    """Run `transaction(one_by_one)`, each time afresh: five times at the most, with a random and growing pause."""
    one_by_one = False
    for attempt in range(1, TRIES + 1):
        try:
            return await transaction(one_by_one)
        except DBAPIError as error:
            if attempt == TRIES or not (is_transient(error) or (blames_one_row(error) and not one_by_one)):
                raise
            one_by_one = one_by_one or blames_one_row(error)
        except SuiviMoved:
            if attempt == TRIES:
                raise
        await asyncio.sleep(random.uniform(0, FIRST_PAUSE_SECONDS * 2**attempt))
    raise AssertionError("the last try returns or raises")
