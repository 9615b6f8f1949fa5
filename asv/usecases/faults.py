"""Telling a database that is away from a fault of our own."""

from asyncpg.exceptions import CannotConnectNowError, ConnectionDoesNotExistError, TooManyConnectionsError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AWAY = (ConnectionError, OSError, CannotConnectNowError, ConnectionDoesNotExistError, TooManyConnectionsError)


def is_database_away(error: BaseException) -> bool:
    """Whether the database could not be reached or was lost on the way: worth trying again, nothing was kept."""
    if isinstance(error, (PoolTimeoutError, OperationalError, InterfaceError, *AWAY)):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated
