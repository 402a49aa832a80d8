"""Write TTML: the text profile of IMSC 1, which Netflix and broadcasters take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.stamps import stamp
from editor.formats.xml_text import xml_attribute, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cues import Cue

NAMESPACE = "http://www.w3.org/ns/ttml"
PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1/text"

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="{namespace}" xmlns:ttp="{namespace}#parameter" xmlns:tts="{namespace}#styling"
    xmlns:ttm="{namespace}#metadata" ttp:profile="{profile}" ttp:timeBase="media"
    xml:lang={language}>
 <head>
  <metadata>
   <ttm:title>{title}</ttm:title>
{agents}  </metadata>
  <styling>
   <style xml:id="s1" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%"
          tts:lineHeight="125%" tts:color="white" tts:backgroundColor="black"
          tts:textAlign="center"/>
  </styling>
  <layout>
   <region xml:id="r1" tts:origin="10% 80%" tts:extent="80% 15%" tts:displayAlign="after"
           tts:overflow="visible"/>
  </layout>
 </head>
 <body style="s1" region="r1">
  <div>
"""
_FOOT = "  </div>\n </body>\n</tt>\n"


def write_ttml(
    cues: Sequence[Cue], names: Sequence[str], *, language: str = "en", title: str = ""
) -> str:
    """The cues as a TTML document; speakers are its agents, referred to by the cues."""
    agents = {name: f"a{number}" for number, name in enumerate(dict.fromkeys(filter(None, names)))}
    rows = "".join(
        f'   <ttm:agent xml:id="{id}" type="person">'
        f'<ttm:name type="full">{xml_text(name)}</ttm:name></ttm:agent>\n'
        for name, id in agents.items()
    )
    head = _HEAD.format(
        namespace=NAMESPACE,
        profile=PROFILE,
        language=xml_attribute(language),
        title=xml_text(" ".join(title.split()) or "Transcript"),
        agents=rows,
    )
    lines = [
        _cue(number, cue, agents.get(name, ""))
        for number, (cue, name) in enumerate(zip(cues, names, strict=True), start=1)
    ]
    return head + "".join(lines) + _FOOT


def _cue(number: int, cue: Cue, agent: str) -> str:
    text = "<br/>".join(xml_text(line) for line in cue.lines)
    who = f' ttm:agent="{agent}"' if agent else ""
    times = f'begin="{stamp(cue.start, ".")}" end="{stamp(cue.end, ".")}"'
    return f'   <p xml:id="c{number}" {times}{who}>{text}</p>\n'
