"""Words of what stands in the way, as tables of patterns (see `patterns`)."""

# Some words of the same clause.
_GAP = r"(?: [^\s,.;!?:]+){0,4}?"
_GAP6 = r"(?: [^\s,.;!?:]+){0,6}?"

WAIT = (
    r"(?:=chờ|=đợi|(?:đang|còn|vẫn|phải|=chỉ|vì|do|nên|mà) (?:chờ|đợi(?! (?:chiếu|thoại|"
    r"tượng|mới|khớp|soát)))(?! phép)(?! rà)(?! làm)(?! in)(?! sửa)(?! viết)|trông chờ|chờ đợi|"
    r"(?:(?<![^\W\d] )|(?<=giờ ))chờ(?! em)(?! khất)(?! lùi)(?! gia hạn)(?! thêm)(?! hoãn)(?! dời)"
    r"(?! đến)(?! tới)(?! chủ tịch)(?! ubnd)(?! anh)(?! chị)(?! tôi)(?! mình)(?! xin)"
    r"(?! hỏi)(?! phép)(?! \d)(?! xã)(?! thôn)(?! hội)(?! trạm)(?! đoàn)(?! việc)"
    r"(?! đơn vị)(?! chi bộ)(?! ban)(?! phòng))"
)

INSIDE = (
    r"(?:bí thư|phó bí thư|thường trực|lãnh đạo|chủ tịch|phó chủ tịch|đảng ủy|ban thường vụ|"
    r"btv|sếp|thủ trưởng|chánh văn phòng|các anh|các chị|các bác|các sếp|cấp ủy|bch|"
    r"ban chấp hành|văn phòng|tập thể|đồng chí|anh|chị|chú|bác|cô|ông|bà)"
)
OUTSIDE = (
    r"(?:=sở|(?<!hồ )sở(?= (?:chưa|vẫn|không|tài|nội|xây|y|giáo|nông|tư|kế|công|văn|lao|"
    r"thông|"
    r"khoa|ngoại|"
    r"du))|huyện|quận|tỉnh|thành phố|thành ủy|tỉnh ủy|trung ương|kho bạc|ngân hàng|chi cục|cục|"
    r"cấp trên|bộ (?:nội vụ|tài chính|y tế|công an|quốc phòng|nông nghiệp|giáo dục|"
    r"xây dựng|tư pháp)|ngành|ngành dọc|điện lực|bưu điện|viettel|vnpt|nhà thầu|nhà cung cấp|"
    r"đơn vị thi công|bên thi công|đơn vị tư vấn|tư vấn|công ty|doanh nghiệp|hợp tác xã|tòa án|"
    r"tòa|viện kiểm sát|bệnh viện|trung tâm y tế|bảo hiểm|bhxh|hội đồng|liên đoàn|tổ chức|"
    r"bên (?!em|anh|tôi|mình|chị|kia|đó|này)[^\s,.;]+|hđnd|mặt trận tỉnh|"
    r"cơ quan (?:cấp trên|chức năng|thẩm quyền)|thuế|họ(?! sơ)|hải quan|toà)"
)
PEOPLE = (
    r"(?:dân|người dân|bà con|nhân dân|hộ(?! sơ)|hộ dân|các hộ|một số hộ|số hộ|"
    r"gia đình|chủ hộ|chủ đất|chủ nhà|chủ đầu tư|đương sự|đối tượng|phụ huynh|công dân|hộ ông|"
    r"hộ bà|nhà ông|"
    r"nhà bà|nhà dân|họ(?! sơ))"
)
UNITS = (
    r"(?:các thôn|thôn|các chi bộ|chi bộ|các xóm|xóm|các đơn vị|đơn vị|các phòng|phòng|các ban|ban|"
    r"công an|quân sự|địa chính|kế toán|tài chính|các ngành|mặt trận|phụ nữ|đoàn thanh niên|"
    r"nông dân|trường|trạm|tư pháp|ubnd|ủy ban|cơ sở|các nơi|các đầu mối)"
)
_NEEDED = (
    r"(?:kinh phí|tiền(?! (?:triển|độ))|vốn|ngân sách|nguồn|nguồn vốn|nguồn kinh phí|người|"
    r"nhân lực|"
    r"nhân sự|lực lượng|"
    r"số liệu|dữ liệu|hồ sơ|giấy tờ|tài liệu|hướng dẫn|văn bản|công văn|chỉ đạo|mẫu|biểu mẫu|máy|"
    r"máy móc|máy in|máy tính|phương tiện|thiết bị|xe|mặt bằng|vật tư|vật liệu|hội trường|địa điểm|"
    r"phòng họp|tài khoản|chữ ký số|con dấu|quyết định|phê duyệt|chủ trương|kết quả(?= [^\W\d])|"
    r"thông tin|"
    r"danh sách|mạng|internet|điện|xác nhận|phần mềm|bản đồ|giấy tờ|dự toán|quỹ|biên chế|"
    r"cán bộ|đối ứng|thuốc|vắc xin|cơ chế|quy hoạch|định mức|phôi|báo giá|nguồn gốc)"
)
_HANDED = (
    r"(?:gửi|nộp|cung cấp|báo số|báo lên|trả lời|phản hồi|phối hợp|hợp tác|xác nhận|thẩm định|"
    r"chuyển|bàn giao|chốt|đưa|gom|tổng hợp gửi|trả)"
)

