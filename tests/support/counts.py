"""How much of a scenario is run: a few seconds' worth in the ordinary run, the whole criterion with ASV_FAULTS=full."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

IS_FULL = os.environ.get("ASV_FAULTS") == "full"
MEASURES = os.environ.get("ASV_FAULTS_MEASURES")
"""A file that takes what was measured, one JSON line a scenario: docs/fiabilite.md is written from it."""


def counted(ordinary: int, whole: int) -> int:
    """The number to use in this run."""
    return whole if IS_FULL else ordinary


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """What a test measured, kept when it passed."""
    found: dict[str, Any] = {}
    start = time.monotonic()
    yield found
    if MEASURES and found:
        line = {"test": request.node.nodeid, "seconds": round(time.monotonic() - start, 1), **found}
        with Path(MEASURES).open("a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
