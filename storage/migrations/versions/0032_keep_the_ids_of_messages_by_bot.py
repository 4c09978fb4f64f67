"""Keep the ids of messages by bot: a new bot counts from the start again

Which bot received the messages stored so far is not known; theirs stays "".

Revision: 0032, after 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("bot", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.drop_constraint(
            batch_op.f("uq_inbound_commune_id_channel_platform_id"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_inbound_commune_id_channel_bot_platform_id"),
            ["commune_id", "channel", "bot", "platform_id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_inbound_commune_id_channel_bot_platform_id"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_inbound_commune_id_channel_platform_id"),
            ["commune_id", "channel", "platform_id"],
        )
        batch_op.drop_column("bot")
