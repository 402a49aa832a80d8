"""Shows the settings: what only the program as a whole knows is gathered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.profile import available_profiles
from editor.settings.data_files import data_file
from editor.settings.language import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QDialog, QWidget

    from editor.commands.command import Registry
    from editor.commands.key_choices import KeyStore
    from editor.jobs.background import Background
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore

SPOKEN = {
    "auto": "Find out",
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "ar": "Arabic",
    "hi": "Hindi",
}
"""Languages that people make podcasts in; a settings file may name any that a model knows."""
OWN_NAMES = {"system": "As the system", "en": "English", "de": "Deutsch"}


class SettingsDesk:
    """Makes the dialogue from the settings, the models that are here, the presets of keys."""

    def __init__(
        self,
        store: SettingsStore,
        folders: Folders,
        keys: KeyStore,
        registry: Registry,
        background: Background,
        window: QWidget,
    ) -> None:
        self._store = store
        self._folders = folders
        self._keys = keys
        self._registry = registry
        self._background = background
        self._window = window

    def show(self) -> None:
        """Show the options, to change them."""
        from editor.ui.settings_dialog import SettingsDialog

        buttons: dict[str, tuple[str, Callable[[QWidget], None]]] = {
            "Speech": ("Speech models…", self._show_models),
            "Keys": ("Change keys…", self._show_keys),
        }
        dialog = SettingsDialog(self._store, self._choices(), self._notes(), buttons, self._window)
        _run(dialog)

    def _choices(self) -> Mapping[str, Mapping[str, str]]:
        profiles, _ = available_profiles(data_file("resources/profiles"), self._folders.profiles)
        presets = {
            name: "Proofcast" if name == "default" else name for name in self._keys.now.presets
        }
        return {
            "keymap": presets,
            "export_profile": {profile.id: profile.label for profile in profiles.values()},
            "interface_language": {
                code: OWN_NAMES.get(code, code) for code in ("system", *languages())
            },
            "language": SPOKEN,
            "model": self._models(),
        }

    def _models(self) -> dict[str, str]:
        """The models that are on this computer."""
        from editor.alignment.models import find_folders, load_catalog, model_rows

        rows = model_rows(load_catalog(), find_folders(self._folders.models))
        return {row.entry.name: row.entry.title for row in rows if row.installed}

    def _notes(self) -> Mapping[str, str]:
        folders = self._folders
        return {
            "Speech": f"Downloaded models are in {folders.models}.",
            "Keys": f"Your own keys are in {folders.keymap_file}.",
            "Saving and folders": (
                "Changes are saved by themselves, within a second, and with them everything that "
                f"undo can take back. Backups are made while you work, in {folders.backups}.\n\n"
                f"Settings: {folders.settings_file}\n"
                f"Projects whose audio is in a folder that cannot be written: "
                f"{folders.data / 'projects'}\n"
                f"Decoded episodes: {folders.audio}\n"
                f"Log: {folders.logs}"
            ),
        }

    def _show_models(self, behind: QWidget) -> None:
        from editor.ui.models_dialog import ModelsDialog

        _run(ModelsDialog(self._store, self._folders.models, self._background, behind))

    def _show_keys(self, behind: QWidget) -> None:
        from editor.ui.keys_dialog import KeysDialog

        _run(KeysDialog(self._registry, self._keys, behind))


def _run(dialog: QDialog) -> None:
    dialog.exec()
    dialog.deleteLater()
