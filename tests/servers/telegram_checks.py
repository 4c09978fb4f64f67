"""What the Bot API accepts: methods, parameters, and their limits."""

import json
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp.web import FileField

from tests.servers.telegram_html import BadMarkup, Entity, parse_html, units

Json = dict[str, Any]

MOST_OF_A_PHOTO = 10 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes


class Refusal(Exception):
    """The server's response `ok: false`. `fault`: a correct program never sends this request, so
    the test fails.
    """

    def __init__(
        self, code: int, description: str, fault: bool = False, parameters: Json | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.fault = fault
        self.parameters = parameters


def mistake(description: str) -> Refusal:
    """A refusal of something no correct program sends."""
    return Refusal(400, f"Bad Request: {description}", fault=True)


def _integer(value: object) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
        raise mistake(f"{value!r} is not an integer")
    return int(str(value))


def _boolean(value: object) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise mistake(f"{value!r} is not true or false")
    return str(value).lower() == "true"


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise mistake(f"{value!r} is not a string")
    return value


def _json(value: object) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise mistake("can't parse JSON") from None


def _file(value: object) -> Upload:
    if not isinstance(value, FileField):
        raise mistake("there is no file in the request")
    content = value.file.read()
    if not content:
        raise mistake("file must be non-empty")
    return Upload(value.filename, content)


Kind = Callable[[object], Any]
_CAPTIONED: Mapping[str, Kind] = {
    "chat_id!": _integer,
    "caption": _string,
    "parse_mode": _string,
    "disable_notification": _boolean,
    "protect_content": _boolean,
    "reply_parameters": _json,
    "reply_markup": _json,
}
METHODS: Mapping[str, Mapping[str, Kind]] = {
    "getMe": {},
    "getUpdates": {
        "offset": _integer,
        "limit": _integer,
        "timeout": _integer,
        "allowed_updates": _json,
    },
    "sendMessage": {
        "chat_id!": _integer,
        "text!": _string,
        "parse_mode": _string,
        "link_preview_options": _json,
        "disable_notification": _boolean,
        "protect_content": _boolean,
        "reply_parameters": _json,
        "reply_markup": _json,
    },
    "sendPhoto": {"photo!": _file, **_CAPTIONED},
    "sendDocument": {"document!": _file, **_CAPTIONED},
    "editMessageText": {
        "chat_id!": _integer,
        "message_id!": _integer,
        "text!": _string,
        "parse_mode": _string,
        "link_preview_options": _json,
        "reply_markup": _json,
    },
    "answerCallbackQuery": {
        "callback_query_id!": _string,
        "text": _string,
        "show_alert": _boolean,
    },
    "setMyCommands": {"commands!": _json, "scope": _json, "language_code": _string},
    "deleteMyCommands": {"scope": _json, "language_code": _string},
    "setWebhook": {
        "url!": _string,
        "max_connections": _integer,
        "allowed_updates": _json,
        "drop_pending_updates": _boolean,
        "secret_token": _string,
    },
    "deleteWebhook": {"drop_pending_updates": _boolean},
    "getWebhookInfo": {},
    "getFile": {"file_id!": _string},
}
"""Every method the program may use, and its parameters; `!` marks the required ones."""


def checked_parameters(method: str, given: Json) -> Json:
    """The parameters in their types; raises Refusal for unknown ones."""
    if method not in METHODS:
        raise Refusal(404, "Not Found", fault=True)
    kinds = {name.removesuffix("!"): kind for name, kind in METHODS[method].items()}
    unknown = given.keys() - kinds.keys()
    if unknown:
        raise mistake(f"{method} knows no parameter {', '.join(sorted(unknown))}")
    for name in METHODS[method]:
        if name.endswith("!") and given.get(name.removesuffix("!")) in (None, ""):
            raise mistake(f"{name.removesuffix('!')} of {method} is empty")
    return {name: kinds[name](value) for name, value in given.items()}


def checked_text(parameters: Json) -> tuple[str, list[Entity]]:
    """The text of a message after its markup is parsed; raises Refusal."""
    text, entities = _parsed(parameters["text"], parameters.get("parse_mode"))
    if not text:
        raise mistake("message text is empty")
    if units(text) > 4096:
        raise mistake("message is too long")
    return text, entities


def checked_caption(parameters: Json) -> tuple[str, list[Entity]]:
    """The caption of a file; raises Refusal."""
    text, entities = _parsed(parameters.get("caption", ""), parameters.get("parse_mode"))
    if units(text) > 1024:
        raise mistake("message caption is too long")
    return text, entities


def check_photo(photo: Upload) -> None:
    """Raises Refusal unless Telegram would show this picture."""
    if len(photo.content) > MOST_OF_A_PHOTO:
        raise mistake("file is too big")
    if not photo.content.startswith(PNG):
        raise mistake("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo.content[16:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise mistake("PHOTO_INVALID_DIMENSIONS")


def _parsed(written: str, mode: str | None) -> tuple[str, list[Entity]]:
    if mode not in (None, "HTML"):
        raise mistake(f"this server reads no parse_mode {mode}")
    try:
        written.encode()
        return parse_html(written) if mode else (written.strip(), [])
    except UnicodeEncodeError:
        raise mistake("strings must be encoded in UTF-8") from None
    except BadMarkup as error:
        raise mistake(f"can't parse entities: {error}") from None


def checked_keyboard(markup: Json | None) -> list[list[Json]]:
    """The rows of an inline keyboard; raises Refusal."""
    if markup is None:
        return []
    if markup.keys() != {"inline_keyboard"}:
        raise mistake("inline keyboard expected")
    rows: list[list[Json]] = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100:
        raise mistake("reply markup is too long")
    for row in rows:
        if not 1 <= len(row) <= 8:
            raise mistake("a row of a keyboard has 1 to 8 buttons")
        for button in row:
            _check_button(button)
    return rows


REPLY_KEYBOARD = frozenset(
    {"keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard", "selective"}
)


def reply_keyboard(markup: Json | None, private: bool) -> list[Json] | None:
    """The buttons in the place of a chat's keyboard, none where they go; None where they stay."""
    if markup is None or markup.keys() == {"inline_keyboard"}:
        return None
    if markup == {"remove_keyboard": True}:
        return []
    if "keyboard" not in markup or not markup.keys() <= REPLY_KEYBOARD:
        raise mistake("object expected as reply markup")
    buttons: list[Json] = [button for row in markup["keyboard"] for button in row]
    for button in buttons:
        if not button.get("text") or not button.keys() <= {"text", "request_contact"}:
            raise mistake("can't parse keyboard button")
        if button.get("request_contact") and not private:
            raise mistake("phone number can be requested in private chats only")
    return buttons


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise mistake("can't parse inline keyboard button: Text must be non-empty")
    actions = button.keys() - {"text"}
    if len(actions) != 1 or not actions <= {"callback_data", "url"}:
        raise mistake("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise mistake("BUTTON_DATA_INVALID")


def check_commands(commands: list[Json]) -> None:
    """Raises Refusal unless this is a command menu."""
    if len(commands) > 100:
        raise mistake("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise mistake("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise mistake("BOT_COMMAND_DESCRIPTION_INVALID")


SCOPES: Mapping[str, frozenset[str]] = {
    "default": frozenset(),
    "all_private_chats": frozenset(),
    "all_group_chats": frozenset(),
    "all_chat_administrators": frozenset(),
    "chat": frozenset({"chat_id"}),
    "chat_administrators": frozenset({"chat_id"}),
    "chat_member": frozenset({"chat_id", "user_id"}),
}
"""The kinds of BotCommandScope, and the fields each needs besides its type."""


def checked_scope(scope: Json | None) -> str:
    """A scope as text that is the same for the same scope; raises Refusal."""
    scope = scope or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in SCOPES or scope.keys() != {"type", *SCOPES[kind]}:
        raise mistake("can't parse BotCommandScope")
    if "chat_id" in scope:
        scope = {**scope, "chat_id": _integer(scope["chat_id"])}
    return json.dumps(scope, sort_keys=True)


def check_webhook(parameters: Json) -> None:
    """Raises Refusal unless Telegram would call this address; loopback may be plain http."""
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", parameters["url"]):
        raise mistake("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters.get("secret_token", "x")):
        raise mistake("secret token contains unallowed characters")
    if not 1 <= parameters.get("max_connections", 40) <= 100:
        raise mistake("max_connections is out of range")
