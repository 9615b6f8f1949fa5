import pytest

from asv.domain.synthese import DEMONSTRATION, generate
from tests.domain.synthese.invented import CALL, TODAY, tables_of, territoire_of


@pytest.fixture(scope="session")
def call():
    return territoire_of(CALL)


@pytest.fixture(scope="session")
def annee(call):
    """The demonstration year, table by table."""
    return tables_of(generate(call, today=TODAY, volume=DEMONSTRATION, seed=2026))
