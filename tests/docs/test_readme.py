"""The two READMEs have the same content, and their links work."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, name_of, pages, read, spans

ENGLISH, VIETNAMESE = read(ROOT / "README.md"), read(ROOT / "README.vi.md")


def headings(text: str) -> list[int]:
    """How deep each heading is."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]


def commands(text: str) -> list[str]:
    """Every command line without its comment."""
    lines = "\n".join(blocks(text, "sh")).splitlines()
    return [line.split("#")[0].strip() for line in lines]


def test_both_readmes_have_the_same_content() -> None:
    assert commands(ENGLISH) == commands(VIETNAMESE)
    assert headings(ENGLISH) == headings(VIETNAMESE)
    assert links(ENGLISH) == links(VIETNAMESE)
    assert spans(ENGLISH) == spans(VIETNAMESE)
    for shape in (r"^\d+\. ", r"^- "):
        found = [len(re.findall(shape, text, re.MULTILINE)) for text in (ENGLISH, VIETNAMESE)]
        assert found[0] == found[1], shape


def links(text: str) -> list[str]:
    """Where a page leads to, and the pictures it shows."""
    return re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'<img src="([^"]+)"', text)


def anchors(text: str) -> set[str]:
    """The places of a page that a link may lead to."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_page_has_a_broken_link(page: Path) -> None:
    for link in links(read(page)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        place = page.parent / name if name else page
        assert place.exists(), link
        assert not anchor or anchor in anchors(read(place)), link


def test_every_picture_is_shown() -> None:
    shown = {(page.parent / link).resolve() for page in pages() for link in links(read(page))}
    assert {path.resolve() for path in (ROOT / "docs" / "pictures").glob("*.png")} - shown == set()
