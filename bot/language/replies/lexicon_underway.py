"""Words that say the work goes on, as tables of patterns (see `patterns`)."""

from bot.language.replies.lexicon_obstacle import WAIT
from bot.language.replies.lexicon_world import GAP, INSIDE, LEADERS, LONG_GAP

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
    rf"(?:còn|cần|để) phải xin ý kiến {INSIDE}|còn xin ý kiến",
    rf"{WAIT}(?: {INSIDE})*{GAP} {_SIGNING}",
    rf"{WAIT} {INSIDE}",
    rf"(?<![^\W\d] )chờ {INSIDE}{GAP} (?:ký|duyệt|phê duyệt|cho ý kiến|xem xét)",
    rf"{INSIDE}{LONG_GAP} (?:chưa|vẫn chưa) (?:kịp )?{_SIGNING}",
    r"(?:đã |đang |mới |em |vừa )*trình (?:ký|duyệt|lãnh đạo|bí thư|thường trực|"
    r"chủ tịch|các anh|sếp|anh|chị|đồng chí|đảng ủy|btv|ban thường vụ)",
    r"(?:đã|đang|mới|vừa) trình(?! độ)|trình rồi|(?:đang|đã|"
    r"vừa) xin ý kiến(?! chỉ đạo)|(?:đang |gửi )?lấy ý kiến(?!(?: [^\s,.;]+){0,3} xong)|"
    r"gửi(?: [^\s,.;]+){0,5}? (?:góp ý|lấy ý kiến|xin ý kiến|cho ý kiến|thẩm định|"
    r"rà soát|tham gia ý kiến)|"
    r"lên (?:bàn )?(?:bí thư|chủ tịch|sếp)",
    rf"(?:nằm|để|đặt|treo|còn)(?: [^\s,.;]+){{0,2}}? (?:trên|ở|bên|chỗ)(?: bàn)?(?: anh| chị|"
    rf" đồng chí)? {LEADERS}",
)
UNFINISHED = (
    r"chưa(?= [^\W\d])(?! (?:ạ|chị|anh|em|nhỉ|vậy|thế|hả|đồng chí|bác|c|ta|hả|nhé|cô|chú|hiểu|"
    r"rõ|nắm|nghe)(?!\w))",
    r"(?:^|(?<=[,.;:!] )|(?<=\n))(?:dạ |thưa |em |anh |tôi |mình |chị |e |vẫn |thì |"
    r"cũng |việc này |vâng )*chưa(?! (?:hiểu|rõ|nắm|nghe)(?!\w))",
    r"(?:em|anh|tôi|mình|e|vẫn|thì|cũng|hãy|còn|là|\w?\d+) chưa(?! (?:hiểu|rõ|nắm|nghe)(?!\w))",
    r"đang(?! ở (?:đâu|đấy|cơ quan|nhà|phòng|trụ sở|hội trường))(?! viên)(?! ủy)(?! bộ)(?! ký)"
    r"(?! tải)(?! đoàn)(?! phí)(?! vụ)(?! cấp)(?! (?:lưu|giữ|nằm|treo|cất|bày|dán|niêm yết))",
    r"=đang ký|(?:gấp rút|khẩn trương|tích cực|nỗ lực) [^\W\d]+|"
    r"(?:xong|hoàn thành|nộp|trình|cán đích|về đích)(?: cũng)? (?:đến|tới) nơi|suýt xong|"
    r"(?:đâu|nào|làm gì|chắc gì|mấy chốc|biết bao giờ) (?:đã |có )?(?:xong|hoàn thành|nộp|làm)|"
    r"(?:kha khá|tương đối|phần lớn|đa số|hầu hết|gần hết|gần đủ|một phần|một ít|được ít)"
    r"(?: [^\s,.;]+){0,3} rồi",
    r"(?:sắp|gần|sắp sửa|chuẩn bị|sắp gần|gần như|cơ bản|về cơ bản|cơ bản là|"
    r"tương đối) (?:đã |được |là )?(?:xong|hoàn thành|hoàn tất|hoàn thiện|ổn|rồi|nộp|"
    r"trình|ký|ban hành|đầy đủ|đâu vào đấy|hết|đủ|done|nghiệm thu|tới|đến đích|kết thúc|đạt)",
    r"(?:=dở|dở dang|làm dở|viết dở|dang dở|đang dở|nửa chừng|chưa đâu vào đâu|lằng nhằng)",
    r"(?:nốt|tiếp tục|tiếp nốt|từng bước|vẫn còn|còn lại \d|còn phải|còn một|còn ít|"
    r"còn chút|còn tí|còn vài|còn mấy|còn mỗi|còn khâu|còn phần|còn chỉnh|còn sửa|"
    r"còn rà|còn hoàn thiện|còn bổ sung|còn làm|còn tổng hợp|còn viết|còn chờ|còn đợi|"
    r"còn ký|còn in|chỉ còn|còn thiếu)",
    r"(?:xong|hoàn thành|hoàn tất|làm) (?:được )?(?:rồi )?(?:cái |xong )?(?:phần|bước|khâu|vòng|"
    r"công đoạn|"
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
    r"(?:bắt đầu|khởi động)|bắt tay (?:vào|vô|làm|từ|thực hiện|triển khai)|(?:tạm|tương đối) ổn|"
    r"(?:giờ|bây giờ)(?: em| anh|"
    r" mình| tôi| đang)* (?:viết|làm|đi|rà|tổng hợp|hoàn thiện|in|chỉnh|sửa|soạn|nhập|"
    r"gom|trình)|(?:^|(?<=[,.;:] ))(?:vẫn |vẫn làm |đang |đi )?đúng kế hoạch|(?:lên|"
    r"xây dựng) (?:kế hoạch|"
    r"dự thảo)(?: rồi)? (?:và|rồi)",
    r"(?:mai|tuần sau|chiều|tối nay|thứ \w+|cuối tuần|hôm sau) (?:em |anh |tôi |mình |"
    r"chị |thì )*(?:mới )?(?:là )?(?:xong|hoàn thành|ổn)|mới (?:xong|kịp) được|(?:mai|"
    r"mốt|tuần sau|chiều|tối) mới|"
    r"(?:tháng sau|quý sau|tháng tới|tuần tới|sang tuần|sang tháng|ngày mai|thứ \w+) mới|"
    r"(?:mai|tuần sau|tuần tới|tháng sau|chiều|tối|thứ \w+|cuối tuần|"
    r"lát)(?: [^\s,.;!?]+){1,6}? (?:là|thì) xong|"
    r"(?:phác|lên|viết|làm|soạn|dựng|xong|có|vừa|được)(?: [^\s,.;]+){0,2}? (?:đề cương|dàn ý|sườn|"
    r"bố cục|bản nháp)|(?:xong|rồi),? (?:giờ|bây giờ|nay|giờ này|còn) (?:đang |mới |em |anh |"
    r"tôi )*(?:về|đi|ngồi|quay|"
    r"lo|chuyển|sang) [^\W\d]+",
    r"(?:làm|viết|rà|chạy|tổng hợp|gom|đi|hoàn thiện|hoàn chỉnh|rà soát|chỉnh sửa|"
    r"soạn|triển khai|xử lý) (?:dần|tiếp|nốt|gấp|cố|thêm)",
    r"(?:dự kiến|đảm bảo|bảo đảm|vẫn|sẽ) (?:vẫn )?(?:kịp|đúng) (?:hạn|tiến độ|"
    r"thời hạn|thời gian|kế hoạch)|đúng tiến độ|trong tầm kiểm soát|vẫn (?:làm|chạy|"
    r"triển khai|thế)",
    r"(?:bị |còn |hơi |có |đã )*(?:chậm|trễ|muộn)(?: tiến độ| hạn| hơn| chút| một chút|"
    r" so với|,| vì| do| ạ| rồi)",
    r"(?:quên|sót) (?:mất|chưa|làm|nộp|gửi|béng)|(?:em|anh|chị|tôi|mình|bị) quên(?! (?:báo|nhắn|"
    r"bấm|trả lời|nói))|"
    r"(?:đã|có) (?:xong|làm|nộp|gửi|viết)(?: được)?(?: gì)? đâu|(?:xong|làm|nộp|gửi|viết|"
    r"triển khai)(?: được)? gì đâu|không kịp|chẳng kịp|đuối|"
    r"(?<!chưa )(?<!không )(?:làm|xong|nộp|hoàn thành) kịp(?! không)(?! chưa)|kịp (?:thôi|mà|chứ)",
    r"được (?:khoảng |tầm |hơn |gần |cỡ |thêm )?\d+ (?:thôn|xóm|tổ|chi bộ|hộ|cơ sở|buổi|"
    r"trường hợp|cây|con|ha|km|mét|m|tuyến|điểm|lượt|mục|phiếu|đợt|người|cháu|hồ sơ|đơn vị)"
    r"(?! (?:dự|tham dự|tham gia))|(?:dự thảo|bản thảo) lần|(?:gửi|phát|in) giấy mời|"
    r"tiến độ (?:thì |vẫn |là |hiện )*(?:bình thường|tốt|ổn|đảm bảo|ổn định|theo kế hoạch)|"
    r"(?<!đã )tiến (?:triển|hành) (?:tốt|ổn|bình thường|đúng|theo)|"
    r"(?<!không )(?<!chẳng )(?<!chả )(?<!mà )(?<!sao )còn (?!nhắc)[^,.;!?\d]{2,40}? nữa(?= (?:là|"
    r"thì|mới|thôi|ạ)(?!\w)|[ ]?(?:[,.;!]|$))|"
    r"chuyển sang (?:bước|giai đoạn|khâu|phần|vòng|công đoạn)|"
    r"(?:mai|chiều|tuần sau|lát|tối) (?:em |anh |mình |tôi |tụi em )?(?:qua|sang|tới|đến|"
    r"tiếp)(?! (?:nộp|gửi))|"
    r"(?:xong|rồi)(?: [^\s,.;]+){1,5}, (?:giờ |chỉ |nhưng )*còn (?!(?:gì|ai|nữa|"
    r"lại)(?!\w))[^\W\d]+|"
    r"(?:rồi|xong),? (?:giờ |nay |chỉ |nhưng )*còn (?!(?:gì|ai|nữa|lại)(?!\w))[^\W\d]+|"
    r"mới (?!(?:gửi|nộp|ký|ban hành|họp|nhận|"
    r"báo cáo)(?!\w))[^\s,.;!?:]+(?: [^\s,.;!?:]+){0,2}? được|"
    r"được (?:khoảng |tầm |hơn |gần |cỡ )?\d+ ?/ ?\d+|(?:xong|được) (?:khoảng )?\d+ ?/ ?\d+",
    r"(?!(?:đã|đạt|có|cấp)(?!\w))[^\W\d]{2,}(?: đã|"
    r" mới)? được (?:khoảng |tầm |hơn |gần |thêm )?(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|"
    r"tám|chín|mười|kha khá|nhiều|ít|một ít|phần lớn|đa số|gần|hơn|quá|tương đối|đâu đó|chút)"
    r"(?! (?:đại biểu|người dự|lượt người|lần))",
)
# First steps, which close nothing.
STARTED = (
    rf"(?:đã|vừa|mới|cũng đã) (?:triển khai|phân công|giao|chỉ đạo|đôn đốc|liên hệ|cử|cắt cử|"
    r"điều động|thành lập|bắt đầu|lên lịch|lên kế hoạch|lên khung|khởi công|khởi động|mời|đặt lịch|"
    rf"chuẩn bị)(?!{LONG_GAP} (?:xong|hoàn thành|hoàn tất|rồi|đầy đủ|nhận|quân))",
    rf"giấy mời (?:đã |em |cũng )*(?:gửi|phát|in|soạn)(?!{GAP} (?:đủ|hết|xong|tận|đầy đủ))",
)
BUSY = (
    r"dồn (?:sức|lực)|tập trung (?:cho|lo)|=mải|bị (?:cúm|covid|sốt|ốm|mệt|tai nạn)|"
    r"nghỉ (?:chế độ|sinh|đẻ|mát|dưỡng)|ốm (?:liệt|"
    r"nặng|suốt|mấy)|(?:phải|đang|mắc|còn) lo|lo (?:đại hội|tết|bầu cử)|"
    r"mắc (?:việc|họp|bận)|=bận|bận (?:quá|họp|việc|suốt|đi|phục vụ|đại hội|tiếp|lo|nhiều|con|"
    r"túi|bịu|rộn|"
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
OWN_PART = (
    r"(?:phòng|bên|ban|chi bộ|đơn vị|phần|chỗ|thôn) (?:em|mình|tôi|anh|chị|chúng em|bọn em)"
    r"(?: [^\s,.;]+){0,2} xong(?:,)?(?: [^\s,.;]+){0,2}? còn (?:bên|phần|chỗ|phía|mấy|các|mỗi)",
    r"phần (?:việc |của |phòng |bên |ban |đơn vị )*(?:em|mình|tôi|tui|anh|chị|chúng em|bọn em)"
    r"(?: (?:thì|là|cơ bản|đã|coi như|cũng))* (?:xong|hoàn thành|ok|ổn)",
    r"xong (?:hết )?(?:phần |việc )(?:của )?(?:em|mình|tôi|anh|chị|bên em|đơn vị em|chúng em)",
)
GOES_ON = (
    r"(?:đang|vẫn|vẫn đang) (?:cố|cố gắng|khắc phục|tiếp tục|làm|triển khai|xử lý|"
    r"tìm cách|tháo gỡ|hoàn thiện|tiến hành)",
)
MAYBE_UNFINISHED = (
    r"(?<!công )vẫn(?! bản)(?! phòng)(?! hóa)(?! thư)|"
    r"còn (?!gì)[^\W\d]+|thêm chút|bình thường|đúng (?:kế hoạch|tiến trình)|dần dần|túc tắc|"
    r"từ từ|có rồi|nửa|phần lớn|"
    r"gần hết|sắp(?! xếp)",
)
