"""Exporting captions: what is shown is what is written, and nothing is lost."""

from __future__ import annotations

import os
import resource
import sys
from typing import TYPE_CHECKING

import pytest
from notation import document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget
from view_lab import big_document
from window_lab import Key, Modal, button, click, press, shown

from editor.formats.chapters import Chapter
from editor.formats.cue_options import AdPolicy
from editor.formats.export import WRITERS
from editor.settings.user_file import SettingsStore
from editor.transcript.session import Session
from editor.transcript.speakers import rename_speaker
from editor.ui.export_dialog import ExportDialog

if TYPE_CHECKING:
    from pathlib import Path

TALK = (
    "Ines: Good@0-300 evening.@400-900 | Tom: [1 Buy@1000-1300 a@1300-1400 kettle.@1400-1900 1]"
    " | Ines: Welcome@3000-3500 back.@3500-4000"
)


class Lab:
    def __init__(self, qtbot, store, background, folder: Path, doc) -> None:
        self.qtbot = qtbot
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.session = Session(doc)
        self.dialog = ExportDialog(self.session, folder / "show.proofcast", store, background)
        self.exported: list[str] = []
        self.dialog.exported.connect(self.exported.append)
        qtbot.addWidget(self.dialog)
        self.form = self.dialog.form
        shown(qtbot, self.dialog)

    def settle(self, within_ms: int = 5000) -> Lab:
        self.qtbot.waitUntil(
            lambda: self.dialog._task is None and not self.dialog._soon.isActive(),
            timeout=within_ms,
        )
        return self

    def export(self) -> None:
        click(self.form.export_button)

    def closed(self) -> Lab:
        self.qtbot.waitUntil(lambda: not self.dialog.isVisible())
        return self

    def preview(self, name: str) -> str:
        return self.form.texts[name].toPlainText()

    def written(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    @property
    def said(self) -> str:
        return self.form.summary.text()

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def lab(qtbot, store, background, tmp_path):
    made: list[Lab] = []

    def make(text: str = TALK, doc=None) -> Lab:
        lab = Lab(qtbot, store, background, tmp_path / "show", doc or document(text))
        made.append(lab)
        return lab

    yield make
    for lab in made:
        lab.dialog.reject()


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_what_the_preview_shows_is_what_is_written(lab):
    it = lab().settle()
    srt, vtt = it.preview("srt"), it.preview("vtt")
    assert "Ines: Good evening." in srt
    assert "<v Tom>Buy a kettle." in vtt
    it.export()
    it.closed()
    assert lines(it.written("show.srt")) == lines(srt)
    assert lines(it.written("show.vtt")) == lines(vtt)
    assert it.exported == [f"Exported show.srt and show.vtt to {it.folder}."]


def test_pressing_export_at_once_writes_when_the_captions_are_made(lab):
    it = lab()
    it.export()
    it.closed()
    assert "Ines: Good evening." in it.written("show.srt")


def test_a_choice_just_made_is_what_is_written(lab):
    it = lab().settle()
    it.form.rows.ads.setFocus()
    press(Key.Key_End)
    it.export()
    it.closed()
    assert "kettle" not in it.written("show.srt")
    assert "kettle" not in it.written("show.vtt")


@pytest.mark.parametrize(
    ("policy", "there", "labelled"), [(0, True, False), (1, True, True), (2, False, False)]
)
def test_ad_reads_are_kept_labelled_or_left_out(lab, policy, there, labelled):
    it = lab().settle()
    it.form.rows.ads.setCurrentIndex(policy)
    it.settle()
    for name in ("srt", "vtt"):
        assert ("kettle" in it.preview(name)) is there
        assert ("[Advertisement]" in it.preview(name)) is labelled


def test_choices_are_remembered_only_by_an_export(lab, store, tmp_path):
    it = lab().settle()
    it.form.rows.ads.setCurrentIndex(2)
    it.dialog.reject()
    assert store.now.export_ads == "keep"
    it = lab().settle()
    it.form.files["srt"].setChecked(False)
    it.form.rows.ads.setCurrentIndex(1)
    it.form.rows.profile.setCurrentIndex(1)
    it.form.rows.vtt_speakers.setCurrentIndex(1)
    (tmp_path / "captions").mkdir()
    it.form.folder.setText(str(tmp_path / "captions"))
    it.export()
    it.closed()
    assert SettingsStore(store._path).now.export_formats == ("vtt",)
    again = lab().form
    assert again.formats == ("vtt",)
    assert again.rows.ads.currentIndex() == 1
    assert again.rows.profile.currentIndex() == 1
    assert again.rows.vtt_speakers.currentIndex() == 1
    assert again.folder.text() == str(tmp_path / "captions")
    assert again.name.text() == "show"


def test_a_remembered_folder_that_is_gone_is_forgotten(lab, store, tmp_path):
    store.change(export_folder=str(tmp_path / "gone"))
    assert lab().form.folder.text() == str(tmp_path / "show")


def test_without_a_format_there_is_nothing_to_export(lab):
    it = lab().settle()
    for box in [box for box in it.form.files.values() if box.isChecked()]:
        click(box, box.rect().center().__class__(8, box.height() // 2))
    it.settle()
    assert not it.form.export_button.isEnabled()
    assert it.said == "Choose at least one kind of file."
    assert not it.form.rows.srt_speakers.isVisible()
    assert not it.form.rows.vtt_speakers.isVisible()


def test_only_the_chosen_formats_are_written(lab):
    it = lab().settle()
    it.form.files["vtt"].setChecked(False)
    assert not it.form.preview.isTabVisible(1)
    it.export()
    it.closed()
    assert it.files == {"show.srt"}


def test_a_file_that_is_there_is_replaced_only_after_asking(lab):
    it = lab().settle()
    (it.folder / "show.srt").write_text("old")
    seen = Modal(lambda box: click(button(box, "Cancel"))).during(it.export)
    assert seen == ["Replace?"]
    assert it.dialog.isVisible()
    assert it.written("show.srt") == "old"
    assert it.files == {"show.srt"}

    def agree(box):
        text = box.findChild(QLabel, "qt_msgbox_label").text()
        assert text == f"“show.srt” exists already in {it.folder}. Replace it?"
        click(button(box, "Replace"))

    Modal(agree).during(it.export)
    it.closed()
    assert "Good evening" in it.written("show.srt")


def test_enter_in_the_question_keeps_the_file(lab):
    it = lab().settle()
    for name in ("show.srt", "show.vtt"):
        (it.folder / name).write_text("old")

    def enter(box):
        assert "exist already" in box.findChild(QLabel, "qt_msgbox_label").text()
        press(Key.Key_Return)

    Modal(enter).during(it.export)
    assert it.written("show.vtt") == "old"


@pytest.mark.parametrize(
    ("folder", "name", "why"),
    [
        ("", "show", "need a folder"),
        ("relative", "show", "need a folder"),
        ("~no-such-person-here/x", "show", "need a folder"),
        (None, "", "need a name"),
        (None, "  ", "need a name"),
        (None, "a/b", "slash"),
        ("/no/such/folder", "show", "the folder does not exist"),
    ],
)
def test_a_place_that_cannot_be_is_one_sentence(lab, folder, name, why):
    it = lab().settle()
    if folder is not None:
        it.form.folder.setText(folder)
    it.form.name.setText(name)
    it.export()
    assert why in it.said
    assert it.said.count(".") <= 2
    assert it.dialog.isVisible()
    assert not it.files


def test_an_ending_in_the_name_is_not_doubled(lab):
    it = lab().settle()
    it.form.name.setText("Final 1.5.srt")
    it.export()
    it.closed()
    assert it.files == {"Final 1.5.srt", "Final 1.5.vtt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(lab):
    it = lab().settle()
    it.folder.chmod(0o500)
    try:
        it.export()
        assert "may not write there" in it.said
    finally:
        it.folder.chmod(0o700)
    assert not it.files


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits")
def test_a_disk_that_is_full_leaves_nothing_half_written(lab):
    it = lab().settle()
    (it.folder / "show.srt").write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, hard))
    try:
        Modal(lambda box: click(button(box, "Replace"))).during(it.export)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert it.said.startswith("show.srt was not saved:")
    assert it.files == {"show.srt"}
    assert it.written("show.srt") == "old"


def test_it_says_what_was_written_before_something_failed(lab):
    it = lab().settle()
    (it.folder / "show.vtt").mkdir()
    Modal(lambda box: click(button(box, "Replace"))).during(it.export)
    assert it.said == (
        "show.srt was written, but show.vtt was not saved: "
        "a folder has that name; choose another name."
    )
    assert it.dialog.isVisible()


def test_settings_that_cannot_be_saved_do_not_spoil_an_export(lab, store, tmp_path):
    (tmp_path / "settings").write_text("a file where the folder should be")
    it = lab().settle()
    it.form.rows.ads.setCurrentIndex(1)
    it.export()
    it.closed()
    assert it.exported


def test_notes_name_the_caption_and_lead_to_it(lab):
    fast = "Ines: 😀@0-100 " + " ".join(
        f"extraordinarily@{t}-{t + 50}" for t in range(9000, 9500, 60)
    )
    it = lab(f"{fast} | Tom: Well@20000-20400 done.@20400-21000").settle()
    problems = it.dialog.findChild(QListWidget)
    assert "Caption 2 at 00:00:0" in problems.item(0).text()
    assert "characters a second" in problems.item(0).text()
    assert "to look at" in it.said
    problems.setCurrentRow(0)
    assert "-->" in it.form.texts["srt"].textCursor().selectedText()
    assert (
        it.form.texts["srt"].textCursor().blockNumber() == lines(it.preview("srt")).index("2") + 1
    )
    it.form.preview.setCurrentIndex(1)
    problems.setCurrentRow(0)
    assert "-->" in it.form.texts["vtt"].textCursor().selectedText()


def test_without_times_it_says_so_once_and_counts_no_caption(lab):
    it = lab("Ines: Good evening. | Tom: Hello.").settle()
    assert "No word has a time yet" in it.dialog.findChild(QListWidget).item(0).text()
    assert it.dialog.findChild(QListWidget).count() == 2
    assert it.said.startswith("2 captions, 1 to look at")


def test_one_caption_is_not_captions(lab):
    assert lab("Ines: Good@0-500 evening.@500-1500").settle().said.startswith("1 caption,")


def test_changes_of_the_document_show(lab):
    it = lab().settle()
    doc = it.session.document
    it.session.apply(rename_speaker(doc, doc.speakers[0].id, "Marguerite"))
    it.export()
    it.closed()
    assert "Marguerite: Good" in it.written("show.srt")


def test_a_closed_dialogue_follows_no_longer(lab):
    it = lab().settle()
    press(Key.Key_Escape)
    assert not it.dialog.isVisible()
    doc = it.session.document
    it.session.apply(rename_speaker(doc, doc.speakers[0].id, "Marguerite"))
    assert not it.dialog._soon.isActive()
    assert not it.files


def test_enter_exports(lab):
    it = lab().settle()
    it.form.name.setFocus()
    press(Key.Key_Return)
    it.closed()
    assert it.files == {"show.srt", "show.vtt"}


def test_browsing_for_a_folder(lab, tmp_path):
    it = lab().settle()
    (tmp_path / "other").mkdir()

    def choose(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "other"))
        dialog.accept()

    Modal(choose).during(lambda: click(it.form.browse))
    assert it.form.folder.text() == str(tmp_path / "other")
    Modal(lambda dialog: dialog.reject()).during(lambda: click(it.form.browse))
    assert it.form.folder.text() == str(tmp_path / "other")


def test_names_that_look_like_markup_are_text(lab):
    assert lab().form.summary.textFormat() == Qt.TextFormat.PlainText


def test_three_hours_are_made_once_and_written_at_once(lab):
    it = lab(doc=big_document()).settle(30_000)
    made = it.dialog._made
    it.export()
    assert not it.dialog.isVisible(), "writing had to wait for captions that were there"
    assert it.dialog._made is made
    assert len(it.written("show.srt")) > 200_000


def test_every_kind_of_file_is_offered_and_written(lab):
    it = lab().settle()
    for box in it.form.files.values():
        box.setChecked(True)
    it.settle()
    it.export()
    it.closed()
    assert it.files == {f"show{writer.suffix}" for writer in WRITERS.values()}
    assert (it.folder / "show.docx").read_bytes()[:2] == b"PK"
    assert it.exported[0].startswith("Exported show.srt, show.vtt, show.json and 15 other files")


def test_an_ending_of_two_parts_is_not_doubled(lab):
    it = lab().settle()
    it.form.name.setText("Final.words.vtt")
    it.export()
    it.closed()
    assert it.files == {"Final.srt", "Final.vtt"}


def test_cut_times_are_shifted_and_audio_to_match_is_asked_for(
    qtbot, lab, store, background, tmp_path
):
    it = lab().settle()
    assert not it.form.rows.audio.isEnabled()
    it.dialog.reject()
    dialog = ExportDialog(
        it.session, it.folder / "show.proofcast", store, background,
        audio=it.folder / "show.mp3", duration_ms=5000,
    )  # fmt: skip
    qtbot.addWidget(dialog)
    shown(qtbot, dialog)
    dialog.form.rows.ads.setCurrentIndex(dialog.form.rows.ads.findData("cut"))
    assert dialog.form.rows.audio.isEnabled()
    dialog.form.rows.audio.setChecked(True)
    with qtbot.waitSignal(dialog.audio_wanted) as wanted:
        click(dialog.form.export_button)
    path, options = wanted.args
    assert path == it.folder / "show.mp3"
    assert options.ads is AdPolicy.CUT
    cues = (it.folder / "show.vtt").read_text()
    assert "kettle" not in cues
    assert "00:00:01.5" in cues or "00:00:01.4" in cues or "00:00:01.6" in cues
    assert store.now.export_ads == "cut"


def test_the_episodes_own_audio_is_never_replaced(qtbot, lab, store, background):
    it = lab().settle()
    it.dialog.reject()
    (it.folder / "show.mp3").write_bytes(b"sound")
    dialog = ExportDialog(
        it.session, it.folder / "show.proofcast", store, background,
        audio=it.folder / "show.mp3",
    )  # fmt: skip
    qtbot.addWidget(dialog)
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog._made is not None)
    dialog.form.rows.ads.setCurrentIndex(dialog.form.rows.ads.findData("cut"))
    dialog.form.rows.audio.setChecked(True)
    click(dialog.form.export_button)
    qtbot.waitUntil(lambda: "own audio" in dialog.form.summary.text())
    assert it.files == {"show.mp3"}
    dialog.reject()


