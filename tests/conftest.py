"""Fixtures shared by the whole suite; they cost nothing until a test asks for them."""

from hypothesis import settings

settings.register_profile("asv", settings(), deadline=None)
settings.load_profile("asv")
"""A timing is a benchmark: on a busy machine the first example of a property may take any time."""

pytest_plugins = [
    "tests.support.database", "tests.support.site", "tests.support.process", "tests.support.suivis",
    "tests.support.courrier", "tests.support.documents",
]  # fmt: skip
