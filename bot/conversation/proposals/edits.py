"""Change one field of a proposal's block by the secretary's words: lead, due date and so on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from bot.conversation.lookup import sector_named
from bot.importers.completing import (
    NUMBERS,
    PlanBlock,
    due_in,
    kind_of,
    takes_hour,
    with_due,
    with_kind,
)
from bot.importers.plan_known import KnownBlocks
from bot.importers.proposal_blocks import MAX_TEXT, with_title
from bot.language.dates.dates import ImpossibleDate, ImpossibleHour, read_date
from bot.language.dates.repetition import (
    RepetitionMention,
    find_repetition,
    read_repetition,
    repeats,
)
from bot.language.papers.plain import first_capital
from bot.language.requests.deadlines import says_deadline
from bot.language.requests.phasing import read_steps
from bot.language.requests.proposing import (
    FIELDS,
    KINDS,
    STARTS,
    Aim,
    listed,
    read_aim,
    told_weight,
)
from bot.language.text.fold import fold
from bot.texts import proposals as texts
from bot.texts.days import no_such_hour
from bot.texts.repetition import rule_in_words
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import Calendar, local_day
from storage.figures import MOST, PLACES, as_json, places
from storage.words import Better, Figure, TaskKind


class UnclearEdit(Exception):
    """The words are no value of the field; `answer` says what is expected"""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Edited:
    """A block and its aside (see the package) after the change of `field`; `note` says what was
    shortened, "" if nothing.
    """

    field: str
    block: dict[str, Any]
    aside: dict[str, Any]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits blocks of a commune; dates are read as of `now` (aware UTC)."""

    known: KnownBlocks
    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return local_day(self.now)

    def field_named(self, text: str) -> tuple[str, str] | None:
        """The field that a text names and the words for its value; None if it names none."""
        words = text.split()
        folded = [fold(word).strip(":=,.") for word in words]
        skip = next((len(each) for each in STARTS if folded[: len(each)] == list(each)), 0)
        for length in range(4, 0, -1):
            field = FIELDS.get(" ".join(folded[skip : skip + length]))
            rest = " ".join(words[skip + length :]).strip(" :=")
            if field is not None and rest:
                return field, rest
        return ("due", text) if says_deadline(text, self.today, self.calendar) else None

    def says_weight(self, text: str) -> bool:
        """Whether a text says only what the task weighs; not what says a kind of task, too."""
        return told_weight(text) is not None and fold(text).strip(" .!") not in KINDS

    def is_rule(self, text: str) -> bool:
        return read_repetition(text, self.today, self.calendar) is not None

    def rule_at_end(self, text: str) -> RepetitionMention | None:
        return find_repetition(text, self.today, self.calendar)

    def is_rule_near_start(self, text: str, first: int) -> bool:
        """Whether the text states a rule of repetition that begins within its first `first`
        letters.
        """
        named = self.field_named(text)
        if named is not None:
            return named[0] in ("due", "repeats") and self.is_rule(named[1])
        found = self.rule_at_end(text)
        return found is not None and found.start < first

    def edit(self, field: str, words: str, block: PlanBlock, aside: Mapping[str, Any]) -> Edited:
        """The block with one field set from words. Raises UnclearEdit."""
        if field.startswith("ro."):
            said = {**aside.get("said", {}), field.removeprefix("ro."): _whole(words)}
            return Edited(field.removeprefix("ro."), dict(block), {**aside, "said": said})
        if field == "title":
            title = first_capital(words)
            return Edited(field, *with_title(block, aside, title), texts.long_title(len(title)))
        changed = {
            "lead": self._lead,
            "support": self._support,
            "due": self._due,
            "closes": self._due,
            "opens": self._opens,
            "repeats": self._repeats,
            "sector": self._sector,
            "kind": self._kind,
            "target": self._target,
            "phases": self._phases,
            "basis": self._basis,
            "weight": self._weight,
        }[field](words, block)
        return Edited(field, changed, dict(aside))

    def _lead(self, words: str, block: PlanBlock) -> dict[str, Any]:
        name = self._post(words)
        support = [post for post in block.get("support", ()) if post != name]
        kept = {key: value for key, value in block.items() if key != "support"}
        return {**kept, "lead": name, **({"support": support} if support else {})}

    def _post(self, words: str) -> str:
        found = self.known.posts_named(words)
        if len(found) == 1:
            return found[0]
        if found:
            raise UnclearEdit(texts.which_post(found))
        names = {fold(name): name for name in self.known.names()}
        near = get_close_matches(fold(words), list(names), n=3, cutoff=0.6)
        raise UnclearEdit(texts.no_post(words, [names[each] for each in near]))

    def _support(self, words: str, block: PlanBlock) -> dict[str, Any]:
        parts = listed(words)
        # A name that fits several posts means the first of them.
        found = [self.known.post(part) or self._post(part) for part in parts]
        lead = block.get("lead")
        return {**block, "support": [post for post in dict.fromkeys(found) if post != lead]}

    def _deadline(self, words: str, block: PlanBlock) -> Deadline:
        """A deadline to come; an hour alone is one of the day that the block has, else of today."""
        try:
            found = read_date(words, self.today, self.calendar)
        except ImpossibleHour as error:
            raise UnclearEdit(no_such_hour(error.phrase)) from error
        except ImpossibleDate:
            found = None
        if found is None or found.due < self.today:
            raise UnclearEdit(texts.not_a_date(words))
        known = due_in(block) if found.hour_alone else None
        deadline = Deadline(known.on if known else found.due, found.time)
        if deadline.passed(self.now):
            raise UnclearEdit(texts.hour_over(deadline))
        return deadline

    def _due(self, words: str, block: PlanBlock) -> dict[str, Any]:
        if fold(words).strip(" .") in KINDS:
            return self._kind(words, block)
        if repeats(words):
            return self._repeats(words, block)
        due = self._deadline(words, block)
        if due.hour is not None and not takes_hour(block):
            raise UnclearEdit(texts.NO_HOUR_AT_END)
        if kind_of(block) is TaskKind.STANDING:
            kept = {key: value for key, value in block.items() if key != "repeats"}
            return with_due({**kept, "kind": TaskKind.DATED.value}, due)
        return with_due(block, due)

    def _opens(self, words: str, block: PlanBlock) -> dict[str, Any]:
        opens = self._deadline(words, {})
        if opens.hour is not None and kind_of(block) is not TaskKind.CAMPAIGN:
            raise UnclearEdit(texts.NO_HOUR_AT_START)
        return {**block, "opens": opens.isoformat()}

    def _repeats(self, words: str, block: PlanBlock) -> dict[str, Any]:
        """The block as standing work that repeats by the rule in `words`, from today unless it
        already begins on another day.
        """
        if block.get("target") or block.get("phases"):
            raise UnclearEdit(texts.ONLY_PLAIN_WORK_REPEATS)
        rule = read_repetition(words, self.today, self.calendar)
        if rule is None:
            raise UnclearEdit(texts.not_a_repetition(words))
        opens = block.get("opens") or self.today.isoformat()
        return {
            **with_kind(block, TaskKind.STANDING),
            "opens": opens,
            "repeats": rule_in_words(rule),
        }

    def _sector(self, words: str, block: PlanBlock) -> dict[str, Any]:
        found = sector_named(self.known.sectors, words)
        if found is None:
            raise UnclearEdit(texts.no_sector(self.known.sectors))
        return {**block, "sector": found}

    def _kind(self, words: str, block: PlanBlock) -> dict[str, Any]:
        kind = KINDS.get(fold(words).strip(" ."))
        if kind is None:
            raise UnclearEdit(texts.NOT_A_KIND)
        return with_kind(block, kind)

    def _target(self, words: str, block: PlanBlock) -> dict[str, Any]:
        _refuse_for_repeating(block)
        aim = read_aim(words, block.get("measure", ""))
        if aim is None or aim.wanted > MOST or max(map(places, _numbers(aim))) > PLACES:
            raise UnclearEdit(texts.NOT_A_NUMBER)
        changed = block if kind_of(block) is TaskKind.QUOTA else with_kind(block, TaskKind.QUOTA)
        kept = {key: value for key, value in changed.items() if key not in NUMBERS}
        start = {"start": as_json(aim.have)} if aim.have is not None else {}
        most = {"better": Better.LOWER.value} if aim.at_most else {}
        level = {"figure": Figure.LEVEL.value} if aim.level else {}
        stated = {"target": as_json(aim.wanted), "measure": aim.unit[:60]}
        return {**kept, **stated, **most, **level, **start}

    def _phases(self, words: str, block: PlanBlock) -> dict[str, Any]:
        _refuse_for_repeating(block)
        names = self.known.names()
        steps, undated = read_steps(words, self.today, self.calendar, names)
        if undated or not steps or any(step.due.passed(self.now) for step in steps):
            raise UnclearEdit(texts.NOT_PHASES)
        phases = []
        for at, step in enumerate(steps, 1):
            title = step.title or first_capital(block["title"])
            phase = {"key": f"buoc-{at}", "title": title, "due": step.due.isoformat()}
            lead = {"lead": self._post(step.lead)} if step.lead else {}
            phases.append({**phase, **lead})
        return {**with_kind(block, TaskKind.PHASED), "phases": phases}

    def _weight(self, words: str, block: PlanBlock) -> dict[str, Any]:
        weight = told_weight(words)
        if weight is None:
            raise UnclearEdit(texts.NOT_A_WEIGHT)
        return {**block, "weight": weight}

    def _basis(self, words: str, block: PlanBlock) -> dict[str, Any]:
        return {**block, "basis": _whole(words)}


def _numbers(aim: Aim) -> Iterator[Decimal]:
    yield aim.wanted
    if aim.have is not None:
        yield aim.have


def _refuse_for_repeating(block: PlanBlock) -> None:
    """Refuse a target or phases for work that repeats. Raises UnclearEdit."""
    if block.get("repeats"):
        raise UnclearEdit(texts.ONLY_PLAIN_WORK_REPEATS)


def _whole(words: str) -> str:
    """The words; raises UnclearEdit if they are longer than a field may be."""
    if len(words) > MAX_TEXT:
        raise UnclearEdit(texts.too_long(MAX_TEXT))
    return words
