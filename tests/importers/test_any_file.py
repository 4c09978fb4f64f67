"""Any bytes give a paper or a refusal with its reason, and no other error."""

import contextlib
import io
import json
import warnings
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import get_data_path

from bot.importers.paper_faults import RefusedPaper
from bot.importers.paper_reading import decode, encode, read_paper
from bot.texts.papers import REFUSED
from tests.fuzzing import damaged, tries
from tests.importers.files import docx_of, letterhead_docx, numbered_docx, pdf_of, repacked, xlsx_of
from tests.importers.papers import marked

pytestmark = [
    pytest.mark.fuzz,
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]

FONT = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"
TEXT = marked("tan-hoa")[0]
MAGIC = (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


OFFICE = [
    docx_of(TEXT[:2_000]),
    numbered_docx([(-1, "KẾT LUẬN"), (0, "NHIỆM VỤ"), (1, "Lập dự toán trước 15/12/2025.")]),
    letterhead_docx("Số 12-KL/ĐU", "Mẫu, ngày 10 tháng 11 năm 2025", "về tháng 11", ["*Một", "a"]),
    xlsx_of(
        ("Việc", [("STT", "Việc", "Hạn"), (1, "Lập dự toán", "31/12/2025"), (2.5, True, None)])
    ),
]
PDF = pdf_of(TEXT[:1_500], FONT)


def read_safely(content: bytes) -> None:
    """Memory and time are limited by the caller (`bounded`), so running out is accepted here."""
    with warnings.catch_warnings(), contextlib.suppress(MemoryError, RecursionError):
        warnings.simplefilter("ignore")
        try:
            paper = read_paper(content)
        except RefusedPaper as refused:
            assert refused.why in REFUSED  # noqa: PT017 # most content is refused, some is not
            return
        assert decode(json.loads(json.dumps(encode(paper)))) == paper


@given(st.sampled_from(MAGIC), st.binary(max_size=400))
@tries(100)
def test_any_bytes_are_read_or_refused_with_a_reason(magic: bytes, content: bytes) -> None:
    read_safely(magic + content)


@given(st.sampled_from([*OFFICE, PDF, TEXT.encode(), TEXT.encode("utf-16")]).flatmap(damaged))
@tries(60)
def test_a_damaged_file_is_read_or_refused_with_a_reason(content: bytes) -> None:
    read_safely(content)


@given(st.data())
@tries(15)
def test_an_office_file_with_a_damaged_part_is_read_or_refused(data: st.DataObject) -> None:
    """Repacked, so that the damage passes the check sums."""
    content = data.draw(st.sampled_from(OFFICE))
    with ZipFile(io.BytesIO(content)) as parts:
        name = data.draw(st.sampled_from(parts.namelist()))
        part = parts.read(name)
    read_safely(repacked(content, {name: data.draw(damaged(part))}))


WORDS = st.sampled_from(["", "0", "-1", "9" * 30, "x", "1e9", "31/13/2025", "true", "/", "..", "á"])


@given(st.data())
@tries(15)
def test_an_office_file_with_changed_markup_is_read_or_refused(data: st.DataObject) -> None:
    """Still well-formed: only text between quotes or tags is changed."""
    content = data.draw(st.sampled_from(OFFICE))
    with ZipFile(io.BytesIO(content)) as parts:
        name = data.draw(st.sampled_from(parts.namelist()))
        pieces = parts.read(name).decode(errors="replace").split('"')
    at = data.draw(st.integers(0, len(pieces) - 1))
    if at % 2:
        pieces[at] = data.draw(WORDS)
    else:
        before, mark, rest = pieces[at].partition(">")
        pieces[at] = before + mark + data.draw(WORDS) + rest if mark else pieces[at]
    read_safely(repacked(content, {name: '"'.join(pieces).encode()}))
