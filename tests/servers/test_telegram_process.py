"""The test server as a process, for tests that kill the program."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.servers.telegram import TOKEN
from tests.servers.telegram_remote import TelegramProcess


def test_the_server_runs_as_a_process_with_its_controls() -> None:
    with TelegramProcess() as telegram:
        an = telegram.call("person", name="An")
        telegram.call("start", person=an, payload="Ab-9")
        body = json.dumps({"chat_id": an, "text": "<b>một</b>", "parse_mode": "HTML"}).encode()
        request = Request(
            f"{telegram.url}/bot{TOKEN}/sendMessage", body, {"Content-Type": "application/json"}
        )
        with urlopen(request) as answer:
            assert json.load(answer)["ok"]
        [shown] = telegram.call("messages", chat=an)
        assert (shown["text"], shown["bold"]) == ("một", ["một"])
        with pytest.raises(AssertionError, match="nobody sees"):
            telegram.call("press", person=an, label="Nút")
        with pytest.raises(AssertionError, match="no control"):
            telegram.call("until")


def test_a_violation_fails_the_test_that_ran_the_process() -> None:
    with pytest.raises(AssertionError, match="misused"), TelegramProcess() as telegram:
        ask_for_everything(telegram.url)


def ask_for_everything(url: str) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{url}/bot{TOKEN}/sendEverything")
    caught.value.close()
