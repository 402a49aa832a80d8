"""What commands may use: the open episode, and the parts of the window as far as they need them.

The window implements these protocols; nothing in this package knows about Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.formats.cues import Captions as CaptionsOf
    from editor.formats.profile import Profile
    from editor.review.queue import ReviewQueue
    from editor.review.show_memory import Row, ShowSpeaker
    from editor.settings.options import Settings
    from editor.transcript.document import Place, SpeakerId, Transcript
    from editor.transcript.patch import Caret
    from editor.transcript.scopes import Scope
    from editor.transcript.session import Session
    from editor.transcript.words import AdId


class TextView(Protocol):
    """The transcript as the user sees it."""

    def caret(self) -> Caret:
        """Where the caret is."""

    def set_caret(self, caret: Caret) -> None:
        """Move the caret, and scroll so that it shows."""

    def caret_place(self) -> Place | None:
        """The word under the caret, or None in an empty turn."""

    def selected_words(self) -> tuple[Place, Place] | None:
        """The first and last word selected, or None."""

    def touched_turns(self) -> range:
        """Indices of the turns under the caret or the selection; never empty."""

    @property
    def following(self) -> bool:
        """Whether it scrolls along; not after the user has scrolled or typed elsewhere."""

    def resume_following(self) -> None:
        """Scroll along with the spoken word again."""


class Player(Protocol):
    """The sound of the episode. Times in ms; everything is allowed while nothing is loaded."""

    @property
    def position_ms(self) -> int:
        """What is being heard."""

    @property
    def playing(self) -> bool:
        """Whether sound is coming out."""

    @property
    def rate(self) -> float:
        """Speed: 1.0 is as recorded."""

    def play(self) -> None:
        """Play on; after a pause, from a little before it."""

    def pause(self) -> None:
        """Stop, and stay here."""

    def seek(self, ms: int) -> None:
        """Go there; plays on if it was playing."""

    def set_rate(self, rate: float) -> None:
        """Change the speed, keeping the pitch; limited to what can be understood."""

    def play_snippet(self, start: int, end: int, rate: float | None = None) -> None:
        """Play from here to there and stop; at another speed for this once, if given."""

    def set_loop(self, start: int, end: int) -> None:
        """Play from here to there again and again."""

    def clear_loop(self) -> None:
        """Play on past the end of the loop."""


class Files(Protocol):
    """Opening, saving and exporting, with the dialogues that belong to it."""

    def open(self) -> None:
        """Ask for files and open them."""

    def open_sample(self) -> None:
        """Open the sample episode."""

    def save(self) -> None:
        """Write what is not written yet, now."""

    def save_copy(self) -> None:
        """Ask for a name and write a copy of the project there."""

    def export(self) -> None:
        """Show the export dialogue."""

    def export_audio(self) -> None:
        """Ask for a name and write the audio without the ad reads."""

    def retime(self) -> None:
        """Ask for another edit of the episode, and make a project for it."""

    def locate_audio(self) -> None:
        """Ask where the episode's audio is."""

    def models(self) -> None:
        """Show the models and offer to download others."""

    def close(self) -> None:
        """Close the episode."""

    def quit(self) -> None:
        """Close the window."""


class Recovery(Protocol):
    """Ways back, and what helps those who mend the program."""

    def go_back(self) -> None:
        """Show what one can go back to, and go there."""

    def copy_details(self) -> None:
        """Copy what a report of a defect needs to say; nothing of the text."""


class Alignment(Protocol):
    """Finding the words in the audio."""

    @property
    def running(self) -> bool:
        """Whether a job is under way."""

    def align_all(self) -> None:
        """Align the whole episode."""

    def align_turns(self, turns: Sequence[int]) -> None:
        """Align these turns again."""

    def stop(self) -> None:
        """Stop what is under way; what has been found stays."""


class Memory(Protocol):
    """What is remembered of the show that the episode belongs to."""

    @property
    def show_name(self) -> str:
        """The show."""

    def show(self) -> None:
        """Show what is remembered, to look at and to edit."""

    def remember(self, rows: Sequence[Row]) -> bool:
        """Remember these rows. Returns whether that was possible."""

    def offered_speakers(self) -> Sequence[ShowSpeaker]:
        """The speakers of the show that the episode does not have."""


