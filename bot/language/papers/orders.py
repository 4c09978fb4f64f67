"""The words by which a paper orders, and those by which it reports, introduces or closes."""

import re

from bot.language.papers.agencies import AGENCIES, COLLECTIVE
from bot.language.papers.plain import LazyPattern, begins, one_of, words

VERBS = one_of(
    """tập trung; chỉ đạo; lãnh đạo; hoàn thành; hoàn thiện; hoàn tất; ban hành; xây dựng;
    tổ chức; triển khai; thực hiện;
    yêu cầu; giao(?! thông); đề nghị; phân công; rà soát; kiểm tra; giám sát; giải quyết; xử lý;
    tham mưu; chủ trì;
    phối hợp; chuẩn bị; khẩn trương; đẩy mạnh; đẩy nhanh; tăng cường; nâng cao; nâng; tiếp tục;
    duy trì;
    phấn đấu; bảo đảm; đảm bảo; quan tâm; chú trọng; chú ý; làm tốt; làm rõ; làm; thường xuyên;
    chủ động; tích cực; kịp thời;
    sớm; quyết tâm; kiên quyết; quyết liệt; tạo điều kiện; tạo; khuyến khích; hạn chế; khắc phục;
    chấn chỉnh; củng cố;
    kiện toàn; đổi mới; phát huy; phát động; phát triển; phát hiện; vận động; tuyên truyền;
    phổ biến; quán triệt; học tập;
    nghiên cứu; cụ thể hóa; sơ kết; tổng kết; báo cáo; tổng hợp; trình(?! độ| tự); đánh giá; xét;
    bình xét; lập; mở; ra quân;
    cấp(?! ủy| trên| dưới| xã| thẩm quyền); chi trả; chăm sóc; chăm lo; hỗ trợ; huy động;
    giải ngân; thu hoạch; thu gom; thu hút; thu ngân sách; gieo; trồng;
    phòng, chống; phòng chống; phòng ngừa; đấu tranh; ngăn chặn; trấn áp; tấn công; tuần tra;
    bảo vệ; giữ vững; giữ gìn; quản lý;
    siết chặt; theo dõi; đôn đốc; nắm chắc; nắm; lắng nghe; tiếp; đối thoại; trả lời; công khai;
    niêm yết; kết nạp; bồi dưỡng;
    đào tạo; cử; bố trí; sắp xếp; luân chuyển; điều động; thành lập; ký; phê duyệt; thẩm định;
    nghiệm thu; bàn giao; khởi công; thi công;
    nạo vét; vệ sinh; sử dụng; khai thác; vận hành; áp dụng; ứng dụng; số hóa; cập nhật;
    hướng dẫn; đăng ký; nhân rộng; biểu dương;
    khen thưởng; tham gia; hưởng ứng; dự (?:sinh hoạt|họp|hội nghị|giờ|lễ);
    tự (?:kiểm|đánh|phê|rà); sinh hoạt; kiểm điểm; rút kinh nghiệm; tháo gỡ; thúc đẩy; xúc tiến;
    mở rộng; giảm; tăng;
    đạt; chống; trực; trao; tặng; thăm; rà; soát; phúc tra; chốt; gặp mặt; đầu tư; tu sửa;
    sửa chữa; nhắc nhở; xác minh; thống kê;
    điều tra; khám; tiêm; phun; trích; phân bổ; quyết toán; thanh toán; thu hồi; cưỡng chế;
    di dời; đền bù; nộp; gửi; cung cấp;
    công bố; khai giảng; tôn vinh; động viên; bảo tồn; lồng ghép; tranh thủ; khai mạc; ưu tiên;
    xác định; gắn;
    chỉnh trang; trang trí; treo; lắp đặt; mua sắm; cải tạo; cải thiện; cải cách; đơn giản hóa;
    công nhận; bình chọn; bầu(?! cử);
    giới thiệu; tuyển chọn; gọi; giao quân; tuyển quân; huấn luyện; diễn tập; đảm nhận; phụ trách;
    chịu trách nhiệm; thông tin;
    xem xét; thông qua; kết nối; tiếp nhận; tập huấn; khảo sát; kiến nghị; đề xuất; dự thảo;
    góp ý; tiết kiệm; phân loại; xóa; ngăn ngừa;
    bám sát; nghiêm túc; chấp hành; nghiêm cấm; khởi động; thi đua; lấy ý kiến; tiến hành;
    nêu cao; đề cao; hạn chế tối đa;
    thẩm tra; truy quét; rà quét; đón; đưa; không để; tránh; coi trọng; lấy; tổng rà soát;
    gieo cấy; gieo trồng; chăn nuôi;
    xử phạt; cam kết; ký cam kết; mời; soạn thảo; nhập; kê khai; tập hợp; thực hành; chi hỗ trợ;
    truyền thông; khoanh vùng; dập dịch"""
)
"""What an order begins with."""

