"""Words of what stands in the way, as tables of patterns (see `patterns`)."""

# Some words of the same clause.
_GAP = r"(?: [^\s,.;!?:]+){0,4}?"
_GAP6 = r"(?: [^\s,.;!?:]+){0,6}?"

WAIT = (
    r"(?:=chờ|=đợi|(?:đang|còn|vẫn|phải|chỉ|vì|do|nên|mà) (?:chờ|đợi)(?! phép)|trông chờ|chờ đợi|"
    r"(?<![^\W\d] )chờ(?! em)(?! khất)(?! lùi)(?! gia hạn)(?! thêm)(?! hoãn)(?! dời)"
    r"(?! đến)(?! tới)(?! chủ tịch)(?! ubnd)(?! anh)(?! chị)(?! tôi)(?! mình)(?! xin)"
    r"(?! hỏi)(?! phép)(?! đơn vị)(?! chi bộ)(?! ban)(?! phòng))"
)

INSIDE = (
    r"(?:bí thư|phó bí thư|thường trực|lãnh đạo|chủ tịch|phó chủ tịch|đảng ủy|ban thường vụ|"
    r"btv|sếp|thủ trưởng|chánh văn phòng|các anh|các chị|các bác|các sếp|cấp ủy|bch|"
    r"ban chấp hành|văn phòng|tập thể|đồng chí|anh|chị|chú|bác|cô|ông|bà)"
)
OUTSIDE = (
    r"(?:sở|huyện|quận|tỉnh|thành phố|thành ủy|tỉnh ủy|trung ương|kho bạc|ngân hàng|chi cục|cục|"
    r"cấp trên|trên|bộ|ngành|ngành dọc|điện lực|bưu điện|viettel|vnpt|nhà thầu|nhà cung cấp|"
    r"đơn vị thi công|bên thi công|đơn vị tư vấn|tư vấn|công ty|doanh nghiệp|hợp tác xã|tòa án|"
    r"tòa|viện kiểm sát|bệnh viện|trung tâm y tế|bảo hiểm|bhxh|hội đồng|liên đoàn|tổ chức|"
    r"bên (?!em|anh|tôi|mình|chị)[^\s,.;]+|hđnd|mặt trận tỉnh|"
    r"cơ quan (?:cấp trên|chức năng|thẩm quyền)|thuế|hải quan|toà)"
)
PEOPLE = (
    r"(?:dân|người dân|bà con|nhân dân|hộ|hộ dân|các hộ|một số hộ|số hộ|gia đình|chủ hộ|chủ đất|"
    r"chủ đầu tư|đương sự|đối tượng|phụ huynh|công dân|hộ ông|hộ bà|nhà ông|nhà bà|nhà dân|họ)"
)
UNITS = (
    r"(?:các thôn|thôn|các chi bộ|chi bộ|các xóm|xóm|các đơn vị|đơn vị|các phòng|phòng|các ban|ban|"
    r"công an|quân sự|địa chính|kế toán|tài chính|các ngành|mặt trận|phụ nữ|đoàn thanh niên|"
    r"nông dân|trường|trạm|tư pháp|ubnd|ủy ban|cơ sở|các nơi|các đầu mối)"
)
_NEEDED = (
    r"(?:kinh phí|tiền|vốn|ngân sách|nguồn|nguồn vốn|nguồn kinh phí|người|nhân lực|"
    r"nhân sự|lực lượng|"
    r"số liệu|dữ liệu|hồ sơ|giấy tờ|tài liệu|hướng dẫn|văn bản|công văn|chỉ đạo|mẫu|biểu mẫu|máy|"
    r"máy móc|máy in|máy tính|phương tiện|thiết bị|xe|mặt bằng|vật tư|vật liệu|hội trường|địa điểm|"
    r"phòng họp|tài khoản|chữ ký số|con dấu|quyết định|phê duyệt|chủ trương|kết quả|thông tin|"
    r"danh sách|mạng|internet|điện|xác nhận|phần mềm|bản đồ|giấy|dự toán|đất|quỹ|ý kiến|biên chế|"
    r"cán bộ|quân|đối ứng|thuốc|vắc xin|cơ chế|quy hoạch|định mức|giống|nước)"
)
_REFUSE = (
    r"(?:đồng ý|đồng thuận|chịu|hợp tác|phối hợp|ký|nhận|bàn giao|hiến|cho|trả lời|phản hồi|duyệt|"
    r"phê duyệt|thẩm định|cấp|gửi|nộp|cung cấp|trả|chuyển|rót|giải ngân|hướng dẫn|làm|giải quyết|"
    r"xác nhận|thống nhất|có|di dời|bố trí|tháo dỡ|kê khai|ra|ban hành|báo|đến|chấp hành|xong|"
    r"khắc phục|sửa|nghe|ủng hộ|tham gia|đáp ứng|chốt|thi công|giao|đo|mở|nghiệm thu|quyết)"
)
_HANDED = (
    r"(?:gửi|nộp|cung cấp|báo số|báo lên|trả lời|phản hồi|phối hợp|hợp tác|xác nhận|thẩm định|"
    r"chuyển|bàn giao|chốt|đưa|gom|tổng hợp gửi|trả)"
)

