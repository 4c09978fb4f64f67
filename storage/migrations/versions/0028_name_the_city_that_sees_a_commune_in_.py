"""Name the city that sees a commune in numbers

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    city = sa.Column("city", sa.String(length=60), nullable=False, server_default="")
    op.add_column("commune", city)


def downgrade() -> None:
    # Not in a batch: SQLite would remake the table, to which all others refer.
    op.execute("ALTER TABLE commune DROP COLUMN city")
