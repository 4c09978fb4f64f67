"""Words of promising, accepting, asking and chatting, as tables of patterns (see `patterns`)."""

_DOING = (
    r"nộp|gửi|gởi|làm|báo cáo|báo|trình|triển khai|thực hiện|hoàn thành|chỉ đạo|xem|"
    r"kiểm tra|đôn đốc|cập nhật|bổ sung|họp|"
    r"tổng hợp|rà soát|ký|ban hành|xong|xử lý|chuyển|nhắc|liên hệ|soạn|viết|phản hồi|"
    r"trả lời|tham mưu|bàn|lo|cố gắng|cho anh em|"
    r"giao|phân công|chuẩn bị|đi|sửa|up|nghiên cứu|phối hợp|tổ chức"
)
PROMISE = (
    r"(?:sẽ|xin hứa|hứa|cam kết|để (?:em|anh|tôi|mình|chị|bác)|em xin (?:tiếp thu|"
    r"chấp hành|thực hiện|báo cáo)|cố gắng|phấn đấu)",
    rf"(?:mai|chiều|chiều nay|tối nay|tối|sáng mai|tuần sau|thứ \w+|cuối tuần|đầu tuần|"
    rf"ngày \w+|hôm nào|lát|lát nữa|tí|tí nữa|chút|chút nữa|"
    rf"hôm sau|đầu giờ chiều|cuối giờ|nay|tới|hạn|sau|nữa|này|\d+/\d+|trưa)(?: (?:em|e|"
    rf"anh|tôi|mình|chị|bác|chú|tớ|bọn em|chúng em|xin|thì))* (?:{_DOING})",
    rf"(?:em|e|anh|tôi|mình|chị|bác|chúng em|bọn em|xã|ban|chi bộ|"
    rf"đơn vị) (?:{_DOING}) (?:ngay|luôn|liền|sớm|đây|nhé|cho|sau)",
    r"(?:em|e|anh|tôi|mình|chị|bác) (?:xem|làm|kiểm tra|triển khai|cho làm|báo cáo|"
    r"thực hiện|chỉ đạo|giao|gửi|nộp)(?: [^\s,.;]+){0,3} (?:ngay|luôn|liền|sớm|nhé|"
    r"mai|chiều nay|tuần sau)",
    r"(?:làm|gửi|báo cáo|triển khai|xem|kiểm tra|nộp) (?:ngay|luôn|liền|sớm)|"
    r"ngay (?:ạ|đây|đây ạ|bây giờ)",
)
ACKNOWLEDGE = (
    r"(?:vâng|dạ vâng|vâng ạ|dạ rõ|dạ ok|dạ được|dạ rồi|=ừ|=ừa|ừ(?= )|ok|oki|okie|roger|đã thông|"
    r"noted|"
    r"yes|yep|copy|đã rõ|rõ|nhất trí|đồng ý|tuân lệnh|chấp hành|nhớ rồi|nhớ mà|"
    r"nhớ chứ|rồi rồi|nhận đủ|"
    r"thống nhất|tuân thủ|hiểu|hiểu rồi)",
    r"(?:đã |em |anh |tôi |mình |chị |cũng |bên em )*(?:nhận|nắm|tiếp nhận|tiếp thu|"
    r"nắm bắt|ghi nhận|biết|thấy|xem|đọc|hiểu|rõ|nhớ|note(?: lại)?|lưu ý|nghe|"
    r"xin tiếp thu)(?: được| rõ)?(?: thông tin| thông báo| tin| việc| nhiệm vụ|"
    r" văn bản| nội dung| lịch| nhắc)*(?: rồi| nhé| ạ| rõ|$)",
    r"(?:đã nhận|em nhận|nhận được|đã tiếp nhận|đã nắm|đã biết|đã xem|đã đọc|đã hiểu|"
    r"đã tiếp thu|đã ghi nhận|nhận nhiệm vụ|nhận (?:sự )?chỉ đạo|nhận lệnh|nhận việc|nghe rồi|"
    r"nhận rồi|nhận nhé)",
    r"(?:cảm ơn|cám ơn|thank|thanks|tks|thank you|camon|cảm on)",
    r"(?:dạ|vâng|đúng|phải|được)(?: ạ| chị| anh| em| nhé| bác)*$",
    r"(?:xin )?(?:tiếp thu|chấp hành|ghi nhận)",
)
# Whom a question calls on, and what softens it.
CALLED = (
    r"(?: (?:ạ|vậy|nhỉ|thế|hả|chị|anh|em|đồng chí|bác|c|a|e|ta|ơi|cô|chú|sếp|nữa|đây|nè|cả nhà|"
    r"mọi người|cậu|ông|bà))*"
)
QUESTION = (
    r"(?:bao giờ|khi nào|lúc nào|hôm nào|ngày nào|mấy giờ|mấy ngày|mấy bản|bao nhiêu|"
    r"bao lâu|thế nào|như thế nào|ra sao|tại sao|vì sao|làm sao|sao lại|cái gì|là gì|"
    r"việc gì|(?<!có )(?<!còn )(?<!được )(?<!thấy )(?<!biết )(?<!vướng )(?<!làm )gì|"
    r"(?<!không )(?<!chưa )(?<!chẳng )(?<!chả )(?:có|được|làm) gì(?= [^\W\d])|gồm những gì|"
    r"những gì|ở đâu|chỗ nào|nơi nào|"
    r"hệ thống nào|cách nào|nhóm nào|ngày nào|(?<!làm )=đâu|(?:ở|từ|tới|đến|vào|nộp|gửi|lấy|"
    r"về) đâu|đâu(?= (?:ạ|vậy|thế|nhỉ|rồi))|"
    r"từ đâu)(?! mới)",
    r"(?:mẫu|cái|đơn vị|ai|người|văn bản|việc|phần|nội dung|bản|số liệu|cơ quan|phòng|"
    r"ban|bên|loại|hình thức|kiểu|chỗ|thôn|theo|căn cứ|đồng chí|tháng|đợt|file|mục|"
    r"kế hoạch|biểu) nào",
    r"(?<!không )(?<!chưa )(?<!chẳng )(?<!chả )ai(?! cũng)(?! chịu)(?! nữa)",
    r"(?:có|được|phải|cần|đúng)(?: [^\s,.;!?:]+){0,10}? (?:không|chưa)"
    rf"{CALLED}(?:[?.!]|$)",
    r"(?:cho (?:em |anh |tôi |mình |chị )?hỏi|xin hỏi|hỏi chút|hỏi tí|hỏi thăm|hỏi là|"
    r"(?<!để )em hỏi(?! lại)|hỏi chị|hỏi anh)",
    r"(?:gồm|có|cần|nộp|làm|in|gửi|phải)(?: [^\s,.;]+)? mấy (?:phần|bản|mục|người|cái|loại|"
    r"trang|bộ|nội dung)|(?:tháng|ngày|quý|năm|số|thứ|đợt|lần|khóa) mấy",
    r"(?:hả|nhỉ|chăng|phải không|đúng không|được không|có không|=à|hở|hử|vậy chị|"
    rf"vậy anh|thế chị|thế anh){CALLED}(?:[?.!]|$)",
    r"[^\s?]+ hay (?:là )?[^\s?]+",
    rf"[^\W\d]+ sao{CALLED}(?:[?.!]|$)|mấy (?!(?:hôm|ngày|bữa|lần|cái|chỗ|hộ|điểm|nhà|anh|chị|"
    rf"đồng chí|cháu|em|"
    r"việc|cuộc|tuần|tháng|năm|thôn|khâu|mục|phần|lỗi|"
    r"chữ)(?!\w))[^\W\d]+(?: [^\s,.;]+){0,2} (?:là|thì) (?:được|đủ)",
    r"sao(?: (?:em|anh|tôi|mình|chị|hôm|lại|vẫn|không|việc|cái))+(?= )|không nhớ|"
    r"chưa rõ|không rõ|chưa hiểu|không hiểu",
    r"(?:nói|giải thích|hướng dẫn|chỉ|làm|ghi) (?:rõ|cụ thể|kỹ)(?: hơn| thêm| giúp| lại| cho)+|"
    r"(?:giải thích|nói lại|nhắc lại|gửi lại)(?: [^\s,.;]+){0,4}? (?:giúp|hộ|giùm|dùm|với|"
    r"được không)|"
    r"cho (?:em |anh |tôi |mình |chị |xin )*biết(?= [^\W\d])(?! (?:là )?đã)",
)
WHICH = (r"(?!(?:hôm|bữa|khi|lúc|thế|một)(?!\w))[^\W\d]+ nào(?! cũng)(?! đó)(?! nữa)(?! vậy)",)
# "Chưa có thôn nào" asks nothing.
NONE_BEFORE = r"(?:chưa|không|chẳng|chả|hễ|bất cứ|bất kỳ)(?: [^\s,.;!?:]+){0,5}"
ASKS_FOR = (
    r"(?:cho|xin)(?: (?:em|anh|tôi|mình|chị))*(?: xin)?(?: (?:cái|lại|thêm))* "
    r"(?:mẫu|file|công văn|giấy mời|kế hoạch|lịch|mật khẩu|tài khoản|số điện thoại|biểu|biểu mẫu|"
    r"văn bản|link|đường dẫn|tài liệu|"
    r"danh sách|thông tin|căn cứ|bản mềm|đề cương|hướng dẫn)"
    r"(?! (?:chưa|không))",
)
TO_ALL = (
    r"nhầm nhóm|gửi nhầm|nhắn nhầm|lộn nhóm|(?:mọi người|cả nhà|các bác|các anh chị|"
    r"anh em|các đồng chí) ơi|"
    r"hàng (?:đã )?về|giảm giá|khuyến mãi|chốt đơn|thanh lý(?! (?:hợp đồng|tài sản))|"
    r"(?:có )?ai (?:bán|mua|cần mua|muốn mua|cho thuê|biết chỗ)|^ai (?:để quên|bỏ quên|đánh rơi|"
    r"nhặt|mất|rảnh|đi|ăn|có xe|có nhà)|"
    r"thông báo (?:tới|đến|với)|^(?:kính )?mời (?:các|cả|mọi)|^thông báo(?! (?:đã|của|số))",
)
# What was told or sent is no news to all.
TOLD_AFTER = r"(?:đã|được|vừa|mới|có|bản|các|xong)(?: [^\s,.;!?:]+){0,2}"
CHAT = (
    r"(?:chúc mừng|(?<!tổ )chúc|^mừng|happy|sinh nhật|chào buổi|chào cả nhà|chào các|"
    r"chào mọi người|"
    r"xin chào|hello|hi|alo|a lô|haha|hihi|hehe|kaka|test|=thử)",
    r"(?:nhầm nhóm|gửi nhầm|nhầm|nhắn nhầm|lộn nhóm|gửi lộn|xin lỗi mọi người|thông cảm)",
    r"(?:=ăn|ăn (?:sáng|trưa|tối|cơm|ở|gì|uống|nhậu|cưới)|uống|nhậu|cà phê|cafe|"
    r"bóng đá|đá bóng|đá banh|đội bóng|trận bóng|đi hát|đi chơi|đi biển|bóng chuyền|đánh cầu|"
    r"cầu lông|sân bóng|đi nhờ|quá giang|"
    r"thời tiết|trời|mưa|nắng|lạnh|nóng|đám cưới|karaoke|"
    r"liên hoan|ăn trưa|ăn sáng|giao lưu|=lương|=thưởng|thưởng tết)",
)
MAYBE_PROMISE = (
    r"(?:mai|chiều|chiều nay|tối|tối nay|tuần sau|tuần này|lát|hôm nay|sáng mai|ngay|thứ \w+)"
    r"(?= (?:em|e|tôi|mình|anh|chị|ạ|nhé|nha|thôi|có|xong|xin|sẽ|nộp|gửi|làm|báo|trình)(?!\w)|"
    r"[ ]?(?:[,.!]|$))",
)
