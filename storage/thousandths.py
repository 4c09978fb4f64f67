"""The column type of figures, equal on both databases."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, TypeDecorator
from sqlalchemy.types import TypeEngine

from storage.figures import PLACES, plain


class Thousandths(TypeDecorator[Decimal]):
    """A decimal, stored as a whole number of thousandths. SQLite has no exact decimal of its own.

    Raises ValueError for a figure with more places.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value) * 10**PLACES
        if scaled != int(scaled):
            raise ValueError(f"more than {PLACES} decimal places: {value}")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else plain(Decimal(value).scaleb(-PLACES))
