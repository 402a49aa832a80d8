"""Draw the program's icon at every size that systems ask for: `make_icons.py FOLDER`.

From `resources/icons/proofcast.svg`: PNG files for Linux, `proofcast.ico` for Windows and
`proofcast.icns` for macOS. Both hold PNG pictures as they are, so no further library is needed:
[ICO] a directory of 16 bytes a picture, [ICNS] a type, a length and the picture.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from editor.settings.atomic import write_atomically
from editor.settings.data_files import data_file

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
LINUX = SIZES[:-1]
ICO = SIZES[:7]
ICNS = {
    16: b"icp4",
    32: b"icp5",
    64: b"icp6",
    128: b"ic07",
    256: b"ic08",
    512: b"ic09",
    1024: b"ic10",
}


def draw(size: int) -> bytes:
    """The icon as a PNG of `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(data_file("resources/icons/proofcast.svg"))).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub is wrong
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures by size; 256 is written as 0, as the format wants."""
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, png in pictures.items():
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return directory + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNG pictures by size."""
    parts = [ICNS[size] + struct.pack(">I", 8 + len(png)) + png for size, png in pictures.items()]
    body = b"".join(parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main() -> None:
    """Draw them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1])
    application = QGuiApplication([])
    pictures = {size: draw(size) for size in SIZES}
    for size in LINUX:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        write_atomically(place / "proofcast.png", pictures[size])
    write_atomically(folder / "proofcast.ico", ico({size: pictures[size] for size in ICO}))
    write_atomically(folder / "proofcast.icns", icns({size: pictures[size] for size in ICNS}))
    application.shutdown()


if __name__ == "__main__":
    main()
