from tests.support.server import *  # noqa: F403
