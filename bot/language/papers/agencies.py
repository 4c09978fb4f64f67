"""The offices, committees and posts a commune's papers name, and which of them is to lead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.papers.plain import LazyPattern, plain, words

_PLACE = r"(?: (?:việt nam))?(?: (?:xã|phường|đặc khu|thị trấn))?"
_ABOVE = r"(?! (?:tỉnh|thành phố|huyện|quận|trung ương))"

JOINING = re.compile(r"[;\n,/+&()]|\bvà\b|\s[-–]\s")
"""What stands between two names; a name may have such a mark of its own."""

AGENCIES: Mapping[str, str] = {
    "Ban Chấp hành Đảng bộ": "ban chấp hành(?: đảng bộ)?|bch đảng bộ",
    "Ban Thường vụ Đảng ủy": "ban thường vụ(?: đảng ủy)?|btv đảng ủy",
    "Thường trực Đảng ủy": "thường trực đảng ủy|tt đảng ủy",
    "Văn phòng Đảng ủy": "văn phòng đảng ủy|văn phòng cấp ủy|vp đảng ủy|vpđu",
    "Ban Xây dựng Đảng": "ban xây dựng đảng(?: đảng ủy)?|ban xdđ",
    "UBKT Đảng ủy": "(?:ủy ban kiểm tra|ubkt)(?: đảng ủy)?",
    "HĐND xã": "(?:thường trực )?(?:hội đồng nhân dân|hđnd)|các ban (?:của )?hđnd",
    "UBND xã": "ủy ban nhân dân|ubnd",
    "UB MTTQ xã": (
        "(?:(?:ban thường trực )?(?:ủy ban|ub) ?)?(?:mặt trận tổ quốc|mttq)|mặt trận tổ quốc|mttq"
    ),
    "Đoàn Thanh niên xã": (
        "đoàn thanh niên(?: cộng sản hồ chí minh)?|đoàn tncs(?: hồ chí minh| hcm)?"
    ),
    "Hội LHPN xã": "hội (?:liên hiệp phụ nữ|lhpn|phụ nữ)",
    "Hội Nông dân xã": "hội nông dân",
    "Hội CCB xã": "hội (?:cựu chiến binh|ccb)",
    "Công đoàn": "công đoàn(?: cơ sở)?|liên đoàn lao động",
    "Văn phòng HĐND và UBND": "(?:văn phòng|vp) (?:hđnd|hội đồng nhân dân) ?(?:và|-|&) ?"
    "(?:ubnd|ủy ban nhân dân)",
    "Phòng Kinh tế": "phòng kinh tế(?:, hạ tầng và đô thị| hạ tầng(?: và)? đô thị)?",
    "Phòng Văn hóa - Xã hội": "phòng (?:văn hóa ?(?:-|và) ?xã hội|vhxh|vh ?- ?xh)",
    "Trung tâm Phục vụ hành chính công": "(?:trung tâm|tt) (?:phục vụ )?(?:hành chính công|hcc)",
    "Trung tâm Chính trị": "trung tâm chính trị",
    "Trung tâm Văn hóa": "trung tâm văn hóa(?:[ ,-]+(?:thông tin|thể thao|và|truyền thông))*",
    "Trung tâm Dịch vụ": "trung tâm (?:cung ứng )?dịch vụ(?: (?:tổng hợp|công|sự nghiệp công))*",
    "Đài Truyền thanh": "đài truyền thanh",
    "Trạm Y tế": "trạm y tế",
    "Công an xã": "(?:đảng ủy |chi bộ |ban |lực lượng )?công an(?! nhân dân)",
    "Ban CHQS xã": "(?:đảng ủy |chi bộ )?(?:ban )?(?:chqs|chỉ huy quân sự)|đảng ủy quân sự",
    "Đồn Biên phòng": "đồn biên phòng|bộ đội biên phòng",
    "Hội đồng nghĩa vụ quân sự": "hội đồng (?:nghĩa vụ quân sự|nvqs)",
    "Ban Chỉ đạo": "ban chỉ đạo|ban chỉ huy (?:phòng|pctt)",
    "Tổ công tác": "tổ công tác|tổ giúp việc",
    "Bí thư Đảng ủy": "bí thư đảng ủy",
    "Phó Bí thư Thường trực Đảng ủy": "phó bí thư thường trực(?: đảng ủy)?",
    "Chủ tịch UBND xã": "chủ tịch (?:ubnd|ủy ban nhân dân)|chủ tịch xã",
    "Phó Chủ tịch UBND xã": "phó chủ tịch (?:ubnd|ủy ban nhân dân)",
    "Chánh Văn phòng Đảng ủy": "chánh văn phòng(?: đảng ủy)?",
    "Bí thư Đoàn Thanh niên xã": "bí thư đoàn(?: thanh niên)?",
    "Chủ tịch Hội LHPN xã": "chủ tịch hội (?:liên hiệp phụ nữ|lhpn|phụ nữ)",
    "Chủ tịch Hội Nông dân xã": "chủ tịch hội nông dân",
    "Chủ tịch Hội CCB xã": "chủ tịch hội (?:cựu chiến binh|ccb)",
    "Trưởng Trạm Y tế": "trưởng trạm y tế|trạm trưởng(?: trạm)? y tế",
    "Trưởng Ban Xây dựng Đảng": "trưởng ban xây dựng đảng(?: đảng ủy)?",
    "Chủ nhiệm UBKT Đảng ủy": "chủ nhiệm (?:ubkt|ủy ban kiểm tra)(?: đảng ủy)?",
    "Chủ tịch UB MTTQ xã": "chủ tịch (?:(?:ủy ban|ub) ?)?(?:mttq|mặt trận tổ quốc|mặt trận)",
    "Trưởng Công an xã": "trưởng công an",
    "Chỉ huy trưởng Ban CHQS xã": "chỉ huy trưởng(?: (?:ban )?(?:chqs|chỉ huy quân sự))?",
    "Trưởng phòng Kinh tế": "trưởng phòng kinh tế",
    "Trưởng phòng Văn hóa - Xã hội": "trưởng phòng văn hóa ?(?:-|và) ?xã hội",
}
"""Each by the name it has in plans, with the ways papers write it."""

COLLECTIVE = (
    r"(?:các|mỗi|từng|những|toàn thể|lãnh đạo|thủ trưởng|người đứng đầu)(?: \S+){0,2}? "
    r"(?:đồng chí(?: cấp ủy viên| ủy viên ban (?:thường vụ|chấp hành)(?: đảng bộ| đảng ủy)?)?|"
    r"cơ quan|đơn vị|chi bộ|đảng bộ|thôn|buôn|"
    r"ấp|xóm|bản|làng|"
    r"tổ dân phố|khu dân cư|khu phố|ban ngành|ban, ngành|ngành|đoàn thể|hội, đoàn thể|"
    r"trường(?: học)?|"
    r"cấp ủy|tổ chức đảng|tổ chức chính trị - xã hội|phòng|cơ quan tham mưu|hợp tác xã|"
    r"doanh nghiệp|"
    r"đảng ủy viên|ủy viên|đảng viên|cán bộ|trưởng thôn|lực lượng|chủ đầu tư|nhà thầu|"
    r"đại biểu|bí thư)"
    r"(?:,? (?:chi ủy|trực thuộc|đảng ủy|chuyên môn|liên quan|có liên quan|thôn|xã|phường|"
    r"phụ trách|"
    r"đơn vị|đoàn thể|tham mưu|giúp việc|buôn|ban|ngành|chức năng|được phân công))*"
    r"|chi bộ(?: trực thuộc)?|cấp ủy(?:,? (?:các cấp|chi bộ|chính quyền))*|bí thư chi bộ|"
    r"trưởng thôn|hệ thống chính trị|cán bộ, đảng viên|toàn đảng bộ|chủ đầu tư"
)
"""Those a paper calls upon together; nobody in particular leads."""

_NAMED = "|".join(
    f"(?P<a{at}>(?:{shape}){_PLACE}{_ABOVE})" for at, shape in enumerate(AGENCIES.values())
)
_AGENCY = words(_NAMED)
_CANONICAL = tuple(AGENCIES)
_MANY = words(COLLECTIVE)
_TITLE = r"(?:(?:đồng chí|đ/c|các đồng chí|lãnh đạo|tập thể|cấp ủy) )?"

_CHARGED = words(
    r"giao(?: cho| trách nhiệm cho)?|phân công|yêu cầu|đề nghị|giao nhiệm vụ cho|do|đối với"
)
_CALLED = words(r"giao(?: cho| nhiệm vụ cho)?|phân công|yêu cầu|đề nghị")
_DIRECTED = words(r"(?:chỉ|lãnh) đạo|hướng dẫn|đôn đốc")
_LEADS = LazyPattern(
    r"[ ,]*(?:là (?:cơ quan|đơn vị) )?(?:làm )?(?:chủ trì|chịu trách nhiệm|phụ trách|"
    r"thường trực)(?!\w)"
)
_WITH = words(r"phối hợp(?: chặt chẽ)?(?: cùng)?(?: với)?|cùng với|với sự tham gia của")
_CHARGING = words(
    r"giao(?: cho| nhiệm vụ cho| trách nhiệm cho)?|phân công|yêu cầu|đề nghị|do|chủ trì|phối hợp|"
    r"thực hiện|tổ chức thực hiện|triển khai|chịu trách nhiệm|phụ trách|cùng|với|và|các|nội dung|"
    r"này|việc|nhiệm vụ|trên|đồng chí|là|cơ quan|đơn vị|ngành|liên quan|có"
)
_JOINED = LazyPattern(r"[ ]*(?:,|;|và|cùng|-)?[ ]*(?:cùng |với |và |các )?(?:đồng chí |đ/c )?$")
_NOT_LEAD = LazyPattern(
    r"(?<!\w)(?:của|gửi|lên|trình|báo cáo|theo|tại|tham mưu(?: cho| giúp)?|giúp|xin ý kiến|"
    r"về|trước|từ|"
    r"với|đến|chỉ đạo của|cùng|nghị quyết|quy chế|chương trình|đại hội(?: đại biểu)?|"
    r"kỳ họp|bầu cử|viên|"
    r"làm việc|hội nghị|dự án|trụ sở|đại biểu)(?: (?:các|đại biểu|ban|chức|vào|lãnh đạo|"
    r"đồng chí))*[ ]*$"
)


@dataclass(frozen=True, slots=True)
class Agency:
    """One that a text names: as plans call it, as the text does, and where it does."""

    name: str
    surface: str
    start: int
    end: int
    many: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is to lead and who supports, in the paper's words.

    `subject` says that the text names who acts; its names end at `starts_at`.
    """

    lead: str = ""
    supports: tuple[str, ...] = ()
    subject: bool = False
    starts_at: int = 0


