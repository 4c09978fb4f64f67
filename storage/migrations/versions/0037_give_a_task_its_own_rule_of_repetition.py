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
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repetition", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Milestones of a rule become plain deadlines, which the older program knows."""
    op.execute("UPDATE milestone SET shape = 'deadline' WHERE shape = 'occurrence'")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_column("repetition")
