"""Read beyond one commune within its transaction: for totals only."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from storage.database import EVERYTHING, SET_COMMUNE


@contextmanager
def all_communes(session: Session) -> Iterator[Session]:
    """The session over all communes until the block ends.

    Only `bot.queries.totals` may use it, and only for columns: an object of another commune would
    stay in the session.
    """
    scope = session.info["scope"]
    session.flush()
    try:
        session.info["scope"] = EVERYTHING
        _set_visible(session, 0)
        yield session
    finally:
        session.info["scope"] = scope
        _set_visible(session, scope if isinstance(scope, int) else 0)


def _set_visible(session: Session, seen: int) -> None:
    connection = Session.connection(session)
    if connection.dialect.name == "postgresql":
        connection.execute(SET_COMMUNE, {"commune": str(seen)})
