"""Send a report or list as files."""

from bot.conversation.command import Command
from bot.conversation.export import export
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

FOLLOWS = (
    r"(?:(?:ra|giup|cho|file|tep|em|anh|chi|toi|minh|bang|ban) )*"
    r"(?:excel|word|pdf|png|csv|xlsx|docx|ics|anh|file|tep|bao cao|danh sach|viec|nhiem vu|lich|"
    r"dang mo|qua han|sap den han|chua bao cao|chua nhan|cho duyet|da xong|xong muon|vuong mac|"
    r"bang|so lieu|du lieu|tong hop|tien do|toan bo|ket qua)\b.*|"
    r".+ (?:excel|word|pdf|png|csv|xlsx|docx|ics)"
)
"""What must follow the verb: "in" and "tai" alone begin other sentences, too."""


def run(turn: Turn, rest: str) -> Outgoing:
    return export(turn)


COMMAND = Command(
    ("xuat", "ket xuat", "trich xuat", "tai", "in"), Action.EXPORT, run, rest_pattern=FOLLOWS
)