def find_agencies(text: str, extra: Sequence[str] = ()) -> list[Agency]:
    """The agencies of a text in order; `extra` are names that a commune has besides."""
    key = plain(text)
    found: list[Agency] = []
    for match in _AGENCY.finditer(key):
        at = next(at for at in range(len(_CANONICAL)) if match[f"a{at}"] is not None)
        found.append(Agency(_CANONICAL[at], text[match.start() : match.end()], *match.span()))
    for name in extra:
        for match in words(re.escape(plain(name))).finditer(key):
            found.append(Agency(name, text[match.start() : match.end()], *match.span()))
    for match in _MANY.finditer(key):
        surface = text[match.start() : match.end()]
        found.append(Agency(surface, surface, *match.span(), many=True))
    return _apart(found)


def _apart(found: list[Agency]) -> list[Agency]:
    """Those that do not overlap, the longer and then the one nearer to plans first served."""
    kept: list[Agency] = []
    for new in sorted(found, key=lambda one: (one.start - one.end, one.many)):
        if all(new.end <= one.start or new.start >= one.end for one in kept):
            kept.append(new)
    return sorted(kept, key=lambda one: one.start)


def only_charges(text: str, extra: Sequence[str] = ()) -> bool:
    """Whether a sentence names who leads and supports, and no work."""
    rest = plain(text)
    found = find_agencies(text, extra)
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(found) and not re.findall(r"[^\W\d_]{2,}", _CHARGING.sub(" ", rest))


