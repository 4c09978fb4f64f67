"""What a command is, and how all of them are found: one file each in `bot/commands`."""

import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from bot.conversation import commands
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action, allowed
from storage.words import Rank


@dataclass(frozen=True, slots=True)
class Command:
    """`words` are folded; the first is also the name after a slash. `run` gets what follows.

    `follows` is the shape, folded, of what may follow the words without a slash before them;
    `form` is the shape of a whole folded text that is this command though its words come later;
    `keeps_question` that the chat's open question stays open; `menu` that it means something alone,
    so that a platform may offer it beside the text field; `phones` that it takes numbers of
    phones, which are hidden before the message is kept.
    """

    words: tuple[str, ...]
    action: Action
    run: Callable[[Turn, str], Outgoing]
    follows: str = ""
    keeps_question: bool = False
    form: str = ""
    menu: bool = False
    phones: bool = False

    @property
    def name(self) -> str:
        """The word that may follow a slash."""
        return self.words[0].replace(" ", "")


@cache
def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of their Vietnamese names."""
    files = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    found: list[Command] = [import_module(f"{commands.__name__}.{name}").COMMAND for name in files]
    return tuple(sorted(found, key=lambda command: command.name))


def menu_for(ranks: Iterable[Rank]) -> list[str]:
    """The names of the commands that are offered to who holds posts of these ranks."""
    held = list(ranks)
    return [each.name for each in all_commands() if each.menu and allowed(held, each.action)]


@cache
def _by_words() -> Mapping[str, Command]:
    found: dict[str, Command] = {}
    for command in all_commands():
        for words in (command.name, *command.words):
            found[words] = command
    return found


def find_command(text: str) -> tuple[Command, str] | None:
    """The command a text names, and what follows it.

    A slash may stand before it, and what follows then is anything. Without a slash the whole text
    must be the command, unless the command takes what follows its words.
    """
    slash = text.startswith("/")
    words = text.removeprefix("/").split()
    if words and slash:
        words[0] = words[0].split("@")[0]
    folded = [fold(word) for word in words]
    for length in range(len(words), 0, -1):
        command = _by_words().get(" ".join(folded[:length]))
        if command is None:
            continue
        rest = " ".join(folded[length:])
        if slash or not rest or re.fullmatch(command.follows, rest):
            return command, " ".join(words[length:])
    return None if slash else _in_form(text, " ".join(folded))


def _in_form(text: str, folded: str) -> tuple[Command, str] | None:
    for command in all_commands():
        if command.form and re.fullmatch(command.form, folded):
            return command, text
    return None
