"""Write the transcript as a Word document (Office Open XML): a packed folder of XML files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from editor.formats.cue_options import LabelStyle, speaker_label
from editor.formats.passages import clock
from editor.formats.xml_text import xml_attribute, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.formats.passages import Passage

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same document always gives the same bytes

_CONTENT_TYPES = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>
</Types>"""

_RELATIONS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""


_STYLES = (
    ("paragraph", "Normal", '<w:rPr><w:sz w:val="22"/></w:rPr>', 'w:default="1"'),
    ("paragraph", "Title", '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>', ""),
    ("paragraph", "Passage", '<w:pPr><w:spacing w:after="160" w:line="300"/></w:pPr>', ""),
    ("character", "Speaker", "<w:rPr><w:b/></w:rPr>", ""),
    ("character", "Notice", "<w:rPr><w:i/></w:rPr>", ""),
    ("character", "Time", '<w:rPr><w:color w:val="666666"/></w:rPr>', ""),
)
"""Kind, name, look and further attributes."""


def write_docx(
    passages: Iterable[Passage],
    style: LabelStyle,
    *,
    times: bool = False,
    title: str = "",
    language: str = "en",
) -> bytes:
    """The bytes of a .docx file: one paragraph a passage, names in a style of their own."""
    body = [_paragraph("Title", _run(title))] if title.split() else []
    last = ""
    for passage in passages:
        label = speaker_label(passage.speaker, style) if passage.speaker != last else ""
        last = passage.speaker
        body.append(_passage(passage, label, times=times))
    document = (
        f'{_XML}<w:document xmlns:w="{_MAIN}"><w:body>{"".join(body)}<w:sectPr/></w:body>'
        "</w:document>"
    )
    return _packed(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/document.xml": document,
            "word/styles.xml": _styles(language),
        }
    )


def _passage(passage: Passage, label: str, *, times: bool) -> str:
    runs = []
    if times and passage.start is not None:
        runs.append(_run(f"[{clock(passage.start)}] ", "Time"))
    if passage.notice:
        runs.append(_run(passage.notice + " ", "Notice"))
    if label:
        runs.append(_run(label + " ", "Speaker"))
    return _paragraph("Passage", *runs, _run(passage.text))


def _paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'


def _styles(language: str) -> str:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"{" " + more if more else ""}>'
        f'<w:name w:val="{name}"/>{look}</w:style>'
        for kind, name, look, more in _STYLES
    )
    spoken = f"<w:rPr><w:lang w:val={xml_attribute(language)}/></w:rPr>"
    defaults = f"<w:docDefaults><w:rPrDefault>{spoken}</w:rPrDefault></w:docDefaults>"
    return f'{_XML}<w:styles xmlns:w="{_MAIN}">{defaults}{styles}</w:styles>'


def _packed(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8", "replace"))
    return packed.getvalue()