def test_profiles_of_the_user_are_offered(qtbot, lab, store, background, tmp_path):
    it = lab().settle()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text('label = "Mine"\nline_length = 12\n')
    store.change(export_profile="mine")
    dialog = ExportDialog(
        it.session, it.folder / "show.proofcast", store, background,
        profiles=tmp_path / "profiles",
    )  # fmt: skip
    qtbot.addWidget(dialog)
    assert dialog.form.rows.profile.currentText() == "Mine"
    assert dialog.choices().profile.line_length == 12
    dialog.reject()


def choose_only(it: Lab, *names: str) -> None:
    for name, box in it.form.files.items():
        box.setChecked(name in names)


@pytest.mark.parametrize(
    ("format", "shown_rows"),
    [
        ("srt", {"srt_speakers", "srt_lines", "unspoken"}),
        ("ttml", {"vtt_speakers", "unspoken", "title"}),
        ("docx", {"text_speakers", "text_times", "unspoken", "title"}),
        ("youtube", {"title", "chapters"}),
        ("edl", set()),
    ],
)
def test_only_what_concerns_the_chosen_files_is_offered(lab, format, shown_rows):
    it = lab().settle()
    choose_only(it, format)
    names = ("srt_speakers", "srt_lines", "vtt_speakers", "text_speakers", "text_times",
             "unspoken", "title", "chapters")  # fmt: skip
    assert {name for name in names if getattr(it.form.rows, name).isVisible()} == shown_rows


