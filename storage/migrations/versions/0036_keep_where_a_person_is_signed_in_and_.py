"""Keep where a person is signed in, and when a page was confirmed

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op
import storage.database

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("confirmed_at", storage.database.UtcDateTime(timezone=True), nullable=True)
        )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signed_in_at", storage.database.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("confirmed_at", storage.database.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("device", sa.String(length=60), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_column("device")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("signed_in_at")
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")
