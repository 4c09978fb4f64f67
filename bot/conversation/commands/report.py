"""Send the report on a period, with its files."""

from bot.conversation.command import Command
from bot.conversation.export import export
from bot.conversation.turn import Turn
from bot.texts import exporting as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

_WHICH = (
    r"nay|truoc|qua|vua qua|vua roi|ngoai|\d{1,2}(?:/\d{4})?|\d{4}|[ivx]+|"
    r"nam (?:\d{4}|nay|ngoai)"
)
_MORE = r"mau|cua|linh vuc|mang|khoi|tu|ngay|ra|bang|ban|file|theo|ve|don vi|word|excel|pdf|anh"
FOLLOWS = (
    r"(?!.*\b(?:xong|da|chua|nop|gui|hoan thanh)\b)"
    rf"(?:(?:tuan|thang|quy|nam|dot xuat)(?: (?:{_WHICH}))*(?: (?:{_MORE})(?: .*)?)?"
    r"|(?:dot xuat )?(?:(?:tu|trong khoang|giua)(?: (?:ngay|dau|thang|quy|tuan))* \d.*"
    r"|\d{1,2}/\d{1,2}(?:/\d{4})? ?- ?\d.*))"
)
"""Pattern of the text after "bao cao".

It excludes statuses of a report that is itself an item: that it is handed in, or not yet.
"""


def run(turn: Turn, rest: str) -> Outgoing:
    return export(turn) if rest else texts.ask_which_period()


COMMAND = Command(("bao cao",), Action.EXPORT, run, rest_pattern=FOLLOWS, menu=True)
