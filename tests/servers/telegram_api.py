"""The methods of the Bot API, one function each."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.servers.telegram_checks import (
    Json,
    Refusal,
    check_commands,
    check_photo,
    checked_caption,
    checked_keyboard,
    checked_parameters,
    checked_scope,
    checked_text,
    mistake,
    reply_keyboard,
)
from tests.servers.telegram_faults import Flood
from tests.servers.telegram_html import units
from tests.servers.telegram_webhook import Webhook
from tests.servers.telegram_world import Carried, Sent, World

DOWNLOAD_LIMIT = 20 * 1024 * 1024


class Api:
    """Performs a call, or raises Refusal."""

    def __init__(self, world: World, flood: Flood, webhook: Webhook) -> None:
        self._world = world
        self._flood = flood
        self._webhook = webhook
        self._newest_poll = object()
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_message_text,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": self._set_my_commands,
            "deleteMyCommands": self._delete_my_commands,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "getFile": self._get_file,
        }

    async def call(self, method: str, given: Json) -> Any:
        """The `result` of the answer."""
        return await self._methods.get(method, self._get_me)(checked_parameters(method, given))

    async def _get_me(self, _: Json) -> Json:
        return {
            **self._world.me(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self._world.privacy,
            "supports_inline_queries": False,
        }

    async def _get_updates(self, asked: Json) -> list[Json]:
        if self._webhook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        limit, seconds = asked.get("limit", 100), asked.get("timeout", 0)
        if not (1 <= limit <= 100 and 0 <= seconds <= 50):
            raise mistake("limit or timeout of getUpdates is out of range")
        if "allowed_updates" in asked:
            self._world.allowed_updates = asked["allowed_updates"]
        if asked.get("offset", 0) > 0:
            self._world.confirm(asked["offset"])
        return await self._wait_for_updates(limit, self._world.now() + seconds)

    async def _wait_for_updates(self, limit: int, until: float) -> list[Json]:
        poll = self._newest_poll = object()
        self._world.pulse.beat()
        while not (waiting := self._world.waiting_updates()) and self._world.now() < until:
            await self._world.pulse.next(until - self._world.now())
            if poll is not self._newest_poll:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        return waiting[:limit]

    async def _send_message(self, asked: Json) -> Json:
        chat = self._world.chat_for_writing(asked["chat_id"])
        text, entities = checked_text(asked)
        markup = asked.get("reply_markup")
        below = reply_keyboard(markup, chat.kind == "private")
        keyboard = checked_keyboard(markup) if below is None else []
        self._flood.check(chat, self._world.now())
        chat.keyboard = chat.keyboard if below is None else below
        return self._world.message_json(self._world.deliver(chat, text, entities, keyboard))

    async def _send_photo(self, asked: Json) -> Json:
        check_photo(asked["photo"])
        return self._send_file(asked, "photo")

    async def _send_document(self, asked: Json) -> Json:
        return self._send_file(asked, "document")

    def _send_file(self, asked: Json, kind: str) -> Json:
        chat = self._world.chat_for_writing(asked["chat_id"])
        text, entities = checked_caption(asked)
        keyboard = checked_keyboard(asked.get("reply_markup"))
        self._flood.check(chat, self._world.now())
        file = Carried(kind, asked[kind].name, asked[kind].content)
        sent = self._world.deliver(chat, text, entities, keyboard, file)
        return self._world.message_json(sent)

    async def _edit_message_text(self, asked: Json) -> Json:
        chat = self._world.chat_for_writing(asked["chat_id"])
        message = self._message(asked["chat_id"], asked["message_id"])
        text, entities = checked_text(asked)
        keyboard = checked_keyboard(asked.get("reply_markup"))
        self._flood.check(chat, self._world.now())
        if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        message.text, message.entities, message.keyboard = text, entities, keyboard
        message.edited = True
        self._world.pulse.beat()
        return self._world.message_json(message)

    def _message(self, chat_id: int, message_id: int) -> Sent:
        for message in self._world.sent:
            if (message.chat, message.message_id) == (chat_id, message_id):
                return message
        if (chat_id, message_id) in self._world.written:
            raise Refusal(400, "Bad Request: message can't be edited")
        raise Refusal(400, "Bad Request: message to edit not found")

    async def _answer_callback_query(self, asked: Json) -> bool:
        text = asked.get("text", "")
        if units(text) > 200:
            raise mistake("MESSAGE_TOO_LONG")
        query = self._world.queries.get(asked["callback_query_id"])
        stale = query is None or self._world.now() - query.at > self._world.query_seconds
        if query is None or stale or query.answer is not None:
            raise Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        query.answer = text
        self._world.pulse.beat()
        return True

    async def _set_my_commands(self, asked: Json) -> bool:
        check_commands(asked["commands"])
        self._world.commands[self._scope(asked)] = asked["commands"]
        self._world.pulse.beat()
        return True

    async def _delete_my_commands(self, asked: Json) -> bool:
        self._world.commands.pop(self._scope(asked), None)
        self._world.pulse.beat()
        return True

    def _scope(self, asked: Json) -> str:
        scope = checked_scope(asked.get("scope"))
        chat = json.loads(scope).get("chat_id")
        if chat is not None:
            self._world.chat_for_writing(chat)
        return scope

    async def _set_webhook(self, asked: Json) -> bool:
        await self._webhook.set(asked)
        self._newest_poll = object()
        self._world.pulse.beat()
        return True

    async def _delete_webhook(self, asked: Json) -> bool:
        await self._webhook.delete(asked)
        return True

    async def _get_webhook_info(self, _: Json) -> Json:
        return self._webhook.info()

    async def _get_file(self, asked: Json) -> Json:
        content = self._world.files.get(asked["file_id"])
        if content is None:
            raise Refusal(400, "Bad Request: invalid file_id")
        if len(content) > DOWNLOAD_LIMIT:
            raise Refusal(400, "Bad Request: file is too big")
        return {
            "file_id": asked["file_id"],
            "file_unique_id": f"unique{asked['file_id']}",
            "file_size": len(content),
            "file_path": f"documents/{asked['file_id']}",
        }
