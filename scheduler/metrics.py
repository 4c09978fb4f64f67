"""Prometheus metrics of the running process."""

from prometheus_client import Counter, Gauge, Histogram, start_http_server

DUE = Counter("nhacviec_due", "Milestones, reports and summaries carried out as they came due")
SENT = Counter("nhacviec_sent", "Messages a platform took", ["channel"])
FAILED = Counter("nhacviec_failed", "Messages a platform did not take", ["channel", "reason"])
DELAY = Histogram(
    "nhacviec_delivery_delay_seconds",
    "From the moment an item may be sent until a platform has it",
    buckets=(1, 5, 15, 60, 300, 900, 3600, 14400, 86400),
)
TICK = Histogram(
    "nhacviec_tick_seconds",
    "One tick: firing what is due and sending what is ready",
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300),
)
INBOX = Gauge("nhacviec_inbox_depth", "Messages kept and not handled yet")
OUTBOX = Gauge("nhacviec_outbox_depth", "Items that may be sent and are not")


def serve_metrics(port: int) -> None:
    """Serve /metrics on this port, in a process without a site. Raises OSError."""
    start_http_server(port)
