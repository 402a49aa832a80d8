"""Speech models: which there are, where they lie, whether they are whole, and how to get them.

Nothing here is downloaded unless `fetch` is called, which happens only when the user asks for it.
"""

from editor.alignment.models.catalog import Catalog, ModelEntry, load_catalog
from editor.alignment.models.errors import ModelError
from editor.alignment.models.fetch import fetch
from editor.alignment.models.resolve import ModelFolder, ModelFolders, find_folders, resolve
from editor.alignment.models.rows import ModelRow, model_rows
from editor.alignment.models.verify import verify

__all__ = [
    "Catalog",
    "ModelEntry",
    "ModelError",
    "ModelFolder",
    "ModelFolders",
    "ModelRow",
    "fetch",
    "find_folders",
    "load_catalog",
    "model_rows",
    "resolve",
    "verify",
]
