"""The document of a result, added after the result was handed in."""

from datetime import date

from scheduler.ladder.firing import fire_if_due
from scheduler.work.change import ChangeContext, NothingSubmitted, check_document
from scheduler.work.lifecycle import check_lead
from scheduler.work.record import audited_state, record_change
from storage.milestone import Milestone
from storage.words import Status


def add_document(
    context: ChangeContext, milestone: Milestone, number: str, dated: date | None
) -> None:
    """The lead adds the document of a result that waits for a decision."""
    check_lead(context, milestone)
    if milestone.status is not Status.SUBMITTED:
        raise NothingSubmitted
    check_document(context, dated)
    fire_if_due(context.session, context.office, milestone, context.now)
    before = audited_state(milestone)
    milestone.document_number, milestone.document_date = number, dated
    record_change(context, milestone, "document", before)
