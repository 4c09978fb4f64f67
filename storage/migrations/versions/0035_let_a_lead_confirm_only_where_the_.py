"""Let a lead confirm only where the commune says so

Revision: 0035, after 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (("commune", "lead_confirms"), ("milestone", "confirmed_by_lead")):
        # Not in a batch, which would drop and remake the table that others refer to.
        op.add_column(
            table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    for table, column in (("milestone", "confirmed_by_lead"), ("commune", "lead_confirms")):
        op.drop_column(table, column)
