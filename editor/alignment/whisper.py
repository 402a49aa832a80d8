"""The speech model: the only module that knows faster-whisper and CTranslate2.

It hears (recognition without times, greedy, so that the same sound always gives the same text),
finds given text in the sound (teacher-forced cross-attention), and tells voice from silence
(silero, which faster-whisper ships).
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.vad import get_vad_model

from editor.alignment.aligner import AlignmentError
from editor.alignment.audio import PER_MS, RATE
from editor.alignment.device import candidates, cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from editor.alignment.audio import Sound
    from editor.alignment.device import Device

log = logging.getLogger(__name__)

FRAME_MS = 20
"""What one step of the encoder's output stands for."""
MEDIAN_WIDTH = 3
"""Steps over which attention is smoothed: CTranslate2's 7 blurs characters, which last about 3."""
MAX_WINDOW_MS = 30_000
SPARE_MS = 500
"""So much silence at least follows a window. Whisper was trained on 30 s always, but hears as well
with less (docs/decisions/0012), and the encoder's work grows faster than the window."""
WORKERS = 2
"""So many calls the model answers at once, each with its share of the threads: one hears while the
other finds given text. They share one copy of the weights."""
_VOICE_FRAME = 512
_VOICE_CONTEXT = 64
_VOICE_BLOCK = 2000  # Frames per call: 64 s of sound, 5 MB of floats.


class Recognised(NamedTuple):
    """What was heard in one window.

    Attributes:
        text: The text.
        log_probability: Mean natural logarithm of the probability per token.
        no_speech: Probability that nobody speaks.
    """

    text: str
    log_probability: float
    no_speech: float


class Forced(NamedTuple):
    """Where each token of a given text lies.

    Attributes:
        starts: int array, ms from the start of the window; one more than there are tokens, the
            last being where the text ends.
        probabilities: float array, one per token.
    """

    starts: np.ndarray
    probabilities: np.ndarray


class Encoded(NamedTuple):
    """A window as the encoder sees it: float32 (steps, width), and how many steps are sound."""

    states: np.ndarray
    frames: int


