"""Words of how far the work is, as tables of patterns (see `patterns`)."""

from bot.language.lexicon_obstacle import INSIDE, WAIT

# Some words of the same clause.
_GAP = r"(?: [^\s,.;!?:]+){0,4}?"
_GAP6 = r"(?: [^\s,.;!?:]+){0,6}?"

# What is yet to come is no stage that is reached.
NOT_YET_AFTER = (
    r"(?:mai|chiều|chiều nay|sáng mai|tối|tối nay|trưa|sẽ|tuần sau|tuần này|thứ \w+|"
    r"hôm nay|cuối tuần|"
    r"lát|nữa|tới|để|rồi)(?: (?:em|anh|tôi|mình|xin|sẽ|e))*"
)
_SIGNING = (
    r"(?:ký|duyệt|phê duyệt|đóng dấu|phát hành|cho ý kiến|ý kiến|xem xét|xem lại|xem|thông qua|"
    r"góp ý|chốt|cho số|lấy số|vào số|chữ ký|quyết|họp|kết luận|đọc)"
)
WAITS_INSIDE = (
    rf"{WAIT}(?: {INSIDE})*{_GAP} {_SIGNING}",
    rf"{WAIT} {INSIDE}",
    rf"(?<![^\W\d] )chờ {INSIDE}{_GAP} (?:ký|duyệt|phê duyệt|cho ý kiến|xem xét)",
    rf"{INSIDE}{_GAP6} (?:chưa|vẫn chưa) (?:kịp )?{_SIGNING}",
    r"(?:đã |đang |mới |em |vừa )*trình (?:ký|duyệt|lãnh đạo|bí thư|thường trực|"
    r"chủ tịch|các anh|sếp|anh|chị|đồng chí|đảng ủy|btv|ban thường vụ)",
    r"(?:đã|đang|mới|vừa) trình(?! độ)|trình rồi|(?:đang|đã|"
    r"vừa) xin ý kiến(?! chỉ đạo)|(?:đang |gửi )?lấy ý kiến(?!(?: [^\s,.;]+){0,3} xong)|"
    r"gửi(?: [^\s,.;]+){0,5}? (?:góp ý|lấy ý kiến|xin ý kiến|cho ý kiến|thẩm định|"
    r"rà soát|tham gia ý kiến)|"
    r"lên (?:bàn )?(?:bí thư|chủ tịch|sếp)",
)
UNFINISHED = (
    r"chưa(?= [^\W\d])(?! (?:ạ|chị|anh|em|nhỉ|vậy|thế|hả|đồng chí|bác|c|ta|hả|nhé|cô|chú)(?!\w))",
    r"(?:^|(?<=[,.;:!] )|(?<=\n))(?:dạ |thưa |em |anh |tôi |mình |chị |e |vẫn |thì |"
    r"cũng |việc này |vâng )*chưa",
    r"(?:em|anh|tôi|mình|e|vẫn|thì|cũng|hãy|còn|là|\d+) chưa",
    r"đang(?! ở đâu)(?! ở đấy)(?! viên)(?! ủy)(?! bộ)(?! ký)(?! tải)(?! đoàn)"
    r"(?! phí)(?! vụ)(?! cấp)",
    r"(?:sắp|gần|sắp sửa|chuẩn bị|sắp gần|gần như|cơ bản|về cơ bản|cơ bản là|"
    r"tương đối) (?:đã |được |là )?(?:xong|hoàn thành|hoàn tất|hoàn thiện|ổn|rồi|nộp|"
    r"trình|ký|ban hành|đầy đủ|đâu vào đấy|hết|đủ|done|nghiệm thu|tới|đến đích|kết thúc|đạt)",
    r"(?:=dở|dở dang|làm dở|viết dở|dang dở|đang dở|nửa chừng|chưa đâu vào đâu|lằng nhằng)",
    r"(?:nốt|tiếp tục|tiếp nốt|từng bước|vẫn còn|còn lại \d|còn phải|còn một|còn ít|"
    r"còn chút|còn tí|còn vài|còn mấy|còn mỗi|còn khâu|còn phần|còn chỉnh|còn sửa|"
    r"còn rà|còn hoàn thiện|còn bổ sung|còn làm|còn tổng hợp|còn viết|còn chờ|còn đợi|"
    r"còn ký|còn in|chỉ còn|còn thiếu)",
    r"(?:xong|hoàn thành|làm) (?:được )?(?:rồi )?(?:cái |xong )?(?:phần|bước|khâu|"
    r"khung|dự thảo|bản thảo|đề cương|bản nháp|nháp|giai đoạn|một phần|một số|một ít|vài|"
    r"được \d|mấy(?! (?:bản|cái|loại|lần|trang|ngày|giờ))|cơ bản|sơ bộ|thô|đoạn)",
    r"(?:còn|thiếu) (?:\d+|một|hai|ba|bốn|năm) (?:thôn|xóm|tổ|chi bộ|đơn vị|hộ|tuyến|điểm|mục|"
    r"nội dung|phần|khâu|bước|hạng mục|đồng chí|người|hồ sơ|trường hợp|cháu|buổi|đợt)",
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|\d+) phần (?:hai|ba|tư|bốn|năm|mười|\d+)",
    r"(?:dự thảo|soạn|soạn thảo|đề cương|nháp|bản nháp|khung|viết nháp)(?: đã| cũng|"
    r" thì)? xong|(?:đã|vừa|mới|có) (?:xong )?(?:dự thảo|bản thảo|đề cương|soạn|nháp)",
    r"mới (?:chỉ|làm|có|được|xong|bắt đầu|triển khai|lên|khởi|họp|khảo sát|thu|gom|"
    r"nhận|đi|viết|soạn|phác|phác thảo|nghĩ|rà soát|tổng hợp|"
    r"dự thảo|chạm|một|đang|phân công|giao|xây dựng|\d+)",
    r"(?:bắt đầu|khởi động|bắt tay)|(?:tạm|tương đối) ổn|(?:giờ|bây giờ)(?: em| anh|"
    r" mình| tôi| đang)* (?:viết|làm|đi|rà|tổng hợp|hoàn thiện|in|chỉnh|sửa|soạn|nhập|"
    r"gom|trình)|(?:^|(?<=[,.;:] ))(?:vẫn |vẫn làm |đang |đi )?đúng kế hoạch|(?:lên|"
    r"xây dựng) (?:kế hoạch|"
    r"dự thảo)(?: rồi)? (?:và|rồi)",
    rf"(?:đã|vừa|mới|cũng đã) (?:triển khai|phân công|giao|chỉ đạo|đôn đốc|liên hệ|"
    r"thành lập|bắt đầu|lên lịch|lên kế hoạch|khởi công|khởi động|mời|đặt lịch|"
    rf"chuẩn bị)(?!{_GAP6} (?:xong|hoàn thành|hoàn tất|rồi|đầy đủ))",
    r"(?:mai|tuần sau|chiều|tối nay|thứ \w+|cuối tuần|hôm sau) (?:em |anh |tôi |mình |"
    r"chị |thì )*(?:mới )?(?:là )?(?:xong|hoàn thành|ổn)|mới (?:xong|kịp) được|(?:mai|"
    r"mốt|tuần sau|chiều|tối) mới",
    r"(?:làm|viết|rà|chạy|tổng hợp|gom|đi|hoàn thiện|hoàn chỉnh|rà soát|chỉnh sửa|"
    r"soạn|triển khai|xử lý) (?:dần|tiếp|nốt|gấp|cố|thêm)",
    r"(?:dự kiến|đảm bảo|bảo đảm|vẫn|sẽ) (?:vẫn )?(?:kịp|đúng) (?:hạn|tiến độ|"
    r"thời hạn|thời gian|kế hoạch)|đúng tiến độ|trong tầm kiểm soát|vẫn (?:làm|chạy|"
    r"triển khai|thế)",
    r"(?:bị |còn |hơi |có |đã )*(?:chậm|trễ|muộn)(?: tiến độ| hạn| hơn| chút| một chút|"
    r" so với|,| vì| do| ạ| rồi)",
    r"(?:quên|sót) (?:mất|chưa|làm|nộp|gửi|béng)|(?:em|anh|chị|tôi|mình|bị) quên|"
    r"(?:đã|có) (?:xong|làm|nộp|gửi|viết)(?: được)?(?: gì)? đâu|(?:xong|làm|nộp|gửi|viết|"
    r"triển khai)(?: được)? gì đâu|không kịp|chẳng kịp|đuối",
    r"được (?:khoảng |tầm |hơn |gần |cỡ |thêm )?\d+ (?:thôn|xóm|tổ|chi bộ|hộ|cơ sở|buổi|"
    r"trường hợp|cây|con|ha|km|mét|m|tuyến|điểm|lượt|mục|phiếu|đợt|người|cháu|hồ sơ|đơn vị)"
    r"(?! (?:dự|tham dự|tham gia))|(?:dự thảo|bản thảo) lần|(?:gửi|phát|in) giấy mời|"
    r"được (?:khoảng |tầm |hơn |gần |cỡ )?\d+ ?/ ?\d+|(?:xong|được) (?:khoảng )?\d+ ?/ ?\d+",
    r"(?:làm|đi|tuyên truyền|thu|tổ chức|kiểm tra|vận động|dọn|phát|thực hiện|rà soát|"
    r"xử lý|triển khai|đo|khám|chạy|phun|tiêm|cấp|trồng|họp|lắp|sửa|nhập)(?: đã|"
    r" mới)? được (?:khoảng |tầm |hơn |gần |thêm )?(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|"
    r"tám|chín|mười|kha khá|nhiều|ít|một ít|phần lớn|đa số|gần|hơn|quá|tương đối|đâu đó|chút)",
)
BUSY = (
    r"=bận|bận (?:quá|họp|việc|suốt|đi|phục vụ|đại hội|tiếp|lo|nhiều|con|túi|bịu|rộn|"
    r"tối|công)|(?:em|anh|do|vì|"
    r"hơi) bận(?! với)(?! bạc)(?! về)(?! hành)(?! giao)(?! xã)(?! chỉ)(?! quản)(?! thường)(?! chấp)"
    r"(?! công tác)|kín lịch|kẹt lịch|trùng lịch|vướng lịch|bù đầu|tối mắt|ngập đầu|"
    r"ngập việc|nhiều việc|=lắm việc|dồn việc|"
    r"quá tải|không có thời gian|chưa có thời gian|không rảnh|chưa rảnh|việc nhiều|"
    r"họp suốt|họp liên tục|họp triền miên|đi công tác|đi học(?! (?:cảm tình|nghị quyết))|"
    r"đi tập huấn|đi họp|đi (?:đám|tang|đưa tang|viếng|khám|chữa bệnh|ăn cưới)|"
    r"nghỉ phép|nghỉ ốm|nghỉ thai sản|nghỉ đẻ|đám cưới|đám tang|"
    r"đám hiếu|việc nhà|việc gia đình|"
    r"nhà có việc|ốm|=đau|bị đau|đau (?:bụng|lưng|chân|răng|ốm)|bị sốt|nằm viện|"
    r"đi viện|tai nạn|việc đột xuất|công việc đột xuất|nhiệm vụ đột xuất|họp đột xuất|"
    r"có việc đột xuất|báo cáo đột xuất cho|phục vụ đoàn|tiếp đoàn|trực (?:bão|lũ|đêm|"
    r"tết|cơ quan|phòng chống|chiến đấu)|chống bão|"
    r"đi (?:tiếp xúc|chống|phục vụ|dự|trực|tham quan|nghỉ|phép)|vướng (?:họp|"
    r"mấy cuộc|cuộc|việc|đám|con|công tác|hội nghị|thi|đại hội|tập huấn)|mấy cuộc họp|họp hành",
)
# Handed in, though late: what was in the way is over.
LATE = (
    r"(?:nộp|gửi|xong|hoàn thành|ban hành|ký|báo cáo)(?: [^\s,.;]+){0,4}? rồi,?"
    r"(?: [^\s,.;]+){0,3}? (?:muộn|chậm|trễ)",
    r"(?:đã|vừa|mới) (?:nộp|gửi|hoàn thành|ban hành|ký|báo cáo)(?: [^\s,.;]+){0,3}?,?"
    r"(?: [^\s,.;]+){0,3}? (?:muộn|chậm|trễ)(?! nhất)",
)
# What ends a campaign; any other deed is but a part of it.
CLOSED = (
    r"xong|hoàn thành|hoàn tất|kết thúc|tổng kết|bế mạc|dứt điểm|nghiệm thu|done|rồi|nộp|gửi|"
    r"báo cáo|ban hành|toàn bộ|tất cả|100 ?%",
)
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
    r"tương đối|nhận|tạm|chờ|để)"
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
DONE = (
    r"(?:xong|hoàn thành|nộp|về đích|cán đích|kết thúc) (?:sớm|(?:đúng|trước|vượt) (?:thời )?hạn|"
    r"trước (?:kế hoạch|thời gian)|vượt (?:mức|tiến độ|kế hoạch|chỉ tiêu))",
    *LATE,
    *STAGE_AND_DEED,
    r"(?:xong|hoàn thành|hoàn tất|hoàn thiện xong|done|dứt điểm|xuôi|ổn thỏa|"
    r"đâu vào đấy|đã đầy đủ|thành công|kết thúc|xong xuôi|hoàn thành tốt|"
    r"finish)(?! (?:phần|bước|khâu|khung|dự thảo|bản thảo|đề cương|bản nháp|nháp|giai đoạn|"
    r"một phần|một số|vài|\d|mấy|sơ bộ|cơ bản|sẽ|thì|được \d|là|chưa|trước|khoảng|tầm|"
    r"đoạn|rồi em báo)(?!\w))(?! (?:em|anh|tôi|mình|chị|e) (?:sẽ )?(?:báo|gửi|nộp|làm|"
    r"trình|cập nhật))",
    rf"đã (?:được(?: [^\s,.;]+){{0,4}}? |kịp |cho |tổ chức |chủ động |thống nhất )?"
    rf"(?:{_PERFECT})(?! được (?:khoảng |tầm |"
    rf"hơn )?\d)(?! \d+ ?%)(?! xong phần)",
    r"(?:vừa|mới|vừa mới) (?:được |cho )?(?:gửi|nộp|gởi|ký|ban hành|phát hành|báo cáo|"
    r"chuyển|bàn giao|họp|tổ chức|up|đăng|send|trao|nghiệm thu|ký xong)(?! giấy mời)",
    rf"(?:{_PERFECT}){_GAP6} (?<!tuần )(?<!hôm )(?<!bữa )(?<!vừa )(?<!tháng )rồi"
    rf"{_AFTER_DONE}",
    rf"(?:nộp|gửi|gởi|chuyển|ban hành|phát hành|họp|tổ chức|báo cáo|ký|trao|bàn giao|"
    rf"làm|xử lý|triển khai){_GAP6} (?:hôm qua|sáng nay|chiều qua|tối qua|hôm kia|"
    rf"tuần trước|hôm trước|bữa trước|từ hôm|từ tuần trước|từ sáng|hôm thứ|lúc nãy|"
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
)
_NOT_DEEDS = (
    r"trình|dự thảo|soạn|bắt đầu|triển khai|nhận|nắm|rõ|hiểu|biết|xem|đọc|tiếp thu|"
    r"tiếp nhận|ghi nhận|"
    r"lên|phân công|giao|chỉ đạo|đôn đốc|nhắc|liên hệ|thành lập|cố gắng|xin|đề nghị|"
    r"có|rồi|bị|qua|đến|"
    r"tới|hết|thông|lâu|sang|là|và|được|quá|trễ|chậm|khởi công|bàn|trao đổi|thống nhất|nghe|"
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
GOES_ON = (
    r"(?:đang|vẫn|vẫn đang) (?:cố|cố gắng|khắc phục|tiếp tục|làm|triển khai|xử lý|"
    r"tìm cách|tháo gỡ|hoàn thiện|tiến hành)",
)
# What is likely when nothing clearer is said.
MAYBE_DONE = (
    r"(?<!tuần )(?<!hôm )(?<!vừa )(?<!bữa )(?<!tháng )rồi(?: (?:ạ|nhé|nha|đó|đấy|mà|"
    r"chị|anh|em|bác|ơi|"
    r"đồng chí|sếp|cô|chú|luôn|này|c|mọi người))*(?=[ ]?[,.!]|$)",
)
MAYBE_UNFINISHED = (
    r"(?<!công )vẫn(?! bản)(?! phòng)(?! hóa)(?! thư)|"
    r"còn (?!gì)[^\W\d]+|thêm chút|bình thường|đúng (?:kế hoạch|tiến trình)|dần dần|túc tắc|"
    r"từ từ|có rồi|nửa|phần lớn|"
    r"gần hết|sắp(?! xếp)",
)
MAYBE_BLOCKED = (
    r"thiếu|nghỉ việc|nghỉ hết|bỏ việc|hết (?:người|vật|giấy|xăng|mực|thuốc)|"
    r"trục trặc|bế tắc|chịu thôi|"
    r"không (?:có|ai|còn)(?! gì)|chưa có(?! gì)",
)
MAYBE_PROMISE = (
    r"(?:mai|chiều|chiều nay|tối|tối nay|tuần sau|tuần này|lát|hôm nay|sáng mai|ngay|thứ \w+)",
)
OWN_PART = (
    r"(?:phòng|bên|ban|chi bộ|đơn vị|phần|chỗ|thôn) (?:em|mình|tôi|anh|chị|chúng em|bọn em)"
    r"(?: [^\s,.;]+){0,2} xong(?:,)?(?: [^\s,.;]+){0,2}? còn (?:bên|phần|chỗ|phía|mấy|các|mỗi)",
    r"xong (?:hết )?(?:phần |việc )(?:của )?(?:em|mình|tôi|anh|chị|bên em|đơn vị em|chúng em)",
)
SUPPLEMENT = (
    r"(?:bổ sung|gửi|nộp|cập nhật|còn mỗi|còn|chỉ còn|thiếu|đợi|chờ|mai|chiều|"
    r"sau)(?: [^\s,.;]+){0,3}? (?:ảnh|hình|hình ảnh|bản cứng|bản giấy|bản mềm|"
    r"minh chứng|phụ lục|file scan|bản scan|biên bản)",
)