def canonical(text: str) -> str | None:
    """The name plans have for the agency a text begins with, if it is one."""
    found = find_agencies(text)
    return found[0].name if found and not found[0].many and found[0].start <= 12 else None


def charge_of(text: str, extra: Sequence[str] = ()) -> Charge:
    """Who leads and supports what a clause orders."""
    found = find_agencies(text, extra)
    key = plain(text)
    supports = _supporting(key, found)
    lead = _leading(key, [one for one in found if one not in supports])
    if lead is None:
        return Charge(supports=tuple(one.surface for one in supports))
    group = _group(key, found, lead)
    helping = [one for one in (*group[1:], *supports) if one is not lead]
    return Charge(
        lead.surface,
        tuple(dict.fromkeys(one.surface for one in helping)),
        subject=lead.start <= _subject_room(key) or _is_charged(key, lead),
        starts_at=group[-1].end,
    )


def _subject_room(key: str) -> int:
    """How far in a clause somebody may stand and still be who acts."""
    match = re.match(_TITLE, key)
    return match.end() if match else 0


def called_upon(text: str, extra: Sequence[str] = ()) -> Charge | None:
    """Whom a sentence that opens a list calls upon ("yêu cầu UBND xã thực hiện ... sau:")."""
    key = plain(text)
    found = [one for one in find_agencies(text, extra) if _ends_with(_CALLED, key[: one.start])]
    return charge_of(text, extra) if found else None


