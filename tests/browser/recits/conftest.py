"""The stories of the field, on the tablet: the hands of tests/browser/terrain."""

from tests.browser.terrain.conftest import carnet, on_disk, second_tablet

__all__ = ["carnet", "on_disk", "second_tablet"]
