"""Give an item, or its whole task, to another lead post."""

from bot.conversation.command import Command
from bot.conversation.reassigning import reassign_item
from scheduler.work.permissions import Action

MEANT = r"(?:(?:chi|rieng|ca|toan bo|nhiem vu|buoc|viec|so|cua) )*"
COMMAND = Command(
    ("giao lai", "chuyen viec", "chuyen giao viec"),
    Action.REASSIGN,
    reassign_item,
    rest_pattern=rf"{MEANT}\d{{1,4}} cho .+",
    whole_text_pattern=rf"{MEANT}\d{{1,4}}:? giao lai cho .+",
)
