"""Give a task its own rule of repetition

Revision: 0037, after 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tasks that are there keep the rule of their kind, which an empty one stands for."""
    # Not in a batch, which would drop and remake the table that others refer to.
    repetition = sa.Column("repetition", sa.JSON(), nullable=False, server_default="{}")
    op.add_column("task", repetition)


def downgrade() -> None:
    """Milestones of a rule become plain deadlines, which the older program knows."""
    op.execute("UPDATE milestone SET shape = 'deadline' WHERE shape = 'occurrence'")
    op.drop_column("task", "repetition")
