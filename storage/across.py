"""Beyond one commune within its own transaction: for numbers that are of nobody in particular."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from storage.database import EVERYTHING, SEES


@contextmanager
def across(session: Session) -> Iterator[Session]:
    """The session over all communes until the block ends. Only `bot.queries.totals` may ask for it,
    and only for columns: an object of another commune would stay in the session.
    """
    scope = session.info["scope"]
    session.flush()
    try:
        session.info["scope"] = EVERYTHING
        _see(session, 0)
        yield session
    finally:
        session.info["scope"] = scope
        _see(session, scope if isinstance(scope, int) else 0)


def _see(session: Session, seen: int) -> None:
    connection = Session.connection(session)
    if connection.dialect.name == "postgresql":
        connection.execute(SEES, {"commune": str(seen)})
