"""Words that say the work is done, as tables of patterns (see `patterns`)."""

from bot.language.replies.lexicon_world import LONG_GAP

_PERFECT = (
    r"nộp|gửi|gởi|chuyển|ban hành|phát hành|ký|bàn giao|nghiệm thu|tổ chức|họp|"
    r"báo cáo|giải quyết|xử lý|niêm yết|công bố|"
    r"công khai|phê duyệt|được duyệt|duyệt|đăng|up|upload|tải lên|cập nhật|nhập|"
    r"thanh toán|quyết toán|cấp|trao|kiểm tra|"
    r"khắc phục|tham mưu|lập|thông qua|in|đóng dấu|thực hiện|làm|sửa|bổ sung|chốt|"
    r"tổng kết|sơ kết|quán triệt|khánh thành|"
    r"tập huấn|tuyên truyền|phát|treo|dọn|mua|lắp|chi trả|kê khai|đối chiếu|rà soát|"
    r"rà|bàn|send|scan|mang|đưa|để|tổng hợp|"
    r"hoàn trả|trả|xong|hoàn thành|kết thúc|ra|lưu|photo|nghiệm|diễn ra|đăng ký|bầu|"
    r"xây dựng|tặng|thăm|hướng dẫn|phổ biến|sao"
)
_PARTICLES = (
    r"(?: (?:ạ|nhé|nha|đó|đấy|mà|chị|anh|em|bác|chú|cô|c|ơi|đồng chí|nhá|luôn|đâu|nè|này|hết))*"
)
NOT_DONE_AFTER = (
    r"(?:chưa|không|sắp|gần|gần như|cơ bản|về cơ bản|sẽ|phải|cần|để|khi nào|bao giờ|"
    r"mới|dự kiến|cố gắng|cố|chuẩn bị|đang|"
    r"nếu|mong|đảm bảo|hứa|phấn đấu|trước khi|sau khi|là|mai|mốt|tuần sau|chờ|đợi|"
    r"chưa được|tuần này|tháng này|chiều nay|tối nay|tầm|khoảng|còn(?! lại)|nửa|hay|"
    r"tương đối|nhận|tạm|chờ|để|đâu|làm gì|chắc gì|nào|suýt|mong)"
    r"(?: [^\s,.;!?:]+){0,2}|(?:chưa|không|sắp|đang|sẽ|nếu|phấn đấu|cố gắng|bao giờ|"
    r"khi nào|mấy giờ|dự kiến)(?: [^\s,.;!?:]+){0,5}"
)
# "Rồi" closes a deed only where no other deed follows it.
_AFTER_DONE = (
    r"(?=[ ]?(?:[^\w\s]|$)| (?:ạ|nhé|nha|đó|đấy|mà|chị|anh|em|bác|chú|cô|ơi|thưa|hôm|từ|đồng chí|c|"
    r"luôn|chứ|này|bà|ông|nè|vừa|đợt|nhá|sếp|hết|cả|cho|vào|lúc|sáng|chiều|tối|đã|có|mọi|các)"
    r"(?!\w))(?! (?:em|anh|tôi|mình|chị|mới|sẽ) (?:sẽ |mới )?(?:báo|gửi|nộp|làm|trình|xem|tính))"
)
# Told with "rồi" it is done, whenever it was meant to be.
NOT_SURE_AFTER = (
    r"(?:chưa|không|sắp|gần|gần như|cơ bản|về cơ bản|chuẩn bị|tương đối|nếu|bao giờ|"
    r"khi nào|đang|phải|"
    r"chờ|đợi|nhận|dự thảo|bản thảo|soạn|nháp|phần|bước|khâu)(?: [^\s,.;!?:]+){0,2}"
)
SURE = (r"xong(?: hết| cả| xuôi)? rồi(?! mới)(?! sẽ)",)
# A stage that the last deed has followed.
STAGE_AND_DEED = (
    r"đã(?: [^\s,.;]+){1,4}? (?:và|xong và|rồi) (?:ban hành|phát hành|nghiệm thu|bàn giao|nộp|gửi)",
)
# Handed in, though late: what was in the way is over.
LATE = (
    rf"(?:nộp|gửi|xong|hoàn thành|ban hành|ký|báo cáo)(?: [^\s,.;]+){{0,4}}? rồi{_PARTICLES},?"
    r"(?: [^\s,.;]+){0,3}? (?:muộn|chậm|trễ)",
    r"(?:đã|vừa|mới) (?:nộp|gửi|hoàn thành|ban hành|ký|báo cáo)(?: [^\s,.;]+){0,3}?,?"
    r"(?: [^\s,.;]+){0,3}? (?:muộn|chậm|trễ)(?! nhất)",
)
DONE = (
    r"(?:xong|hoàn thành|nộp|về đích|cán đích|kết thúc) (?:sớm|(?:đúng|trước|vượt) (?:thời )?hạn|"
    r"trước (?:kế hoạch|thời gian)|vượt (?:mức|tiến độ|kế hoạch|chỉ tiêu))",
    *LATE,
    *STAGE_AND_DEED,
    r"(?:xong|hoàn thành|hoàn tất|hoàn thiện xong|done|dứt điểm|xuôi|ổn thỏa|"
    r"đâu vào đấy|đã đầy đủ|thành công|kết thúc|xong xuôi|hoàn thành tốt|"
    r"finish)(?! (?:phần|bước|khâu|khung|dự thảo|bản thảo|đề cương|bản nháp|nháp|giai đoạn|"
    r"một phần|một số|vài|\d|mấy|sơ bộ|cơ bản|sẽ|thì|được \d|là|chưa|trước|khoảng|tầm|"
    r"đoạn|rồi em báo|đến nơi|tới nơi|đâu)(?!\w))(?! (?:em|anh|tôi|mình|chị|e) (?:sẽ )?(?:báo|gửi|"
    r"nộp|làm|trình|cập nhật))",
    rf"đã (?:được(?: [^\s,.;]+){{0,4}}? |kịp |cho |tổ chức |chủ động |thống nhất )?"
    rf"(?:{_PERFECT})(?! được (?:khoảng |tầm |"
    rf"hơn )?\d)(?! \d+ ?%)(?! xong phần)",
    r"(?:vừa|mới|vừa mới) (?:được |cho )?(?:gửi|nộp|gởi|ký|ban hành|phát hành|báo cáo|"
    r"chuyển|bàn giao|họp|tổ chức|up|đăng|send|trao|nghiệm thu|ký xong)(?! giấy mời)",
    rf"(?:{_PERFECT}){LONG_GAP} (?<!tuần )(?<!hôm )(?<!bữa )(?<!vừa )(?<!tháng )rồi"
    rf"{_AFTER_DONE}",
    rf"(?:nộp|gửi|gởi|chuyển|ban hành|phát hành|họp|tổ chức|báo cáo|ký|trao|bàn giao|"
    rf"làm|xử lý|triển khai){LONG_GAP} (?:hôm qua|sáng nay|chiều qua|tối qua|hôm kia|"
    rf"tuần trước|hôm trước|bữa trước|từ hôm|từ tuần trước|từ thứ|từ ngày|từ đầu tuần|từ chiều|"
    rf"từ tối|từ sáng|hôm thứ|lúc nãy|"
    rf"hồi nãy|đêm qua|trưa nay|từ lâu|lâu rồi)",
    r"(?:hôm qua|sáng nay|chiều qua|tối qua|tuần trước) (?:em |anh |tôi |chi bộ |xã |"
    r"ban )*(?:đã )?(?:nộp|gửi|họp|tổ chức|ban hành|báo cáo|trao|bàn giao|chuyển|ký)",
    r"(?:gửi kèm|đính kèm|kèm theo|gửi theo đây|file đây|báo cáo đây|(?:gửi|"
    r"nộp)(?: (?:chị|anh|em|file|báo cáo|bản|đồng chí|bác))* đây|trong file|"
    r"ở file|link đây)",
    r"(?:em|tôi|anh|mình|e) (?:xin )?gửi (?:chị |anh |đồng chí |bác |văn phòng |lại |"
    r"các )*(?:báo cáo|file|kết quả|biên bản|văn bản|kế hoạch|danh sách|bản|hồ sơ|số liệu|ảnh)",
    r"gửi (?:chị|anh|đồng chí|văn phòng|bác) (?:báo cáo|file|kết quả|biên bản|văn bản|"
    r"kế hoạch|danh sách|bản|hồ sơ|số liệu)",
    r"(?:có|ra) (?:quyết định|văn bản|kết quả|biên bản)(?: phê duyệt|"
    r" chính thức)? rồi|đã có (?:quyết định|văn bản|kết quả|biên bản|báo cáo|kế hoạch|"
    r"công văn|thông báo)",
    rf"^(?:dạ |vâng |ừ )*rồi{_PARTICLES}$|(?:ok|okie) rồi|(?:ổn|đủ|hết|tốt|đẹp) (?:cả |hết )?rồi",
    r"được (?:phê duyệt|thông qua|ban hành|ký|nghiệm thu|duyệt)(?! chưa)|(?:không|"
    r"chẳng) còn gì nữa",
    r"xong(?: hết| cả| xuôi)? rồi",
    r"(?!(?:chưa|không|thiếu|gần|sắp|cần|phải|cho|có|đã|chẳng|nhận)(?!\w))[^\W\d]{2,} (?:đủ|đầy đủ|"
    r"sạch sẽ|trọn vẹn)"
    r"(?: cả| hết| rồi| luôn| \d+ [^\s,.;]+)*(?: (?:ạ|nhé|nha|chị|anh|em|bác|"
    r"đồng chí))*(?=[ ]?(?:[,.;!\n]|$))",
    r"(?:đã|đều)(?: [^\s,.;]+)? (?:đến|tới) tay",
    r"đã giao (?:đủ|hết|xong|quân|nộp)|\w?\d+:? (?:thì |là |đã |cũng )?(?:ok|ổn|rồi)|"
    r"\d+ ?:? ?[✅✔☑]",
)
_NOT_DEEDS = (
    r"trình|dự thảo|soạn|bắt đầu|triển khai|nhận|nắm|rõ|hiểu|biết|xem|đọc|tiếp thu|"
    r"tiếp nhận|ghi nhận|"
    r"lên|phân công|giao|chỉ đạo|đôn đốc|nhắc|liên hệ|thành lập|cố gắng|xin|đề nghị|"
    r"có|rồi|bị|qua|đến|cử|điều động|cắt cử|"
    r"tới|hết|thông(?! báo)(?! qua)|lâu|sang|là|và|được|quá|trễ|chậm|khởi công|bàn|trao đổi|"
    r"thống nhất|nghe|"
    r"thấy|gần|cơ bản|"
    r"sắp|chuẩn bị|hẹn|gọi|nhờ|đặt|đăng ký|mời|dự kiến|muộn|nói|hứa|cũng|từng|về|đang|tốt|kịp"
)
# Some deed is told as past, though it may not be the last one.
DID = (
    rf"=đã (?!(?:{_NOT_DEEDS})(?!\w))[^\W\d]+",
    rf"đã (?!(?:{_NOT_DEEDS}|em|anh|chị|vâng|bác|chú|cô|sếp|đồng|báo)(?!\w))[^\W\d]+",
)
FINAL = (
    r"được (?:phê duyệt|thông qua|ban hành|ký ban hành|ký duyệt|nghiệm thu|duyệt)(?! chưa)",
    r"(?:đã|vừa) (?:ban hành|phát hành|nghiệm thu|bàn giao)",
    *STAGE_AND_DEED,
)
# A clause that says nothing but that it is over.
CLEAR = (
    r"(?:^|(?<=[,.;:!?\n] )|(?<=[,.;:!?\n]))(?:dạ |vâng |em |e |ok |thì |tất cả |cả |đã |báo cáo |"
    r"việc này |(?:việc|nhiệm vụ|mục|số) (?:số )?\d+ |\d+ )*"
    rf"(?:xong|hoàn thành|hoàn tất|done)(?: (?:hết|cả|xuôi|việc|rồi|sớm)){{0,3}}{_PARTICLES}"
    r"(?=[ ]?(?:[,.;!\n]|$))",
)
# What ends a campaign; any other deed is but a part of it.
CLOSED = (
    r"xong|hoàn thành|hoàn tất|kết thúc|tổng kết|bế mạc|dứt điểm|nghiệm thu|done|rồi|nộp|gửi|"
    r"báo cáo|ban hành|toàn bộ|tất cả|100 ?%",
)
# What is likely when nothing clearer is said.
MAYBE_DONE = (
    r"(?<!tuần )(?<!hôm )(?<!vừa )(?<!bữa )(?<!tháng )rồi(?: (?:ạ|nhé|nha|đó|đấy|mà|"
    r"chị|anh|em|bác|ơi|"
    r"đồng chí|sếp|cô|chú|luôn|này|c|mọi người))*(?=[ ]?[,.!]|$)",
)
SUPPLEMENT = (
    r"(?:bổ sung|gửi|nộp|cập nhật|còn mỗi|còn|chỉ còn|thiếu|đợi|chờ|mai|chiều|"
    r"sau)(?: [^\s,.;]+){0,3}? (?:ảnh|hình|hình ảnh|bản cứng|bản giấy|bản mềm|"
    r"minh chứng|phụ lục|file scan|bản scan|biên bản)",
)
