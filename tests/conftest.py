"""For all tests: how many examples hypothesis tries, and the model's types as strategies."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from postgres_server import postgres  # noqa: F401 - a fixture

_CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

# The same examples on every machine: a failure that one developer sees, all see.
settings.register_profile("test", deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("soak", deadline=None, max_examples=2000, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))
