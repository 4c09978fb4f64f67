"""The figures of `nhacviec simulate` and their wording."""

from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """What limits the duration of the round."""

    PLATFORM = "platform"
    WORKERS = "workers"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Measured:
    """Messages sent, wall seconds, and CPU seconds of the workers and of the database server."""

    messages: int
    seconds: float
    workers_cpu: float
    server_cpu: float


@dataclass(frozen=True, slots=True)
class Projection:
    """The projected round: one message to each official.

    `seconds`: duration by each limit alone, on one worker machine and one server. `machines` and
    `server_cores`: needed to finish within the minutes asked for. `cpu_ms`: per message.
    """

    messages: int
    seconds: dict[Limit, float]
    machines: int
    server_cores: int
    cpu_ms: float

    @property
    def first(self) -> Limit:
        """The limit with the longest duration."""
        return max(self.seconds, key=lambda each: self.seconds[each])


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The measured round; `twice`: repeated messages, `refused`: calls above the rate limit."""

    measured: Measured
    twice: int
    refused: int


COMMUNES = "Số xã."
OFFICIALS = "Số cán bộ mỗi xã."
MILESTONES = "Số mốc việc mỗi xã."
WORKERS = "Số tiến trình worker."
ANSWER = "Nền tảng giả trả lời sau bao nhiêu mili giây."
SECONDS = "Chạy nhiều nhất bao nhiêu giây; chưa hết thì ước tính từ phần đã gửi."
MINUTES = "Muốn cả nước nhận xong trong bao nhiêu phút."
CORES = "Số lõi của mỗi máy."

FILLING = "Tạo các xã"
NEEDS_A_SERVER = "Cần DATABASE_URL là một cơ sở dữ liệu PostgreSQL trống trên máy này."
NOT_EMPTY = "Cơ sở dữ liệu đã có xã. Mô phỏng chỉ chạy trên cơ sở dữ liệu PostgreSQL trống."
FEW_MILESTONES = "--milestones: mỗi cán bộ cần ít nhất một mốc."
SERVER_ELSEWHERE = "Máy chủ PostgreSQL không ở máy này nên không đo được phần việc của nó."
NOTHING_CAME = "Không tin nào đến trong thời gian cho phép; xem nhật ký ở trên."

LIMITS = {
    Limit.PLATFORM: "nhịp gửi của mỗi bot",
    Limit.WORKERS: "các máy worker",
    Limit.SERVER: "máy chủ PostgreSQL",
}


def result_lines(
    came: SimulationResult,
    whole: Projection,
    workers: int,
    minutes: float,
    cores: int,
    bytes_each: float,
) -> list[str]:
    measured = came.measured
    each = measured.messages / 1000
    return [
        f"Đã gửi: {measured.messages:,} tin trong {measured.seconds:.1f} giây, {workers} worker; "
        f"trùng {came.twice}, bị từ chối vì nhanh quá {came.refused}.",
        f"Mỗi tin: worker {measured.workers_cpu / each:.2f} ms CPU, "
        f"PostgreSQL {measured.server_cpu / each:.2f} ms CPU; "
        f"mỗi cán bộ {whole.cpu_ms:.2f} ms CPU một buổi sáng, {bytes_each / 1024:.1f} KB lưu trữ.",
        f"Cả buổi sáng: {whole.messages:,} tin.",
        *(f"  riêng {LIMITS[limit]}: {_span(seconds)}" for limit, seconds in whole.seconds.items()),
        f"Gặp trước, với một máy worker và một máy chủ {cores} lõi: {LIMITS[whole.first]}.",
        f"Để xong trong {minutes:g} phút: {whole.machines} máy worker {cores} lõi, "
        f"PostgreSQL {whole.server_cores} lõi.",
    ]


def _span(seconds: float) -> str:
    return f"{seconds:.1f} giây" if seconds < 120 else f"{seconds / 60:.1f} phút"