NOT_BLOCKED_AFTER = (
    r"hết|không còn|không|không bị|hết bị|đã hết|sợ|đã tháo gỡ|tháo gỡ|gỡ|đã gỡ|giải quyết|xử lý|"
    r"khắc phục|khỏi|chẳng|chả|không có gì|không có|không gặp"
)
BLOCKED = (
    r"(?:bị )?(?:vướng|vướng mắc|"
    r"(?<!tổng )(?<!sơ )(?<!liên )(?<!đoàn )(?<!cam )kẹt(?! nạp)(?! quả)(?! thúc)"
    r"(?! luận)(?! hợp)|=tắc|ách tắc|=ách|mắc kẹt|đình trệ|bế tắc)(?! gì)(?! không)(?! lịch)",
    r"mắc(?: ở)? (?:khâu|chỗ|đoạn|phần|kinh phí|thủ tục|hồ sơ|cái)",
    r"(?:gặp|đang|còn|có|rất|nhiều) (?:rất |nhiều |chút |một số )*(?:khó khăn|"
    r"trở ngại|rắc rối|trục trặc|khó)",
    r"(?:em|anh|tôi|mình|chị|cũng|đành|"
    r"bó tay,?) chịu(?! trách)(?! khó)(?! trận)(?! sự)|bó tay|hết cách|bí quá|chịu thua",
    r"(?:phần mềm|hệ thống|mạng|máy|máy tính|web|trang|server|app|file|tài khoản|"
    r"đường truyền|cổng|máy in|máy chiếu|wifi|internet)"
    rf"{_GAP6} (?:lỗi|hỏng|hư|sập|treo|đơ|trục trặc|chết|không vào|không đăng nhập|"
    rf"không mở|chưa vào|ko vào|tê liệt|nghẽn|khóa)",
    r"(?:bị )?(?:lỗi|hỏng|hư|sập) (?:phần mềm|hệ thống|mạng|máy|máy tính|đường truyền|"
    r"tài khoản|server)",
    r"mất (?:điện|mạng|nước|sóng|kết nối|dữ liệu|số liệu|hồ sơ|file)|cúp điện|rớt mạng|cắt điện",
    rf"(?:không|chưa) (?:có|đủ|bố trí được|xin được|tìm được|kiếm được|lấy được|"
    rf"được cấp|được giao|được bố trí|nhận được|cân đối được){_GAP} {_NEEDED}",
    rf"(?:thiếu|hết|cạn|kẹt|chưa cân đối được|khó) (?:hụt )?(?:về |mất )?{_NEEDED}",
    rf"{OUTSIDE}{_GAP6} (?:chưa|không|vẫn chưa|chẳng|chậm|từ chối|trả lại|bắt|"
    rf"yêu cầu sửa|ngâm|im){_GAP}",
    rf"{PEOPLE}{_GAP6} (?:chưa|không|vẫn chưa|chẳng|nhất quyết không|từ chối|phản đối|"
    rf"khiếu nại|khiếu kiện|cản trở|đòi|kiện|ngăn cản|gây khó|tranh chấp|đi vắng|vắng nhà|bỏ đi)",
    rf"{UNITS}{_GAP6} (?:chưa|không|vẫn chưa|chẳng|chậm|chây ì) (?:chịu |thấy |ai |"
    rf"ai chịu |kịp )?{_HANDED}",
    r"(?:không|chẳng|chả) (?:ai |có ai |chịu |thấy )*(?:phối hợp|hợp tác|ủng hộ|đồng thuận|đồng ý)",
    r"(?:dân|người dân|bà con|hộ|hộ dân|nhân dân|phụ huynh) (?:phản đối|khiếu nại|"
    r"cản trở|không|chưa|tụ tập|kéo|đòi)",
    r"phản đối|khiếu kiện|tranh chấp|cản trở|gây khó dễ",
    rf"(?:{WAIT}|phụ thuộc){_GAP} {OUTSIDE}",
    rf"(?:{WAIT}|phụ thuộc)(?: vào)?{_GAP} (?:kinh phí|vốn|tiền|ngân sách|hướng dẫn|"
    rf"số liệu|dữ liệu|thẩm định|mặt bằng|thời tiết|cấp vốn|giải ngân|đấu thầu|"
    rf"phản hồi|trả lời|xác minh|đối ứng|quy hoạch|vật tư)",
    r"(?:phải |buộc phải |đành |tạm |bị )+(?:dừng|ngừng|ngưng|đình chỉ|bỏ dở|=hoãn|hoãn lại)",
    r"(?:=dừng|ngừng|ngưng)(?: lại| thi công| hẳn| triển khai)|dừng (?:lại|thi công)",
    rf"(?:không|chẳng|chả|ko thể|không thể|"
    rf"không tài nào)(?! phải)(?! biết)(?! nhớ)(?! rõ)(?! kịp)(?! xong) (?:thể )?"
    rf"(?:làm|nhập|in|triển khai|thực hiện|vào|liên hệ|liên lạc|gặp|mở|tổng hợp|"
    rf"đăng nhập|bàn giao|giải quyết|hoàn thành|đo|thu|lấy|xử lý|tiếp cận|vận động|"
    rf"tuyển|tìm|tổ chức|xác minh|gửi|nộp|truy cập|thi công|ra quân|giải ngân|"
    rf"thanh toán|chạy|mời|cấp|tiến hành|họp|đi|rà soát|kết nạp|kiểm tra|xác định|mua|"
    rf"chi|làm việc|thuyết phục|giải phóng){_GAP} (?:được|nổi|ra)",
    r"(?:không thể|không tài nào) (?:làm|thực hiện|triển khai|tiếp tục|hoàn thành|nộp|"
    r"tổ chức|tiến hành)",
    r"(?:chưa|không) (?:thể )?(?:giải ngân|giải phóng mặt bằng|thanh toán|đấu thầu)(?: được)?",
    rf"(?:vì|do|bởi|tại){_GAP6} (?:mưa|bão|lũ|ngập|rét|dịch bệnh|dịch|thời tiết)|"
    rf"mưa (?:to|lớn|bão|lũ|quá|suốt|liên tục)|ngập (?:nước|lụt|hết)|bão (?:về|vào|số)|"
    rf"thời tiết (?:xấu|không)",
    rf"(?:nên|mà) (?:em |anh |tôi |chị |mình |đơn vị |vẫn )*(?:chưa|"
    rf"không)(?: thể)? (?:làm|nhập|tổng hợp|triển khai|thực hiện|bàn giao|hoàn thành|"
    rf"giải ngân|làm tiếp|thi công|in|tiến hành|xử lý|nộp|báo cáo|xong|cấp|họp|đo|"
    rf"trình){_GAP} (?:được|tiếp)",
    r"(?:tắc|vướng|kẹt) (?:ở|tại|do|vì)",
    r"(?:đang |bị )+tắc|bị (?:ách|trả lại|trả về|vướng|từ chối|khiếu nại|phản đối|"
    r"chặn|khóa|gián đoạn)",
    r"chưa (?:biết|rõ) (?:phải )?(?:làm|tháo gỡ|xử lý|giải quyết|bắt đầu|"
    r"triển khai) (?:thế nào|ra sao|sao|như thế nào|kiểu gì|từ đâu)",
    r"(?:vượt|quá|ngoài) (?:thẩm quyền|khả năng|sức)|không (?:thuộc|đủ) thẩm quyền",
)
HELP = (
    rf"(?:đề nghị|kính đề nghị|xin|nhờ|mong|kiến nghị|cần|đề xuất|cho em xin|cho xin|"
    rf"rất mong|kính mong)(?!{_GAP} (?:hỏi|gia hạn|lùi)){_GAP} "
    r"(?:cho ý kiến|ý kiến chỉ đạo|xin ý kiến|ý kiến của|can thiệp|hỗ trợ|tháo gỡ|"
    r"chỉ đạo|giúp đỡ|giúp sức|gỡ|tạo điều kiện|"
    r"bổ sung (?:thêm )?(?:người|nhân lực|kinh phí|lực lượng|cán bộ|vốn)|"
    r"cấp (?:thêm )?(?:kinh phí|vốn)|tác động|lên tiếng|đôn đốc giúp|"
    r"vào cuộc|quyết định|giải quyết|bố trí (?:thêm )?(?:kinh phí|người|vốn|"
    r"lực lượng)|phối hợp|định hướng|cử (?:thêm )?(?:người|cán bộ)|nói giúp|nhắc giúp|"
    r"thúc giúp|làm việc với)",
    r"(?:xin|cần) (?:ý kiến|chủ trương|chỉ đạo|hỗ trợ|trợ giúp)|(?:em |anh |"
    r"tôi )?cần (?:thêm )?(?:người|kinh phí|nhân lực|lực lượng)",
    r"(?:nhờ|mong|đề nghị) (?:anh|chị|các anh|lãnh đạo|bí thư|đồng chí|bác|"
    r"văn phòng) (?:gọi|nói|nhắc|can thiệp|giúp|hỗ trợ|gỡ|tháo gỡ|tác động)",
)
