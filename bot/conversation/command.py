"""What a command is, and which command a text is."""

import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from bot.conversation import commands
from bot.conversation.dialog import close_question
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action, allowed
from storage.words import Rank


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `words` are folded; the first is also the name after a slash. `run` gets the
    text that follows the words.

    - rest_pattern: pattern of the folded text that may follow the words of a text without a slash.
    - whole_text_pattern: pattern of a whole folded text that is this command although its words
      come later.
    - reads: whether a whole text is this command, where no pattern can tell; it goes first.
    - keeps_question: the chat's open question stays open.
    - menu: useful without further text, so that a platform may offer it in its menu.
    - takes_phones: takes phone numbers, which are hidden before the message is stored.
    """

    words: tuple[str, ...]
    action: Action
    run: Callable[[Turn, str], Outgoing]
    rest_pattern: str = ""
    keeps_question: bool = False
    whole_text_pattern: str = ""
    reads: Callable[[str], bool] | None = None
    menu: bool = False
    takes_phones: bool = False

    @property
    def name(self) -> str:
        """The name after a slash: the first words without spaces."""
        return self.words[0].replace(" ", "")


@cache
def all_commands() -> tuple[Command, ...]:
    files = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    found: list[Command] = [import_module(f"{commands.__name__}.{name}").COMMAND for name in files]
    return tuple(sorted(found, key=lambda command: command.name))


def menu_for(ranks: Iterable[Rank]) -> list[str]:
    """Names of the menu commands that holders of these ranks may use."""
    held = list(ranks)
    return [each.name for each in all_commands() if each.menu and allowed(held, each.action)]


@cache
def _by_words() -> Mapping[str, Command]:
    found: dict[str, Command] = {}
    for command in all_commands():
        for words in (command.name, *command.words):
            found[words] = command
    return found


@cache
def _readers() -> tuple[Command, ...]:
    return tuple(each for each in all_commands() if each.reads is not None)


def find_command(text: str) -> tuple[Command, str] | None:
    """The command that a text names and the text after its words; None if it names none.

    After a slash anything may follow the words. Without one, a command may read the whole text;
    else what follows must match `rest_pattern`, or the whole text `whole_text_pattern`.
    """
    slash = text.startswith("/")
    for reader in () if slash else _readers():
        if reader.reads is not None and reader.reads(text):
            return reader, text
    words = text.removeprefix("/").split()
    if words and slash:
        words[0] = words[0].split("@")[0]
    folded = [fold(word) for word in words]
    for length in range(len(words), 0, -1):
        command = _by_words().get(" ".join(folded[:length]))
        if command is None:
            continue
        rest = " ".join(folded[length:])
        if slash or not rest or re.fullmatch(command.rest_pattern, rest):
            return command, " ".join(words[length:])
    return None if slash else _in_form(text, " ".join(folded))


def run_command(turn: Turn) -> Outgoing | None:
    """The answer of the command that the text names; None if it names none.

    The chat's open question is closed, unless the command keeps it.
    """
    named = find_command(turn.text)
    if named is None:
        return None
    command, rest = named
    if not command.keeps_question:
        close_question(turn)
    if not turn.may(command.action):
        return refusals.not_for_you(command.action)
    return command.run(turn, rest)


def _in_form(text: str, folded: str) -> tuple[Command, str] | None:
    for command in all_commands():
        if command.whole_text_pattern and re.fullmatch(command.whole_text_pattern, folded):
            return command, text
    return None
