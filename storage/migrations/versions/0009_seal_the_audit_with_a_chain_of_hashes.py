"""Chain audit rows by hashes, and forbid changing a hashed row

Revision: 0009, after 0008
"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

AUDIT = sa.table(
    "audit",
    sa.column("id", KEY),
    sa.column("commune_id", KEY),
    sa.column("at", storage.database.UtcDateTime(timezone=True)),
    sa.column("person_id", KEY),
    sa.column("proxy_id", KEY),
    sa.column("channel", sa.String),
    sa.column("action", sa.String),
    sa.column("noun", sa.String),
    sa.column("noun_id", KEY),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
    sa.column("place", KEY),
    sa.column("hash", sa.String),
)
HEAD = sa.table(
    "audit_head",
    sa.column("commune_id", KEY),
    sa.column("place", KEY),
    sa.column("hash", sa.String),
)

KEPT_ON_SQLITE = (
    """CREATE TRIGGER audit_stays BEFORE UPDATE ON audit WHEN OLD.place IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the audit is never rewritten'); END""",
    """CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is never rewritten'); END""",
)
KEPT_ON_POSTGRESQL = (
    """CREATE FUNCTION audit_is_never_rewritten() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit is never rewritten'; END $$""",
    """CREATE TRIGGER audit_stays BEFORE UPDATE ON audit FOR EACH ROW
    WHEN (OLD.place IS NOT NULL) EXECUTE FUNCTION audit_is_never_rewritten()""",
    """CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit FOR EACH ROW
    EXECUTE FUNCTION audit_is_never_rewritten()""",
    """CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    EXECUTE FUNCTION audit_is_never_rewritten()""",
)


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("commune_id", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["commune.id"], name=op.f("fk_audit_head_commune_id")
        ),
        sa.PrimaryKeyConstraint("commune_id", name=op.f("pk_audit_head")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", KEY, nullable=True))
        batch_op.add_column(
            sa.Column("hash", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.create_index("uq_audit_place", ["commune_id", "place"], unique=True)
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.alter_column("hash", server_default=None)
    _seal(op.get_bind())
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in KEPT_ON_SQLITE if sqlite else KEPT_ON_POSTGRESQL:
        op.execute(statement)


def _seal(connection: sa.Connection) -> None:
    ends: dict[int, tuple[int, str]] = {}
    for row in connection.execute(sa.select(AUDIT).order_by(AUDIT.c.id)).all():
        place, former = ends.get(row.commune_id, (0, ""))
        told = [former, row.commune_id, place + 1, row.at.astimezone(UTC).isoformat()]
        told += [row.person_id, row.proxy_id, row.channel, row.action, row.noun, row.noun_id]
        told.append([row.before, row.after])
        sealed = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
        ends[row.commune_id] = (place + 1, sealed)
        connection.execute(
            sa.update(AUDIT).where(AUDIT.c.id == row.id).values(place=place + 1, hash=sealed)
        )
    for commune_id, (place, last) in ends.items():
        connection.execute(sa.insert(HEAD).values(commune_id=commune_id, place=place, hash=last))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("audit_stays", "audit_is_kept"):
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP FUNCTION audit_is_never_rewritten() CASCADE")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_place")
        batch_op.drop_column("hash")
        batch_op.drop_column("place")
    op.drop_table("audit_head")
