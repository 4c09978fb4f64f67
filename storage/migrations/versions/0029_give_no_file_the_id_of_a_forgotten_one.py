"""Stop SQLite from reusing the ids of deleted handouts

Revision: 0029, after 0028
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _anew(never_again=True)


def downgrade() -> None:
    _anew(never_again=False)


def _anew(never_again: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    kept = {"sqlite_autoincrement": never_again}
    with op.batch_alter_table("handout", recreate="always", table_kwargs=kept):
        pass