@dataclass(frozen=True)
class Engine:
    """A loaded Whisper model.

    Attributes:
        model: faster-whisper's model.
        tokenizer: Its tokenizer, set to the language in use.
    """

    model: Any
    tokenizer: Any

    @property
    def multilingual(self) -> bool:
        """Whether the model knows more than English."""
        return bool(self.model.model.is_multilingual)

    def in_language(self, code: str) -> Engine:
        """The same model set to a language.

        Raises:
            AlignmentError: The model does not know the language.
        """
        if code not in self.model.supported_languages:
            raise AlignmentError(_unknown_language(code, self.multilingual))
        return Engine(self.model, _tokenizer(self.model, code))

    def encode(self, windows: Sequence[np.ndarray]) -> list[Encoded]:
        """Run the encoder over float32 windows of at most 30 s; all get as many steps."""
        columns = _columns(max(map(len, windows), default=0))
        return [self._encode(window, columns) for window in windows]

    def _encode(self, window: np.ndarray, columns: int) -> Encoded:
        # One by one: a batch is no faster on a CPU, and takes 150 MB more.
        features = _view([self._features(window, columns)])
        states = np.array(self.model.model.encode(features, to_cpu=True), np.float32)
        steps = max(1, -(-len(window) // (PER_MS * FRAME_MS)))
        return Encoded(states[0], min(steps, states.shape[1]))

    def _features(self, window: np.ndarray, columns: int) -> np.ndarray:
        extract = self.model.feature_extractor
        padded = np.pad(window, (0, max(0, RATE // 2 - len(window))))
        found = extract(padded)[:, :columns]
        # Beyond its end a window is silent: the floor of this window's scale.
        return np.pad(
            found,
            ((0, 0), (0, columns - found.shape[1])),
            constant_values=float(found.min(initial=0.0)),
        ).astype(np.float32)

    def language(self, encoded: Encoded) -> tuple[str, float]:
        """The likeliest language and its probability."""
        found = self.model.model.detect_language(_view([encoded.states]))[0][0]
        return found[0].strip("<|>"), float(found[1])

    def recognise(self, encoded: Sequence[Encoded], prompt: str = "") -> list[Recognised]:
        """What is said in each window: greedy, no temperature, no times."""
        tokens = self.tokenizer
        start = [*tokens.sot_sequence, tokens.no_timestamps]
        if prompt:
            start = [tokens.sot_prev, *tokens.encode(" " + prompt.strip())[:200], *start]
        results = self.model.model.generate(
            _view([one.states for one in encoded]),
            [start] * len(encoded),
            beam_size=1,
            max_length=min(448, len(start) + 224),
            return_scores=True,
            return_no_speech_prob=True,
        )
        return [
            Recognised(tokens.decode(r.sequences_ids[0]), float(r.scores[0]), r.no_speech_prob)
            for r in results
        ]

    def pieces(self, text: str) -> list[int]:
        """The tokens that the model itself would write for a text."""
        return list(self.tokenizer.encode(text))

    def characters(self, text: str) -> list[list[int]]:
        """The tokens of each character: one for most, more outside the vocabulary's alphabet."""
        return [self._character(c) for c in text]

    def _character(self, character: str) -> list[int]:
        return list(self.tokenizer.encode(character))

    def force(self, encoded: Encoded, tokens: Sequence[int]) -> Forced:
        """Find a known text (at most 440 tokens) in a window by cross-attention."""
        result = self.model.model.align(
            # CTranslate2 counts frames of the spectrogram: two per step of the encoder.
            _view([encoded.states]),
            self.tokenizer.sot_sequence,
            [list(tokens)],
            encoded.frames * 2,
            median_filter_width=MEDIAN_WIDTH,
        )[0]
        path = np.array(result.alignments, dtype=np.int64).reshape(-1, 2)
        # The first frame at which the path reaches each token; tokens it jumps over share one.
        firsts = np.searchsorted(path[:, 0], np.arange(len(tokens) + 1))
        frames = path[np.minimum(firsts, len(path) - 1), 1]
        return Forced(frames * FRAME_MS, np.array(result.text_token_probs))


def _columns(samples: int) -> int:
    """How many columns (10 ms) the spectrogram of the longest window gets: whole seconds."""
    seconds = -(-(samples + SPARE_MS * PER_MS) // RATE)
    return min(MAX_WINDOW_MS // 10, 100 * seconds)


def _view(rows: Sequence[np.ndarray]) -> Any:
    return ctranslate2.StorageView.from_array(np.stack(rows))


def _tokenizer(model: Any, language: str) -> Any:
    many = bool(model.model.is_multilingual)
    return Tokenizer(model.hf_tokenizer, many, "transcribe" if many else None, language)


def _unknown_language(code: str, multilingual: bool) -> str:
    if multilingual:
        return f'This speech model does not know the language "{code}".'
    return (
        f'This speech model knows English only, and the episode is in "{code}": '
        "choose a multilingual model in the settings."
    )


def load(
    folder: Path, heads: Sequence[Sequence[int]] = (), device: str = "auto", threads: int = 0
) -> Engine:
    """Load a CTranslate2 Whisper model from a folder.

    `heads` replaces the attention heads that the model's own configuration names; `device` is one
    of `editor.alignment.device.DEVICES`, and `threads` 0 takes all cores.

    Raises:
        AlignmentError: The folder holds no usable model, or the device cannot be used.
    """
    card_types = ctranslate2.get_supported_compute_types("cuda") if _cards() else ()
    places = candidates(device, threads, _cards(), card_types, cores())
    for place in places:
        try:
            return _loaded(folder, heads, place)
        except (OSError, ValueError, RuntimeError, TypeError, KeyError) as error:
            if place.name == "cpu":
                raise AlignmentError(
                    f"The speech model in {folder} cannot be loaded: fetch it again."
                ) from error
            # Its driver or one of its libraries does not fit: seen only when it is used.
            log.warning("the speech model cannot run on the graphics card: %s", error)
    raise AlignmentError(
        "The speech model cannot run on this graphics card: let it run on the processor instead."
    )


def _cards() -> int:
    return int(ctranslate2.get_cuda_device_count())


def _loaded(folder: Path, heads: Sequence[Sequence[int]], place: Device) -> Engine:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    if heads:
        config["alignment_heads"] = [list(head) for head in heads]
    files["config.json"] = json.dumps(config).encode()
    model = WhisperModel(
        str(folder), device=place.name, compute_type=place.compute_type, files=files,
        num_workers=WORKERS, cpu_threads=max(1, place.threads // WORKERS),
    )  # fmt: skip
    engine = Engine(model, _tokenizer(model, "en"))
    if place.name != "cpu":
        engine.encode([np.zeros(RATE, np.float32)])  # missing libraries are noticed only now
    return engine


def voice(sound: Sound, start: int = 0, end: int | None = None) -> Iterator[np.ndarray]:
    """How likely somebody speaks, one float per 32 ms from sample `start` to `end`, in blocks.

    The detector's memory is carried from block to block, so cutting changes nothing.
    """
    session = get_vad_model().session
    h = c = np.zeros((1, 1, 128), np.float32)
    tail: np.ndarray = np.zeros(_VOICE_CONTEXT, np.float32)
    stop = len(sound.samples) if end is None else min(end, len(sound.samples))
    step = _VOICE_FRAME * _VOICE_BLOCK
    for at in range(start, stop, step):
        block = sound.part(at, min(at + step, stop)).astype(np.float32) / 32768
        block = np.pad(block, (0, -len(block) % _VOICE_FRAME))
        frames = block.reshape(-1, _VOICE_FRAME)
        context = np.concatenate([tail[None], frames[:-1, -_VOICE_CONTEXT:]])
        found, h, c = session.run(
            None, {"input": np.concatenate([context, frames], 1), "h": h, "c": c}
        )
        tail = frames[-1, -_VOICE_CONTEXT:]
        yield np.asarray(found, np.float32).reshape(-1)
