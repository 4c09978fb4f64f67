"""Write the next migration from the difference between the models and the newest revision.

usage: python -m tools.migrate "why the tables change"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from storage.database import Database
from storage.migrations import configuration, upgrade


def main(why: str) -> None:
    """Create the next revision, with `why` as its message."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'new.db'}")
        upgrade(database)
        config = configuration()
        count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, why, autogenerate=True, rev_id=f"{count + 1:04}")
        database.close()


if __name__ == "__main__":
    main(sys.argv[1])
