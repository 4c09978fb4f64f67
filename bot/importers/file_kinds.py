"""Recognizes a file's kind from its content, never from its name."""

import io
from zipfile import BadZipFile, ZipFile

SIGNATURES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"%PDF-": "pdf",
}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
MACROS = "vbaproject.bin"


def kind_of(content: bytes) -> str | None:
    """One of jpeg, png, pdf, docx and xlsx; None for another kind, or a file with macros."""
    for start, kind in SIGNATURES.items():
        if content.startswith(start):
            return kind
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def is_text(content: bytes) -> bool:
    """Whether the content is plain text: UTF-8, or UTF-16 with a byte order mark."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(letter >= " " or letter in "\t\r\n\f" for letter in text)


def _office(content: bytes) -> str | None:
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return None
    if "[Content_Types].xml" not in names or any(MACROS in name.lower() for name in names):
        return None
    return next((kind for part, kind in OFFICE.items() if part in names), None)
