"""Any request body is accepted, or refused with a sentence, without a server error."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fuzzing import JSON, changed, damaged, tries
from tests.web.browsing import Browser, key

pytestmark = pytest.mark.fuzz

LINES: list[dict[str, Any]] = [
    {"key": key(), "text": "12 xong"},
    {"key": key(), "press": "b12", "message": 1},
    {"upto": 3},
]
PATHS = st.sampled_from(["messages", "read"])
DEEP = b"[" * 20_000
TAKEN, REFUSED = (200, 202), (400, 404, 422)


async def sent(browser: Browser, path: str, body: bytes, charset: str = "utf-8") -> None:
    headers = {
        "X-CSRF-Token": browser.token,
        "Content-Type": f"application/json; charset={charset}",
    }
    where = browser.url / path
    async with browser.session.post(
        where, data=body, params=browser.query, headers=headers
    ) as answer:
        assert answer.status in (*TAKEN, *REFUSED), body
        told = await answer.json()
        assert answer.status in TAKEN or told["error"]


@given(PATHS, changed(LINES) | JSON)
@example("read", {"upto": float("inf")})
@example("messages", {**LINES[1], "message": float("nan")})
@tries(30)
async def test_any_json_values_are_accepted_or_refused(
    browser: Browser, path: str, body: Any
) -> None:
    await sent(browser, path, json.dumps(body).encode())


@given(PATHS, st.sampled_from(LINES).flatmap(lambda one: damaged(json.dumps(one).encode())))
@example("read", DEEP)
@example("read", b"\xff")
@tries(30)
async def test_any_bytes_are_accepted_or_refused(browser: Browser, path: str, body: bytes) -> None:
    await sent(browser, path, body)


async def test_an_unknown_charset_is_refused(browser: Browser) -> None:
    await sent(browser, "messages", json.dumps(LINES[0]).encode(), "no-such-letters")
