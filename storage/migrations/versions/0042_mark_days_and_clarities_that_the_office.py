"""Mark days that the office has yet to confirm, and clarities that it proposes

Revision: 0042, after 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NO = sa.false()


def upgrade() -> None:
    # Not in a batch, which would drop and remake the tables that others refer to.
    op.add_column(
        "milestone", sa.Column("to_confirm", sa.Boolean, nullable=False, server_default=NO)
    )
    op.add_column("source", sa.Column("ro_proposed", sa.Boolean, nullable=False, server_default=NO))


def downgrade() -> None:
    op.drop_column("source", "ro_proposed")
    op.drop_column("milestone", "to_confirm")