def _is_charged(key: str, one: Agency) -> bool:
    """Whether it is named to be told what to do: it stays so for what follows."""
    return _LEADS.match(key, one.end) is not None or _ends_with(_CHARGED, key[: one.start])


def _leading(key: str, found: Sequence[Agency]) -> Agency | None:
    for one in found:
        if _LEADS.match(key, one.end):
            return one
    for shape in (_CHARGED, None, _DIRECTED):
        for one in found:
            before = key[: one.start]
            if shape is None:
                if re.fullmatch(rf"{_TITLE}", before) and not _only_named(key, one):
                    return one
            elif _ends_with(shape, before) and not _NOT_LEAD.search(before):
                return one
    return None


def _only_named(key: str, one: Agency) -> bool:
    """Đảng viên dự họp: a word of many that is no subject but the thing spoken of."""
    return one.many and re.match(r"[ ]*(?:là|đạt|mới|được)(?!\w)", key[one.end :]) is not None


def _ends_with(shape: LazyPattern, before: str) -> bool:
    stripped = re.sub(r"(?:\s|:|cho|các|đồng chí|đ/c|lãnh đạo|tập thể|trách nhiệm)+$", "", before)
    return any(match.end() == len(stripped) for match in shape.finditer(stripped))


def _supporting(key: str, found: Sequence[Agency]) -> list[Agency]:
    """Those named after "phối hợp với", and those joined to them."""
    kept: list[Agency] = []
    for one in found:
        before = key[: one.start]
        stripped = re.sub(r"(?:\s|:|các|đồng chí)+$", "", before)
        led = any(match.end() == len(stripped) for match in _WITH.finditer(stripped))
        if led or (kept and _JOINED.fullmatch(key[kept[-1].end : one.start])):
            kept.append(one)
    return kept


def _group(key: str, found: Sequence[Agency], lead: Agency) -> list[Agency]:
    """The lead and those named with it in one breath."""
    group = [lead]
    for one in found:
        if one.start >= group[-1].end and _JOINED.fullmatch(key[group[-1].end : one.start]):
            group.append(one)
    return group
