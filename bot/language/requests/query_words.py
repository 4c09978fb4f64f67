"""The words of a question, as tables of patterns."""

from bot.language.text.patterns import pattern

_GAP = r"(?: [^\s,.;!?:]+){0,5}?"
_REPORT = (
    r"(?:báo cáo|báo|phản hồi|nộp|trả lời|gửi|cập nhật|xác nhận|hồi âm|hồi đáp|đáp|"
    r"nhận việc|trình|bc)"
)

EXPORT = pattern(
    r"(?:xuất|kết xuất|trích xuất|tải|download|export|in ra|in giúp|in cho|in (?:bảng|"
    r"danh sách|báo cáo|tổng hợp|biểu|file|việc|nhiệm vụ|tiến độ|toàn bộ|hết|sổ|"
    r"kết quả|phiếu|các|những))"
    r"|(?:file|excel|word|pdf|csv|xlsx|docx|bản in|bản mềm|exel|ecxel|ecel|exce|bản word|bản excel)"
)
HELP = pattern(
    r"(?:hướng dẫn|trợ giúp|help|giúp(?: em| anh| chị| tôi| mình)? với|giúp đỡ|menu|"
    r"cách dùng|cách sử dụng|"
    r"cách xài|cách (?:xem|hỏi|tra|nhắn|báo)|"
    r"(?:sử dụng|dùng|xài|hỏi|nhắn|tra cứu)(?: bot| cái| này| nó| em)* (?:thế nào|"
    r"như thế nào|sao|ra sao|làm sao|kiểu gì)|lệnh|câu lệnh|cú pháp|"
    rf"bot{_GAP} (?:làm|giúp|biết|hỗ trợ|có thể|"
    rf"trả lời)(?: được)?(?: [^\s]+){{0,3}} (?:gì|những gì|không|nào)|(?:bạn|mày|em|"
    rf"bot) (?:là ai|làm được|giúp được|biết làm)|"
    r"không biết (?:dùng|cách|sử dụng|hỏi)|chức năng|tính năng|hỏi được (?:gì|"
    r"những gì)|làm (?:sao|thế nào) để)"
)
OVERDUE = pattern(
    r"(?:quá (?:thời )?hạn|trễ|chậm(?! nhất là)|=nợ|nợ (?:việc|báo cáo|gì|mấy|những|"
    r"nhiều)|(?:còn|đang) nợ|tồn|tồn đọng|muộn|(?<!sắp )(?<!gần )hết hạn|lỡ hạn|"
    r"vượt hạn|=đọng|lố hạn|quá ngày|"
    r"chưa (?:xong|hoàn thành|làm xong|giải quyết xong)|không (?:đúng|kịp) hạn|quá date)"
)
UNREPORTED = pattern(
    rf"(?:chưa|không|chẳng|k)(?! xong)(?! hoàn thành){_GAP} {_REPORT}|"
    rf"{_REPORT}{_GAP} chưa|(?:đã|có) {_REPORT}{_GAP} (?:chưa|không)|thiếu báo cáo|"
    rf"{_REPORT} thiếu|im lặng|bặt vô âm tín|chưa (?:thấy )?(?:ai )?{_REPORT}|lặng im|"
    rf"chưa (?:thấy )?(?:nói|ý kiến) gì"
)
DUE_SOON = pattern(
    r"(?:sắp |gần |chuẩn bị )?(?:đến|tới|hết) hạn|(?:cần|phải|cần phải) (?:làm|nộp|"
    r"hoàn thành|báo cáo|xong|gửi|thực hiện|trình|xử lý|giải quyết|lo|chuẩn bị|triển khai)|"
    r"sắp (?:tới|đến|phải|hết)|mốc|hạn(?: chót)? (?:vào|trong|là|nộp|tuần|tháng|ngày|"
    r"hôm|của|thứ|cuối|nào|gần)|hạn (?:ngày )?\d|deadline|lịch (?:việc|công tác|"
    r"làm việc|nộp)|có hạn|cận hạn|đáo hạn|(?:việc|gì) gấp"
)
PROGRESS = pattern(
    r"(?:tiến độ|tiến triển|tình hình|kết quả|tỷ lệ|tỉ lệ|lũy kế|tới đâu|đến đâu|"
    r"đến đâu rồi|tới mô|bao nhiêu|được mấy|đạt mấy|mấy phần trăm|thế nào rồi|ra sao|"
    r"thế nào|sao rồi|được chưa|"
    r"xong chưa|(?:hoàn thành|làm xong|xong)(?: [^\s]+){0,3} chưa|đã xong|"
    r"đã hoàn thành|(?:hoàn thành|làm xong|giải quyết)(?: được)? mấy|tổng quan|tổng hợp chung|"
    r"số liệu chung|đạt chỉ tiêu|thực hiện được)"
)
ASKED_DONE = pattern(r"(?:đã |làm )?(?:xong|hoàn thành)(?: [^\s,.]+){0,3} chưa")
LIST = pattern(
    r"(?:việc|nhiệm vụ|công việc|đầu việc|phụ trách|được giao|đang làm|làm gì|"
    r"danh sách|liệt kê|giao cho|chủ trì|theo dõi|đảm nhận|lo|phải làm)"
)
CHAT = pattern(
    r"(?:thời tiết|=trời|trời (?:đẹp|mưa|nắng|lạnh|nóng)|xin chào|chào|cảm ơn|cám ơn|"
    r"alo|chúc|ngủ|ăn (?:cơm|gì|sáng|trưa|chưa)|giá vàng|bóng đá|yêu|haha|hihi|hi|"
    r"hello|tên gì|mấy giờ rồi)"
)
TASK = pattern(
    r"(?:việc|nhiệm vụ|công việc|cv|nv|mục|"
    r"số)(?: số)? ?#?(?P<n>\d{1,4})(?! ?[/.-])(?! (?:ngày|tuần|tháng|năm))"
)
STOP = pattern(
    r"(?:cho|xem|giúp|em|anh|chị|tôi|mình|hỏi|với|nhé|ạ|đi|rồi|không|chưa|có|các|"
    r"những|nào|gì|của|đang|đã|được|là|thì|về|tới|đến|đâu|bao nhiêu|mấy|nhỉ|thế|vậy|"
    r"và|trong|còn|nay|làm|thế nào|ra sao|sao|ai|đơn vị|việc|số|liệt kê|danh sách|ơi|"
    r"hộ|phần trăm|đồng chí|thấy|phải|hiện|việc gì|chung|thực hiện|à|kết quả|tình hình)"
)
WORD = pattern(r"\w+")
