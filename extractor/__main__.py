"""`python -m extractor FILE...`: one JSON object a line, without archive, search or web."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from extractor.pipeline import extract
from extractor.readers import read
from extractor.render import document_json


def main(paths: list[str]) -> int:
    for path in paths:
        source, texts = read(Path(path))
        for text in texts:
            print(json.dumps(document_json(extract(text), text, source), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