_MANNER = one_of(
    """nghiêm túc; quyết liệt; đồng bộ; tích cực; chủ động; khẩn trương; kịp thời; thường xuyên;
    cần; phải; cần phải; hãy; nghiêm; tốt;
    sớm; tiếp tục; quyết tâm; cố gắng; kiên trì; nhanh chóng; ngay; có trách nhiệm;
    chịu trách nhiệm; trách nhiệm; toàn diện; hiệu quả; có hiệu quả;
    mạnh mẽ; đúng; đẩy đủ; đầy đủ; trực tiếp; thống nhất; tự giác; linh hoạt; sáng tạo; tận tình;
    công tâm; và; sẽ;
    (?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm);
    định kỳ(?: (?:hằng|hàng|mỗi))?(?: (?:ngày|tuần|tháng|quý|năm))?"""
)
LINKS = begins(
    r"(?:(?:đồng thời|trong đó|trước mắt|ngoài ra|bên cạnh đó|cùng với đó|trước hết|"
    r"đặc biệt|nhất là|song song với đó|"
    r"bên cạnh việc|mặt khác|tập trung vào|cụ thể|theo đó|từ đó|qua đó|và|gồm|thông qua đó)[ ,:]*)+"
)
"""What may stand before an order and says only how it goes with the one before."""

_TIME = (
    r"(?:(?:trước|trong|từ|đến|chậm nhất|hằng|hàng|định kỳ|vào|kể từ|ngay|sau|hết|cuối|đầu|"
    r"ngày|tháng|quý|năm|"
    r"phấn đấu|dự kiến|thời gian tới)(?!\w)[^,;:]{0,60},\s*)"
)
_DUE = r"(?:(?:trước|chậm nhất|đến|trong)(?!\w)[^,;:]{1,40} (?=phải|cần|xong|hoàn thành))"
_NAME = "|".join((*AGENCIES.values(), COLLECTIVE))
_ACTOR = (
    r"(?:đồng chí |đ/c |các đồng chí |đề nghị |giao |giao cho |yêu cầu |lãnh đạo )?"
    rf"(?:{_NAME})(?: (?:việt nam|xã|phường))*"
)
_ACTORS = rf"{_ACTOR}(?:(?:,| và|, và|;) {_ACTOR}){{0,6}}"

BY_TIME = LazyPattern(_TIME)
"""A time told before everything else, up to its comma."""
OPENING = begins(rf"(?:{_TIME}|{_DUE})?(?:(?:{_MANNER})[ ,]+){{0,3}}(?:{VERBS})")
ACTING = begins(
    rf"(?:{_TIME})?{_ACTORS}[ ,:]+(?:(?:{_MANNER})[ ,]+){{0,3}}(?:(?!đã |còn |chưa |được |"
    rf"là |có |đạt |trong |mới |cơ bản )\S+ ){{0,5}}(?:{VERBS})"
)
CALLING = begins(
    r"giao|yêu cầu|đề nghị|phân công|chỉ đạo|thống nhất giao|nhất trí giao|đồng ý giao"
)
ABOUT = begins(
    r"(?:về|đối với|trong|trên|riêng|riêng về)(?: (?:lĩnh vực|công tác|việc|nội dung|mảng))?|"
    r"(?:công tác|lĩnh vực|nhóm|mảng)"
)
"""What a topic told before an order begins with."""

