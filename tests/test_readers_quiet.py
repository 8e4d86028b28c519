"""What libraries mutter in English does not stand between the lines of ours."""

from __future__ import annotations

import subprocess
import sys

from tests.recognition import needs_tesseract

# A box beyond the edge, as seals and margins of real scans make them.
_OUTSIDE = """
from PIL import Image
from extractor.readers import ocr
engine = ocr._engine()
engine.SetImage(Image.new("L", (60, 60), 255))
engine.SetRectangle(500, 500, 20, 20)
engine.GetRegions()
"""


@needs_tesseract
def test_recognition_is_quiet() -> None:
    done = subprocess.run([sys.executable, "-c", _OUTSIDE], capture_output=True, check=False, timeout=120)
    assert done.stderr == b""
