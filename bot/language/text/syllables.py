"""Vietnamese syllables: recognise them, and repair words that are none (Telex keys and typos)."""

import re
import unicodedata

from rapidfuzz.distance import OSA

from bot.language.text.fold import fold

_ONSETS = """
b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x
"""
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien
ieng iep iet ieu im in inh ip it iu o oa oac oach oai oan oang oanh oat oay oc oe oen oeo oet oi
om on ong op ot u ua uan uang uat uay uc ue uech uen uenh ui um un ung uo uoc uoi uom uon uong
uop uot uou up ut uu uy uya uych uyen uyet uyn uynh uyt uyu y yem yen yeng yet yeu
"""

# Foreign words and abbreviations that are never repaired.
_KEPT = """
file mail email zalo excel word pdf done check deadline scan link group bot ok online form fax
web app chat sms call alo hello hi icon like sorry thanks tks fb ubnd mttq chqs ubkt hdnd thcs
ccb lhpn cax tyt pbt cht vpdu xdd
"""

# Words that are found despite a typo.
_KEY_WORDS = """
xong hoàn thành chưa không được đang triển khai thực hiện báo cáo việc nhiệm nộp trình duyệt ban
hành phát gửi xin lùi gia hạn khất thêm ngày tuần tháng vướng chờ kinh phí tổng hợp dự thảo kết
nạp trước đồng chí quá tiến danh sách xuất liệt giúp hướng dẫn nhắc đơn trễ chậm thiếu nguyên
nhân nhận khoảng phần trăm cuối giữa chiều sáng trưa
"""


def _syllables() -> frozenset[str]:
    onsets = ["", *_ONSETS.split()]
    return frozenset(onset + rhyme for onset in onsets for rhyme in _RHYMES.split())


_SYLLABLES = _syllables() | frozenset(_KEPT.split())
_WANTED = {fold(word): word for word in _KEY_WORDS.split()}

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DOUBLES = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_DOUBLE = re.compile(r"aa|ee|oo|dd|aw|ow|uw")
_NUCLEUS = re.compile(r"[aeiouyâêôăơư]+")


def is_syllable(word: str) -> bool:
    """Whether the word can be a Vietnamese syllable or is one of _KEPT."""
    return fold(word) in _SYLLABLES


def repair(word: str) -> str:
    """The word meant by one that is no syllable; the word itself if it is one or none is near."""
    bare = fold(word)
    if bare in _SYLLABLES or len(bare) < 3 or len(bare) > 9:
        return word
    decoded = _from_telex(word) if word.isascii() else word
    if decoded != word and fold(decoded) in _SYLLABLES:
        return decoded
    return _nearest(bare) or word


def _from_telex(word: str) -> str:
    """The word that these keys type in Telex mode."""
    vowel = _NUCLEUS.search(word)
    if vowel is None:
        return word
    head, tail = word[: vowel.end()], word[vowel.end() :]
    marks = [letter for letter in tail if letter in _TONES]
    rest = "".join(letter for letter in tail if letter not in _TONES)
    shaped = _DOUBLE.sub(lambda found: _DOUBLES[found.group()], head + rest)
    shaped = re.sub(r"([uư])ow?", r"\1ơ", shaped) if "w" in rest else shaped
    shaped = shaped.replace("w", "")
    nucleus = _NUCLEUS.search(shaped)
    if nucleus is None or not marks:
        return shaped
    place = nucleus.end() - 1
    toned = unicodedata.normalize("NFC", shaped[place] + _TONES[marks[-1]])
    return shaped[:place] + toned + shaped[place + 1 :]


def _nearest(bare: str) -> str | None:
    """The only key word at an edit distance of at most 1, else None."""
    if len(bare) < 4 and bare[-1:] != bare[-2:-1]:
        return None
    near = [
        word
        for key, word in _WANTED.items()
        if key[0] == bare[0] and len(key) > 2 and OSA.distance(key, bare, score_cutoff=1) <= 1
    ]
    return near[0] if len(near) == 1 else None
