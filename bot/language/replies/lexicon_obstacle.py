"""Words of what stands in the way, as tables of patterns (see `patterns`)."""

from bot.language.replies.lexicon_world import (
    AGENTS,
    FAILS,
    GAP,
    INSIDE,
    LONG_GAP,
    NEEDED,
    OUTSIDE,
    PEOPLE,
    THINGS,
    UNITS,
)

WAIT = (
    r"(?:=chờ|=đợi|(?:đang|còn|vẫn|phải|=chỉ|vì|do|nên|mà) (?:chờ|đợi(?! (?:chiếu|thoại|"
    r"tượng|mới|khớp|soát)))(?! phép)(?! rà)(?! làm)(?! in)(?! sửa)(?! viết)|trông chờ|chờ đợi|"
    r"(?:(?<![^\W\d] )|(?<=giờ ))chờ(?! em)(?! khất)(?! lùi)(?! gia hạn)(?! thêm)(?! hoãn)(?! dời)"
    r"(?! đến)(?! tới)(?! chủ tịch)(?! ubnd)(?! anh)(?! chị)(?! tôi)(?! mình)(?! xin)"
    r"(?! hỏi)(?! phép)(?! \d)(?! xã)(?! thôn)(?! hội)(?! trạm)(?! đoàn)(?! việc)"
    r"(?! đơn vị)(?! chi bộ)(?! ban)(?! phòng))"
)

_HANDED = (
    r"(?:gửi|nộp|cung cấp|báo số|báo lên|trả lời|phản hồi|phối hợp|hợp tác|xác nhận|thẩm định|"
    r"chuyển|bàn giao|chốt|đưa|gom|tổng hợp gửi|trả)"
)

