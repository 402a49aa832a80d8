"""The catalogue as a table for the command line and the model dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from editor.alignment.models.catalog import Catalog, ModelEntry, human_size
from editor.alignment.models.errors import ModelMissingError
from editor.alignment.models.fetch import leftover_bytes
from editor.alignment.models.resolve import ModelFolder, ModelFolders, resolve


@dataclass(frozen=True)
class ModelRow:
    """One model and its state here.

    Attributes:
        entry: The model.
        folder: Where it is installed; None if it is not.
        started: How many bytes of a download that was broken off are kept.
    """

    entry: ModelEntry
    folder: ModelFolder | None
    started: int = 0

    @property
    def installed(self) -> bool:
        """Whether the model can be used right now."""
        return self.folder is not None

    @property
    def state(self) -> str:
        """The state in words, such as `found in your models folder`."""
        if self.folder is not None:
            return f"found in {self.folder.origin}"
        if self.started:
            return f"{human_size(self.started)} of {human_size(self.entry.size)} downloaded"
        return f"available, {human_size(self.entry.size)}"


def model_rows(catalog: Catalog, folders: ModelFolders) -> list[ModelRow]:
    """Every model of the catalogue, in its order, with its state on this computer."""
    return [_row(entry, catalog, folders) for entry in catalog.entries]


def _row(entry: ModelEntry, catalog: Catalog, folders: ModelFolders) -> ModelRow:
    try:
        return ModelRow(entry, resolve(entry.name, catalog=catalog, folders=folders))
    except ModelMissingError:
        started = leftover_bytes(entry, folders.user) if folders.user else 0
        return ModelRow(entry, None, started)
