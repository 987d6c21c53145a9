from __future__ import annotations

from collections.abc import Iterator

import pytest

from website import Site, site


@pytest.fixture
def paper() -> Iterator[Site]:
    with site() as made:
        yield made
