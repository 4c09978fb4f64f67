"""Old periodic reports that nobody answers, by person: once a week, with an offer to close them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from scheduler.delivery.channel import Block, Bold, Button
from scheduler.delivery.wording import Item

TITLE = "Báo cáo định kỳ cũ, không ai trả lời"
"""The heading of such reports in a digest, too."""
REASON = "báo cáo cũ không còn cần"
LEADS = 5
"""The most leads that are named, each with a button."""
MOST = 20
"""The most reports that one button closes."""


def reports_by_lead(rows: Sequence[Item]) -> Block:
    """A line a lead: the numbers of their old reports."""
    leads = _by_lead(rows)
    lines = [
        f"\n{lead}: việc {', '.join(str(row.number) for row in own[:MOST])}{_more(len(own))}"
        for lead, own in list(leads.items())[:LEADS]
    ]
    more = f"\n… và của {len(leads) - LEADS} chức danh khác" if len(leads) > LEADS else ""
    how = "\nKhông còn cần thì đồng chí bấm nút đóng."
    return Block((Bold(f"{TITLE}: {len(rows)}"), *lines, more, how))


def buttons_to_close(rows: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    """A button a lead that closes their old reports."""
    leads = list(_by_lead(rows).items())[:LEADS]
    return tuple((_close(own[:MOST]),) for _, own in leads)


def _more(count: int) -> str:
    return f" … (cả {count})" if count > MOST else ""


def _close(own: Sequence[Item]) -> Button:
    numbers = [str(row.number) for row in own]
    shown = ", ".join(numbers[:3]) + ("…" if len(numbers) > 3 else "")
    return Button(f"Đóng báo cáo cũ {shown}", f"{', '.join(numbers)} hủy vì {REASON}")


def _by_lead(rows: Sequence[Item]) -> Mapping[str, list[Item]]:
    leads: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        leads[row.lead].append(row)
    return dict(sorted(leads.items(), key=lambda each: -len(each[1])))