def test_text_says_who_and_when_as_chosen(lab, store):
    it = lab().settle()
    choose_only(it, "txt", "md")
    it.form.rows.text_speakers.setCurrentIndex(2)
    it.form.rows.text_times.setChecked(True)
    it.form.rows.title.setText("The kettle")
    it.settle()
    assert "[Tom]" in it.preview("txt")
    assert "0:01" in it.preview("txt")
    assert "# The kettle" in it.preview("md")
    it.export()
    it.closed()
    assert store.now.export_text_speakers == "brackets"
    assert store.now.export_text_times is True


def test_chapters_come_from_the_audio_or_a_file_and_mistakes_are_told(
    lab, qtbot, store, background
):
    it = lab().settle()
    it.dialog.reject()
    dialog = ExportDialog(
        it.session, it.folder / "show.proofcast", store, background, audio=it.folder / "show.mp3",
        duration_ms=5000, chapters=(Chapter("Of the audio", 0),),
    )  # fmt: skip
    qtbot.addWidget(dialog)
    shown(qtbot, dialog)
    it.dialog, it.form = dialog, dialog.form
    choose_only(it, "youtube")
    qtbot.waitUntil(lambda: "0:00 Of the audio" in it.preview("youtube"))
    it.form.rows.chapters.setText(str(it.folder / "mine.txt"))
    qtbot.waitUntil(lambda: "cannot be read" in it.said)
    it.export()
    assert "cannot be read" in it.said
    (it.folder / "mine.txt").write_text("0:00 Hello\n0:02 Kettle\n", encoding="utf-8")
    it.export()
    it.closed()
    assert "0:02 Kettle" in it.written("show.youtube.txt")


