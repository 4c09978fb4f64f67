"""Keep days that others decide, and what due dates are counted from

Revision: 0044, after 0043
"""

import sqlalchemy as sa
from alembic import op
import storage.database
from storage.migrations.row_security import guard, unguard

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = storage.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "named_day",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("usual_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("commune_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_named_day_commune_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_day")),
        sa.UniqueConstraint("commune_id", "key", name=op.f("uq_named_day_commune_id_key")),
    )
    op.create_index(op.f("ix_named_day_commune_id"), "named_day", ["commune_id"])
    guard("named_day")
    # Not in a batch, which would drop and remake the tables that others refer to.
    op.add_column(
        "milestone", sa.Column("day_rule", sa.JSON(), nullable=False, server_default="{}")
    )
    op.add_column("commune", sa.Column("days_asked_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("commune", "days_asked_at")
    op.drop_column("milestone", "day_rule")
    unguard("named_day")
    op.drop_index(op.f("ix_named_day_commune_id"), table_name="named_day")
    op.drop_table("named_day")
