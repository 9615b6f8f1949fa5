"""A busy machine is slow and not wrong: properties have no time limit for one example."""

from hypothesis import settings

settings.register_profile("without_deadline", deadline=None)
settings.load_profile("without_deadline")
