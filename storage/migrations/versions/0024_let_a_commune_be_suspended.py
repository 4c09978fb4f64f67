"""Let a commune be suspended

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op
import storage.database

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("suspended_at", storage.database.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    # Not in a batch: SQLite would remake the table, to which all others refer.
    op.execute("ALTER TABLE commune DROP COLUMN suspended_at")
