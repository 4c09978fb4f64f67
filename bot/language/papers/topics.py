"""What work is about: which sector it belongs to, and which office usually leads it."""

from dataclasses import dataclass

from bot.language.papers.plain import LazyPattern, one_of, words
from bot.language.text.places import DEFENCE, ECONOMY, PARTY


@dataclass(frozen=True, slots=True)
class Topic:
    """Words of one field of work, its sector, and the office it is usually the business of."""

    shape: LazyPattern
    sector: str
    office: str


def _topic(sector: str, office: str, phrases: str) -> Topic:
    return Topic(words(one_of(phrases)), sector, office)


BUILDING, INSPECTION, FRONT = "Ban Xây dựng Đảng", "UBKT Đảng ủy", "UB MTTQ xã"
OFFICE, COUNCIL, PEOPLE = "Văn phòng Đảng ủy", "HĐND xã", "UBND xã"
ECONOMIC, CULTURE, HEALTH = "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trạm Y tế"
ARMY, POLICE = "Ban CHQS xã", "Công an xã"
COUNTER, OFFICE_OF_STATE = "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND"

TOPICS: tuple[Topic, ...] = (
    _topic(
        PARTY,
        INSPECTION,
        """kiểm tra, giám sát; kiểm tra giám sát; cuộc kiểm tra; kỷ luật đảng; ủy ban kiểm tra;
        ubkt; dấu hiệu vi phạm; tố cáo của đảng viên; khiếu nại kỷ luật; kê khai tài sản""",
    ),
    _topic(
        PARTY,
        BUILDING,
        """đảng viên; kết nạp đảng; chi bộ; cấp ủy; tổ chức đảng; xây dựng đảng; sinh hoạt đảng;
        học tập, quán triệt; quán triệt; chính trị tư tưởng; tư tưởng; tuyên giáo; tuyên truyền;
        dư luận xã hội; báo cáo viên; quy hoạch cán bộ; đánh giá cán bộ; luân chuyển;
        bồi dưỡng chính trị;
        đại hội đảng; nghị quyết đại hội; dân vận; quy chế dân chủ; thi đua; học tập và làm theo;
        nền tảng tư tưởng; huy hiệu đảng; đảng phí; sinh hoạt chuyên đề; cán bộ, đảng viên;
        ban chấp hành; ủy viên""",
    ),
    _topic(
        PARTY,
        FRONT,
        """mặt trận tổ quốc; mttq; mặt trận; phản biện xã hội; giám sát xã hội; khối đại đoàn kết;
        đại đoàn kết; đoàn thể; tổ chức chính trị - xã hội; đoàn viên; hội viên;
        thanh tra nhân dân""",
    ),
    _topic(
        PARTY,
        OFFICE,
        """văn phòng đảng ủy; chương trình làm việc; chương trình công tác; hội nghị ban chấp hành;
        ban thường vụ; hội nghị giao ban; kết luận này; văn thư, lưu trữ; quy chế làm việc""",
    ),
    _topic(
        PARTY,
        COUNCIL,
        "hđnd; hội đồng nhân dân; kỳ họp; cử tri; chất vấn; đại biểu hđnd; tiếp xúc cử tri",
    ),
    _topic(PARTY, PEOPLE, "bầu cử; hiệp thương; danh sách cử tri; ứng cử"),
    _topic(
        PARTY,
        COUNTER,
        """thủ tục hành chính; cải cách hành chính; chuyển đổi số; hài lòng; dịch vụ công;
        hành chính công; một cửa; đề án 06; chính quyền số""",
    ),
    _topic(
        ECONOMY,
        ECONOMIC,
        """kinh tế; ngân sách; thu ngân sách; dự toán; giải ngân; đầu tư công; vốn đầu tư; đất đai;
        đất công; quyền sử dụng đất; giải phóng mặt bằng; gpmb; mặt bằng; quy hoạch;
        trật tự xây dựng;
        trật tự đô thị; nông nghiệp; lúa; vụ đông; vụ đông xuân; vụ xuân; vụ mùa; chăn nuôi;
        thủy sản;
        trồng trọt; gieo trồng; gieo cấy; kênh mương; thủy lợi; nông thôn mới; ocop; doanh nghiệp;
        hợp tác xã;
        hộ kinh doanh; môi trường; rác thải; vệ sinh môi trường; giao thông nông thôn; công trình;
        cụm công nghiệp; chợ; buôn lậu; gian lận thương mại; thuế; thương mại; dịch vụ; du lịch;
        rừng;
        khoáng sản; điện; nước sạch; dồn điền; sản xuất; vườn; cây trồng; vật nuôi; tàu cá;
        khai thác; thu nhập; tái định cư; bồi thường; giá trị sản xuất; iuu; trồng cây;
        tài sản công; ngõ xóm; cứng hóa; bê tông; đường giao thông; nợ xây dựng""",
    ),
    _topic(
        ECONOMY,
        PEOPLE,
        "thiên tai; bão; lũ; lụt; hạn hán; sạt lở; cứu nạn; cứu hộ; mưa lũ; úng",
    ),
    _topic(
        ECONOMY,
        CULTURE,
        """giáo dục; trường học; phổ cập; học sinh; các trường; văn hóa; lễ hội; thể thao; gia đình;
        nếp sống; cưới; tang; bảo trợ xã hội; người có công; hộ nghèo; cận nghèo; giảm nghèo;
        an sinh;
        an sinh xã hội; việc làm; đào tạo nghề; bảo hiểm xã hội; bảo hiểm y tế; bhyt; bhxh; trẻ em;
        xã hội; nhà tạm; nhà dột nát; chế độ chính sách; gia đình chính sách; đền ơn đáp nghĩa;
        tôn giáo;
        dân tộc; di tích; hưu trí; người cao tuổi; khuyến học; nhà văn hóa; truyền thanh""",
    ),
    _topic(
        ECONOMY,
        HEALTH,
        """y tế; sức khỏe nhân dân; khám chữa bệnh; dịch bệnh; sốt xuất huyết; cúm; tiêm chủng;
        an toàn thực phẩm; vệ sinh thực phẩm; dân số; chăm sóc sức khỏe""",
    ),
    _topic(
        DEFENCE,
        ARMY,
        """quốc phòng; quân sự; chqs; nhập ngũ; giao quân; nhận quân; tuyển quân;
        tuyển chọn và gọi công dân;
        nghĩa vụ quân sự; dân quân; dự bị động viên; diễn tập; khu vực phòng thủ;
        sẵn sàng chiến đấu;
        phòng thủ; khám tuyển; sơ tuyển; phúc tra; hậu phương quân đội; biên phòng; chủ quyền""",
    ),
    _topic(
        DEFENCE,
        POLICE,
        """an ninh; an ninh trật tự; antt; trật tự an toàn; an toàn xã hội; tội phạm; ma túy;
        trộm cắp;
        tệ nạn; cờ bạc; an toàn giao thông; trật tự giao thông; phòng cháy; pccc; cháy nổ; pháo;
        vũ khí;
        vật liệu nổ; cư trú; định danh; vneid; công an; tuần tra; lừa đảo; không gian mạng;
        toàn dân bảo vệ an ninh tổ quốc; tín dụng đen""",
    ),
    _topic(
        DEFENCE,
        OFFICE_OF_STATE,
        """tiếp công dân; đơn thư; khiếu nại; tố cáo; tư pháp; hộ tịch; hòa giải; thi hành án;
        phổ biến pháp luật; giáo dục pháp luật; nội chính; phòng, chống tham nhũng; tham nhũng;
        lãng phí; tiêu cực""",
    ),
)