class MadeCaptions(Protocol):
    """Captions, and what they were made of."""

    @property
    def document(self) -> Transcript:
        """The document."""

    @property
    def profile(self) -> Profile:
        """The limits."""

    @property
    def captions(self) -> CaptionsOf:
        """The cues, and what is wrong with them."""


class Captions(Protocol):
    """The captions as they would be exported."""

    def show(self) -> None:
        """Show the list of captions and put the keyboard into it."""

    def profiles(self) -> None:
        """Show the profiles, to choose and to change them."""

    def when_ready(self, act: Callable[[MadeCaptions], None]) -> None:
        """Call `act` with captions of the document as it is, as soon as there are any."""


class Voices(Protocol):
    """Telling speakers by their voices."""

    def propose(self) -> None:
        """Listen, and propose a speaker for each turn that has none."""


class Panels(Protocol):
    """The parts of the window that come and go."""

    def toggle_side(self) -> None:
        """Show or hide the side panel."""

    def show_speakers(self, speaker: SpeakerId | None = None) -> None:
        """Show the speakers and start editing the name of one."""

    def choose_speaker(self, turn: int, scope: Scope) -> None:
        """Ask who speaks the turns in a scope around this turn (by index), and say so."""

    def show_ads(self, ad: AdId | None = None) -> None:
        """Show the ad reads and start editing the sponsor of one."""

    def show_review(self) -> None:
        """Show the list of doubts and put the keyboard into it."""

    def show_finish(self) -> None:
        """Show what is still open and put the keyboard into it."""

    def toggle_setting(self, name: str) -> None:
        """Switch an option on or off."""

    def find(self, *, replacing: bool = False) -> None:
        """Show the find bar."""

    def spelling(self) -> None:
        """Show the spelling bar, or go to the next misspelled word."""

    def find_again(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place found."""

    def shift_times(self) -> None:
        """Ask by how much, and shift all word times."""

    def focus_text(self) -> None:
        """Put the keyboard focus into the transcript."""

    def palette(self) -> None:
        """Show the list of all commands."""

    def keys(self) -> None:
        """Show the sheet of keys."""

    def change_keys(self) -> None:
        """Show all commands with their keys, to change them."""

    def settings(self) -> None:
        """Show the options, to change them."""

    def about(self) -> None:
        """Show the version and the licences."""

    def zoom_wave(self, steps: int) -> None:
        """Zoom the close-up waveform in (positive) or out."""

    def zoom_text(self, steps: int) -> None:
        """Make the text larger (positive), smaller (negative) or as it was (0)."""

    def set_theme(self, name: str) -> None:
        """Use the theme "system", "light" or "dark"."""


class Desk(Protocol):
    """Everything a command may use."""

    @property
    def session(self) -> Session:
        """The open document."""

    @property
    def review(self) -> ReviewQueue:
        """The doubts about the open document."""

    @property
    def view(self) -> TextView:
        """The transcript."""

    @property
    def player(self) -> Player:
        """The sound."""

    @property
    def files(self) -> Files:
        """Opening, saving, exporting."""

    @property
    def recovery(self) -> Recovery:
        """Going back."""

    @property
    def alignment(self) -> Alignment:
        """Finding the words."""

    @property
    def voices(self) -> Voices:
        """Telling speakers by their voices."""

    @property
    def captions(self) -> Captions:
        """The captions."""

    @property
    def memory(self) -> Memory:
        """What is remembered of the show."""

    @property
    def panels(self) -> Panels:
        """Parts of the window."""

    @property
    def settings(self) -> Settings:
        """The user's options."""

    @property
    def has_episode(self) -> bool:
        """Whether a project is open."""

    @property
    def has_audio(self) -> bool:
        """Whether its audio is there and decoded."""

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Show one sentence in the message bar; a lasting one stays until it is closed."""
