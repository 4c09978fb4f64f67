from collections.abc import AsyncIterator, Iterator

import pytest

from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import SignIn
from bot.web.training import Training
from storage.database import Database
from tests.channels.contract import Inbox, receiving
from tests.web.browsing import Browser, browsing
from tests.web.world import Codes, Commons, Hand, Mornings

RECEIVERS = ("xay-dung-dang", "cong-an")


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """SQLite only; tests of what depends on the database use both."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def commons(database: Database, hand: Hand) -> Commons:
    return Commons(database, hand)


@pytest.fixture
async def inbox(commons: Commons) -> AsyncIterator[Inbox]:
    async with receiving(commons.channel, Inbox()) as inbox:
        yield inbox


@pytest.fixture
async def training(commons: Commons) -> AsyncIterator[str]:
    """The address of a site in training mode."""
    auth_mode = Training(commons.channel, Mornings(commons, RECEIVERS))
    app = make_app(auth_mode, keep_alive=0.05)
    async with open_site(app, "127.0.0.1", 0) as url:
        yield url


@pytest.fixture
async def browser(training: str) -> AsyncIterator[Browser]:
    """Plays the head of Party building, the page open."""
    async with browsing(training, "xay-dung-dang") as browser:
        await browser.open()
        yield browser


@pytest.fixture
def codes(commons: Commons) -> Codes:
    return Codes({"MA-1": commons.people["xay-dung-dang"], "MA-2": commons.people["cong-an"]})


@pytest.fixture
async def office(commons: Commons, codes: Codes) -> AsyncIterator[str]:
    """The address of the office's site."""
    app = make_app(SignIn(only_channel(commons.channel), codes.link), keep_alive=0.05)
    async with open_site(app, "127.0.0.1", 0) as url:
        yield url


@pytest.fixture
async def visitor(office: str) -> AsyncIterator[Browser]:
    """Has the sign-in page open."""
    async with browsing(office) as browser:
        await browser.open()
        yield browser
