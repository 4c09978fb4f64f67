"""Properties of ladders for any milestone, calendar, answers and outage."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.calendar.working_time import CLOSING_TIME, OPENING_TIME, VIETNAM, Calendar, local_day
from scheduler.ladder.hours import HOUR_STEPS
from scheduler.ladder.ladder import DueStep, Facts, evaluate_steps, fire, upcoming_steps
from scheduler.ladder.overrides import override
from scheduler.ladder.rules import DEFAULT_RULES, SNOOZE, Rules
from scheduler.ladder.skips import Skip
from scheduler.ladder.snooze import SnoozeChoice, snooze_until
from storage.words import MilestoneShape, Role, Status
from tests.scheduler.calendars import OFFICE, at

START = datetime(2025, 10, 1, tzinfo=UTC)
DAYS = st.dates(date(2025, 10, 1), date(2026, 12, 31))
TIMES = st.integers(0, 300 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
CALENDARS = st.one_of(
    st.just(OFFICE),
    st.builds(Calendar, st.frozensets(DAYS, max_size=60), st.frozensets(DAYS, max_size=20)),
)
RULES = st.sampled_from(
    [
        DEFAULT_RULES,
        override(DEFAULT_RULES, {"before": [30, 2], "overdue": [2], "overdue_every": 1}),
        override(DEFAULT_RULES, {"escalate": {"head": [1, 2]}, "confirm": [1, 2], "accept": {}}),
    ]
)
ASKED_AGAIN = {
    "quota_report",
    "campaign_opening",
    "campaign_report",
    "campaign_closing",
    "standing_report",
}
AHEAD = {"before_14": 14, "before_7": 7, "before_3": 3, "before_1": 1, "due": 0}
"""Calendar days before the due date."""
OPEN = [status for status in Status if not status.closed]


@st.composite
def facts(draw: st.DrawFn, statuses: list[Status] = OPEN) -> Facts:
    handed_over_at = draw(TIMES)
    due_on = local_day(handed_over_at) + timedelta(days=draw(st.integers(-20, 120)))
    event = handed_over_at + timedelta(minutes=draw(st.integers(0, 100 * 24 * 60)))
    status = draw(st.sampled_from(statuses))
    maybe = st.sampled_from([None, event])
    return Facts(
        shape=draw(st.sampled_from(MilestoneShape)),
        status=status,
        due_on=due_on,
        handed_over_at=handed_over_at,
        on_duty=draw(st.booleans()),
        opens_on=draw(st.sampled_from([None, local_day(event)])),
        has_support=draw(st.booleans()),
        blocked_at=event if status is Status.BLOCKED else None,
        submitted_at=event if status is Status.SUBMITTED else None,
        returned_at=draw(maybe) if status is Status.IN_PROGRESS else None,
        extension_asked_at=draw(maybe),
        due_time=draw(st.none() | st.times()),
    )


def some(facts: Facts, rules: Rules, calendar: Calendar, count: int = 60) -> list[DueStep]:
    return list(islice(upcoming_steps(facts, rules, calendar), count))


@given(facts(), RULES, CALENDARS)
def test_no_step_repeats_and_times_never_decrease(
    facts: Facts, rules: Rules, calendar: Calendar
) -> None:
    found = some(facts, rules, calendar)
    assert all(a.at <= b.at for a, b in pairwise(found))
    of_day = Counter((m.role, local_day(m.at)) for m in found if m.step not in HOUR_STEPS)
    assert max(of_day.values(), default=1) == 1
    assert max(Counter((m.role, m.at) for m in found).values(), default=1) == 1
    once = Counter((m.role, m.step) for m in found if m.step not in ASKED_AGAIN)
    assert max(once.values(), default=1) == 1


@given(facts(), RULES, CALENDARS)
def test_no_step_outside_working_time_unless_on_duty(
    facts: Facts, rules: Rules, calendar: Calendar
) -> None:
    for moment in some(facts, rules, calendar):
        local = moment.at.astimezone(VIETNAM)
        assert OPENING_TIME <= local.time() < CLOSING_TIME
        assert facts.on_duty or calendar.is_working(local.date())


@given(facts([Status.DONE, Status.CANCELLED]), RULES, CALENDARS)
def test_no_step_is_due_after_closing(facts: Facts, rules: Rules, calendar: Calendar) -> None:
    assert some(facts, rules, calendar) == []
    assert fire(facts, rules, calendar, None, START).next_at is None


@given(facts([Status.SUBMITTED]), RULES, CALENDARS)
def test_steps_of_a_submitted_milestone_go_only_to_the_secretary(
    facts: Facts, rules: Rules, calendar: Calendar
) -> None:
    assert {m.role for m in some(facts, rules, calendar)} == {Role.SECRETARY}


@given(facts(), RULES, CALENDARS)
def test_no_step_before_the_handover(facts: Facts, rules: Rules, calendar: Calendar) -> None:
    assert all(moment.at >= facts.handed_over_at for moment in some(facts, rules, calendar))


@given(facts([Status.IN_PROGRESS]), RULES, CALENDARS, st.integers(0, 90 * 24 * 60))
def test_no_step_before_the_return(
    facts: Facts, rules: Rules, calendar: Calendar, minutes: int
) -> None:
    returned_at = facts.handed_over_at + timedelta(minutes=minutes)
    again = replace(facts, returned_at=returned_at)
    assert all(moment.at >= returned_at for moment in some(again, rules, calendar))


@given(facts([Status.ACCEPTED]), CALENDARS)
def test_a_step_moves_to_the_working_day_before_and_the_later_of_a_day_wins(
    facts: Facts, calendar: Calendar
) -> None:
    facts = replace(facts, shape=MilestoneShape.DEADLINE, extension_asked_at=None)
    found = [(m, skip) for m, skip in islice(evaluate_steps(facts, DEFAULT_RULES, calendar), 30)]
    lead = [(m, skip) for m, skip in found if m.role is Role.LEAD and m.step in AHEAD]
    for moment, skip in lead:
        day, meant = local_day(moment.at), facts.due_on - timedelta(days=AHEAD[moment.step])
        assert day <= meant
        assert day == meant or not (facts.on_duty or calendar.working_days_between(day, meant))
        later = [m.step for m, _ in lead if local_day(m.at) == day]
        if skip is Skip.HIGHER_STEP_SAME_DAY:
            assert AHEAD[moment.step] > min(AHEAD[step] for step in later)
    said = [AHEAD[moment.step] for moment, skip in lead if skip is None]
    assert said == sorted(said, reverse=True)


@given(facts(), RULES, CALENDARS, TIMES)
def test_a_ladder_can_be_resumed_at_any_time(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime
) -> None:
    later = [m for m in some(facts, rules, calendar, 300) if m.at > after][:20]
    assert list(islice(upcoming_steps(facts, rules, calendar, after), len(later))) == later


@given(facts(), RULES, CALENDARS)
def test_an_engine_that_wakes_on_time_sends_every_ladder_step(
    facts: Facts, rules: Rules, calendar: Calendar
) -> None:
    fired_until: datetime | None = None
    now: datetime | None = facts.handed_over_at - timedelta(days=1)
    said: list[DueStep] = []
    while now and len(said) < 30:
        firing = fire(facts, rules, calendar, fired_until, now)
        assert Skip.COLLAPSED not in [skip for _, skip in firing.skipped]
        assert firing.next_at is None or firing.next_at > now
        said += firing.due
        fired_until, now = now, firing.next_at
    assert said[:30] == some(facts, rules, calendar)[: len(said)][:30]


@given(facts(), RULES, CALENDARS, st.lists(TIMES, min_size=1, max_size=6, unique=True))
def test_after_any_outage_the_latest_step_of_each_role_is_sent_once(
    facts: Facts, rules: Rules, calendar: Calendar, wakes: list[datetime]
) -> None:
    fired_until = None
    for now in sorted(wakes):
        firing = fire(facts, rules, calendar, fired_until, now)
        missed = [
            m
            for m in some(facts, rules, calendar, 400)
            if m.at <= now and (fired_until is None or m.at > fired_until)
        ]
        latest = {m.role: m for m in missed}
        assert sorted(firing.due, key=lambda m: m.role) == sorted(
            latest.values(), key=lambda m: m.role
        )
        collapsed = [m for m, skip in firing.skipped if skip is Skip.COLLAPSED]
        assert len(collapsed) + len(latest) == len(missed)
        assert set(collapsed) | set(latest.values()) == set(missed)
        fired_until = now


DUE_ON_SATURDAY = Facts(
    shape=MilestoneShape.CAMPAIGN_REPORT,
    status=Status.PENDING,
    due_on=date(2025, 10, 4),
    handed_over_at=at("2025-10-03 07:00"),
)
"""Both its steps fall on the Friday: the higher at 08:00, the lower at 14:00."""


@given(
    facts([Status.PENDING, Status.ACCEPTED, Status.BLOCKED]),
    CALENDARS,
    st.sampled_from(SnoozeChoice),
)
@example(DUE_ON_SATURDAY, OFFICE, SnoozeChoice.TWO_HOURS)
def test_a_snooze_delays_no_ladder_step(
    facts: Facts, calendar: Calendar, choice: SnoozeChoice
) -> None:
    asked_at = facts.handed_over_at + timedelta(hours=1)
    until = snooze_until(choice, asked_at, facts, DEFAULT_RULES, calendar)
    if until is None:
        return
    before = list(islice(upcoming_steps(facts, DEFAULT_RULES, calendar, asked_at), 20))
    snoozed = replace(facts, snoozed_until=until)
    after = list(islice(upcoming_steps(snoozed, DEFAULT_RULES, calendar, asked_at), 20))
    assert asked_at < until
    overdue = facts.deadline.passed(asked_at)
    assert overdue or not facts.deadline.passed(until)
    assert until <= next(m.at for m in before if m.role is Role.LEAD)
    assert [m for m in after if m.step != SNOOZE][:15] == before[:15]
