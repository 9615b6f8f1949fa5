"""The repository holds nothing of the machine where it was written, and names no package registry."""

import re

from tests.guards.tree import ROOT, tracked_files

REGISTRIES = ("pypi.org", "pythonhosted.org", "registry.npmjs.org", "unpkg.com", "jsdelivr.net", "proxy.golang.org")
MACHINE = re.compile(rb"(?<![\w.])/(work|root|home/\w+|tmp/w)/[\w.]")
HERE = "tests/guards/test_tracked_files.py"


def test_no_tracked_file_names_a_package_registry_or_a_path_of_one_machine():
    found = {}
    for file in tracked_files():
        name, content = file.relative_to(ROOT).as_posix(), file.read_bytes()
        named = [registry for registry in REGISTRIES if registry.encode() in content]
        if name != HERE and (named or MACHINE.search(content)):
            found[name] = named or MACHINE.search(content)[0]

    assert found == {}


def test_no_tracked_file_is_a_secret():
    kept = [f.relative_to(ROOT).as_posix() for f in tracked_files() if f.suffix in {".pem", ".secret", ".env", ".key"}]

    assert kept == []
