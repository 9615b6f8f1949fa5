"""Fixtures shared by the whole suite; they cost nothing until a test asks for them."""

pytest_plugins = [
    "tests.support.database", "tests.support.site", "tests.support.process", "tests.support.suivis",
    "tests.support.courrier", "tests.support.documents",
]  # fmt: skip