_HEADING_WORDS: tuple[tuple[LazyPattern, str], ...] = (
    (
        words(
            one_of(
                """xây dựng đảng; hệ thống chính trị; chính trị tư tưởng; tư tưởng; tuyên giáo;
                dân vận;
                kiểm tra giám sát; mặt trận; đoàn thể; tổ chức cán bộ; chính quyền; hđnd;
                công tác đảng;
                tổ chức - cán bộ; cải cách hành chính; chuyển đổi số"""
            )
        ),
        PARTY,
    ),
    (
        words(
            one_of(
                """kinh tế; nông nghiệp; văn hóa; văn xã; xã hội; giáo dục; y tế; ngân sách;
                đất đai;
                môi trường; thiên tai; nông thôn mới; đầu tư; du lịch; công nghiệp; tài chính;
                đô thị;
                thương mại; an sinh xã hội; giải phóng mặt bằng"""
            )
        ),
        ECONOMY,
    ),
    (
        words(
            one_of(
                """quốc phòng; an ninh; quân sự; tư pháp; nội chính; tội phạm; trật tự; đối ngoại;
                phòng cháy; phòng chống tham nhũng"""
            )
        ),
        DEFENCE,
    ),
)
_NO_SECTOR = words(r"chính trị - xã hội|an toàn xã hội|trật tự xây dựng|trật tự đô thị")


def topics_of(text: str) -> list[tuple[Topic, int]]:
    """The topics of a plain text, each with how many of its words are there, fullest first."""
    counted = [(topic, len(topic.shape.findall(text))) for topic in TOPICS]
    return sorted((one for one in counted if one[1]), key=lambda one: -one[1])


def sector_of_words(text: str) -> str | None:
    """The sector that a plain heading speaks of, if it is just one."""
    text = _NO_SECTOR.sub(" ", text)
    found = {sector for shape, sector in _HEADING_WORDS if shape.search(text)}
    if len(found) == 1:
        return found.pop()
    return None


def sector_by_topic(text: str) -> str | None:
    """The sector most words of a plain text speak of."""
    counts: dict[str, int] = {}
    for topic, count in topics_of(text):
        counts[topic.sector] = counts.get(topic.sector, 0) + count
    return max(counts, key=lambda sector: counts[sector], default=None)


def sector_of_office(name: str) -> str | None:
    """The sector of an office's usual business."""
    return next((topic.sector for topic in reversed(TOPICS) if topic.office == name), None)


def offices_by_topic(text: str) -> list[str]:
    """The offices whose business a plain text usually is, likeliest first."""
    return list(dict.fromkeys(topic.office for topic, _ in topics_of(text)))
