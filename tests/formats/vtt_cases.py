"""WebVTT files that browsers read in surprising ways: bytes, named after what they are about.

They cover the topics of the parsing tests that browsers are held to (`TOPICS`), and beside those
encodings and cue text.
"""

from __future__ import annotations

from pathlib import Path

HEAD = b"WEBVTT\n\n"
AFTER = b"\n\n00:09.000 --> 00:10.000\nafter\n"


def cue(timing: str, text: str = "text") -> bytes:
    """A file with this timing line, and a plain cue after it."""
    return HEAD + f"{timing}\n{text}".encode() + AFTER


def settings(*rows: str) -> bytes:
    """A file with a cue for each of these settings."""
    timing = "00:01.000 --> 00:05.000"
    return HEAD + "\n\n".join(f"{timing} {row}\n{n}" for n, row in enumerate(rows)).encode()


def regions(*rows: str) -> bytes:
    """A file with a region for each of these blocks, and a cue in the first."""
    blocks = "".join(f"REGION\nid:{n}\n{row}\n\n" for n, row in enumerate(rows))
    return HEAD + blocks.encode() + b"00:01.000 --> 00:05.000 region:0\na\n"


def payload(text: str) -> bytes:
    """A file with a cue of this text, and a plain cue after it."""
    return cue("00:01.000 --> 00:05.000", text)


