from __future__ import annotations

import sys
from pathlib import Path

# The picture notation of documents is shared with the tests of the document.
sys.path.insert(0, str(Path(__file__).parents[1] / "transcript"))