DETAIL = begins(
    r"(?:xác định rõ|phân định rõ|làm rõ trách nhiệm|trong đó|kể cả|bao gồm|nhất là|"
    r"đặc biệt là|phù hợp|góp phần|nhằm|để|"
    r"không để|tránh|gắn với|gắn|lấy|coi|coi trọng|bảo đảm|đảm bảo|kịp thời (?:phát hiện|"
    r"báo cáo|tháo gỡ|động viên|nắm bắt|xử lý)|"
    r"đáp ứng|tạo (?:sự|chuyển biến|không khí|đồng thuận)|xem đây|coi đây|theo phương châm|"
    r"với phương châm|hạn chế thấp nhất|"
    r"tuyệt đối không|kiên quyết không|quyết tâm không|từ đó|qua đó|rõ)"
)
"""What goes on with the clause before it instead of ordering something new."""
_DOMAIN = (
    r"an (?:toàn|ninh|sinh)|antt|trật tự|vệ sinh|quốc phòng|cảnh quan|nguồn (?:nước|điện)|"
    r"chế độ|quyền lợi|đời sống|"
    r"100 ?%|tỷ lệ|tối thiểu|ít nhất"
)
SECURES = begins(rf"(?:bảo|đảm) (?:đảm|bảo) (?:tốt |tuyệt đối )?(?:{_DOMAIN})")
"""Bảo đảm an toàn thực phẩm is work; bảo đảm đúng tiến độ is how to do it."""
GOVERNING = begins(
    r"(?:và )?(?:(?:bảo|đảm) (?:đảm|bảo) )?(?:(?:về )?tiến độ|thời gian|thời hạn|"
    r"hạn(?! chế)|thời điểm)"
    r"(?: (?:hoàn thành|thực hiện|xong|báo cáo))?|(?:việc này|các nội dung(?: này| trên)?|"
    r"tất cả|nội dung này) (?:phải )?"
    r"(?:xong|hoàn thành)"
)
"""A clause that says by when all before it is to be done."""
REMAINS = words(
    r"hoàn thành|hoàn tất|xong|trước|chậm nhất|muộn nhất|trong|ngày|thời gian|thời hạn|hạn|"
    r"cuối|đảm bảo|bảo đảm|tiến độ|"
    r"và|đến|hết|là|vào|dứt điểm|phải|tháng|quý|năm|giờ|từ|việc này|nội dung này|thực hiện|"
    r"dự kiến|kế hoạch|theo|đúng|tất cả|của|tới|nay"
)
"""Words of a deadline; where a clause has nothing but these and dates, it is one."""
HANDING_IN = begins(
    r"(?:báo cáo|gửi|nộp|tổng hợp)(?: \S+){0,2}? (?:kết quả|danh sách|về|cho|lên|"
    r"thường trực|ban thường vụ|văn phòng)|kết quả (?:báo cáo|gửi|thực hiện)"
)