CASES: dict[str, bytes] = {
    "arrows in ids and text": HEAD
    + b"an --> id\n00:01.000 --> 00:02.000\na\n\nx -->\n00:02.000 --> 00:03.000\nb\n\n-->\n\n"
    + b"00:03.000 --> 00:04.000\nc --> d\n\n--> --> -->\n00:04.000 --> 00:05.000\ne",
    "arrow right after a timing line": HEAD + b"00:01.000 --> 00:02.000\n-->\na" + AFTER,
    "byte order mark": b"\xef\xbb\xbf" + payload("a"),
    "comment in the header": b"WEBVTT a comment here\n\n00:01.000 --> 00:02.000\na\n",
    "comment after a tab": b"WEBVTT\tcomment\n\n00:01.000 --> 00:02.000\na\n",
    "no space after the signature": b"WEBVTTcomment\n\n00:01.000 --> 00:02.000\na\n",
    "space before the signature": b" WEBVTT\n\n00:01.000 --> 00:02.000\na\n",
    "lower case signature": b"webvtt\n\n00:01.000 --> 00:02.000\na\n",
    "signature alone": b"WEBVTT",
    "signature and a line end": b"WEBVTT\n",
    "only part of the signature": b"WEBVT",
    "nothing": b"",
    "header lines": b"WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000\na\n",
    "cue in the header": b"WEBVTT\n00:01.000 --> 00:02.000\na\n\n00:02.000 --> 00:03.000\nb\n",
    "id and cue in the header": b"WEBVTT\nid\n00:01.000 --> 00:02.000\na\n\nb\n",
    "line ends of all kinds": b"WEBVTT\r\n\r\n00:01.000 --> 00:02.000\ra\rb\r\r"
    b"00:02.000 --> 00:03.000\nc\r\nd\n\r00:03.000 --> 00:04.000\ne",
    "no line end at the end": HEAD + b"00:01.000 --> 00:02.000\na",
    "ends with a timing line": HEAD + b"00:01.000 --> 00:02.000",
    "ends after an id": HEAD + b"00:01.000 --> 00:02.000\na\n\nid",
    "many empty lines": b"WEBVTT\n\n\n\n\n00:01.000 --> 00:02.000\na\n\n\n\n\n"
    b"00:02.000 --> 00:03.000\nb\n\n\n",
    "no empty line between cues": HEAD
    + b"00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb\nid\n00:03.000 --> 00:04.000\nc",
    "two timing lines": HEAD + b"00:01.000 --> 00:02.000\n00:02.000 --> 00:03.000\nb" + AFTER,
    "three lines before a timing line": HEAD + b"a\nb\n00:01.000 --> 00:02.000\nc" + AFTER,
    "a line of spaces does not end a cue": HEAD + b"00:01.000 --> 00:02.000\na\n \nb" + AFTER,
    "ids": HEAD + b"1\n00:01.000 --> 00:02.000\na\n\n -- > \n00:02.000 --> 00:03.000\nb\n\n"
    b"1\n00:03.000 --> 00:04.000\nc\n\nx\n\n00:04.000 --> 00:05.000\nd",
    "zero bytes": b"WEBVTT\n\n\0id\n00:01.000 --> 00:02.000\na\0b\n\n00:02\0.000 --> 00:03.000\nc",
    "zero byte in the signature": b"WEBVTT\0\n\n00:01.000 --> 00:02.000\na",
    "broken UTF-8": HEAD + b"00:01.000 --> 00:02.000\na\xffb\xc3\n\xe2\x82" + AFTER,
    "characters beyond the first plane": payload("\U0001f600 \u00e9 e\u0301 \u05d0 \ufffd"),
    "separators that are no line ends": payload("a\u2028b\u2029c\x0bd\x0ce\x85f"),
    "spaces around the arrow": cue("00:01.000    -->\t\t00:05.000"),
    "no spaces around the arrow": cue("00:01.000-->00:05.000"),
    "spaces before the times": cue("  \t00:01.000 --> 00:05.000"),
    "form feed before the times": cue("\x0c00:01.000 --> 00:05.000"),
    "no-break space before the times": cue("\u00a000:01.000 --> 00:05.000"),
    "two dashes and a blank": cue("00:01.000 -- > 00:05.000"),
    "one dash": cue("00:01.000 -> 00:05.000"),
    "four dashes": cue("00:01.000 ----> 00:05.000"),
    "hours": cue("01:02:03.004 --> 100:00:00.000"),
    "one digit of hours": cue("1:00:01.000 --> 1:00:02.000"),
    "three digits of hours": cue("000:00:01.000 --> 001:00:02.000"),
    "very many hours": cue("00:00:01.000 --> 1000000000:00:02.000"),
    "hours only once": cue("00:01.000 --> 00:00:05.000"),
    "59 minutes and seconds": cue("00:59:59.999 --> 01:00:00.000"),
    "60 minutes": cue("00:60:00.000 --> 01:00:00.000"),
    "60 seconds": cue("00:00:60.000 --> 00:01:01.000"),
    "61 minutes without hours": cue("61:00.000 --> 62:00.000"),
    "one digit of minutes": cue("0:01.000 --> 0:05.000"),
    "three digits of minutes": cue("000:01.000 --> 000:05.000"),
    "one digit of seconds": cue("00:1.000 --> 00:5.000"),
    "comma in a time": cue("00:01,000 --> 00:05,000"),
    "two digits of thousandths": cue("00:01.00 --> 00:05.00"),
    "four digits of thousandths": cue("00:01.0000 --> 00:05.0000"),
    "no thousandths": cue("00:01 --> 00:05"),
    "seconds alone": cue("01.000 --> 05.000"),
    "negative times": cue("-00:01.000 --> 00:05.000"),
    "signs in times": cue("+00:01.000 --> 00:05.000"),
    "letters in times": cue("0a:01.000 --> 00:05.000"),
    "digits of other scripts": cue("\u0660\u0660:\u0660\u0661.\u0660\u0660\u0660 --> 00:05.000"),
    "full width digits": cue("\uff10\uff10:\uff10\uff11.000 --> 00:05.000"),
    "text right after the times": cue("00:01.000 --> 00:05.000abc"),
    "no end": cue("00:01.000 -->"),
    "no start": cue("--> 00:05.000"),
    "end before start": cue("00:05.000 --> 00:01.000"),
    "no length": cue("00:05.000 --> 00:05.000"),
    "starts go back": HEAD + b"00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb",
    "the same times": HEAD + b"00:05.000 --> 00:06.000\na\n\n00:05.000 --> 00:06.000\nb\n\n"
    b"00:05.000 --> 00:07.000\nc",
    "settings": cue("00:01.000 --> 00:05.000 align:start line:10% position:20% size:50%"),
    "settings that are wrong": cue("00:01.000 --> 00:05.000 align:middle line:x size:200% a:b :"),
    "settings with several colons": cue("00:01.000 --> 00:05.000 line:1:2 vertical:rl:lr"),
    "settings without spaces": cue("00:01.000 --> 00:05.000align:start"),
    "a region": b"WEBVTT\n\nREGION\nid:one\nwidth:40%\nlines:3\n\n"
    b"00:01.000 --> 00:05.000 region:one\na\n",
    "an old region": b"WEBVTT\nRegion: id=one width=40%\n\n00:01.000 --> 00:05.000 region:one\na\n",
    "a late region": payload("a") + b"\nREGION\nid:two\n\n00:11.000 --> 00:12.000 region:two\nb",
    "a style": b"WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:05.000\na\n",
    "a style with an arrow": b"WEBVTT\n\nSTYLE\n::cue(.a) { --> }\n00:01.000 --> 00:05.000\na\n",
    "a late style": payload("a") + b"\nSTYLE\n::cue {}\n\n00:11.000 --> 00:12.000\nb",
    "style as an id": HEAD + b"STYLE\n00:01.000 --> 00:05.000\na" + AFTER,
    "notes": HEAD + b"NOTE a\n\nNOTE\nb\nc\n\n00:01.000 --> 00:05.000\na\n\nNOTES\nd" + AFTER,
    "a note as an id": HEAD + b"NOTE id\n00:01.000 --> 00:05.000\na" + AFTER,
    "a note with an arrow": HEAD + b"NOTE a --> b\n00:01.000 --> 00:05.000\na" + AFTER,
    "a stray block": HEAD + b"a\nb\nc\n\n00:01.000 --> 00:05.000\nd" + AFTER,
    "no text": HEAD + b"00:01.000 --> 00:05.000\n" + AFTER,
    "spaces as text": payload("  a  \n\t b \n  "),
    "voices": payload("<v Ann>a</v> <v Bo>b</v> c"),
    "a voice to the end": payload("<v Ann Lee>a\nb"),
    "a voice with classes": payload("<v.loud.first Ann>a"),
    "a voice without a name": payload("<v>a</v> <v >b</v> <v.c>c</v>"),
    "a name with references": payload("<v Ann &amp; &lt;Bo&gt;>a"),
    "a name with odd spaces": payload("<v   Ann\t Lee  >a</v> <v\nBo\nLi>b"),
    "a name with a bracket": payload("<v A<b>a"),
    "voices inside voices": payload("<v Ann>a <v Bo>b</v> c</v> d"),
    "tags": payload("<b>a</b><i>b</i><u>c</u><c.x.y>d</c><lang en>e</lang>"),
    "ruby": payload("<ruby>a<rt>b</rt>c<rt>d</ruby>e <rt>f</rt>"),
    "tags that nobody knows": payload("<x>a</x> <bold>b</bold> <V Ann>c <B>d</B>"),
    "tags in the wrong order": payload("<b>a<i>b</b>c</i>d"),
    "end tags alone": payload("</b>a</v>b</>c</ b>d"),
    "tags that are not closed": payload("<b>a<i>b"),
    "a bracket without an end": payload("a <b"),
    "a bracket before a space": payload("3 < 4 and 5 > 2"),
    "a bracket at the end": payload("a <"),
    "empty brackets": payload("a<>b<.>c<.x>d< b>e"),
    "brackets inside a tag": payload("<b<i>a</b>"),
    "slashes": payload("<b/>a<br/>b</b/>c<//b>d"),
    "times in the text": payload("a <00:02.000>b <00:00:03.000>c"),
    "wrong times in the text": payload("a <00:00.500>b <1:2>c <00:03.0000>d <00:04,000>e"),
    "tags with digits": payload("<1>a</1> <1b>b <0:>c"),
    "a space in the first header line": b"WEBVTT\n \n00:01.000 --> 00:02.000\na\n",
    "a tab in the first header line": b"WEBVTT\n\t\n00:01.000 --> 00:02.000\na\n",
    "a timing line on the signature's line": b"WEBVTT 00:01.000 --> 00:02.000\na\n",
    "signature and a space": b"WEBVTT ",
    "signature, a space and a line end": b"WEBVTT \n",
    "signature and a tab": b"WEBVTT\t",
    "signature, a tab and a line end": b"WEBVTT\t\n",
    "ends in the middle of a timing line": HEAD + b"00:01.000 -->",
    "notes in the text": payload("NOTE a\nNOTE\nSTYLE\nREGION"),
    "a line before a region": HEAD + b"odd\nREGION\nid:a\n\n00:01.000 --> 00:02.000\nb\n",
    "a line before a style": HEAD + b"odd\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\nb\n",
    "regions with arrows": HEAD + b"REGION\nid:a-->b\n\n-->\nREGION\nid:c\n-->\n\nREGION\nREGION\n"
    b"--->\nid:d\n\n00:01.000 --> 00:02.000 region:c\ne\n",
    "region ids": regions("id:a id:b", "id:", "id: a", "id:a:b", "id:\u00e9", "ID:a", "id:-->"),
    "lines of regions": regions(
        "lines:0", "lines:-1", "lines:1.5", "lines: 2", "lines:" + "9" * 30
    ),
    "anchors of regions": regions("regionanchor:0%,100%", "regionanchor:0%", "regionanchor:1,2"),
    "regions in the picture": regions("viewportanchor:5.5%,6%", "viewportanchor:101%,-1%"),
    "regions that scroll": regions("scroll:up", "scroll:down", "scroll :up", "scroll:"),
    "regions with everything": regions("width:40% lines:3\nregionanchor:0%,9% scroll:up", ": x y"),
    "regions of cues": settings(
        "region:a", "region:", "region: a", "region :a", "region:a region:b"
    ),
    "alignments": settings(
        "align:left", "align:CENTER", "align: end", "align:", "align", "align:end"
    ),
    "lines of cues": settings(
        "line:-1", "line:101%", "line:1,start", "line:1.5", "line:", "line:%"
    ),
    "positions": settings(
        "position:1%,line-left", "position:-1%", "position:1", "position:1% ,center"
    ),
    "sizes": settings("size:00%", "size:101%", "size:1%%", "size:%", "size:1.5%", "size:x size:2%"),
    "vertical cues": settings(
        "vertical:rl", "vertical:RL", "vertical: lr", "vertical:rl vertical:lr"
    ),
    "very many settings": settings("align:end " * 2000 + "align:center"),
    "spaces of all kinds": HEAD
    + b"00:01.000\x0c-->\t00:02.000\x0calign:start\ta:b\na\x0cb"
    + AFTER,
    "styles in odd places": HEAD
    + b"STYLE a\n\nSTYLE\t\n::cue {}\n\n STYLE\n\n00:01.000 --> 00:02.000\na",
    "styles with other line ends": b"WEBVTT\r\rSTYLE\r::cue {}\r\n\r\n00:01.000 --> 00:02.000\ra\r",
    "references": payload("&amp; &lt; &gt; &lrm; &rlm; &nbsp; &quot; &apos;"),
    "other references": payload("&eacute; &hellip; &#65; &#x42; &#0; &#x110000;"),
    "references without an end": payload("&amp &lt &ampx; &; & &x; &#; &#x; &amp"),
    "references in brackets": payload("&lt;b&gt;a&lt;/b&gt; &amp;lt;"),
    "references right before a tag": payload("&amp<b>a</b> &am<i>p;</i>"),
}


