"""Names of the ladder's steps and of the roles they address."""

from collections.abc import Mapping

from scheduler.ladder.hours import PASSED_STEP
from scheduler.ladder.rules import step_kind
from storage.words import Role

STEPS: Mapping[str, str] = {
    "handover": "giao việc",
    "accept": "nhắc nhận việc, sau {n} ngày làm việc",
    "before": "trước hạn {n} ngày",
    "due": "ngày đến hạn",
    "hours": "trước giờ hạn {n} giờ",
    "overdue": "quá hạn {n} ngày làm việc",
    "escalate": "báo cấp trên, quá hạn {n} ngày làm việc",
    "blocked": "vướng mắc, sau {n} ngày làm việc",
    "confirm": "chờ xác nhận {n} ngày làm việc",
    "extension": "chờ quyết định gia hạn {n} ngày làm việc",
    "quota": "hỏi số đã đạt",
    "campaign": "nhắc đợt cao điểm",
    "standing": "nhắc báo cáo tháng",
    "snooze": "nhắc lại theo yêu cầu",
    "chase": "nhắc ngay",
}
"""By the first word of a step; `{n}` is its number."""

ROLES: Mapping[Role, str] = {
    Role.LEAD: "chủ trì",
    Role.SUPPORT: "phối hợp",
    Role.SECRETARY: "Văn phòng",
    Role.DEPUTY: "Phó Bí thư Thường trực",
    Role.HEAD: "Bí thư",
}


def step_in_words(step: str) -> str:
    """A stored step in words: `before_21` is 21 days before the due date."""
    if step == PASSED_STEP:
        return "quá giờ hạn"
    first, _, number = step.rpartition("_")
    word, n = (first, number) if number.isdigit() else (step, "")
    return STEPS[step_kind(word)].format(n=n)
