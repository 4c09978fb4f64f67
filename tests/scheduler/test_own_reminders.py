"""What people asked to be reminded of: none is lost or said twice, whatever happens meanwhile."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.moments import moments, turns
from scheduler.calendar.repetition import Every, Repetition
from scheduler.calendar.working_time import vietnam_to_utc
from scheduler.delivery.digest import OWN
from scheduler.engine.engine import fire_commune
from scheduler.work.change import MomentPast
from scheduler.work.own_reminders import (
    FARTHEST,
    LONGEST_WORDS,
    MOST_REMINDERS,
    MomentTooFar,
    OwnWish,
    TooManyReminders,
    WordsTooLong,
    ask_to_be_reminded,
    drop_own_reminders,
    restore_own_reminders,
    still_to_come,
)
from storage.database import Database
from storage.delivery import Delivery, deliveries_of
from storage.milestone import Milestone
from storage.own_reminder import OwnReminder
from storage.person import Holding
from storage.words import State, Status
from tests.scheduler.calendars import OFFICE
from tests.scheduler.outbox_stage import NATIONAL, Stage, reminder
from tests.scheduler.small_commune import NOW, SmallCommune, opened
from tests.scheduler.test_repetition import END, START, rules

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DAILY = Repetition(Every.DAY)


def ask(commune: SmallCommune, **wish: object) -> OwnReminder:
    """The lead asks to be reminded in an hour, unless `wish` changes it."""
    asked = {"first_at": NOW + HOUR, "words": "gọi chị Hoa"} | wish
    return ask_to_be_reminded(commune.context("lead"), [OwnWish(**asked)])[0]  # type: ignore[arg-type]


def fire(database: Database, now: datetime) -> int:
    return fire_commune(database, NATIONAL, 1, now)


@given(
    rule=st.none() | rules(),
    day=st.dates(START, START + 90 * DAY),
    clock=st.times(),
    waits=st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=200)), max_size=30),
)
def test_any_rule_looked_at_at_any_times_says_each_turn_once_or_a_later_one(
    rule: Repetition | None, day: date, clock: time, waits: list[timedelta]
) -> None:
    first = next(
        moments(vietnam_to_utc(day, clock.replace(second=0, microsecond=0)), rule, OFFICE), None
    )
    if first is None:
        return
    now = fired = first - DAY
    said: list[datetime] = []
    for wait in waits:
        now += wait
        found = turns(first, rule, OFFICE, fired, now)
        assert found.next_at is None or found.next_at > now
        said += [found.last] if found.last else []
        fired = now
    whole = list(takewhile(lambda one: one <= now, moments(first, rule, OFFICE)))
    assert all(earlier < later for earlier, later in pairwise(said))
    assert set(said) <= set(whole)
    assert said[-1:] == whole[-1:]


@given(rule=rules())
def test_a_program_that_never_sleeps_says_every_turn(rule: Repetition) -> None:
    begun = vietnam_to_utc(START, time(8))
    whole = list(
        takewhile(lambda one: one <= vietnam_to_utc(END, time(8)), moments(begun, rule, OFFICE))
    )[:40]
    said: list[datetime] = []
    fired = begun - DAY
    due = turns(begun, rule, OFFICE, fired, fired).next_at
    while due is not None and len(said) < len(whole):
        said.append(due)
        found = turns(begun, rule, OFFICE, fired, due)
        assert found.last == due
        fired, due = due, found.next_at
    assert said == whole


def test_it_is_said_once_however_often_and_by_whomever_it_is_fired(own_copy: Database) -> None:
    with opened(own_copy) as commune:
        ask(commune)
    assert fire(own_copy, NOW) == 0
    for minute in (0, 0, 1, 600):
        fire(own_copy, NOW + HOUR + timedelta(minutes=minute))
    with opened(own_copy) as commune:
        (row,) = commune.deliveries()
        assert (row.step, row.person_id, row.fire_at) == (OWN, commune.people["lead"], NOW + HOUR)
        assert (row.late, row.not_before) == (False, NOW + HOUR)


def test_two_deliveries_of_one_turn_are_refused_by_the_database(own_copy: Database) -> None:
    with opened(own_copy) as commune:
        own = ask(commune)
    fire(own_copy, NOW + HOUR)
    with opened(own_copy) as commune:
        row = commune.session.get_one(OwnReminder, own.id)
        row.fired_until, row.next_at = NOW, NOW + HOUR
    fire(own_copy, NOW + HOUR)
    with opened(own_copy) as commune:
        assert len(commune.deliveries()) == 1


def test_what_was_missed_is_said_late_and_of_several_turns_the_last(own_copy: Database) -> None:
    with opened(own_copy) as commune:
        ask(commune)
        ask(commune, rule=DAILY)
    fire(own_copy, NOW + HOUR + 3 * DAY)
    with opened(own_copy) as commune:
        once, daily = commune.deliveries()
        assert (once.fire_at, once.late) == (NOW + HOUR, True)
        assert (daily.fire_at, daily.late) == (NOW + HOUR + 3 * DAY, False)


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED])
def test_it_dies_with_its_item(own_copy: Database, status: Status) -> None:
    with opened(own_copy) as commune:
        row = commune.add()
        ask(commune, milestone_id=row.id, rule=DAILY)
        row.status = status
        lead = commune.people["lead"]
        assert still_to_come(commune.session, lead, NOW) == []
    fire(own_copy, NOW + HOUR)
    with opened(own_copy) as commune:
        assert commune.deliveries() == []
        assert commune.session.get_one(OwnReminder, 1).next_at is None


def leaves(commune: SmallCommune) -> None:
    """The lead holds no post any more."""
    for row in commune.session.query(Holding).filter_by(person_id=commune.people["lead"]):
        row.until = NOW


def loses_the_post(commune: SmallCommune) -> None:
    """The lead gives the post to somebody else and holds another that sees less."""
    leaves(commune)
    person = commune.people["lead"]
    held = Holding(post_id=commune.posts["other"], person_id=person, since=NOW)
    commune.session.add(held)


@pytest.mark.parametrize(("change", "words_too"), [(leaves, True), (loses_the_post, False)])
def test_it_dies_when_the_person_leaves_or_the_item_goes_on_without_them(
    own_copy: Database, change: Callable[[SmallCommune], None], words_too: bool
) -> None:
    with opened(own_copy) as commune:
        ask(commune, milestone_id=commune.add().id)
        ask(commune)
        change(commune)
    fire(own_copy, NOW + HOUR)
    with opened(own_copy) as commune:
        told = [row.milestone_id for row in commune.deliveries()]
        assert told == ([] if words_too else [None])


async def test_what_no_longer_holds_when_it_is_sent_is_void(stage: Stage) -> None:
    with stage.commune() as commune:
        own = ask(commune)
    fire(stage.database, NOW + HOUR)
    with stage.commune() as commune:
        row = commune.session.get_one(OwnReminder, own.id)
        drop_own_reminders(commune.context("lead", NOW + HOUR), [row])
    stage.clock.move_to(NOW + HOUR)
    await stage.drain()
    assert stage.platform.sent == []
    assert stage.states() == ["void"]


async def test_it_is_sent_at_its_hour_in_the_night_and_on_a_day_off(stage: Stage) -> None:
    sunday = datetime(2025, 11, 16, 14, 30, tzinfo=UTC)
    with stage.commune() as commune:
        ask(commune, first_at=sunday)
        reminder(commune, commune.add(), "before_7", not_before=sunday)
    fire(stage.database, sunday)
    stage.clock.move_to(sunday)
    await stage.drain()
    ((_, text),) = stage.platform.sent
    assert "21:30: gọi chị Hoa." in text
    assert "item" not in text


async def test_it_goes_in_the_digest_of_its_hour_and_names_an_item_once(stage: Stage) -> None:
    with stage.commune() as commune:
        row = commune.add()
        ask(commune, first_at=NOW + HOUR, milestone_id=row.id, words="")
        ask(commune)
        reminder(commune, row, "before_7", not_before=NOW + HOUR)
    fire(stage.database, NOW + HOUR)
    stage.clock.move_to(NOW + HOUR)
    await stage.drain()
    ((_, text),) = stage.platform.sent
    assert "1 việc cần lưu ý; 2 lời nhắc đã hẹn" in text
    assert "10:00: việc 1." in text
    assert text.count("1. task 1: item 1") == 1


async def test_it_counts_as_a_digest_but_never_takes_the_place_of_the_first(stage: Stage) -> None:
    with stage.commune() as commune:
        for minutes in (10, 20, 40):
            ask(commune, first_at=NOW + timedelta(minutes=minutes))
        first = reminder(commune, commune.add(), "before_7", not_before=NOW + HOUR / 2)
        second = reminder(commune, commune.add(), "before_7", not_before=NOW + HOUR)
        third = reminder(commune, commune.add(), "before_7", not_before=NOW + 2 * HOUR)
        ids = (first.id, second.id, third.id)
    for minutes in (10, 20, 30, 40, 60):
        fire(stage.database, NOW + timedelta(minutes=minutes))
        stage.clock.move_to(NOW + timedelta(minutes=minutes))
        await stage.drain()
    with stage.commune() as commune:
        held, waiting, later = (commune.session.get_one(Delivery, each) for each in ids)
        assert (held.state, waiting.state) == (State.SENT, State.PENDING)
        assert waiting.not_before == datetime(2025, 11, 13, 1, tzinfo=UTC)
        ask_to_be_reminded(
            commune.context("lead", NOW + HOUR), [OwnWish(NOW + 2 * HOUR, "cùng lúc")]
        )
    fire(stage.database, NOW + 2 * HOUR)
    stage.clock.move_to(NOW + 2 * HOUR)
    await stage.drain()
    with stage.commune() as commune:
        assert commune.session.get_one(Delivery, ids[2]).state is State.SENT
    assert "cùng lúc" in stage.platform.sent[-1][1]


def test_bounds_are_kept_and_refuse_the_whole(commune: SmallCommune) -> None:
    context = commune.context("lead")
    fits = OwnWish(NOW + HOUR, "x" * LONGEST_WORDS)
    for wrong, why in (
        (OwnWish(NOW, "x"), MomentPast),
        (OwnWish(NOW + FARTHEST + HOUR, "x"), MomentTooFar),
        (OwnWish(NOW + HOUR, "x" * (LONGEST_WORDS + 1)), WordsTooLong),
    ):
        with pytest.raises(why):
            ask_to_be_reminded(context, [fits, wrong])
    rows = ask_to_be_reminded(context, [fits] * MOST_REMINDERS)
    assert [row.number for row in rows] == list(range(1, MOST_REMINDERS + 1))
    with pytest.raises(TooManyReminders):
        ask_to_be_reminded(context, [fits])
    drop_own_reminders(context, rows[:1])
    assert ask_to_be_reminded(context, [fits])[0].number == MOST_REMINDERS + 1


def test_what_was_taken_back_can_be_asked_for_again_while_a_moment_is_to_come(
    commune: SmallCommune,
) -> None:
    once, daily = ask(commune), ask(commune, rule=DAILY)
    drop_own_reminders(commune.context("lead"), [once, daily])
    later = commune.context("lead", NOW + 2 * HOUR)
    with pytest.raises(MomentPast):
        restore_own_reminders(later, [daily, once])
    assert daily.next_at is None
    restore_own_reminders(later, [daily])
    assert daily.next_at == NOW + HOUR + DAY


def test_the_milestone_keeps_its_own_explanation(own_copy: Database) -> None:
    with opened(own_copy) as commune:
        row: Milestone = commune.add()
        ask(commune, milestone_id=row.id)
    fire(own_copy, NOW + HOUR)
    with opened(own_copy) as commune:
        assert len(commune.deliveries()) == 1
        assert list(deliveries_of(commune.session, row.id)) == []
