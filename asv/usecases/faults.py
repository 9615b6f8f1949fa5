"""Telling a database that is away from a fault of our own."""

from asyncpg.exceptions import CannotConnectNowError, ConnectionDoesNotExistError, TooManyConnectionsError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AWAY = (ConnectionError, OSError, CannotConnectNowError, ConnectionDoesNotExistError, TooManyConnectionsError)
# Connection exceptions, insufficient resources (a full disk too), and a server that stops, crashed or is starting.
AWAY_STATES = ("08", "53", "57P")


def is_database_away(error: BaseException) -> bool:
    """Whether the database could not be reached or was lost on the way: worth trying again, nothing was kept."""
    if isinstance(error, (PoolTimeoutError, OperationalError, InterfaceError, *AWAY)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or str(getattr(error.orig, "sqlstate", None)).startswith(AWAY_STATES)
