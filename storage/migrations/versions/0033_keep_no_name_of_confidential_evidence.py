"""Keep no name of a file that is evidence of confidential work.

Revision: 0033, after 0032
"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE evidence SET name = '' WHERE milestone_id IN (SELECT milestone.id FROM milestone"
        " JOIN task ON task.id = milestone.task_id WHERE task.confidential IS TRUE)"
    )


def downgrade() -> None:
    """The names are gone."""
