"""Words that fall together when their accents are stripped."""

from bot.language.fold import fold

_OLD_TONES = ("oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ", "oè", "oé", "oẻ")
_NEW_TONES = ("òa", "óa", "ỏa", "õa", "ọa", "ùy", "úy", "ủy", "ũy", "ụy", "òe", "óe", "ỏe")

# Words told apart only by their accents, of which a pattern wants just one. A word without
# accents is listed where it is a word of its own.
_NEAR_WORDS = """
đọng đồng đông đóng động dòng ạ à á ả nội nói nơi nối nổi nồi đau nghỉ nghị nghi nghĩ lý lỳ ly lị
lí vừa vữa vựa trùng trung trúng tưng từng chịu chiều chiếu dừng dựng thôi thổi thối lỡ ngay ngày
ngáy học hóc dịch dích sau sáu sâu sầu mai mãi mái mài tư tự từ tứ tử thứ thư thử thừ nay này nảy
nãy nầy qua quá quả quà một mốt mọt mới mời mỗi môi mồi tới tối tôi tồi tội hết hét năm nằm nắm
nam nạm nấm cuối nữa nửa hạn hận chạp chập kia kìa đầu đâu đậu dầu dâu dấu đấu bảy bày bây bầy ba
bà bá hai hài hại hái bốn bận bản bàn bán bạn ban bắn bằn tại tài tải tái tai do đo đó độ đỗ đồ đò
đỏ dò dỗ đổ vì ví vị vi chờ cho chở chợ chỗ chó chưa chứa chữa chừa chúa để đề đệ dễ được rồi rối
rời rỗi rỏi đủ dù du đu dư dự đụ xin đạt đất dắt đặt dạt kẹt kết vẫn văn vân vấn vận ván vắn còn
con đã đá đa da dạ dã đà sẽ sẻ sắp sang sáng sàng sảng làm lắm lầm lăm lam chậm chấm chạm trễ trẻ
nợ no nó nỗ nô tồn tốn tổn tôn giữa quý quỹ quy quỳ quỷ quê hộ họ hỗ tắc tác vướng vường bằng bảng
bang bàng băng bẳng thêm rõ rờ đến đen lùi hoãn hoàn hoán hoạn khất khát dời dợi đời đợi dơi đổi
đội dôi dồi đới đôi tiến tiền tiên tiện có cô cố cổ cớ cờ co cỡ in ín lỗi lối lôi lội lời lới lợi
lồi mất mật mặt mắt mát ốm ôm om giờ giở giỏ gió giơ giỗ hả há hà hạ ha tết tẹt phần phân phấn
phạn phán phản phẩn đơn đón đòn đồn cấp cặp cạp cập đoàn đoán đoạn đoan thành thánh thạnh thắng
tháng thăng thang thẳng thạng hương hướng hưởng hùng hưng hứng hung hạnh hành hanh hãnh lan lân
lần lạn làn lẫn lăn lặn lộc lọc lốc sơn sớn son són tâm tấm tám tạm tầm tăm tằm toàn toán dũng
đúng dùng đũng dung đứng đừng huy hủy hùy nhàn nhận nhân nhãn nhẫn nhắn hoa hòa hóa khải khai khái
quyết quyệt chiến chiên phúc phục phức phụng quyên quyền quyển tuấn tuần tuân kiên kiến kiện bích
bịch nhung những nhưng nhúng oanh nghĩa công cổng cống cộng cong còng trước trược muộn muốn mượn
mướn gấp gặp gập bí bị bì bỉ bi xã xa xá xả hỏi hội hồi hôi hơi hời hói gì gi ghì ký kỳ kỷ kỹ kị
kỵ trình trinh trịnh tỉnh nhắc nhấc nhặc khó kho khô số sổ sợ so sơ sở sô mục mức điểm điếm điềm
việc ra rà rã rá rả bảo bao báo bào bão bạo giao lũy lụy tăng tặng tầng tang tảng thiếu thiêu hụt
rớt
"""


def new_tones(word: str) -> str:
    """The word with its tone mark where the newer spelling puts it (hoà -> hòa)."""
    for old, new in zip(_OLD_TONES, _NEW_TONES, strict=True):
        if word.endswith(old) and not word.startswith("q"):
            return word[: -len(old)] + new
    return word


def _homographs() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for near in _NEAR_WORDS.split():
        near = new_tones(near)
        groups.setdefault(fold(near), set()).add(near)
    return {bare: frozenset(group) for bare, group in groups.items()}


HOMOGRAPHS = _homographs()