def test_audio_with_chapters_may_be_written_though_nothing_is_cut(lab, qtbot, store, background):
    it = lab().settle()
    it.dialog.reject()
    (it.folder / "mine.txt").write_text("0:00 Hello\n0:02 Kettle\n", encoding="utf-8")
    dialog = ExportDialog(
        it.session, it.folder / "show.proofcast", store, background, audio=it.folder / "talk.mp3",
        duration_ms=5000,
    )  # fmt: skip
    qtbot.addWidget(dialog)
    shown(qtbot, dialog)
    assert not dialog.form.rows.audio.isEnabled()
    dialog.form.rows.chapters.setText(str(it.folder / "mine.txt"))
    assert dialog.form.rows.audio.isEnabled()
    dialog.form.rows.audio.setChecked(True)
    with qtbot.waitSignal(dialog.audio_wanted) as wanted:
        click(dialog.form.export_button)
    path, options = wanted.args
    assert path == it.folder / "show.mp3"
    assert [row.title for row in options.chapters] == ["Hello", "Kettle"]


def test_what_a_reader_would_stumble_over_is_told_before_it_is_written(lab):
    it = lab("Ines: Say@0-300 {\\an8}@400-900 twice.@1000-1400").settle()
    it.form.preview.setCurrentIndex(0)
    told = [it.form.problems.item(row).text() for row in range(it.form.problems.count())]
    assert any("Missing from the file" in text for text in told)
    assert not (it.folder / "show.srt").exists()
