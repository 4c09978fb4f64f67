"""Enable row-level security for each commune's rows on PostgreSQL

Revision: 0027, after 0026
"""

from storage.migrations.row_security import guard, unguard

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TABLES = (
    "absence",
    "address",
    "aside",
    "audit",
    "audit_head",
    "bot",
    "calendar_day",
    "choices",
    "delivery",
    "dialog",
    "evidence",
    "extension",
    "feed",
    "handout",
    "holding",
    "inbound",
    "invite",
    "milestone",
    "outgo",
    "paper",
    "person",
    "post",
    "press",
    "proposal",
    "reply",
    "source",
    "stranger",
    "support",
    "task",
    "unit",
    "unit_group",
    "web_file",
    "web_message",
    "web_session",
    "wrong_code",
)
"""Those that had rows of communes at this revision; later ones call `guard` where they are laid."""


def upgrade() -> None:
    for table in TABLES:
        guard(table)
    guard("commune", "id")


def downgrade() -> None:
    for table in (*TABLES, "commune"):
        unguard(table)
