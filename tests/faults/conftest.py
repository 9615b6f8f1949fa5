from tests.support.cluster import own_admin, own_cluster, own_keyring, own_site, own_world
from tests.support.counts import measured
from tests.support.server import keyring, served, served_beside

__all__ = [
    "keyring", "measured", "own_admin", "own_cluster", "own_keyring", "own_site", "own_world", "served",
    "served_beside",
]  # fmt: skip
