"""The case built by hand, for every test of what leaves the program."""

import pytest
from bridge import bridge_case

from earwitness.model import Case


@pytest.fixture
def case() -> Case:
    """Three reports on a bridge, with one call, three figures and five findings."""
    return bridge_case()
