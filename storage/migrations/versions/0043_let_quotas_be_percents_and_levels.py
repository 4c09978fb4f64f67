"""Let a quota be a percent or a level, with decimals

Revision: 0043, after 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

FIGURE = sa.Enum("sum", "percent", "level", name="figure", native_enum=False, length=20)
BETTER = sa.Enum("higher", "lower", name="better", native_enum=False, length=20)
DECIMALS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERS = {"milestone": ("target", "value"), "reply": ("value",)}
"""Columns of whole numbers that hold thousandths from now on."""
OF_WHAT_WAS_GIVEN = ("ch_ ti_u", "k_ ho_ch", "d_ to_n", "s_ ___c giao", "nhi_m v_", "kh_i l__ng")
"""What a percent grows to 100 of; any other per cent is a level. A letter with an accent is "_"."""


def upgrade() -> None:
    # Not in a batch, which would drop and remake the table that others refer to.
    op.add_column("task", sa.Column("figure", FIGURE, nullable=False, server_default="sum"))
    op.add_column("task", sa.Column("better", BETTER, nullable=False, server_default="higher"))
    op.add_column("task", sa.Column("decimals", DECIMALS, nullable=False, server_default="0"))
    _set("level", "measure LIKE '~%%' ESCAPE '~'")
    for words in OF_WHAT_WAS_GIVEN:
        _set("percent", f"measure LIKE '~%%{words}%' ESCAPE '~'")
    for table, columns in NUMBERS.items():
        for column in columns:
            op.execute(f"UPDATE {table} SET {column} = {column} * 1000 WHERE {column} IS NOT NULL")  # nosec B608


def _set(figure: str, condition: str) -> None:
    # All words are written above.
    op.execute(
        f"UPDATE task SET figure = '{figure}', decimals = 2 WHERE kind = 'quota' AND {condition}"  # nosec B608
    )


def downgrade() -> None:
    for table, columns in NUMBERS.items():
        for column in columns:
            op.execute(f"UPDATE {table} SET {column} = {column} / 1000 WHERE {column} IS NOT NULL")  # nosec B608
    for column in ("decimals", "better", "figure"):
        op.drop_column("task", column)
