"""Keep what people ask to be reminded of

Revision: 0040, after 0039
"""

import sqlalchemy as sa
from alembic import op
import storage.database
from storage.migrations.row_security import guard, unguard

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_reminder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "milestone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("first_at", storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("repetition", sa.JSON(), nullable=True),
        sa.Column("fired_until", storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_at", storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("asked_at", storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_own_reminder_commune_id")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_own_reminder_milestone_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_own_reminder_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_reminder")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_own_reminder_person_id_number")),
    )
    op.create_index("ix_own_reminder_commune_id", "own_reminder", ["commune_id"])
    op.create_index("ix_own_reminder_next_at", "own_reminder", ["next_at"])
    guard("own_reminder")
    # In place: open questions refer to deliveries, so that the table cannot be made anew.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE delivery ADD COLUMN own_reminder_id INTEGER "
            "CONSTRAINT fk_delivery_own_reminder_id REFERENCES own_reminder (id)"
        )
    else:
        op.add_column("delivery", sa.Column("own_reminder_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(
            op.f("fk_delivery_own_reminder_id"),
            "delivery",
            "own_reminder",
            ["own_reminder_id"],
            ["id"],
        )
    op.create_index(
        "uq_delivery_own",
        "delivery",
        ["own_reminder_id", "fire_at"],
        unique=True,
        sqlite_where=sa.text("own_reminder_id IS NOT NULL"),
        postgresql_where=sa.text("own_reminder_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE own_reminder_id IS NOT NULL")
    op.drop_index("uq_delivery_own", "delivery")
    op.drop_column("delivery", "own_reminder_id")
    unguard("own_reminder")
    op.drop_table("own_reminder")
