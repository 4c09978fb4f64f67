"""Let a step of an item come again after a change, even at the same moment

Revision: 0031, after 0030
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BY_DATE = "uq_delivery_milestone_id_step_due_version_fire_at_post_id_person_id"
BY_REVISION = "uq_delivery_milestone_id_step_revision_fire_at_post_id_person_id"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with _without_references(), op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("revision", number, nullable=True))
        table.drop_constraint(op.f(BY_DATE), type_="unique")
        table.create_unique_constraint(op.f(BY_REVISION), _columns("revision"))


def downgrade() -> None:
    with _without_references(), op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f(BY_REVISION), type_="unique")
        table.create_unique_constraint(op.f(BY_DATE), _columns("due_version"))
        table.drop_column("revision")


def _columns(version: str) -> list[str]:
    return ["milestone_id", "step", version, "fire_at", "post_id", "person_id"]


@contextmanager
def _without_references() -> Iterator[None]:
    """SQLite writes the table anew, and drops no table that another refers to."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    op.execute(
        "CREATE TEMPORARY TABLE asking AS "
        "SELECT address_id, delivery_id FROM dialog WHERE delivery_id IS NOT NULL"
    )
    op.execute("UPDATE dialog SET delivery_id = NULL")
    yield
    op.execute(
        "UPDATE dialog SET delivery_id = "
        "(SELECT asking.delivery_id FROM asking WHERE asking.address_id = dialog.address_id)"
    )
    op.execute("DROP TABLE asking")
