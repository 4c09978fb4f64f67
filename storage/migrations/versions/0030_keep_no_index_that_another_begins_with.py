"""Drop indexes that are prefixes of others, and lower the fill factor for claims

Revision: 0030, after 0029
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

BEGUN_BY_OTHERS = (
    ("ix_delivery_commune_id", "delivery", "commune_id"),
    ("ix_milestone_commune_id", "milestone", "commune_id"),
    ("ix_milestone_task_id", "milestone", "task_id"),
)

HALF_FULL = 50
"""Per cent: PostgreSQL writes a claimed row anew, and into no index where it finds room beside."""


def upgrade() -> None:
    for index, table, _ in BEGUN_BY_OTHERS:
        op.drop_index(index, table)
    _on_postgresql(f"ALTER TABLE delivery SET (fillfactor = {HALF_FULL})")


def downgrade() -> None:
    _on_postgresql("ALTER TABLE delivery RESET (fillfactor)")
    for index, table, column in BEGUN_BY_OTHERS:
        op.create_index(index, table, [column])


def _on_postgresql(statement: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(statement)
