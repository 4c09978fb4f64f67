"""Report orders: what a report is to contain, stored as a wish until the report is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.text.fold import fold
from bot.queries.filters import EVERYTHING, WorkFilter, decode, encode
from bot.queries.reader import Reader, actor_of_person
from bot.reports.catalogue import Brief, all_reports
from bot.reports.handouts import FileWish, Maker, MakerContext
from bot.sandbox.call import Call
from bot.texts import reports as texts
from bot.texts.document import Form, Letterhead, Report
from scheduler.calendar.period import Period
from scheduler.calendar.working_time import local_day
from storage.commune import Commune
from storage.person import holders_of_rank, present_holdings
from storage.words import Rank

MAKER = "report"
"""The name of this maker in file wishes."""

SIGNERS = (Rank.DEPUTY, Rank.HEAD)


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report's name, its period, its filter (`about` words it) and its form."""

    report: str
    period: Period
    work_filter: WorkFilter = EVERYTHING
    about: str = ""
    form: Form = Form.PARTY

    def wish(self, format_name: str, reader: Reader) -> dict[str, Any]:
        """The order as JSON, for a file made later; it will show what this reader may see."""
        return {
            "maker": MAKER,
            "reader": reader.actor.person_id,
            "format": format_name,
            "report": self.report,
            "since": self.period.since.isoformat(),
            "until": self.period.until.isoformat(),
            "narrowed": encode(self.work_filter),
            "about": self.about,
            "form": self.form.value,
        }


def order_of(wish: FileWish) -> ReportOrder:
    period = Period(date.fromisoformat(wish["since"]), date.fromisoformat(wish["until"]))
    narrowed = decode(wish["narrowed"])
    return ReportOrder(wish["report"], period, narrowed, wish["about"], Form(wish["form"]))


def build_ordered_report(reader: Reader, order: ReportOrder) -> Report:
    brief = Brief(
        reader=reader,
        period=order.period,
        work_filter=order.work_filter,
        about=order.about,
        form=order.form,
        letterhead=letterhead(reader.session, order.form),
    )
    return all_reports()[order.report](brief)


def report_maker(templates: Path | None) -> Maker:
    """The maker of report files; `templates`: folder of the office's own Word templates."""

    def make(moment: MakerContext, wish: FileWish) -> Call:
        actor = actor_of_person(moment.session, wish["reader"], "", local_day(moment.now))
        reader = Reader(moment.session, moment.office, actor, moment.now)
        read = build_ordered_report(reader, order_of(wish))
        return Call("bot.reports.catalogue:render", (read, wish["format"], templates))

    return make


def letterhead(session: Session, form: Form) -> Letterhead:
    """Commune, place and signer: the deputy or head; for the UBND's form its chairman."""
    commune = session.scalars(select(Commune)).one()
    names = _chairmen(session) if form is Form.UBND else _leaders(session)
    return Letterhead(commune.name, commune.place, next(iter(names), ""))


def _leaders(session: Session) -> Iterable[str]:
    for rank in SIGNERS:
        yield from (person.name for person in holders_of_rank(session, rank))


def _chairmen(session: Session) -> Iterable[str]:
    for row in present_holdings(session):
        if fold(row.post.name).startswith(texts.CHAIRMAN):
            yield row.person.name


def file_name(read: Report, format_name: str) -> str:
    """The file's name: the report's label without characters that file names may not contain."""
    safe = "".join("-" if letter in '/\\:*?"<>|' else letter for letter in read.label)
    return f"{' '.join(safe.split())[:100]}.{format_name}"
