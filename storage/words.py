"""The enumerations of the domain; their values are stored and used in plan files."""

from enum import StrEnum


class TaskKind(StrEnum):
    """The kind of a task; it decides which milestones the task gets.

    DATED: one due date; PHASED: several; QUOTA: a number to reach; CAMPAIGN: a period with weekly
    reports; STANDING: work that repeats.
    """

    DATED = "dated"
    PHASED = "phased"
    QUOTA = "quota"
    CAMPAIGN = "campaign"
    STANDING = "standing"


class Weight(StrEnum):
    """How much a task weighs, heaviest first; lists and messages put heavier work first."""

    URGENT = "urgent"
    KEY = "key"
    ORDINARY = "ordinary"

    @property
    def order(self) -> int:
        """The place in the order of lists: 0 for the heaviest."""
        return list(Weight).index(self)


class Figure(StrEnum):
    """What the number of a quota is: a sum that grows to its target (33 members), a percent of what
    was given, which grows to 100, or a level to be kept (satisfaction of 97 %).
    """

    SUM = "sum"
    PERCENT = "percent"
    LEVEL = "level"


class Better(StrEnum):
    """On which side of its target a level is good: `higher` is at least, `lower` at most."""

    HIGHER = "higher"
    LOWER = "lower"


class MilestoneShape(StrEnum):
    """What a milestone asks for; it decides which ladders apply.

    OPENING and CLOSING: first day and final report of a campaign; OCCURRENCE: one turn of a task
    that repeats by a rule of its own.
    """

    DEADLINE = "deadline"
    QUOTA = "quota"
    OPENING = "opening"
    CAMPAIGN_REPORT = "campaign_report"
    CLOSING = "closing"
    STANDING_REPORT = "standing_report"
    OCCURRENCE = "occurrence"


class Status(StrEnum):
    """The status of a milestone. Overdue, late and on time are derived from dates, never stored."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    SUBMITTED = "submitted"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def closed(self) -> bool:
        return self in (Status.DONE, Status.CANCELLED)


class Role(StrEnum):
    """Whom a step of a ladder goes to, relative to one milestone."""

    LEAD = "lead"
    SUPPORT = "support"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    HEAD = "head"


class Rank(StrEnum):
    """The rank of a post in the Party office; permissions depend on it."""

    OFFICIAL = "official"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    HEAD = "head"


RANKS = {Role.SECRETARY: Rank.SECRETARY, Role.DEPUTY: Rank.DEPUTY, Role.HEAD: Rank.HEAD}
"""By role: the rank whose posts fill this role for every milestone.

LEAD and SUPPORT depend on the milestone.
"""


class ReplyKind(StrEnum):
    """What a reply says of a milestone."""

    ACCEPTED = "accepted"
    PROGRESS = "progress"
    BLOCKED = "blocked"
    NUMBER = "number"
    DONE = "done"
    EXTENSION = "extension"


class State(StrEnum):
    """The state of a delivery. `waiting`: nobody is linked; `void`: it no longer applies."""

    PENDING = "pending"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


class DeliveryKind(StrEnum):
    """The kind of a delivery; `edit` replaces a message that was sent."""

    REMINDER = "reminder"
    ANSWER = "answer"
    EDIT = "edit"
    NOTICE = "notice"
    SUMMARY = "summary"


class Purpose(StrEnum):
    """What a document is used for.

    All but EVIDENCE propose tasks; TALK is a task given in chat, LAST_YEAR the tasks of a former
    year.
    """

    CONCLUSION = "conclusion"
    PLAN = "plan"
    LAST_YEAR = "last_year"
    TALK = "talk"
    EVIDENCE = "evidence"


class ProposalVerdict(StrEnum):
    """The secretary's decision on a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"