# After these an obstacle is gone, or never was.
NOT_BLOCKED_AFTER = (
    r"hết|không còn|không|không bị|hết bị|đã hết|sợ|đã tháo gỡ|tháo gỡ|gỡ|đã gỡ|giải quyết|xử lý|"
    r"khắc phục|khỏi|chẳng|chả|không có gì|không có|không gặp|các|=những|số|hộ|trường hợp"
)
BLOCKED = (
    r"(?:bị )?(?:(?<!thịnh )(?<!quốc )vướng|vướng mắc|"
    r"(?<!tổng )(?<!sơ )(?<!liên )(?<!đoàn )(?<!cam )kẹt(?! nạp)(?! nối)(?! quả)(?! thúc)"
    r"(?! luận)(?! hợp)|(?<!túc )=tắc|tắc(?= (?:ở|kinh phí|khâu|chỗ|mặt bằng|thủ tục|vốn|"
    r"đường))|ách tắc|=ách|mắc kẹt|đình trệ|bế tắc)(?! gì)(?! không)(?! lịch)"
    r"(?! họp)(?! mấy cuộc)(?! cuộc)(?! việc)(?! đám)(?! con)(?! công tác)(?! hội nghị)(?! thi)"
    r"(?! đại hội)(?! tập huấn)",
    r"mắc(?: ở)? (?:khâu|chỗ|đoạn|phần|kinh phí|thủ tục|hồ sơ|cái)",
    r"(?:gặp|đang|còn|có|rất|nhiều) (?:rất |nhiều |chút |một số )*"
    r"(?:khó khăn|trở ngại|rắc rối|trục trặc|khó)",
    r"(?:em|anh|tôi|mình|chị|cũng|đành|bó tay,?) chịu(?! trách)(?! khó)(?! trận)(?! sự)|bó tay|"
    r"hết cách|bí (?:quá|rồi)|chịu thua|bế tắc",
    r"(?:phần mềm|hệ thống|mạng|máy|máy tính|web|trang|server|app|file|tài khoản|đường truyền|cổng|"
    rf"máy in|máy chiếu|wifi|internet|đường dây){_GAP6} (?:lỗi|hỏng|hư|sập|treo|=đơ|bị đơ|"
    rf"trục trặc|chết|"
    r"không vào|không đăng nhập|không mở|chưa vào|tê liệt|nghẽn|khóa|bị khóa|bảo trì|nâng cấp)",
    r"(?:bị )?(?:lỗi|hỏng|hư|sập) (?:phần mềm|hệ thống|mạng|máy|máy tính|đường truyền|tài khoản|"
    r"server)",
    r"mất (?:điện|mạng|nước|sóng|kết nối|dữ liệu|số liệu|hồ sơ|file)|cúp điện|rớt mạng|cắt điện",
    r"(?:không|chưa) (?:có|đủ|bố trí được|bố trí|xin được|tìm được|kiếm được|lấy được|được cấp|"
    rf"được giao|được bố trí|nhận được|cân đối được){_GAP} {_NEEDED}",
    rf"(?:thiếu|hết|cạn|kẹt|chưa cân đối được|khó) (?:hụt )?(?:về |mất )?(?!hết ){_NEEDED}",
    r"hết (?:hạn mức|kinh phí|tiền|nguồn|phôi|mực|giấy in|vốn)",
    rf"{_NEEDED} (?:chưa|không) (?:có|về|đủ|đến|được (?:cấp|bố trí|phê duyệt)|bố trí|"
    rf"giải phóng|bàn giao|khớp)",
    r"(?:không|chẳng|chả) (?:ai |có ai |chịu |thấy )*"
    r"(?:phối hợp|hợp tác|ủng hộ|đồng thuận|đồng ý|nghe máy|bắt máy)",
    r"phản đối|khiếu kiện|tranh chấp|cản trở|gây khó dễ|bất hợp tác",
    r"(?:không|chẳng|chưa) (?:có )?ai (?:chịu|nhận|đồng ý|làm|đi|đăng ký|ký|dám|hướng dẫn|giúp)",
    rf"(?:{WAIT}|phụ thuộc){_GAP} {OUTSIDE}",
    rf"(?:{WAIT}|phụ thuộc)(?: vào)?{_GAP} (?:kinh phí|vốn|tiền|ngân sách|hướng dẫn|"
    rf"số liệu|dữ liệu|"
    r"thẩm định|mặt bằng|thời tiết|cấp vốn|giải ngân|đấu thầu|phản hồi|trả lời|xác minh|đối ứng|"
    r"quy hoạch|vật tư|kết quả|chủ trương|báo giá|phôi)",
    r"(?:phải |buộc phải |đành |tạm |bị )+(?:dừng|ngừng|ngưng|đình chỉ|bỏ dở|=hoãn|hoãn lại)",
    r"(?:đang|đành|tạm) =dừng|nên đang dừng|(?:chưa|không) (?:thống nhất|thỏa thuận|thương lượng)"
    r"(?: được)? (?:được|với|về)",
    r"(?:=dừng|ngừng|ngưng)(?: lại| thi công| hẳn| triển khai)|dừng (?:lại|thi công)",
    rf"(?:vì|do|bởi|tại){_GAP6} (?:mưa|(?<!trực )(?<!chống )=bão|=lũ|ngập|rét|"
    rf"dịch bệnh|dịch|thời tiết)|"
    r"mưa (?:to|lớn|bão|lũ|quá|suốt|liên tục)|ngập (?:nước|lụt|hết)|=bão số|bão (?:về|vào)|"
    r"thời tiết (?:xấu|không)",
    r"(?:tắc|vướng|kẹt) (?:ở|tại|do|vì)",
    r"bị (?:[^\s,.;]+ ){0,3}?(?:giữ|tạm giữ|niêm phong|phong tỏa|thu hồi|thanh tra|kiểm tra)|"
    r"(?:kinh phí|vốn|tiền|ngân sách|quỹ) (?:cạn|đã cạn|hết|eo hẹp)|"
    r"(?:đang |bị )+tắc|bị (?:ách|trả lại|trả về|vướng|từ chối|khiếu nại|phản đối|chặn|khóa|"
    r"gián đoạn|bác)",
    r"(?:chưa|không) (?:biết|rõ) (?:phải )?(?:làm|tháo gỡ|xử lý|giải quyết|bắt đầu|triển khai) "
    r"(?:thế nào|ra sao|sao|như thế nào|kiểu gì|từ đâu|theo mẫu nào|theo hướng nào)",
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
    r"cô|chú|sếp|nhé|tính|cần|phải|bắt buộc|còn|có gì)(?!\w))"
)
BY_OTHERS = (
    rf"{OUTSIDE}{_GAP6} (?:{_NEG}|chậm|từ chối|trả lại|=bắt|yêu cầu (?:sửa|bổ sung|"
    rf"làm lại|chỉnh|giải trình)|"
    rf"ngâm|im|=bỏ|bỏ (?:dở|đi|việc)|"
    r"hẹn|phá sản|rút|gây khó|báo hết|om)",
    rf"{PEOPLE}{_GAP6} (?:{_NEG}|nhất quyết không|từ chối|phản đối|khiếu nại|khiếu kiện|"
    r"cản trở|đòi|kiện|ngăn cản|gây khó|tranh chấp|đi vắng|vắng nhà|bỏ đi|kêu|chê|làm đơn)",
    r"(?:ông|bà|anh|chị|cô|chú|bác)(?: [^\s,.;]+){1,3} (?:không|chưa|nhất quyết không|"
    r"kiên quyết không)"
    r" (?:cho|chịu|đồng ý|đồng thuận|hợp tác|nhận tiền|nhận đền|bàn giao mặt bằng|hiến|ký biên bản|"
    r"ký nhận|di dời|tháo dỡ|chấp hành|đến làm việc)",
    rf"{UNITS}{_GAP6} (?:vẫn )?(?:chưa|không|chẳng|chậm|chây ì) (?:chịu |thấy |ai |ai chịu |kịp )?"
    rf"{_HANDED}",
)
_TRY = (
    r"(?!(?:phải|biết|nhớ|rõ|kịp|xong|có|cần|hiểu|nghe|thấy|nhận|được|ai|bao|còn|đủ|chắc)(?!\w))"
    r"[^\W\d]+"
)
# One tried and could not.
CANNOT = (
    rf"(?:không|chẳng|chả|không thể|không tài nào) (?:thể )?{_TRY}{_GAP} (?:được|nổi|ra)"
    r"(?! không)(?! chưa)(?! thêm)(?! giấy)(?! ai)",
    rf"(?:không thể|không tài nào) {_TRY}",
    r"(?:chưa|không) (?:thể )?(?:giải ngân|giải phóng mặt bằng|thanh toán|đấu thầu)(?: được)?",
    r"(?:nên|mà) (?:em |anh |tôi |chị |mình |đơn vị |vẫn |phải |các thôn )*(?:chưa|không)(?: thể)? "
    rf"{_TRY}{_GAP} (?:được|tiếp|nổi)",
    rf"(?:chưa|không) {_TRY}{_GAP} được{_GAP} (?:vì|do|bởi|tại)(?!{_GAP} bận)(?!{_GAP} họp)"
    rf"(?!{_GAP} nghỉ)(?!{_GAP} ốm)(?!{_GAP} trực)(?!{_GAP} đi)",
)
HELP = (
    rf"(?:đề nghị|kính đề nghị|xin|nhờ|mong|kiến nghị|cần|đề xuất|cho em xin|cho xin|"
    rf"rất mong|kính mong)(?!{_GAP} (?:hỏi|gia hạn|lùi|tiếp thu|cảm ơn|ghi nhận|chúc)){_GAP} "
    r"(?:cho ý kiến|ý kiến chỉ đạo|xin ý kiến|ý kiến của|can thiệp|hỗ trợ|tháo gỡ|"
    r"chỉ đạo|giúp đỡ|giúp sức|gỡ|tạo điều kiện|"
    r"bổ sung (?:thêm )?(?:người|nhân lực|kinh phí|lực lượng|cán bộ|vốn)|"
    r"cấp (?:thêm )?(?:kinh phí|vốn)|tác động|lên tiếng|đôn đốc giúp|"
    r"vào cuộc|quyết định|giải quyết|bố trí (?:thêm )?(?:kinh phí|người|vốn|"
    r"lực lượng)|phối hợp|định hướng|cử (?:thêm )?(?:người|cán bộ)|nói giúp|nhắc giúp|"
    r"thúc giúp|làm việc với)",
    r"(?:xin|đề nghị|đề xuất|cần)(?: [^\s,.;]+){0,6}? (?:thêm|cấp|bổ sung|bố trí|tăng cường) "
    r"(?:kinh phí|người|nhân lực|vốn|lực lượng|cán bộ)",
    r"(?:xin|cần) (?:ý kiến|chủ trương|chỉ đạo|hỗ trợ|trợ giúp)|(?:em |anh |"
    r"tôi )?cần (?:thêm )?(?:người|kinh phí|nhân lực|lực lượng)",
    r"(?:nhờ|mong|đề nghị) (?:anh|chị|các anh|lãnh đạo|bí thư|đồng chí|bác|"
    r"văn phòng) (?:gọi|nói|nhắc|can thiệp|giúp|hỗ trợ|gỡ|tháo gỡ|tác động)",
)
