"""The proposed ad reads of an episode, in the order of the text, until the user has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.review.ad_cues import cues_for
from editor.review.ad_proposals import AdFinder
from editor.review.ad_reading import runs_of
from editor.review.changes import change
from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.transcript.patch import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editor.review.ad_proposals import AdProposal
    from editor.review.doubts import Doubt
    from editor.review.memory import Memory
    from editor.review.show_memory import AdText
    from editor.transcript.document import Transcript
    from editor.transcript.session import Session

WORDS_AT_ONCE = 1000
"""So many new words are looked at in one go while the window must not wait (about 10 ms)."""
SAME_TEXT = 0.6
"""A proposal that shares so much of its text with a dismissed one is not made again."""


class AdQueue:
    """Proposals for one session; finds again, when asked, only in what has changed.

    Attributes:
        current: The proposal that the user has gone to last.
    """

    def __init__(
        self,
        session: Session,
        memory: Memory,
        gaps: Callable[[], Iterable[Doubt]],
        kept: Callable[[], None],
        gaps_known: Callable[[], bool] = lambda: True,
    ) -> None:
        """Args:
        session: The document.
        memory: Where dismissals are kept.
        gaps: Where something is said that the text does not have: that may be an ad.
        kept: Called when there is something new to be stored.
        gaps_known: Looks for gaps for a moment; returns whether all are known.
        """
        self._session = session
        self._memory = memory
        self._gaps = gaps
        self._kept = kept
        self._gaps_known = gaps_known
        self._known: tuple[AdText, ...] = ()
        self._finder: tuple[str, AdFinder] | None = None
        self._shown: tuple[AdProposal, ...] | None = None
        self._listeners: list[Callable[[], None]] = []
        self.current: AdProposal | None = None

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when the proposals may have changed; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def know(self, ads: Iterable[AdText]) -> None:
        """Compare with these ad reads of earlier episodes from now on."""
        known = tuple(ads)
        if known != self._known:
            self._known, self._finder = known, None
            self.forget()

    def forget(self) -> None:
        """The document or what was heard has changed: find again when somebody asks."""
        self._shown = None
        for listener in tuple(self._listeners):
            listener()

    def look_on(self) -> bool:
        """Take in a part of what is new, in a few ms. Returns whether `shown` is quick now."""
        if self._shown is not None:
            return True
        ready = cues_for(self._session.document.language).prepare()
        looked = ready and self._its_finder().look_at(self._session.document, WORDS_AT_ONCE)
        return looked and self._gaps_known()

    @property
    def shown(self) -> Sequence[AdProposal]:
        """What is proposed, in text order."""
        if self._shown is None:
            found = self._its_finder().proposals(self._session.document, self._gaps())
            dismissed = [runs_of(text.split()) for text in self._memory.not_ads]
            self._shown = tuple(
                proposal for proposal in found if not _is_among(proposal.text, dismissed)
            )
        return self._shown

    def next(self, place: Place) -> AdProposal | None:
        """The first proposal that begins after a place; from the top again after the last."""
        after = (proposal for proposal in self.shown if proposal.first > place)
        return next(after, next(iter(self.shown), None))

    def previous(self, place: Place) -> AdProposal | None:
        """The last proposal that begins before a place; from the end again before the first."""
        before = (proposal for proposal in reversed(self.shown) if proposal.first < place)
        return next(before, next(reversed(self.shown), None))

    def at(self, place: Place) -> AdProposal | None:
        """The proposal about a word."""
        return next((row for row in self.shown if row.first <= place <= row.last), None)

    def look_at(self, proposal: AdProposal | None) -> None:
        """The user has gone to this proposal."""
        if proposal != self.current:
            self.current = proposal
            for listener in tuple(self._listeners):
                listener()

    def dismiss(self, proposal: AdProposal) -> None:
        """It is no ad read: never propose it again."""
        self._memory.dismiss_ad(proposal.text)
        self.forget()
        self._kept()

    def _its_finder(self) -> AdFinder:
        language = self._session.document.language
        if self._finder is None or self._finder[0] != language:
            self._finder = (language, AdFinder(cues_for(language), self._known))
        return self._finder[1]


def accept(document: Transcript, proposal: AdProposal) -> Patch:
    """Mark a proposed ad read; what the text does not have is put in first, as one step."""
    kind, sponsor = proposal.kind, proposal.sponsor
    if not proposal.heard:
        return mark_ad(document, proposal.first, proposal.last, kind, sponsor)
    index, at = proposal.first
    texts = tuple(word.text for word in proposal.heard)
    written = change(document, {index: [(at, at, texts, proposal.heard)]}, "Mark ad read")
    after = written.apply_to(document)
    marked = mark_ad(after, Place(index, at), Place(index, at + len(texts) - 1), kind, sponsor)
    return Patch(index, written.old, marked.new, marked.tables, marked.label)


def _is_among(text: str, dismissed: Sequence[frozenset[str]]) -> bool:
    runs = runs_of(text.split())
    return any(runs and len(runs & other) >= SAME_TEXT * len(runs) for other in dismissed)
