"""Expand typed abbreviations, with conditions on the text before and after each."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an abbreviation, if `before` and `after` match the text around it (see
    `fold.letters`; accents kept); None matches any.
    """

    full: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


# before | abbreviations | after = full; the first line that fits is taken.
_TABLE = r"""
| đ/c d/c đ.c đcí | = đồng chí
| b/c | = báo cáo
| t/h | = thực hiện
| k/q | = kết quả
| h/s | = hồ sơ
(?<!\w)\d{1,3} $ | đc dc | = đồng chí
(?:các|cac|mấy|báo cáo|bao cao|bc|thưa|thua|kính gửi|của|vâng|chào|nhờ|ơn) $ | đc dc | = đồng chí
| đc dc | (?: bí thư| bi thu| chủ t| chu t| phó| pho| trưởng| truong| chánh| ơi| oi) = đồng chí
| đc dc đk dk đx dx đươc đuợc duoc đựơc đựoc đượcc | = được
| ko k kg hok hông hem khum khg hk hổng khôg khog hông | = không
| kh | (?! ?(?:số|so|\d|của|cua|đã|da)) = không
| bc bcáo bcao bcc | = báo cáo
| vb vbản vban | = văn bản
| nvụ nvu nv | = nhiệm vụ
| r rùi dồi zồi gòi gùi ròi rôi roì zui rùii rui | = rồi
| e iem êm | = em
| ad | = anh
| chx ch chư | = chưa
| đag dag đng đangg | = đang
| ht hthành hthanh htành hthàh | = hoàn thành
| htat htất | = hoàn tất
| kq kquả kqua | = kết quả
(?:bao|mấy|may) $ | h | = giờ
| mh mik | = mình
| bn nhiu bnhiu bnhieu | = bao nhiêu
| đẫ dã đạ | = đã
chia $ | sẻ | = sẻ
| sẻ | = sẽ
| củng | (?= ?cố) = củng
| củng | = cũng
bổ $ | xung | = sung
| sử | (?= ?l[ýí]) = xử
| củ | = cũ
(?:ngày|hôm|tuần|tháng|bữa|chút|tí|lần|lát) $ | nửa | = nữa
| chửa | = chưa
| hòan hoàng hoàn | (?= ?th[aà]nh| ?t[aấ]t) = hoàn
| ntn | = như thế nào
| mn mng | = mọi người
| trc trk trươc | = trước
| vs | = với
| j zì rì | = gì
| lm | = làm
| wa wá qá | = quá
| lk lkế | = lũy kế
| gpmb | = giải phóng mặt bằng
| hnay hn | = hôm nay
| hqua | = hôm qua
| cn | = chủ nhật
| đkiến dkien | = dự kiến
| tg | = thời gian
| tđ | = tiến độ
| xog xg xonq xoq xng xôg | = xong
| uki okk okkk okla okela oke okê okie oki okay okei okey | = ok
| uh ừ um ừm uk uhm ờ | = ừ
| vg vag dzạ vângg | = vâng
| zạ zậy dậy zay zậyy | = vậy
| nhá nhen nghen nhóe nhoé nge | = nhé
[^\W\d] $ | nha | (?= ?(?:[,.!?]|$)| ?(?:chị|chi|anh|em|c|a|e|bác|bac|đ/c|d/c|mọi)\b) = nhé
| thui | = thôi
| ô | (?= ?kê) = ok
| cx | = cũng
| vx | = vẫn
| nx | = nữa
| ms | = mới
| ng | (?! ?(?:dân|dan)) = người
| bh bgiờ bgio bjo | = bây giờ
| trl | = trả lời
| nhg nhưg nhug | = nhưng
| tgian | = thời gian
| ktra | = kiểm tra
| sl | = số liệu
| ctác ctac | = công tác
| thg | (?= ?\d) = tháng
| mần | = làm
| chừ | = giờ
| rứa rua | = vậy
(?:hôm|bữa|tuần|tháng|hom|bua|tuan|thang|lúc|bây|bay) $ | ni | = này
| chừng | (?= ?nào) = khi
| răng | (?= (?:rứa|mà|lại|chưa|không|hè|ạ)) = sao
(?:ở|chỗ|bên|tới|nơi|khi|lúc|đến|được) $ | mô | = nào
| tụi bọn | (?= (?:em|mình|tui|tôi|anh)) = chúng
| tui | = tôi
| trơn | = cả
| bik bít bít | = biết
| gđ | = gia đình
| tuàn tuầnn | = tuần
| tuân | (?! ?(?:lệnh|thủ|theo)) = tuần
| thág thag thgáng | = tháng
"""


def _compiled(source: str) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def _senses() -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for line in _TABLE.strip().splitlines():
        left, _, full = line.rpartition("=")
        before, written, after = _parts(left)
        sense = Sense(full.strip(), _compiled(before), _compiled(after))
        for short in written.split():
            found[short] = (*found.get(short, ()), sense)
    return found


def _parts(left: str) -> tuple[str, str, str]:
    before, _, rest = left.partition("| ")
    written, _, after = rest.partition(" | ")
    return before.strip(), written, after.rstrip() if after.strip() else ""


_SENSES = _senses()


def expand(word: str, before: str, after: str) -> str | None:
    """The full words of an abbreviation, chosen by the text around it; None if it is none."""
    for sense in _SENSES.get(word, ()):
        if sense.before is not None and not sense.before.search(before):
            continue
        if sense.after is not None and not sense.after.match(after):
            continue
        return sense.full
    return None
