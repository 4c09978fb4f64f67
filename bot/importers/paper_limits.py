"""Decides by a file's content whether it may be opened, before a library for it is loaded."""

import io
import re
from xml.etree.ElementTree import Element  # nosec B405 # a type; defusedxml parses
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from bot.importers.file_kinds import MACROS, OFFICE
from bot.importers.paper_faults import BROKEN, RefusedPaper

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""
LARGEST_OPENED = 64 * 1024 * 1024
"""Bytes of all parts of an office file together, unpacked."""
MAX_COMPRESSION = 200
"""The factor by which a part may grow when it is unpacked; texts grow ten- to fortyfold."""
ANY_COMPRESSION_BELOW = 1024 * 1024
"""Unpacked bytes up to which a part may grow by any factor, as that of a blank sheet does."""
MOST_PARTS = 2_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX", re.IGNORECASE)
_DANGEROUS = (MACROS, "/activex/", "/externallinks/", "/vbadata")
_HYPERLINK = "/hyperlink"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*")


def parse_xml(part: bytes) -> Element:
    """Parse an XML part of an office file. Raises RefusedPaper if it is broken or has a DTD."""
    try:
        root: Element = fromstring(part, forbid_dtd=True)
    except (DefusedXmlException, *BROKEN) as broken:
        raise RefusedPaper("broken") from broken
    return root


def kind_of_paper(content: bytes) -> str:
    """One of docx, xlsx, pdf and txt. Raises RefusedPaper for anything that is not to be opened."""
    if len(content) > LARGEST:
        raise RefusedPaper("too_big")
    if not content.strip():
        raise RefusedPaper("empty")
    if content.startswith(_OLD_OFFICE):
        raise RefusedPaper("encrypted" if _ENCRYPTED in content else "old_office")
    if content.startswith(_PICTURES):
        raise RefusedPaper("picture")
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedPaper("bad_kind")
    return "txt"


def _office(content: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            kind = _kind({info.filename for info in infos})
            _check_sizes(infos)
            _check_parts(parts, infos)
    except (RuntimeError, DefusedXmlException, *BROKEN) as broken:
        raise RefusedPaper("broken") from broken
    return kind


def _kind(names: set[str]) -> str:
    if any(mark in f"/{name.lower()}" for name in names for mark in _DANGEROUS[:2]):
        raise RefusedPaper("macros")
    kind = next((kind for part, kind in OFFICE.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise RefusedPaper("bad_kind")
    return kind


def _check_sizes(infos: list[ZipInfo]) -> None:
    dense = any(
        info.file_size > ANY_COMPRESSION_BELOW
        and info.file_size > MAX_COMPRESSION * max(info.compress_size, 1)
        for info in infos
    )
    if dense or len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_OPENED:
        raise RefusedPaper("bomb")
    if any(info.flag_bits & 1 for info in infos):
        raise RefusedPaper("encrypted")


def _check_parts(parts: ZipFile, infos: list[ZipInfo]) -> None:
    """Check every part: XML must be well-formed and have no DTD, and no part may run code or fetch
    anything. Raises RefusedPaper.
    """
    if _MACRO_TYPE.search(parts.read("[Content_Types].xml")):
        raise RefusedPaper("macros")
    for info in infos:
        name = f"/{info.filename.lower()}"
        if any(mark in name for mark in _DANGEROUS):
            raise RefusedPaper("external" if "externallinks" in name else "macros")
        if name.endswith(".rels"):
            _check_links(parts.read(info))
        elif name.endswith(".xml"):
            with parts.open(info) as part:
                for _, element in iterparse(part, forbid_dtd=True):
                    element.clear()


def _check_links(content: bytes) -> None:
    for link in fromstring(content, forbid_dtd=True):
        outside = link.get("TargetMode") == "External"
        if outside and not link.get("Type", "").endswith(_HYPERLINK):
            raise RefusedPaper("external")