# After these an obstacle is gone, or never was.
NOT_BLOCKED_AFTER = (
    r"hết|không còn|không|không bị|hết bị|đã hết|sợ|đã tháo gỡ|tháo gỡ|gỡ|đã gỡ|giải quyết|xử lý|"
    r"khắc phục|khỏi|chẳng|chả|không có gì|không có|chưa có|chưa gặp|chưa phát sinh|không gặp|"
    r"các|=những|số|hộ|trường hợp|vụ|"
    r"vụ việc|đơn|đơn thư"
)
BLOCKED = (
    r"(?:bị )?(?:(?<!thịnh )(?<!quốc )vướng|vướng mắc|"
    r"(?<!tổng )(?<!sơ )(?<!liên )(?<!đoàn )(?<!cam )kẹt(?! xe)(?! nạp)(?! nối)(?! quả)(?! thúc)"
    r"(?! luận)(?! hợp)|(?<!túc )=tắc|tắc(?= (?:ở|kinh phí|khâu|chỗ|mặt bằng|thủ tục|vốn|"
    r"đường))|ách tắc|=ách|mắc kẹt|đình trệ|bế tắc)(?! gì)(?! không)(?! lịch)"
    r"(?! họp)(?! mấy cuộc)(?! cuộc)(?! việc)(?! đám)(?! con)(?! công tác)(?! hội nghị)(?! thi)"
    r"(?! đại hội)(?! tập huấn)",
    r"mắc(?: ở)? (?:khâu|chỗ|đoạn|phần|kinh phí|thủ tục|hồ sơ|cái)",
    r"(?:gặp|đang|còn|có|rất|nhiều) (?:rất |nhiều |chút |một số )*"
    r"(?:khó khăn|trở ngại|rắc rối|trục trặc|khó(?! khăn))(?! gì)(?! nào)",
    r"(?:em|anh|tôi|mình|chị|cũng|đành|bó tay,?) chịu(?! trách)(?! khó)(?! trận)(?! sự)|bó tay|"
    r"hết cách|bí (?:quá|rồi)|chịu thua|bế tắc",
    r"(?:phần mềm|hệ thống|mạng|máy|máy tính|web|trang|server|app|file|tài khoản|đường truyền|cổng|"
    r"trục liên thông|đường|cầu|"
    rf"máy in|máy chiếu|wifi|internet|đường dây){LONG_GAP} (?:lỗi|hỏng|hư|sập|treo|=đơ|bị đơ|"
    rf"trục trặc|chết|"
    r"không vào|không đăng nhập|không mở|chưa vào|tê liệt|nghẽn|khóa|bị khóa|bảo trì|nâng cấp|"
    r"quá tải|tắc nghẽn|không lên|không chạy|trắng xóa|gián đoạn)",
    r"(?:bị )?(?:lỗi|hỏng|hư|sập) (?:phần mềm|hệ thống|mạng|máy|máy tính|đường truyền|tài khoản|"
    r"server)",
    r"mất (?:điện|mạng|nước|sóng|kết nối|dữ liệu|số liệu|hồ sơ|file)|cúp điện|rớt mạng|cắt điện",
    r"(?:không|chưa) (?:có|đủ|bố trí được|bố trí|xin được|tìm được|kiếm được|lấy được|được cấp|"
    rf"được giao|được bố trí|nhận được|cân đối được){GAP} {NEEDED}(?! nào)",
    rf"(?:thiếu|hết|cạn|kẹt|chưa cân đối được|khó) (?:hụt )?(?:về |mất )?(?!hết ){NEEDED}",
    rf"{NEEDED}{GAP} (?:đang |đều |vẫn )*=bị (?!(?:chậm|muộn|trễ)(?!\w))[^\s,.;]+|"
    rf"{NEEDED} (?:còn |vẫn )*(?:chưa|không) (?:rõ|cụ thể|thống nhất|đầy đủ|chuẩn|ổn)",
    r"(?:chưa|không|chẳng) (?:thấy |có |nhận được )*(?:hồi âm|hồi đáp|trả lời|phản hồi|tín hiệu)|"
    rf"(?:chưa|không) (?:có|thấy|nhận được){GAP} (?:của|từ|bên) {OUTSIDE}|(?:chưa|không) dám "
    r"(?:làm|triển khai|ký|quyết|tiến hành|thực hiện)",
    rf"bị {OUTSIDE}{GAP} (?:trả|bác|từ chối|yêu cầu|=bắt|giữ|thu|loại|gửi trả|chê)",
    r"(?:làm|gọi|giục|nhắc|hỏi|xin|chờ|đợi|vận động|thuyết phục|liên hệ|đăng nhập|tìm|up|gửi|"
    r"đôn đốc|kiến nghị|nói|mời|hẹn|tải)(?: [^\s,.;]+){0,3}? (?:hoài|=mãi|miết|nhiều lần|mấy lần|"
    r"\d lần)(?: mà| vẫn| rồi|,)*(?: [^\s,.;]+){0,3}? (?:không|chưa|chẳng)(?! xong)",
    r"(?<!chống )(?<!tránh )(?:=sạt|sạt lở|=lở|lở đất|cuốn trôi|lũ quét|cháy rụi|chia cắt|cô lập)",
    r"hết (?:hạn mức|kinh phí|tiền|nguồn|phôi|mực|giấy in|vốn)",
    rf"{NEEDED} (?:chưa|không) (?:có|về|đủ|đến|được (?:cấp|bố trí|phê duyệt)|bố trí|"
    rf"giải phóng|bàn giao|khớp)",
    r"(?:không|chẳng|chả) (?:ai |có ai |chịu |thấy )*"
    r"(?:phối hợp|hợp tác|ủng hộ|đồng thuận|đồng ý|nghe máy|bắt máy)",
    r"phản đối|khiếu kiện|tranh chấp|cản trở|gây khó dễ|bất hợp tác",
    r"(?:không|chẳng|chưa) (?:có )?ai (?:chịu|nhận|đồng ý|làm|đi|đăng ký|ký|dám|hướng dẫn|giúp)",
    rf"(?:{WAIT}|phụ thuộc){GAP} {OUTSIDE}",
    rf"(?:{WAIT}|phụ thuộc)(?: vào)?{GAP} (?:kinh phí|vốn|tiền|ngân sách|hướng dẫn|"
    rf"số liệu|dữ liệu|"
    r"thẩm định|mặt bằng|thời tiết|cấp vốn|giải ngân|đấu thầu|phản hồi|trả lời|xác minh|đối ứng|"
    r"quy hoạch|vật tư|kết quả|chủ trương|báo giá|phôi)",
    r"(?:phải |buộc phải |đành |tạm |bị )+(?:dừng|ngừng|ngưng|đình chỉ|bỏ dở|=hoãn|hoãn lại)",
    r"(?:đang|đành|tạm) =dừng|nên đang dừng|(?:chưa|không) (?:thống nhất|thỏa thuận|thương lượng)"
    r"(?: được)? (?:được|với|về)",
    r"(?:=dừng|ngừng|ngưng)(?: lại| thi công| hẳn| triển khai)|dừng thi công",
    rf"(?:vì|do|bởi|tại){LONG_GAP} (?:mưa|(?<!trực )(?<!chống )=bão|=lũ|ngập|rét|"
    rf"dịch bệnh|dịch|thời tiết)|"
    r"mưa (?:to|lớn|bão|lũ|quá|suốt|liên tục)|ngập (?:nước|lụt|hết)|=bão số|bão (?:về|vào)|"
    r"thời tiết (?:xấu|không)",
    r"(?:tắc|vướng|kẹt) (?:ở|tại|do|vì)",
    r"bị (?:[^\s,.;]+ ){0,3}?(?:giữ|tạm giữ|niêm phong|phong tỏa|thu hồi|thanh tra|kiểm tra)|"
    r"(?:kinh phí|vốn|tiền|ngân sách|quỹ) (?:cạn|đã cạn|hết|eo hẹp)|"
    r"(?:đang |bị )+tắc|bị (?:ách|trả lại|trả về|vướng|từ chối|khiếu nại|phản đối|chặn|khóa|"
    r"gián đoạn|bác)",
    r"(?:chưa|không) (?:biết|rõ) (?:phải )?(?:làm|tháo gỡ|xử lý|giải quyết|bắt đầu|triển khai|"
    r"sửa|tính|xoay) "
    r"(?:thế nào|chỗ nào|cách nào|ra sao|sao|như thế nào|kiểu gì|từ đâu|theo mẫu nào|"
    r"theo hướng nào)",
    r"(?<!em )(?<!tôi )(?<!mình )(?:không|chưa|chẳng) (?:chịu|cho(?! (?:biết|ý|phép|em|anh|chị))|"
    r"nhường|chấp nhận|đồng ý|nhất trí|tiếp) [^\W\d]+",
    r"(?:vượt|quá|ngoài) (?:thẩm quyền|khả năng|sức)|không (?:thuộc|đủ) thẩm quyền",
)
# Whoever stands after these is spoken of or to, and holds nothing up.
NOT_SUBJECT_AFTER = (
    r"(?:đi|họp|lên|về|tại|ở|ra|xuống|gửi|nộp|trình|đôn đốc|nhắc|vận động|rà soát|"
    r"kiểm tra|thống kê|"
    r"tính|lập danh sách|gặp|tuyên truyền|tổng hợp|liệt kê|đến|tới|có tính|làm việc với|theo)"
    r"(?: [^\s,.;]+){0,2}|báo cáo|cho|với|trên"
)
_NEG = (
    r"(?:vẫn )?(?:chưa|không|chẳng|chả)(?= [^\W\d])(?! (?:ạ|chị|anh|em|nhỉ|vậy|thế|hả|đồng chí|bác|"
    r"ý kiến|thắc mắc|kêu ca|cô|chú|sếp|nhé|tính|cần|phải|bắt buộc|còn|có gì)(?!\w))"
)
_SUBJECT = rf"(?:{AGENTS}|{OUTSIDE}|{PEOPLE})"
BY_OTHERS = (
    rf"{AGENTS}{LONG_GAP} {_NEG}",
    rf"(?:{_SUBJECT}|{THINGS}){LONG_GAP} {FAILS}",
    rf"{THINGS}{GAP} (?:không|chưa) (?:=qua|lên|chạy|vào|vô|dùng|=mở|đủ|có|về|xuống|hoạt động|"
    rf"thông)",
    rf"{_SUBJECT}{GAP} (?:hẹn|bảo|kêu|báo|nói|yêu cầu)(?: [^\s,.;!?:]+){{0,6}}? (?:mới|chưa|"
    rf"không|lại|phải)",
    rf"{OUTSIDE}{LONG_GAP} (?:{_NEG}|chậm|từ chối|trả (?:lại|về|hồ sơ|bài)|gửi trả|=bắt|"
    rf"yêu cầu (?:sửa|bổ sung|"
    rf"làm lại|chỉnh|giải trình)|"
    rf"ngâm|im|=bỏ|bỏ (?:dở|đi|việc)|"
    r"hẹn|phá sản|rút|gây khó|báo hết|om)",
    rf"{PEOPLE}{LONG_GAP} (?:{_NEG}|nhất quyết không|từ chối|phản đối|khiếu nại|khiếu kiện|"
    r"cản trở|đòi|kiện|ngăn cản|gây khó|tranh chấp|đi vắng|vắng nhà|bỏ đi|kêu|chê|làm đơn)",
    r"(?:ông|bà|anh|chị|cô|chú|bác)(?: [^\s,.;]+){1,3} (?:không|chưa|nhất quyết không|"
    r"kiên quyết không)"
    r" (?:cho|chịu|đồng ý|đồng thuận|hợp tác|nhận tiền|nhận đền|bàn giao mặt bằng|hiến|ký biên bản|"
    r"ký nhận|di dời|tháo dỡ|chấp hành|đến làm việc)",
    rf"{UNITS}{LONG_GAP} (?:vẫn )?(?:chưa|không|chẳng|chậm|chây ì) "
    r"(?:chịu |thấy |ai |ai chịu |kịp )?"
    rf"{_HANDED}",
)
_TRY = (
    r"(?!(?:phải|biết|nhớ|rõ|kịp|xong|có|cần|hiểu|nghe|thấy|nhận|được|ai|bao|còn|đủ|chắc)(?!\w))"
    r"[^\W\d]+"
)
# One tried and could not.
CANNOT = (
    rf"(?:không|chẳng|chả|không thể|không tài nào) (?:thể )?{_TRY}{GAP} (?:được|nổi|ra)"
    r"(?! không)(?! chưa)(?! thêm)(?! giấy)(?! ai)",
    rf"(?:không thể|không tài nào) {_TRY}",
    r"(?:chưa|không) (?:thể )?(?:giải ngân|giải phóng mặt bằng|thanh toán|đấu thầu)(?: được)?",
    r"(?:chưa|không) (?:thể )?(?:vào|đến|tới|tiếp cận|liên lạc|liên hệ|gặp|truy cập|đăng nhập|mở|"
    r"vận động|thuyết phục|di dời|lưu thông)(?: [^\s,.;]+){0,3}? được",
    r"(?:nên|mà) (?:em |anh |tôi |chị |mình |đơn vị |vẫn |phải |các thôn )*(?:chưa|không)(?: thể)? "
    rf"{_TRY}{GAP} (?:được|tiếp|nổi)",
    rf"(?:chưa|không) {_TRY}{GAP} được{GAP} (?:vì|do|bởi|tại)(?!{GAP} bận)(?!{GAP} họp)"
    rf"(?!{GAP} nghỉ)(?!{GAP} ốm)(?!{GAP} trực)(?!{GAP} đi)",
)
HELP = (
    rf"(?:đề nghị|kính đề nghị|xin|nhờ|mong|kiến nghị|cần|đề xuất|cho em xin|cho xin|"
    rf"rất mong|kính mong)(?!{GAP} (?:hỏi|gia hạn|lùi|tiếp thu|chấp hành|cảm ơn|ghi nhận|"
    rf"chúc)){GAP} "
    r"(?:cho ý kiến|ý kiến chỉ đạo|xin ý kiến|ý kiến của|can thiệp|hỗ trợ|tháo gỡ|"
    r"chỉ đạo|giúp đỡ|giúp sức|gỡ|tạo điều kiện|"
    r"bổ sung (?:thêm )?(?:người|nhân lực|kinh phí|lực lượng|cán bộ|vốn)|"
    r"cấp (?:thêm )?(?:kinh phí|vốn)|tác động|lên tiếng|đôn đốc giúp|"
    r"vào cuộc|quyết định|giải quyết|cho (?:xin )?(?:chủ trương|định hướng|phương án|hướng)|"
    r"có (?:chủ trương|văn bản|hướng dẫn|ý kiến|chỉ đạo|giải pháp)|tăng cường|điều động|"
    r"điều (?:thêm|người)|phân bổ|xuống|duyệt (?:chi|cấp|kinh phí)|bố trí (?:thêm )?(?:kinh phí|"
    r"người|vốn|"
    r"lực lượng)|phối hợp|định hướng|cử (?:thêm )?(?:người|cán bộ)|nói giúp|nhắc giúp|"
    r"thúc giúp|làm việc với)",
    r"(?:xin|đề nghị|đề xuất|cần)(?: [^\s,.;]+){0,6}? (?:thêm|cấp|bổ sung|bố trí|tăng cường) "
    r"(?:kinh phí|người|nhân lực|vốn|lực lượng|cán bộ)",
    r"(?:xin|cần) (?:ý kiến|chủ trương|chỉ đạo|hỗ trợ|trợ giúp)|(?:em |anh |"
    r"tôi )?cần (?:thêm )?(?:người|kinh phí|nhân lực|lực lượng)",
    r"(?:nhờ|mong|đề nghị) (?:anh|chị|các anh|lãnh đạo|bí thư|đồng chí|bác|"
    r"văn phòng) (?:gọi|nói|nhắc|can thiệp|giúp|hỗ trợ|gỡ|tháo gỡ|tác động)",
    rf"(?<!cảm ơn )(?<!được ){INSIDE} (?:cử|điều|gọi|nói|can thiệp|tác động|hỗ trợ|đôn đốc|thúc|gỡ|"
    r"tháo gỡ|xuống|lên tiếng|bố trí|giục)(?: [^\s,.;]+){0,6}? (?:giúp|hộ|giùm|dùm|với|em|cho em|"
    r"chúng em|bọn em|xã)",
)
# Waited for from elsewhere, whatever it is.
AWAITED = (
    rf"(?:=chờ|=đợi) (?!(?:{INSIDE}|em|mình|tôi|chút|tí|xíu|lát|đến|tới|ngày|thứ|tuần|hôm|tháng|"
    rf"chiều|"
    r"mai|họp|=chữ|ký|duyệt|phê duyệt|ý kiến|cho|đóng|số|lấy|vào|xem|chốt|thông qua|phát hành|"
    r"ban hành|in|"
    r"rà|sửa|viết|làm|đọc|nhập|tổng hợp|gom|phép|thêm|nốt|chi bộ|các thôn|phòng|bên|"
    r"\d)(?!\w))[^\W\d]+",
)
MAYBE_BLOCKED = (
    r"thiếu|nghỉ việc|nghỉ hết|bỏ việc|hết (?:người|vật|giấy|xăng|mực|thuốc)|"
    r"trục trặc|bế tắc|chịu thôi|"
    r"không (?:có|ai|còn)(?! gì)|chưa có(?! gì)(?!(?: [^\s,.;]+){1,3} nào)",
)
