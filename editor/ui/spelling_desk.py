"""Gives the spelling bar its dictionary, its names and its suggestions, without making it wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editor.jobs.background import Background
    from editor.jobs.episode_memory import EpisodeMemory
    from editor.review.spell_check import SpellCheck
    from editor.review.word_list import WordList
    from editor.transcript.document import Transcript
    from editor.transcript.session import Session
    from editor.ui.errors import Say
    from editor.ui.spell_bar import SpellBar

    Load = Callable[[str], WordList | None]


class SpellingDesk(QObject):
    """Loads the words of a language once, in another thread, when somebody first checks.

    Args:
        bar: The bar.
        background: The pool for short work.
        memory: What is remembered of the open episode's show, if an episode is open.
        say: Shows a sentence.
        parent: The Qt parent.
        load: The words of a language, or None; for tests.
    """

    def __init__(
        self,
        bar: SpellBar,
        background: Background,
        memory: Callable[[], EpisodeMemory | None],
        say: Say,
        parent: QObject | None = None,
        load: Load | None = None,
    ) -> None:
        super().__init__(parent)
        self._bar, self._background, self._memory, self._say = bar, background, memory, say
        self._load = load or _load
        self._lists: dict[str, WordList | None] = {}
        self._session: Session | None = None
        self._check: SpellCheck | None = None
        bar.suggestions_wanted.connect(self._suggest)
        bar.remember_wanted.connect(self._remember)

    def set_session(self, session: Session | None) -> None:
        """Another document is open."""
        self._session, self._check = session, None
        self._bar.use(None)
        self._bar.hide()

    def walk(self, session: Session) -> None:
        """Show the bar, or go on in it."""
        if session is not self._session:
            self.set_session(session)
        if self._check is not None and self._bar.isVisible():
            self._bar.go_on()
            return
        self._bar.open()
        if self._check is not None:
            self._check.know(self._names(session.document))
            self._bar.use(self._check)
            return
        self._start(session)

    def _start(self, session: Session) -> None:
        document, names = session.document, list(self._names(session.document))
        language = document.language

        def work(_: object) -> tuple[WordList | None, SpellCheck | None]:
            from editor.review.spell_check import SpellCheck

            words = self._lists.get(language) or self._load(language)
            check = SpellCheck(words, names) if words else None
            if check:
                check.wrong(document)  # so that the window need not wait for the first look
            return words, check

        def done(found: tuple[WordList | None, SpellCheck | None]) -> None:
            self._lists[language] = found[0]
            if session is not self._session:
                return
            self._check = found[1]
            if found[1] is None:
                self._bar.close_bar()
                self._say(f"There is no dictionary for the language of this episode ({language}).")
            else:
                self._bar.use(found[1])

        self._background.start(work, done, lambda error: self._say(str(error)))

    def _suggest(self, word: str) -> None:
        check = self._check
        if check is not None:
            self._background.start(
                lambda _: check.suggestions(word),
                lambda found: self._bar.show_suggestions(word, found),
                lambda error: self._say(str(error)),
            )

    def _remember(self, word: str) -> None:
        from editor.review.show_memory import Name
        from editor.storage.show_changes import Change

        memory = self._memory()
        if memory is not None and memory.change(Change(learn=(Name(word),))):
            self._say(f"“{word}” is right in {memory.show} from now on.")

    def _names(self, document: Transcript) -> Iterable[str]:
        """What is right though no dictionary has it."""
        yield from (speaker.name for speaker in document.speakers)
        yield from (ad.sponsor for ad in document.ads)
        memory = self._memory()
        if memory is not None:
            yield from (row.text for row in memory.now.names)
            yield from (row.name for row in memory.now.speakers)
            yield from memory.now.sponsors


def _load(language: str) -> WordList | None:
    from editor.review.word_list import load_words  # not before somebody checks

    return load_words(language)
