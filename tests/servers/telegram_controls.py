"""The test server's controls: act as people, look at their screens, cause failures.

Every public function takes and returns plain values, so that the server as a process of its
own offers the same ones at `POST /test/<name>`.
"""

import json
import re
from collections import Counter

from tests.servers.telegram_checks import Json
from tests.servers.telegram_faults import Fault, Faults, Flood, Trouble
from tests.servers.telegram_html import units
from tests.servers.telegram_webhook import Webhook
from tests.servers.telegram_world import Chat, Query, Sent, Shown, World


class TelegramControls:
    """The people around one bot. A person's id is the id of the private chat, too."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._faults = Faults()
        self._flood = Flood()
        self._webhook = Webhook(world)
        self._albums = 0

    # People and groups

    def person(self, name: str, person: int | None = None) -> int:
        """A Telegram user who has not written to the bot yet."""
        person = person or self.world.next_id()
        self.world.chats[person] = Chat(person, "private", name, may_be_written_to=False)
        return person

    def group(self, title: str) -> int:
        """A group to which a user adds the bot."""
        group = -self.world.next_id()
        self.world.chats[group] = Chat(group, "group", title, may_be_written_to=True)
        self.person("Trưởng nhóm", -group)
        self.world.change_status(group, -group, "left", "member")
        return group

    def write(
        self, person: int, text: str, chat: int | None = None, reply_to: int | None = None
    ) -> int:
        """The person types; returns the update's id."""
        assert 1 <= units(text) <= 4096, "Telegram's own apps cut what a person types"
        return self._post(person, chat or person, {"text": text}, reply_to)

    def edit(self, person: int, text: str, sent_at: float) -> int:
        """The person changes a text that was sent at a moment (seconds since 1970)."""
        message = self.world.person_message(person, person, {"text": text})
        changed = {**message, "date": int(sent_at), "edit_date": int(self.world.now())}
        return self.world.add_update("edited_message", changed)

    def forward(self, person: int, content: Json) -> int:
        """The person forwards what another user wrote or sent."""
        origin = {"type": "hidden_user", "sender_user_name": "Trưởng thôn", "date": 1759885000}
        return self._post(person, person, {**content, "forward_origin": origin})

    def send_other(self, person: int, kind: str) -> int:
        """The person sends something that is neither text nor a file, such as a location."""
        content = {"latitude": 20.9, "longitude": 106.3} if kind == "location" else {"id": "1"}
        return self._post(person, person, {kind: content})

    def opened(self, person: int) -> None:
        """The person pressed Start at some time before: the bot may write to them."""
        self.world.chats[person].may_be_written_to = True

    def start(self, person: int, payload: str = "") -> int:
        """The person opens the bot, or a t.me link with a payload, and presses Start."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), "not a payload of a t.me link"
        return self.write(person, f"/start {payload}".strip())

    def press(self, person: int, label: str, message_id: int | None = None) -> str:
        """The person presses a button of the newest message that has it; the query's id."""
        message, data = self._button(person, label, message_id)
        query = Query(str(self.world.next_id() * 10**12), self.world.now())
        self.world.queries[query.id] = query
        self.world.add_update(
            "callback_query",
            {
                "id": query.id,
                "from": self.world.user_json(person),
                "message": self.world.message_json(message),
                "chat_instance": str(message.chat),
                "data": data,
            },
        )
        return query.id

    def send_photo(self, person: int, caption: str = "") -> int:
        """The person sends a photo, which Telegram stores in two sizes as JPEG."""
        sizes = [
            {**self.world.add_file(b"\xff\xd8\xff" + bytes(side)), "width": side, "height": side}
            for side in (90, 800)
        ]
        return self._post(person, person, {"photo": sizes, **_captioned(caption)})

    def send_album(self, person: int, count: int, caption: str = "") -> None:
        """The person sends photos together: a message each, the first with the caption."""
        self._albums += 1
        for each in range(count):
            photo = {
                **self.world.add_file(b"\xff\xd8\xff" + bytes(each + 1)),
                "width": 800,
                "height": 800,
            }
            words = _captioned(caption if each == 0 else "")
            album = {"media_group_id": str(10**16 + self._albums)}
            self._post(person, person, {"photo": [photo], **album, **words})

    def send_document(self, person: int, name: str, content: str | bytes, caption: str = "") -> int:
        """The person sends a file, of text or of any bytes."""
        raw = content.encode() if isinstance(content, str) else content
        document = {**self.world.add_file(raw), "file_name": name}
        return self._post(person, person, {"document": document, **_captioned(caption)})

    def send_voice(self, person: int) -> int:
        """The person sends a voice message."""
        return self._post(
            person, person, {"voice": {**self.world.add_file(b"OggS"), "duration": 1}}
        )

    def share_contact(self, person: int, phone: str, owner: int | None = None) -> int:
        """The person shares a contact: the own number unless `owner` is given."""
        owner = owner or person
        name = self.world.chats[owner].title
        contact = {"phone_number": phone, "first_name": name, "user_id": owner}
        return self._post(person, person, {"contact": contact})

    def keyboard(self, chat: int) -> list[str]:
        """The buttons in the place of a chat's keyboard."""
        return [button["text"] for button in self.world.chats[chat].keyboard]

    def hand_over(self, person: int, label: str, phone: str) -> int:
        """The person presses the button that shares the own number."""
        [button] = [each for each in self.world.chats[person].keyboard if each["text"] == label]
        assert button.get("request_contact"), "the button asks for no number"
        return self.share_contact(person, phone)

    def delete(self, chat: int, message_id: int) -> None:
        """A message of the bot is deleted from the chat."""
        self.world.sent = [
            sent for sent in self.world.sent if (sent.chat, sent.message_id) != (chat, message_id)
        ]

    def block(self, person: int) -> None:
        """The person blocks the bot."""
        self.world.shut(person, "bot was blocked by the user")
        self.world.change_status(person, person, "member", "kicked")

    def unblock(self, person: int) -> None:
        """The person unblocks the bot, which sends /start."""
        self.world.change_status(person, person, "kicked", "member")
        self.start(person)

    def deactivate(self, person: int) -> None:
        """The person's account is deleted."""
        self.world.shut(person, "user is deactivated")

    def forget(self, chat: int) -> None:
        """Telegram knows no such chat any more."""
        del self.world.chats[chat]

    def kick(self, group: int) -> None:
        """The bot is removed from the group."""
        self.world.shut(group, "bot was kicked from the group chat")
        self.world.change_status(group, abs(group), "member", "kicked")

    def put_back(self, group: int) -> None:
        """The bot is put into the group again."""
        self.world.chats[group].may_be_written_to = True
        self.world.change_status(group, abs(group), "kicked", "member")

    def migrate(self, group: int) -> int:
        """The group becomes a supergroup; returns its new id."""
        new = -(1_000_000_000_000 + self.world.next_id())
        title = self.world.chats[group].title
        self.world.chats[new] = Chat(new, "supergroup", title, may_be_written_to=True)
        self.world.chats[group].moved_to = new
        by = abs(group)
        self.world.add_update(
            "message", self.world.person_message(by, group, {"migrate_to_chat_id": new})
        )
        self.world.add_update(
            "message", self.world.person_message(by, new, {"migrate_from_chat_id": group})
        )
        return new

    # What they see

    def messages(self, chat: int) -> list[Shown]:
        """The bot's messages in the chat, oldest first."""
        return [message.shown() for message in self.world.sent if message.chat == chat]

    def delivered(self) -> int:
        """How many messages of the bot arrived anywhere."""
        return len(self.world.sent)

    def duplicates(self) -> dict[str, int]:
        """Messages that arrived more than once in a chat, as `chat: text`, and how often."""
        seen = Counter(f"{message.chat}: {message.text}" for message in self.world.sent)
        return {what: times for what, times in seen.items() if times > 1}

    def answered(self, query: str) -> bool:
        """Whether a pressed button has stopped spinning."""
        return self.world.queries[query].answer is not None

    def unconfirmed(self) -> int:
        """The number of updates the bot has not confirmed (or its webhook not accepted)."""
        return len(self.world.waiting_updates())

    def menu(self, chat: int) -> list[str]:
        """The commands that a chat offers: its own, or those of all chats of its kind."""
        own = {"type": "chat", "chat_id": chat}
        kind = "private" if self.world.chats[chat].kind == "private" else "group"
        for scope in (own, {"type": f"all_{kind}_chats"}, {"type": "default"}):
            found = self.world.commands.get(json.dumps(scope, sort_keys=True))
            if found is not None:
                return [command["command"] for command in found]
        return []

    def webhook(self) -> Json:
        """WebhookInfo and the number of calls made."""
        return {**self._webhook.info(), "calls": self._webhook.calls}

    # What goes wrong

    def fail(
        self,
        trouble: Trouble,
        times: int = 1,
        method: str = "sendMessage",
        chat: int | None = None,
        seconds: int = 1,
        skip: int = 0,
    ) -> None:
        """After `skip` more calls of `method` (to `chat`), the next `times` meet this trouble.

        `seconds` is the pause of a 429 and the delay of a slow answer.
        """
        self._faults.waiting.append(Fault(trouble, times, method, chat, seconds, skip))

    def troubles_ahead(self) -> int:
        """How many faults have not been met to the end."""
        return len(self._faults.waiting)

    def flood_limits(self, on: bool) -> None:
        """Whether Telegram's flood limits are enforced."""
        self._flood.on = on

    def floods(self) -> int:
        """The number of 429 responses."""
        return self._flood.refused

    def advance(self, seconds: float) -> None:
        """Move the server's clock."""
        self.world.ahead += seconds
        self.world.pulse.beat()

    def violations(self) -> list[str]:
        """Requests that no correct program sends."""
        return self.world.violations

    def forgive(self) -> None:
        """Forget the violations a test made on purpose."""
        self.world.violations.clear()

    # Inside

    def _post(self, person: int, chat: int, content: Json, reply_to: int | None = None) -> int:
        if chat == person:
            self.world.chats[person].may_be_written_to = True
        if reply_to is not None:
            answered = next(sent for sent in self.world.sent if sent.message_id == reply_to)
            content["reply_to_message"] = self.world.message_json(answered)
        message = self.world.person_message(person, chat, content)
        command = str(content.get("text", "")).startswith("/")
        if chat == person or command or reply_to is not None or not self.world.privacy:
            return self.world.add_update("message", message)
        return 0

    def _button(self, person: int, label: str, message_id: int | None) -> tuple[Sent, str]:
        for message in reversed(self.world.sent):
            here = message.message_id == message_id if message_id else message.chat == person
            for button in (button for row in message.keyboard for button in row):
                if here and button["text"] == label and "callback_data" in button:
                    return message, button["callback_data"]
        shown = [message.buttons for message in self.messages(person)]
        raise AssertionError(f"nobody sees a button {label!r}; buttons: {shown}")


def _captioned(caption: str) -> Json:
    return {"caption": caption} if caption else {}


CONTROLS = frozenset(name for name in vars(TelegramControls) if not name.startswith("_"))
"""The functions a server that runs as a process offers under /test/."""
