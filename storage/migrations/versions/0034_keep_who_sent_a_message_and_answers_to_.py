"""Keep who sent a message, and answers to strangers

Revision: 0034, after 0033
"""

import sqlalchemy as sa
from alembic import op
import storage.database
from storage.migrations.row_security import guard, unguard

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stranger_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("in_group", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("not_before", storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_stranger_answer_commune_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stranger_answer")),
        sa.UniqueConstraint(
            "commune_id",
            "channel",
            "address",
            name=op.f("uq_stranger_answer_commune_id_channel_address"),
        ),
    )
    guard("stranger_answer")
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sender", sa.String(length=100), nullable=False, server_default="")
        )
    op.execute("UPDATE inbound SET sender = body ->> 'address'")


def downgrade() -> None:
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.drop_column("sender")
    unguard("stranger_answer")
    op.drop_table("stranger_answer")
