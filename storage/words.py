"""The words of the domain, each one thing: in code, in tables and in plan files."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What sort of work a task is; it decides how its milestones come to be."""

    DATED = "dated"
    PHASED = "phased"
    QUOTA = "quota"
    CAMPAIGN = "campaign"
    STANDING = "standing"


class MilestoneShape(StrEnum):
    """What one milestone asks for; it decides which ladder reminds of it."""

    DEADLINE = "deadline"
    QUOTA = "quota"
    OPENING = "opening"
    CAMPAIGN_REPORT = "campaign_report"
    CLOSING = "closing"
    STANDING_REPORT = "standing_report"


class Status(StrEnum):
    """Where a milestone stands. Overdue, late and on time are derived from dates, never stored."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    SUBMITTED = "submitted"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self in (Status.DONE, Status.CANCELLED)


class Role(StrEnum):
    """Whom a step of a ladder speaks to, seen from one milestone."""

    LEAD = "lead"
    SUPPORT = "support"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    HEAD = "head"


class Rank(StrEnum):
    """What a post is in the Party office; permissions follow it."""

    OFFICIAL = "official"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    HEAD = "head"


RANKS = {Role.SECRETARY: Rank.SECRETARY, Role.DEPUTY: Rank.DEPUTY, Role.HEAD: Rank.HEAD}
"""The roles that a rank fills, whatever the milestone."""


class Said(StrEnum):
    """What a reply says of a milestone."""

    ACCEPTED = "accepted"
    PROGRESS = "progress"
    BLOCKED = "blocked"
    NUMBER = "number"
    DONE = "done"
    EXTENSION = "extension"


class State(StrEnum):
    """Where a delivery stands. `waiting`: nobody is linked; `void`: no longer true, never sent."""

    PENDING = "pending"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


class DeliveryKind(StrEnum):
    """What a delivery is: a step of a ladder, an answer to a message, a message shown anew, news,
    or a summary.
    """

    REMINDER = "reminder"
    ANSWER = "answer"
    EDIT = "edit"
    NOTICE = "notice"
    SUMMARY = "summary"


class Purpose(StrEnum):
    """What a paper is for: what it proposes comes from it in another way for each."""

    CONCLUSION = "conclusion"
    PLAN = "plan"
    LAST_YEAR = "last_year"
    TALK = "talk"
    EVIDENCE = "evidence"


class ProposalVerdict(StrEnum):
    """What the secretary said of a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"
