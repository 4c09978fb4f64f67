"""Resolving names of persons, posts, units and sectors."""

from collections.abc import Iterator

import pytest

from bot.conversation.lookup import (
    Ambiguous,
    people_named,
    person_named,
    post_named,
    sector_named,
    unit_named,
)
from bot.conversation.turn import Turn
from storage.database import Database
from storage.person import Person
from tests.staffed_office import holder, staff_office, turn_of
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST

NAMES = {
    BUILDER: "Nguyễn Văn Dũng",
    ECONOMIST: "Trần Văn Hùng",
    CHIEF: "Lê Thị Hoa",
    DEPUTY: "Phạm Quốc Dũng",
}
SECTORS = ("xây dựng Đảng", "kinh tế - xã hội", "quốc phòng - an ninh - tư pháp", "y tế - xã hội")


@pytest.fixture
def turn(sqlite_url: str) -> Iterator[Turn]:
    """Four people with names of their own, and one without a post."""
    database = Database(sqlite_url)
    staff_office(database)
    with database.commune(1) as session:
        for post, name in NAMES.items():
            holder(session, post).name = name
        session.add(Person(name="Vũ Thị Mai"))
        session.flush()
        yield turn_of(session, holder(session, CHIEF), "")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Trần Văn Hùng", "Trần Văn Hùng"),
        ("đ/c tran van hung.", "Trần Văn Hùng"),
        ("hùng", "Trần Văn Hùng"),
        ("đồng chí Hung", "Trần Văn Hùng"),
        ("Trưởng phòng Kinh tế", "Trần Văn Hùng"),
        ("truong phong kinh te", "Trần Văn Hùng"),
        ("Nguyễn Văn Dũng", "Nguyễn Văn Dũng"),
        ("Quốc Dũng", "Phạm Quốc Dũng"),
        ("Phó Bí thư Thường trực", "Phạm Quốc Dũng"),
        ("vu thi mai", "Vũ Thị Mai"),
        ("Tuấn", None),
        ("Lê Văn Hùng", None),
        ("đ/c Lê Văn Hùng", None),
        ("le van hung", None),
        ("Lê Hùng", None),
        ("Văn Hùng", "Trần Văn Hùng"),
        ("Thị Hùng", None),
        ("Vũ Quốc Dũng", None),
        ("", None),
    ],
)
def test_a_person_is_named_in_full_by_post_or_by_given_name(
    turn: Turn, words: str, name: str | None
) -> None:
    person = person_named(turn, words)
    assert (person.name if person else None) == name


def test_an_ambiguous_name_gives_several_persons(turn: Turn) -> None:
    with pytest.raises(Ambiguous) as several:
        person_named(turn, "đ/c Dũng")
    assert several.value.names == [
        "Phạm Quốc Dũng (Phó Bí thư Thường trực)",
        "Nguyễn Văn Dũng (Trưởng Ban Xây dựng Đảng)",
    ]


def test_persons_without_a_post_are_not_holders(turn: Turn) -> None:
    assert people_named(turn, "Vũ Thị Mai") == []
    assert [each.name for each in people_named(turn, "Lê Thị Hoa")] == ["Lê Thị Hoa"]


@pytest.mark.parametrize("words", [ECONOMIST, "truong phong kinh te", "kinh-te", "Kinh te."])
def test_a_post_is_named_by_its_name_or_key(turn: Turn, words: str) -> None:
    post = post_named(turn, words)
    assert post is not None
    assert post.name == ECONOMIST


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Phòng Kinh tế", "Phòng Kinh tế"),
        ("phong kinh te", "Phòng Kinh tế"),
        ("kt", "Phòng Kinh tế"),
        ("pkt", "Phòng Kinh tế"),
        ("vpdu", "Văn phòng Đảng ủy"),
        ("VP Đảng ủy", "Văn phòng Đảng ủy"),
        ("ban xdđ", "Ban Xây dựng Đảng"),
        ("Ban Tổ chức Tỉnh ủy", None),
        ("phòng kinh tế đang làm việc 5", None),
        ("-", None),
    ],
)
def test_a_unit_is_named_by_its_name_key_or_a_usual_short_form(
    turn: Turn, words: str, name: str | None
) -> None:
    unit = unit_named(turn, words)
    assert (unit.name if unit else None) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("kinh tế - xã hội", "kinh tế - xã hội"),
        ("Kinh te xa hoi", "kinh tế - xã hội"),
        ("ktxh", "kinh tế - xã hội"),
        ("KT-XH", "kinh tế - xã hội"),
        ("kinh tế", "kinh tế - xã hội"),
        ("mảng đảng", "xây dựng Đảng"),
        ("đảng", "xây dựng Đảng"),
        ("qpan", "quốc phòng - an ninh - tư pháp"),
        ("y te", "y tế - xã hội"),
        ("xã hội", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_sector_is_named_in_full_by_short_form_or_by_a_unique_part(
    words: str, name: str | None
) -> None:
    assert sector_named(SECTORS, words) == name


def test_a_sector_the_commune_lacks_is_not_found() -> None:
    assert sector_named(SECTORS[:1], "ktxh") is None
