"""Give a task a weight

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

WEIGHT = sa.Enum("urgent", "key", "ordinary", name="weight", native_enum=False, length=20)


def upgrade() -> None:
    # Not in a batch, which would drop and remake the table that others refer to.
    op.add_column("task", sa.Column("weight", WEIGHT, nullable=False, server_default="ordinary"))


def downgrade() -> None:
    op.drop_column("task", "weight")
