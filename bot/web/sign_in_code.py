"""The office page's door: a one-time code typed there links the page of whoever it was made for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.conversation.linking.codes import LinkRefused, TooManyCodes, looks_like_code
from bot.conversation.linking.commune_of_code import whose_code
from bot.conversation.linking.link import link, welcome
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.sessions import Linked
from scheduler.calendar.clock import Clock
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Door:
    """Uses up the codes of every commune; `opened` is told the commune
    of each that was right.

    A wrong one counts in the commune it is of, as one does that was used or is late; what is
    nobody's counts in the only commune there is, or against the site that serves several.
    """

    database: Database
    clock: Clock
    opened: Callable[[int], Awaitable[None]]

    async def use(self, code: str, origin: str) -> Linked:
        """The person whose page the code linked. Raises Refused."""
        asked = looks_like_code(code)
        if asked is None:
            raise RequestRefused(403, texts.WRONG_CODE)
        found = await self.database.run(self._use, asked, origin)
        if isinstance(found, RequestRefused):
            raise found
        await self.opened(found.commune_id)
        return found

    def _use(self, code: str, origin: str) -> Linked | RequestRefused:
        """Refusals are given, not raised: what was counted has to be committed."""
        now = self.clock.now()
        with self.database.everything() as session:
            try:
                commune_id = whose_code(session, origin, code, now)
            except TooManyCodes as error:
                return RequestRefused(429, texts.locked(error.until))
            except LinkRefused:
                return RequestRefused(403, texts.WRONG_CODE)
        return self._link(commune_id, code, origin, now)

    def _link(
        self, commune_id: int, code: str, origin: str, now: datetime
    ) -> Linked | RequestRefused:
        with self.database.commune(commune_id) as session:
            try:
                found = link(session, WebChannel.name, origin, code, now, page=address_of)
            except TooManyCodes as error:
                return RequestRefused(429, texts.locked(error.until))
            except LinkRefused:
                return RequestRefused(403, texts.WRONG_CODE)
            welcome(session, found, now)
            return Linked(commune_id, found.person_id)
