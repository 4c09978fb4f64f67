"""Which kind of task a clause makes, from its words, its dates and its number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.language.papers.orders import REMAINS
from bot.language.papers.plain import first_capital, one_of, plain, words
from bot.language.papers.targets import QuotaTarget
from bot.language.papers.times import Times, When
from storage.words import TaskKind

_CAMPAIGN = words(
    one_of(
        """đợt cao điểm; cao điểm; ra quân; chiến dịch; tháng hành động; tuần lễ; phát động;
        đợt thi đua; tết trồng cây; tháng cao điểm;
        đợt tuyên truyền; tháng thanh niên; đợt sinh hoạt chính trị; tổng vệ sinh; đợt kiểm tra;
        mở đợt; dịp (?:nghỉ )?lễ; dịp tết; dịp kỷ niệm; dịp quốc khánh"""
    )
)
_EVENT = (
    r"hội nghị|đại hội|kỳ họp|lễ|diễn tập|bầu cử|khám|hội thi|ngày hội|lớp|đối thoại|buổi|"
    r"cuộc|họp|phúc tra|giao quân|hội thao|hội diễn|"
    r"tiếp xúc cử tri|sơ tuyển|khám tuyển|tập huấn"
)
_PAPER = (
    r"(?:đề án|kế hoạch|chương trình|quy chế|nghị quyết|dự toán|phương án|quyết định|"
    r"văn bản|báo cáo|danh sách|hồ sơ|tờ trình|quy định|"
    r"hướng dẫn|chuyên đề|dự thảo|quy hoạch)"
)
_FINISHED = words(
    rf"hoàn thành|hoàn tất|hoàn thiện|ban hành|tổng kết|sơ kết|kiện toàn|thành lập|"
    rf"nghiệm thu|bàn giao|khởi công|khánh thành|phê duyệt|trình|dứt điểm|"
    rf"(?:xây dựng|lập|soạn thảo|dự thảo|tham mưu|rà soát, bổ sung)(?: [^,;]+?)? {_PAPER}|"
    rf"tổ chức(?: \S+){{0,5}}? (?:{_EVENT})|"
    rf"chuẩn bị(?: [^;]+?)? (?:{_EVENT})"
)
_LASTING = words(
    r"thường xuyên|tiếp tục|duy trì|tăng cường|đẩy mạnh|nâng cao|giữ vững|chú trọng|"
    r"quan tâm|làm tốt|phát huy|đẩy nhanh|chủ động|"
    r"theo dõi|đôn đốc|kiểm soát|quản lý|nắm chắc|định kỳ|hạn chế|siết chặt|kịp thời"
)
_JOINTS = re.compile(
    r"^(?:[ ,;:.]|(?:đảm bảo|bảo đảm) (?:tiến độ|thời gian) |và (?!\w*ngày)|thì |sau đó |"
    r"đồng thời |phải |cần |gồm |trong đó )+"
)


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a phased task."""

    title: str
    due: date
    hour: time | None = None


def kind_of(key: str, times: Times, target: QuotaTarget | None) -> TaskKind:
    if times.every is not None:
        return TaskKind.STANDING
    if len(times.dates) > (1 if target is None else 2):
        return TaskKind.PHASED
    if target is not None:
        return TaskKind.QUOTA
    if _is_campaign(key, times):
        return TaskKind.CAMPAIGN
    if times.dates:
        return TaskKind.DATED
    finished, lasting = _FINISHED.search(key), _LASTING.search(key)
    if finished and (lasting is None or finished.start() < lasting.start()):
        return TaskKind.DATED
    return TaskKind.STANDING


def _is_campaign(key: str, times: Times) -> bool:
    if times.feast is not None and not times.dates:
        return True
    if _CAMPAIGN.search(key) is None:
        return False
    return not times.dates or times.dates[0].start is not None or _FINISHED.search(key) is None


def phases_of(clause: str, dates: Sequence[When]) -> tuple[Phase, ...]:
    """The steps of a clause that sets several dates, each named by the words before its date."""
    key = plain(clause)
    found: list[tuple[str, str, When]] = []
    start = _list_start(key, dates[0].place[0])
    for when in sorted(dates, key=lambda one: one.place[0]):
        stated = _told(clause[start : when.place[0]])
        if not stated and found:
            stated = found[-1][0]
        said = clause[when.place[0] : when.place[1]].strip()
        found.append((stated or _told(clause[: when.place[0]]), said, when))
        start = when.place[1]
    titles = [title for title, _, _ in found]
    phases = (
        Phase(
            title if titles.count(title) == 1 else f"{title} ({_bare(said)})", when.due, when.hour
        )
        for title, said, when in found
    )
    return tuple(sorted(phases, key=lambda one: one.due))


def _bare(said: str) -> str:
    return re.sub(r"^(?:trong|vào|đến|hết) ", "", plain(said))


def _list_start(key: str, first: int) -> int:
    """After "năm 2025:" or the like, where a list of steps begins."""
    return max(key.rfind(":", 0, first), key.rfind(";", 0, first)) + 1


def _told(text: str) -> str:
    """The words of a step without what joins it and without the words of its deadline."""
    key = plain(text)
    joint = _JOINTS.match(key)
    text = text[joint.end() :] if joint else text
    tail = re.search(
        r"[ ,(]*(?:(?:xong|trước|chậm nhất|muộn nhất|trong|ngày|hạn|đến|hết|là|vào|cuối|từ|"
        r"kết thúc|gian|thời)[ ]*)+$",
        plain(text),
    )
    text = text[: tail.start()] if tail else text
    left = REMAINS.sub(" ", plain(text)).split()
    return first_capital(text.strip(" ,;:.("))[:150] if left else ""
