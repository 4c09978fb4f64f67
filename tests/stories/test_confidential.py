"""Texts about a confidential task show only its number and where to look it up."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select

from bot import texts
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.queries.filters import WorkFilter, WorkList
from bot.texts import preview as texts_preview
from bot.texts.cards import SourceWords
from bot.texts.linking import FreshCode
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.quota_number import VillageProgress
from scheduler.delivery.wording import (
    Digest,
    DueWish,
    Item,
    LeadersSummary,
    Listing,
    Reminder,
    SecretarySummary,
    SummaryGroup,
)
from scheduler.ladder.office import calendar_for
from scheduler.ladder.why import StepHistory
from scheduler.work.change import ChangeRefused, NotTheLead
from scheduler.work.counting import StateCounts
from storage.evidence import Evidence
from storage.milestone import by_number
from storage.words import MilestoneShape, Role, Status
from tests.stories.test_secrets import everything
from tests.stories.world import BUILDER, CHIEF, PLAN, World

SECRET = "Diễn tập Sao Biển"
TODAY = date(2025, 10, 8)
HIDDEN = "xem sổ tại Văn phòng"


PLAIN: dict[Any, Any] = {
    datetime: datetime(2025, 10, 8, tzinfo=UTC),
    timedelta: timedelta(days=3),
    Outgoing: Outgoing((Block(("x",)),)),
    StepHistory: StepHistory((), ()),
    FreshCode | None: None,
    WorkList: WorkList.OPEN,
    StateCounts: StateCounts("x", on_time=1, late=1, waiting=1, not_yet_due=1, overdue=1),
    WorkFilter: WorkFilter(),
    SourceWords: SourceWords(SECRET, SECRET, True),
}


def item(status: Status = Status.BLOCKED, shape: MilestoneShape = MilestoneShape.DEADLINE) -> Item:
    return Item(
        number=12,
        title=SECRET,
        task_title=SECRET,
        shape=shape,
        status=status,
        due_on=TODAY,
        original_due_on=TODAY,
        days=0,
        working_days=0,
        lead="Chỉ huy trưởng",
        confidential=True,
        last_reply=SECRET,
        last_reply_on=TODAY,
        extension_to=date(2025, 12, 1),
        extension_reason=SECRET,
        document=SECRET,
        files=1,
        villages=(VillageProgress("thôn Đông", 3, 5),),
    )


def made(name: str, hint: Any) -> Any:
    """A value for one parameter of a text function, as full of the secret as it can be."""
    several = [item(), item(Status.SUBMITTED), item(Status.PENDING, MilestoneShape.QUOTA)]
    values = {
        Item: item(),
        Listing: Listing(tuple(several), len(several)),
        Digest: Digest(
            "An",
            TODAY,
            tuple(Reminder(one, "due_0", Role.LEAD) for one in several),
            wishes=(DueWish(1, PLAIN[datetime], "", item()),),
        ),
        SecretarySummary: SecretarySummary(
            "An",
            TODAY,
            overdue=SummaryGroup(tuple(several)),
            due_today=SummaryGroup(tuple(several)),
            due_this_week=SummaryGroup(tuple(several)),
            to_decide=SummaryGroup(tuple(several)),
            not_accepted=SummaryGroup(tuple(several)),
            slow=tuple(several),
        ),
        LeadersSummary: LeadersSummary(
            "An", TODAY, TODAY, overdue=tuple(several), blocked=tuple(several)
        ),
    }
    if hint in values:
        return values[hint]
    if "Item]" in str(hint):
        return several
    if hint is int:
        return 0
    if "Decimal" in str(hint):
        return Decimal(3)
    if hint is Deadline:
        return Deadline(TODAY)
    if hint is ChangeRefused:
        return NotTheLead()
    if hint in PLAIN:
        return PLAIN[hint]
    if hint is str:
        return {"act": "extend", "slot": "reason_extension"}.get(name, SECRET)
    if name == "slots":
        return {"reason_extension": SECRET}
    return {
        "ro": {"work": SECRET},
        "supports": (SECRET,),
        "today": TODAY,
        "to_date": TODAY,
        "dated": TODAY,
    }.get(name, True if hint is bool else ())


TOLD = frozenset(
    {
        "title",
        "what",
        "until",
        "name",
        "understood",
        "repeated",
        "before",
        "after",
        "post",
        "person",
        "former",
        "lead",
        "kept_lead",
        "about",
        "more",
        "wrong",
        "lost",
    }
)
"""Text parameters that are shown and are no part of an item."""
SUBJECTS = (Item, Listing, Digest, SecretarySummary, LeadersSummary)


def functions() -> Iterator[Any]:
    for module in pkgutil.iter_modules(texts.__path__):
        for name, function in vars(import_module(f"bot.texts.{module.name}")).items():
            if not inspect.isfunction(function) or name.startswith("_"):
                continue
            hints = {
                one.name: one.annotation for one in inspect.signature(function).parameters.values()
            }
            own = function.__module__ == f"bot.texts.{module.name}"
            if own and any(h in SUBJECTS or "Item]" in str(h) for h in hints.values()):
                yield pytest.param(function, hints, id=f"{module.name}.{name}")


def argument(name: str, hint: Any) -> Any:
    return "x" if name in TOLD and hint is str else made(name, hint)


@pytest.mark.parametrize(("function", "hints"), list(functions()))
def test_no_text_function_shows_a_confidential_title(
    function: Callable[..., Any], hints: dict[str, Any]
) -> None:
    given = {name: argument(name, hint) for name, hint in hints.items()}
    lines = given.pop("lines", ())
    assert SECRET not in _text(function(*given.values(), *lines))


def test_the_check_covers_every_text_module() -> None:
    met = {str(param.id).split(".")[0] for param in functions()}
    assert met >= {"answers", "cards", "filing", "items", "lists", "questions", "refusals"}
    assert met >= {"reminders", "summaries", "days"}


def _text(shown: Any) -> str:
    if isinstance(shown, Outgoing):
        labels = [button.label + button.say for row in shown.buttons for button in row]
        return shown.plain + "".join(labels)
    if isinstance(shown, Block):
        return shown.plain
    return str(shown)


async def test_no_conversation_shows_a_confidential_title(world: World) -> None:
    with world.database.commune(1) as session:
        found = by_number(session, 1)
        assert found is not None
        found.task.confidential, found.task.title, found.title = True, SECRET, SECRET
        found.task.basis, found.basis, found.task.ro = SECRET, SECRET, {"work": SECRET}
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, f"1 xin lùi đến 20/12 vì {SECRET} chưa xong")
    for words in ("1", "việc", "xong rồi ạ", "chờ duyệt", "sắp đến hạn", "1 vướng mắc"):
        await world.say(BUILDER, words)
        await world.say(CHIEF, words)
    await world.skip("2025-12-05T17:00")
    await world.advance("2025-12-08T09:00")
    await world.say(CHIEF, "quá hạn")
    told = [message.text for message in world.all_messages()]
    assert any(HIDDEN in text for text in told)
    assert not any(SECRET in text for text in told)


def test_no_preview_shows_a_confidential_title() -> None:
    assert SECRET not in texts_preview.name_shown(SECRET, confidential=True)
    assert texts_preview.name_shown("ke-hoach", confidential=False) == "ke-hoach"


async def test_the_name_of_confidential_evidence_is_kept_nowhere(world: World) -> None:
    with world.database.commune(1) as session:
        found = by_number(session, 1)
        assert found is not None
        found.task.confidential = True
    await world.link(BUILDER)
    await world.send(
        BUILDER, lambda chat: world.server.send_document(chat, f"{SECRET}.pdf", b"%PDF-1.7", "1")
    )
    await world.program.services.fetcher.fetch_all()
    assert SECRET not in everything(world.database)
    with world.database.commune(1) as session:
        assert session.scalars(select(Evidence.hash)).one() is not None


async def test_work_that_becomes_confidential_loses_the_names_of_its_evidence(
    world: World,
) -> None:
    await world.link(BUILDER)
    await world.send(
        BUILDER, lambda chat: world.server.send_document(chat, f"{SECRET}.pdf", b"%PDF-1.7", "1")
    )
    await world.program.services.fetcher.fetch_all()
    assert SECRET in everything(world.database)
    text = PLAN.read_text(encoding="utf-8")
    changed = text.replace("    sector:", "    confidential: true\n    sector:")
    assert changed != text
    now, national = world.clock.now(), national_days()
    save_plan(
        world.database, national, read_plan(changed, "", None, calendar_for(now, national)), now
    )
    assert SECRET not in everything(world.database)
