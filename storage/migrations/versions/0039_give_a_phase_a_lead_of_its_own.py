"""Give a phase a lead of its own, and let phases follow each other

Revision: 0039, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LEAD = sa.Column("own_lead_post_id", KEY, sa.ForeignKey("post.id"), nullable=True)


def upgrade() -> None:
    """Phases that are there follow when one moves, as those of a plan do from now on."""
    # Not in a batch, which would drop and remake the table that others refer to.
    op.add_column("milestone", LEAD, inline_references=True)
    op.execute("UPDATE task SET chained = true WHERE kind = 'phased'")


def downgrade() -> None:
    op.drop_column("milestone", "own_lead_post_id")
