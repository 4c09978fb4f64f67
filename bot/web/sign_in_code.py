"""One-time codes typed on the sign-in page: each links the web page of the person it is for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.conversation.linking.codes import LinkRefused, TooManyCodes
from bot.conversation.linking.commune_of_code import commune_of_code
from bot.conversation.linking.hashing import CodeHash, CodeHashing, TooManyCodesWaiting
from bot.conversation.linking.link import greet_linked_person, link_chat
from bot.language.text.typed_code import typed_code
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.sessions import LinkedPage
from scheduler.calendar.clock import Clock
from storage.database import Database
from storage.invite import invite_by_hash


@dataclass(frozen=True, slots=True)
class SignInCodes:
    """Uses up the codes of every commune; calls `on_linked` with the commune id of a valid one.

    A used or expired code counts as a wrong try in its commune. An unknown code counts in the only
    commune, or against the site if it serves several.
    """

    database: Database
    clock: Clock
    on_linked: Callable[[int], Awaitable[None]]
    hashing: CodeHashing = field(default_factory=CodeHashing)

    async def sign_in(self, code: str, origin: str) -> LinkedPage:
        """Link the page of the code's person. Raises RequestRefused for a code that is not valid.

        `origin`: IP address of the client, under which wrong codes are counted.
        """
        typed = typed_code(code)
        if typed is None:
            raise RequestRefused(403, texts.WRONG_CODE)
        try:
            made = await self.hashing.hash(typed.code, origin)
        except TooManyCodesWaiting as error:
            raise RequestRefused(429, texts.CODES_WAITING) from error
        found = await self.database.run(self._use, made, origin)
        if isinstance(found, RequestRefused):
            raise found
        await self.on_linked(found.commune_id)
        return found

    def _use(self, code_hash: CodeHash, origin: str) -> LinkedPage | RequestRefused:
        """Refusals are returned, not raised, so that the count of wrong codes is committed."""
        now = self.clock.now()
        with self.database.everything() as session:
            try:
                commune_id = commune_of_code(session, origin, code_hash, now)
            except TooManyCodes as error:
                return RequestRefused(429, texts.too_many_codes(error.until))
            except LinkRefused:
                return RequestRefused(403, texts.WRONG_CODE)
        return self._link(commune_id, code_hash, origin, now)

    def _link(
        self, commune_id: int, code_hash: CodeHash, origin: str, now: datetime
    ) -> LinkedPage | RequestRefused:
        with self.database.commune(commune_id) as session:
            invitation = invite_by_hash(session, code_hash)
            try:
                found = link_chat(session, WebChannel.name, origin, code_hash, now, page=address_of)
            except TooManyCodes as error:
                return RequestRefused(429, texts.too_many_codes(error.until))
            except LinkRefused:
                return RequestRefused(403, texts.WRONG_CODE)
            greet_linked_person(session, found, now)
            confirmed_at = invitation.confirmed_at if invitation is not None else None
            return LinkedPage(commune_id, found.person_id, confirmed_at)
