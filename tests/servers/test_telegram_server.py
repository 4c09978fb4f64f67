"""The test server refuses what Telegram refuses."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from tests.servers.telegram import TelegramServer

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]
AN = 5


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        server.person("An", AN)
        server.start(AN)
        yield server


@pytest.fixture
async def call(server: TelegramServer) -> AsyncIterator[Call]:
    async with aiohttp.ClientSession() as session:

        async def post(method: str, **parameters: Any) -> dict[str, Any]:
            url = f"{server.url}/bot{server.token}/{method}"
            async with session.post(url, json=parameters) as response:
                answer: dict[str, Any] = await response.json()
                assert answer["ok"] == (response.status == 200)
                return answer

        yield post


def button(data: str, label: str = "Nút") -> dict[str, str]:
    return {"text": label, "callback_data": data}


def keyboard(*rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("method", "parameters", "why"),
    [
        ("sendMessages", {}, "Not Found"),
        ("sendMessage", {"chat_id": AN}, "text of sendMessage is empty"),
        ("sendMessage", {"chat_id": AN, "text": "a", "colour": "red"}, "knows no parameter colour"),
        ("sendMessage", {"chat_id": "An", "text": "a"}, "not an integer"),
        ("sendMessage", {"chat_id": AN, "text": " \n"}, "text is empty"),
        ("sendMessage", {"chat_id": AN, "text": "<b> </b>", "parse_mode": "HTML"}, "text is empty"),
        ("sendMessage", {"chat_id": AN, "text": "a" * 4097}, "too long"),
        ("sendMessage", {"chat_id": AN, "text": "😀" * 2049}, "too long"),
        ("sendMessage", {"chat_id": AN, "text": "a\ud800"}, "UTF-8"),
        ("sendMessage", {"chat_id": AN, "text": "a & b", "parse_mode": "HTML"}, "must be escaped"),
        ("sendMessage", {"chat_id": AN, "text": "<b>a", "parse_mode": "HTML"}, "end tag"),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([button("x" * 65)])},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([button("đ" * 33)])},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([button("")])},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([button("x")] * 9)},
            "1 to 8",
        ),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([button("x", "")])},
            "non-empty",
        ),
        (
            "sendMessage",
            {"chat_id": AN, "text": "a", "reply_markup": keyboard([{"text": "Nút"}])},
            "unallowed",
        ),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "TOO_LONG"),
        ("getUpdates", {"limit": 101}, "out of range"),
        ("setWebhook", {"url": "http://example.org/x"}, "HTTPS"),
        ("setWebhook", {"url": "https://example.org/x", "secret_token": "a b"}, "secret token"),
        ("setWebhook", {"url": "https://example.org/x", "secret_token": "a" * 257}, "secret token"),
        ("setMyCommands", {"commands": [{"command": "việc", "description": "a"}]}, "COMMAND"),
        ("setMyCommands", {"commands": [{"command": "viec", "description": ""}]}, "DESCRIPTION"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "Scope"),
        ("deleteMyCommands", {"scope": {"type": "everybody"}}, "Scope"),
    ],
)
async def test_incorrect_requests_are_refused_and_recorded_as_violations(
    server: TelegramServer, call: Call, method: str, parameters: dict[str, Any], why: str
) -> None:
    answer = await call(method, **parameters)
    assert why in answer["description"]
    assert [why in violation for violation in server.violations()] == [True]
    assert server.delivered() == 0
    server.forgive()


async def test_a_violation_fails_the_test_at_its_end() -> None:
    with pytest.raises(AssertionError, match="misused"):
        async with TelegramServer() as server, aiohttp.ClientSession() as session:
            await session.post(f"{server.url}/bot{server.token}/sendEverything")


async def test_a_bot_cannot_write_first_nor_after_a_block(
    server: TelegramServer, call: Call
) -> None:
    stranger = server.person("Bình")
    first = await call("sendMessage", chat_id=stranger, text="a")
    server.start(stranger)
    second = await call("sendMessage", chat_id=stranger, text="a")
    server.block(stranger)
    third = await call("sendMessage", chat_id=stranger, text="a")
    server.unblock(stranger)
    fourth = await call("sendMessage", chat_id=stranger, text="a")
    assert [answer.get("error_code") for answer in (first, second, third, fourth)] == [
        403,
        None,
        403,
        None,
    ]


async def test_an_unknown_chat_is_not_found(call: Call) -> None:
    answer = await call("sendMessage", chat_id=404, text="a")
    assert (answer["error_code"], answer["description"]) == (400, "Bad Request: chat not found")


async def test_a_long_poll_returns_the_update_and_confirms_by_offset(
    server: TelegramServer, call: Call
) -> None:
    [start] = (await call("getUpdates"))["result"]
    poll = asyncio.create_task(call("getUpdates", offset=start["update_id"] + 1, timeout=30))
    await server.until(lambda: server.unconfirmed() == 0)
    server.write(AN, "một")
    [update] = (await poll)["result"]
    assert update["message"]["text"] == "một"
    [again] = (await call("getUpdates"))["result"]
    assert again == update


async def test_an_idle_poll_ends_empty(server: TelegramServer, call: Call) -> None:
    [start] = (await call("getUpdates"))["result"]
    assert (await call("getUpdates", offset=start["update_id"] + 1, timeout=1))["result"] == []


async def test_updates_older_than_a_day_are_gone(server: TelegramServer, call: Call) -> None:
    server.advance(25 * 3600)
    assert (await call("getUpdates"))["result"] == []


async def test_only_kinds_asked_for_are_kept(server: TelegramServer, call: Call) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    before = server.unconfirmed()
    server.write(AN, "một")
    assert server.unconfirmed() == before


async def test_a_newer_poll_ends_the_older(server: TelegramServer, call: Call) -> None:
    [start] = (await call("getUpdates"))["result"]
    offset = start["update_id"] + 1
    older = asyncio.create_task(call("getUpdates", offset=offset, timeout=30))
    await server.until(lambda: server.unconfirmed() == 0)
    newer = asyncio.create_task(call("getUpdates", offset=offset, timeout=30))
    assert (await older)["error_code"] == 409
    server.write(AN, "một")
    assert (await newer)["ok"]


async def test_polling_is_refused_while_a_webhook_is_set(
    server: TelegramServer, call: Call
) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/x")
    assert (await call("getUpdates"))["error_code"] == 409
    assert (await call("getWebhookInfo"))["result"]["url"] == "http://127.0.0.1:9/x"
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["result"] == []


async def test_an_edit_must_change_something(server: TelegramServer, call: Call) -> None:
    sent = (await call("sendMessage", chat_id=AN, text="a", reply_markup=keyboard([button("x")])))[
        "result"
    ]
    card = {"chat_id": AN, "message_id": sent["message_id"]}
    same = await call("editMessageText", **card, text="a", reply_markup=keyboard([button("x")]))
    assert "message is not modified" in same["description"]
    assert (await call("editMessageText", **card, text="b"))["ok"]
    [shown] = server.messages(AN)
    assert (shown.text, shown.buttons, shown.edited) == ("b", [], True)
    other = await call("editMessageText", chat_id=AN, message_id=1, text="b")
    assert "message to edit not found" in other["description"]


async def test_a_press_is_answered_once_and_in_time(server: TelegramServer, call: Call) -> None:
    await call("sendMessage", chat_id=AN, text="a", reply_markup=keyboard([button("x")]))
    first, second = server.press(AN, "Nút"), server.press(AN, "Nút")
    assert (await call("answerCallbackQuery", callback_query_id=first))["ok"]
    assert (await call("answerCallbackQuery", callback_query_id=first))["error_code"] == 400
    server.advance(server.world.query_seconds + 1)
    late = await call("answerCallbackQuery", callback_query_id=second)
    assert "too old" in late["description"]


def test_a_button_not_on_screen_cannot_be_pressed() -> None:
    server = TelegramServer()
    server.person("An", AN)
    with pytest.raises(AssertionError, match="nobody sees"):
        server.press(AN, "Nút")


async def test_flood_limits_of_a_chat_and_their_pause_are_enforced(
    server: TelegramServer, call: Call
) -> None:
    server.flood_limits(True)
    await call("sendMessage", chat_id=AN, text="1")
    soon = await call("sendMessage", chat_id=AN, text="2")
    assert (soon["error_code"], soon["parameters"]) == (429, {"retry_after": 1})
    assert server.violations() == []
    await call("sendMessage", chat_id=AN, text="2")
    assert len(server.violations()) == 1
    server.forgive()
    server.advance(2)
    assert (await call("sendMessage", chat_id=AN, text="2"))["ok"]


async def test_flood_limits_of_a_group_and_of_the_bot_are_enforced(
    server: TelegramServer, call: Call
) -> None:
    server.world.clock = lambda: 1_000_000.0
    server.flood_limits(True)
    group = server.group("Tổ công tác")
    for number in range(20):
        assert (await call("sendMessage", chat_id=group, text=str(number)))["ok"]
        server.advance(1)
    assert (await call("sendMessage", chat_id=group, text="21"))["parameters"]["retry_after"] == 40
    people = [server.person(str(number)) for number in range(31)]
    for person in people:
        server.start(person)
    codes = [
        (await call("sendMessage", chat_id=person, text="a")).get("error_code") for person in people
    ]
    assert codes == [None] * 30 + [429]


async def test_a_file_can_be_fetched(server: TelegramServer, call: Call) -> None:
    server.send_document(AN, "bb.txt", "biên bản", caption="12 xong")
    message = (await call("getUpdates"))["result"][-1]["message"]
    assert message["caption"] == "12 xong"
    found = (await call("getFile", file_id=message["document"]["file_id"]))["result"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.url}/file/bot{server.token}/{found['file_path']}") as response,
    ):
        assert await response.text() == "biên bản"


async def test_in_a_group_the_bot_gets_commands_and_replies_to_itself(
    server: TelegramServer, call: Call
) -> None:
    group = server.group("Tổ công tác")
    sent = (await call("sendMessage", chat_id=group, text="a"))["result"]["message_id"]
    server.write(AN, "chuyện riêng", chat=group)
    server.write(AN, "/viec", chat=group)
    server.write(AN, "vâng", chat=group, reply_to=sent)
    updates = (await call("getUpdates", allowed_updates=["message"]))["result"]
    told = [update["message"]["text"] for update in updates if "message" in update]
    assert told == ["/start", "/viec", "vâng"]


async def test_duplicates_are_counted(server: TelegramServer, call: Call) -> None:
    for text in ("a", "b", "a"):
        await call("sendMessage", chat_id=AN, text=text)
    assert (server.delivered(), server.duplicates()) == (3, {f"{AN}: a": 2})
