"""The documentation as a web site: `python -m sphinx -W -b html docs build/docs`.

The pages of keys, commands and formats are made from the program's own tables, so they cannot
say anything else than the program does.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DOCS = Path(__file__).resolve().parent

from docs import pages_from_tables  # noqa: E402  # the path comes first

project = "Proofcast"
author = "The Proofcast developers"
release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["screenshots/make.py", "_build"]
html_theme = "furo"
html_title = "Proofcast"
html_favicon = "../resources/icons/proofcast.svg"
html_show_sourcelink = False

pages_from_tables.write(DOCS / "generated")
