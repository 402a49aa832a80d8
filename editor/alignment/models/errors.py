"""The errors of this package. The message of each is one sentence for the user."""

from __future__ import annotations


class ModelError(Exception):
    """Something about a speech model that the user has to know."""


class CatalogError(ModelError):
    """The catalogue file is missing or says something that cannot be."""


class UnknownModelError(ModelError):
    """Neither the catalogue nor the disk knows a model by this name."""


class ModelMissingError(ModelError):
    """The model is known, but is not on this computer."""


class ModelBrokenError(ModelError):
    """The folder that the user named does not hold a whole model."""


class DownloadError(ModelError):
    """The model could not be downloaded; what had arrived is kept for the next attempt."""


class DownloadRefusedError(DownloadError):
    """The server answered, and asking again would not change its answer."""


class DownloadCancelledError(DownloadError):
    """The user stopped the download."""


class DownloadBusyError(DownloadError):
    """Another download of the same model is running."""


class ChecksumError(DownloadError):
    """What arrived is not the file that the catalogue (or the hub) describes."""


class DiskFullError(DownloadError):
    """There is no room for the model."""


class FolderUnusableError(DownloadError):
    """The folder for models cannot be made or written."""
