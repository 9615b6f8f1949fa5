import pytest

from tests.support.database import make_world


@pytest.fixture
async def other_world(admin, bases):
    """A second territoire, to show that nothing passes from one to the other."""
    return await make_world(admin, bases)