TOPICS: dict[str, tuple[str, ...]] = {
    "arrows": ("arrows in ids and text", "arrow right after a timing line"),
    "comment-in-cue-text": ("notes in the text", "notes"),
    "header-garbage": ("header lines", "no space after the signature"),
    "header-regions": ("regions with everything", "a region"),
    "header-space": ("a space in the first header line",),
    "header-tab": ("a tab in the first header line",),
    "header-timings": ("cue in the header", "id and cue in the header"),
    "ids": ("ids", "ends after an id"),
    "ids-across-region-block": ("a line before a region",),
    "ids-across-style-block": ("a line before a style",),
    "newlines": ("line ends of all kinds", "separators that are no line ends"),
    "nulls": ("zero bytes", "zero byte in the signature"),
    "regions-edge-case": ("regions with arrows",),
    "regions-id": ("region ids",),
    "regions-lines": ("lines of regions",),
    "regions-old": ("an old region",),
    "regions-regionanchor": ("anchors of regions",),
    "regions-scroll": ("regions that scroll",),
    "regions-viewportanchor": ("regions in the picture",),
    "settings-align": ("alignments", "very many settings"),
    "settings-line": ("lines of cues",),
    "settings-multiple": ("settings", "settings that are wrong", "settings with several colons"),
    "settings-position": ("positions",),
    "settings-region": ("regions of cues",),
    "settings-size": ("sizes",),
    "settings-vertical": ("vertical cues",),
    "signature-bom": ("byte order mark",),
    "signature-invalid": ("lower case signature", "only part of the signature", "nothing"),
    "signature-no-newline": ("signature alone",),
    "signature-space": ("signature, a space and a line end",),
    "signature-space-no-newline": ("signature and a space",),
    "signature-tab": ("signature, a tab and a line end", "comment after a tab"),
    "signature-tab-no-newline": ("signature and a tab",),
    "signature-timings": ("a timing line on the signature's line",),
    "stylesheets": ("a style", "a late style", "a style with an arrow"),
    "stylesheets-newlines": ("styles with other line ends",),
    "stylesheets-none": ("signature and a line end", "styles in odd places"),
    "timings-60": ("60 minutes", "60 seconds", "59 minutes and seconds"),
    "timings-eof": ("ends in the middle of a timing line", "ends with a timing line"),
    "timings-garbage": (
        "letters in times",
        "comma in a time",
        "one dash",
        "two dashes and a blank",
    ),
    "timings-negative": ("negative times", "signs in times", "end before start"),
    "timings-omitted-hours": ("hours only once", "61 minutes without hours"),
    "timings-too-long": (
        "three digits of minutes",
        "four digits of thousandths",
        "very many hours",
    ),
    "timings-too-short": ("one digit of minutes", "two digits of thousandths", "seconds alone"),
    "whitespace-chars": ("spaces of all kinds", "no-break space before the times"),
}
"""What the web platform tests about parsing files are about, and our own cases for each."""


def wpt_cases(checkout: str | None) -> dict[str, bytes]:
    """The files of the web platform tests about parsing WebVTT files; none without a checkout."""
    if not checkout:
        return {}
    folder = Path(checkout) / "webvtt" / "parsing" / "file-parsing"
    found = {f"wpt {path.name}": path.read_bytes() for path in sorted(folder.rglob("*.vtt"))}
    assert found, f"There are no WebVTT files in {folder}."
    return found
