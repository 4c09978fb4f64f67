"""One-time codes: storage, expiry, and limits on guessing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.conversation.linking import codes
from bot.conversation.linking.codes import (
    COUNTING_TIME,
    LOCK,
    VALID,
    WRONG_CODES_AFTER_WARNING,
    WRONG_CODES_TO_LOCK,
    LinkRefused,
    TooManyCodes,
    make_invitation,
)
from bot.conversation.linking.hashing import hash_of
from bot.conversation.linking.link import link_chat
from bot.language.text.typed_code import ALPHABET, CODE_LENGTH, typed_code
from storage.audit import Audit
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.invite import WrongCode
from storage.person import Address
from storage.unit import post_by_name
from storage.words import DeliveryKind
from tests.staffed_office import NOW, holder, staff_office
from tests.stories.test_secrets import everything
from tests.stories.world import BUILDER, CHIEF

WRONG = "ABCDEFGHJK"


@pytest.fixture
def staffed(database: Database) -> Database:
    staff_office(database)
    return database


def attempt(database: Database, chat: str, code: str, now: datetime) -> type[Exception] | None:
    """The result of a code typed in a chat."""
    with database.commune(1) as session:
        try:
            link_chat(session, "telegram", chat, hash_of(code), now)
        except LinkRefused as refused:
            return type(refused)
        return None


def made(session: ScopedSession, now: datetime = NOW) -> str:
    post = post_by_name(session, BUILDER)
    assert post is not None
    return make_invitation(session, post, now).code


def warnings(database: Database) -> list[str]:
    with database.commune(1) as session:
        bodies = session.scalars(select(Delivery.body).where(Delivery.sort == DeliveryKind.NOTICE))
        return [text for text in map(str, bodies) if "mã" in text]


def test_a_code_is_stored_hashed_and_valid_once_and_for_a_time(staffed: Database) -> None:
    with staffed.commune(1) as session:
        code = made(session)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert code not in everything(staffed)
    assert attempt(staffed, "1", code, NOW) is None
    assert attempt(staffed, "2", code, NOW) is LinkRefused
    with staffed.commune(1) as session:
        late = made(session)
    assert attempt(staffed, "3", late, NOW + VALID) is LinkRefused


def test_a_second_code_of_a_post_revokes_the_first(staffed: Database) -> None:
    with staffed.commune(1) as session:
        first, second = made(session), made(session)
    assert attempt(staffed, "1", first, NOW) is LinkRefused
    assert attempt(staffed, "1", second, NOW) is None


def test_five_wrong_codes_lock_the_chat_and_notify_the_secretary_once(staffed: Database) -> None:
    with staffed.commune(1) as session:
        code = made(session)
    for chat in ("1", "2", "3"):
        tried = [attempt(staffed, chat, WRONG, NOW) for _ in range(WRONG_CODES_TO_LOCK)]
        assert tried == [LinkRefused] * WRONG_CODES_TO_LOCK
        assert attempt(staffed, chat, code, NOW) is TooManyCodes
    [told] = warnings(staffed)
    assert "Một người chưa kết nối gõ sai mã nhiều lần trên Telegram" in told
    for number in range(WRONG_CODES_TO_LOCK):
        attempt(staffed, "4", WRONG, NOW + COUNTING_TIME + timedelta(minutes=number))
    assert len(warnings(staffed)) == 2
    assert attempt(staffed, "1", code, NOW + LOCK) is None


def test_a_lock_at_night_is_reported_in_the_morning(staffed: Database) -> None:
    night = NOW.replace(hour=23)
    for _ in range(WRONG_CODES_TO_LOCK):
        attempt(staffed, "1", WRONG, night)
    with staffed.commune(1) as session:
        [row] = session.scalars(select(Delivery).where(Delivery.sort == DeliveryKind.NOTICE))
        assert row.not_before == NOW.replace(hour=7, minute=30) + timedelta(days=1)


FEW = 12
"""As WRONG_CODES_TO_WARN: every code that is looked at costs time."""


def test_many_wrong_codes_warn_once_an_hour_and_lock_out_no_right_code(
    staffed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "WRONG_CODES_TO_WARN", FEW)
    with staffed.commune(1) as session:
        code = made(session)
    for chat in range(3 * FEW):
        tried = attempt(staffed, f"chat{chat}", WRONG, NOW + timedelta(minutes=chat))
        assert tried is LinkRefused
    [told] = [each for each in warnings(staffed) if f"Có {FEW} mã sai trong một giờ" in each]
    assert "Mã đúng vẫn dùng được" in told
    with staffed.commune(1) as session:
        assert len(session.scalars(select(WrongCode)).all()) == FEW
    assert attempt(staffed, "nobody yet", code, NOW + timedelta(minutes=50)) is None
    for chat in range(FEW):
        attempt(staffed, f"later{chat}", WRONG, NOW + COUNTING_TIME)
    assert sum(f"Có {FEW} mã sai" in each for each in warnings(staffed)) == 2


def test_after_many_wrong_codes_an_address_is_locked_sooner(
    staffed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "WRONG_CODES_TO_WARN", FEW)
    for chat in range(FEW):
        attempt(staffed, f"chat{chat}", WRONG, NOW)
    tried = [attempt(staffed, "next", WRONG, NOW) for _ in range(WRONG_CODES_AFTER_WARNING + 1)]
    assert tried == [LinkRefused] * WRONG_CODES_AFTER_WARNING + [TooManyCodes]


def test_a_persons_own_fresh_code_works_where_others_are_locked_out(staffed: Database) -> None:
    """An office has one IP address, which anybody in it may lock."""
    with staffed.commune(1) as session:
        invitation = made(session)
        own = codes.make_own_code(session, holder(session, CHIEF), NOW).code
    for _ in range(WRONG_CODES_TO_LOCK):
        attempt(staffed, "10.0.0.1", WRONG, NOW)
    assert attempt(staffed, "10.0.0.1", invitation, NOW) is TooManyCodes
    assert attempt(staffed, "10.0.0.1", own, NOW) is None
    assert attempt(staffed, "10.0.0.1", own, NOW) is not None


def test_a_link_is_audited_without_the_chat_id(staffed: Database) -> None:
    with staffed.commune(1) as session:
        code = made(session)
    attempt(staffed, "7700077", code, NOW)
    with staffed.commune(1) as session:
        row = session.scalars(select(Audit).where(Audit.action == "link")).one()
        [address] = session.scalars(select(Address).where(Address.address == "7700077"))
        assert row.after == {"address": address.id}
        assert row.person_id == address.person_id


@pytest.mark.parametrize(
    "text",
    [
        "ABCDEFGH23",
        "abcdefgh23",
        " abc def gh 23 ",
        "ABCDE-FGH23",
        "abcde – fgh23.",
        "A B C D E F G H 2 3",
        "“ABCDEFGH23”",
        "/start ABCDEFGH23",
        "/start@nhacviec_bot abcde fgh23",
        "Mã: ABCDEFGH23",
        "mã kết nối của tôi là ABCDE FGH23",
        "ma abcdefgh23",
        "ＡＢＣＤＥＦＧＨ２３",
    ],
)
def test_a_dictated_code_is_read(text: str) -> None:
    typed = typed_code(text)
    assert typed is not None
    assert typed.code == "ABCDEFGH23"


@pytest.mark.parametrize(
    "text",
    ["12 xong", "mã web", "/start", "ABCDEFGH2", "ABCDEFGH234", "ABCDEFGH20", "đã nhận 5 việc", ""],
)
def test_what_is_no_code_is_not_read_as_one(text: str) -> None:
    assert typed_code(text) is None


def test_words_that_only_look_like_a_code_are_not_sure() -> None:
    typed = typed_code("28 da nhan 55")
    assert typed is not None
    assert not typed.sure
