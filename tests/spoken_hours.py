"""Deadlines with an hour as offices say them, and the day and hour of each."""

from datetime import datetime

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import VIETNAM

NOW = datetime(2025, 10, 13, 9, tzinfo=VIETNAM)
"""A Monday morning."""

SPOKEN = {
    "15h ngày 20/10": "2025-10-20 15:00",
    "15h00 ngày 20/10/2025": "2025-10-20 15:00",
    "15 giờ ngày 20 tháng 10": "2025-10-20 15:00",
    "15:00 20/10": "2025-10-20 15:00",
    "20/10 lúc 15h": "2025-10-20 15:00",
    "20/10, trước 15h": "2025-10-20 15:00",
    "20/10 chậm nhất 15h": "2025-10-20 15:00",
    "15h, ngày 20/10": "2025-10-20 15:00",
    "15h - 20/10": "2025-10-20 15:00",
    "3h chiều 20/10": "2025-10-20 15:00",
    "3h chiều ngày 20/10": "2025-10-20 15:00",
    "3h ngày 20/10": "2025-10-20 15:00",
    "trước 15h thứ Sáu": "2025-10-17 15:00",
    "truoc 15h thu sau": "2025-10-17 15:00",
    "15h chiều thứ 6 tuần sau": "2025-10-24 15:00",
    "9h sáng mai": "2025-10-14 09:00",
    "chín giờ sáng mai": "2025-10-14 09:00",
    "9 rưỡi sáng mai": "2025-10-14 09:30",
    "hai rưỡi chiều mai": "2025-10-14 14:30",
    "8h-10h ngày 20/10": "2025-10-20 10:00",
    "3pm 20/10": "2025-10-20 15:00",
    "thứ Sáu, 15h, ngày 17/10": "2025-10-17 15:00",
    "sáng mai 9h": "2025-10-14 09:00",
    "2h rưỡi chiều mai": "2025-10-14 14:30",
    "chậm nhất 16 giờ 30 ngày 20/10": "2025-10-20 16:30",
    "chậm nhất là 16g30 ngày 20/10": "2025-10-20 16:30",
    "16 giờ 5 phút ngày 20/10": "2025-10-20 16:05",
    "17h kém 15 ngày 20/10": "2025-10-20 16:45",
    "mười lăm giờ ngày 20/10": "2025-10-20 15:00",
    "cuối giờ chiều 20/10": "2025-10-20 17:00",
    "cuối giờ chiều thứ Sáu": "2025-10-17 17:00",
    "hết giờ làm việc buổi sáng 20/10": "2025-10-20 11:30",
    "đầu giờ chiều mai": "2025-10-14 13:30",
    "17h30 hết tháng 11": "2025-11-30 17:30",
    "0h ngày 20/10": "2025-10-20 00:00",
    "24h ngày 20/10": "2025-10-20 23:59",
    "12h đêm 20/10": "2025-10-20 23:59",
    "12h trưa 20/10": "2025-10-20 12:00",
    "10h mùng 6 Tết": "2026-02-22 10:00",
    "2025-10-20 15:00": "2025-10-20 15:00",
    "20/10": "2025-10-20",
    "sáng 20/10": "2025-10-20",
}
"""By words: the deadline in its ISO form."""

NONE_SUCH = {"25h ngày 20/10": "25h", "15h75 ngày 20/10": "15h75", "0h kém 5 mai": "0h kém 5"}
"""Words of an hour that does not exist."""


def deadline(words: str) -> Deadline:
    return Deadline.fromisoformat(SPOKEN[words])
