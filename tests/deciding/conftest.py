"""The bridge case, for every test of what people decide."""

import pytest
from decided_bridge import made_case

from earwitness.model import Case


@pytest.fixture
def case() -> Case:
    """Three reports on a bridge."""
    return made_case()
