"""Settings every test runs under."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Time limits per example would make property tests depend on how busy the machine is; they bound work, not seconds.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("deep", parent=settings.get_profile("house"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
