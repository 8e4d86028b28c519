"""Whether this machine can recognise scans: what reads them is skipped where its data is not installed."""

from __future__ import annotations

import os

import pytest

from extractor.readers.ocr_data import data_folder

needs_tesseract = pytest.mark.skipif(
    data_folder() is None and not os.environ.get("CI"),  # CI installs it: there a missing one fails
    reason="no Vietnamese recognition data on this machine",
)
