"""Let a deadline have an hour

Revision: 0041, after 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

COLUMNS = {
    "milestone": ("due_time", "original_due_time", "planned_time"),
    "extension": ("from_time", "to_time"),
}


def upgrade() -> None:
    # Not in a batch, which would drop and remake a table that others refer to.
    for table, names in COLUMNS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Time(), nullable=True))


def downgrade() -> None:
    for table, names in COLUMNS.items():
        for name in names:
            op.drop_column(table, name)