COMES_TO = words(r"(?:mới|ước|ước tính) đạt (?:khoảng |trên |gần )?\d")
"""Words by which even what begins as an order only tells how things stand."""
REPORTED = words(
    r"cùng kỳ|(?:mới|chỉ|ước|đã) (?:có|đạt)|(?:tăng|giảm) \d[\d,.]*% so|"
    r"còn (?:chậm|thấp|hạn chế|yếu|tồn tại|bất cập|nhiều khó khăn|"
    r"tình trạng|xảy ra|hình thức)|chưa (?:cao|đạt yêu cầu|nghiêm|tốt|kịp thời|chặt chẽ|đồng đều)|"
    r"(?:cơ bản |được )?(?:ghi nhận|đánh giá cao|biểu dương) (?:và )?(?:những|sự|các|nỗ lực|"
    r"kết quả|tinh thần)|tuy nhiên|bên cạnh (?:những )?kết quả|"
    r"nguyên nhân (?:là|của|chủ quan|khách quan)"
)
_PAST = LazyPattern(
    r"(?:(?:trong|qua|thời gian|đến nay|hiện nay|nhìn chung|năm|tháng|tuần|quý|"
    r"từ)(?!\w)[^,;:]{0,60}, )?(?:(?!(?:giao|yêu cầu|đề nghị|tập trung|tiếp tục|"
    r"chỉ đạo)(?!\w))[^,;:]){0,90}(?<!\w)đã"
    r"(?! (?:đề ra|được (?:phê duyệt|giao|duyệt|phân công|ban hành|chỉ ra|thông qua)|nêu|"
    r"ban hành|ký|phê duyệt|giao|chỉ ra|có|xác định|"
    r"thống nhất|cam kết|đăng ký|đến hạn|quá hạn|xây dựng|phát hiện))(?!\w)"
)
INTRODUCING = begins(
    r"(?:ban chấp hành|ban thường vụ|thường trực|hội nghị|đồng chí|sau khi|tại hội nghị|"
    r"trên cơ sở|qua|thay mặt|dự hội nghị|"
    r"tham dự|thực hiện chương trình|ngày \d+|chiều ngày|sáng ngày|"
    r"căn cứ|xét (?:tờ|đề)|theo đề nghị|"
    r"nơi nhận|số:? ?\d|kính gửi|lưu)"
)
_ATTENDING = begins(
    r"(?:cùng )?(?:dự|tham dự)(?: hội nghị| họp| cuộc họp)?(?: có|,)|thành phần (?:dự|"
    r"tham dự)|chủ trì (?:hội nghị|cuộc họp)"
)
_RESOLVES = words(
    r"đã (?:nghe|họp|tổ chức|thảo luận|xem xét|cho ý kiến|thống nhất)|kết luận(?: như sau|"
    r" các nội dung)?:?$|như sau:?$|sau đây:?$|"
    r"cơ bản (?:thống nhất|nhất trí|đồng ý)|(?:thống|thông) nhất (?:cao )?với|nhất trí với|"
    r"đánh giá cao|ghi nhận|nhấn mạnh"
)
CLOSING = begins(
    r"trên đây là|(?:kết luận|nghị quyết|thông báo|chỉ thị|kế hoạch|"
    r"quyết định) này (?:được|có hiệu lực|phổ biến|gửi|thay thế)|"
    r"trong quá trình (?:triển khai|tổ chức) thực hiện|văn bản này"
)
STATING = begins(
    r"(?:đây|năm \d{4}|đó|thời gian qua|nhìn chung|hiện nay|hiện|qua đó|như vậy|thực tế|"
    r"do đó|vì vậy|là|trong năm|"
    r"\d+ tháng đầu năm|tháng \d+)(?: [^,;]+)? (?:là|có ý nghĩa|vẫn|còn|đã)|"
    r"(?:cơ bản )?(?:thống|nhất) (?:nhất|trí)(?! giao)|đồng ý (?:với|chủ trương)|"
    r"không có ý kiến"
)
_THIS = r"(?:kết luận|nghị quyết|thông báo|chỉ thị|chương trình|kế hoạch)"
GENERAL = words(
    rf"(?:cụ thể hóa|quán triệt|triển khai|thực hiện|phổ biến)(?: [^,;]+?)?(?: (?:nội dung|"
    rf"các nội dung|của|trong|tại))* (?:{_THIS} này|kết luận|nghị quyết|thông báo kết luận)"
    r"(?=[ .;,]*$| (?:để|đạt|bảo đảm|đảm bảo|tới|đến))|"
    rf"nghiêm túc (?:triển khai|tổ chức)? ?(?:triển khai |tổ chức )?thực hiện[ .]*$|"
    rf"căn cứ (?:{_THIS}|chức năng|nội dung)"
)
_WATCHING = words(r"theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|báo cáo")


def begins_order(text: str) -> bool:
    """Whether a plain text begins as an order does."""
    return bool(OPENING.match(text) or ACTING.match(text))


def is_report(text: str) -> bool:
    """Whether a plain sentence tells what was, instead of ordering."""
    if COMES_TO.search(text):
        return True
    if CALLING.match(text) or begins_order(text):
        return False
    return bool(_PAST.match(text) or REPORTED.search(text) or STATING.match(text))


def is_frame(text: str) -> bool:
    """Whether a plain sentence only introduces, refers or closes."""
    if text.endswith(":") or CLOSING.match(text) or _ATTENDING.match(text):
        return True
    if not INTRODUCING.match(text):
        return False
    return bool(
        _RESOLVES.search(text)
        or not re.search(rf"(?<!\w)(?:{VERBS})(?!\w)", text)
        or text.startswith(("căn cứ", "xét tờ", "xét đề"))
    )


def is_general(text: str) -> bool:
    """Whether a plain clause only tells everybody to carry the paper out."""
    return bool(GENERAL.search(text)) and not _WATCHING.search(text)
