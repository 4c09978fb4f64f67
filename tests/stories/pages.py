"""A second channel in a story: the office's web page, read without a browser."""

from sqlalchemy import select

from bot.conversation.linking.hashing import hash_of
from bot.conversation.linking.link import link_chat
from storage.person import Address
from storage.unit import post_by_name
from storage.web_message import page_messages
from tests.stories.world import World


def open_page(world: World, post: str) -> None:
    """The holder of a post also signs in on the page."""
    code, now = world.code(post), world.clock.now()
    with world.database.commune(1) as session:
        link_chat(
            session, "web", "may-tram", hash_of(code), now, page=lambda person: f"person:{person}"
        )


def on_page(world: World, post: str) -> list[str]:
    """The messages on the page of a post's holder, oldest first."""
    with world.database.commune(1) as session:
        found = post_by_name(session, post)
        assert found is not None
        chats = session.scalars(select(Address).where(Address.channel == "web"))
        return [
            str(row.body)
            for chat in chats
            if chat.person.name == found.name
            for row in page_messages(session, chat.address, 0)
            if not row.incoming
        ]
