"""List the usual days that the office has yet to confirm, or take an answer to the list."""

from bot.conversation.command import Command
from bot.conversation.usual_days import list_or_store
from scheduler.work.permissions import Action

NO_QUESTION = r"(?!.*(?:bao gio|khi nao|la gi|ngay nao|the nao|\?))"
"""What is asked of a day is no answer; matched before the folded rest of a text."""


COMMAND = Command(
    ("ngay du kien", "xac nhan ngay"),
    Action.CALENDAR,
    list_or_store,
    rest_pattern=rf"(?:{NO_QUESTION}.*(?:dung|\d).*)?",
    whole_text_pattern=(
        rf"(?:(?:doi|sua|chot|xac nhan) ngay du kien .*\d|ngay du kien ?[:,-]){NO_QUESTION}.*"
    ),
    menu=True,
)
