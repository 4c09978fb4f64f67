"""The log: lines to read, or an object a line for a machine. Never what anybody wrote."""

import json
import logging
from datetime import UTC, datetime

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = ("apscheduler", "alembic", "aiohttp.access", "httpx", "telegram")


class JsonLines(logging.Formatter):
    """Each record as one JSON object; time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "name": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def begin_log(form: str) -> None:
    """Log to the error stream, in the form `plain` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(LINE))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
