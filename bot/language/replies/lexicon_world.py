"""Who and what there is besides the speaker's own desk, as parts of patterns (see `patterns`)."""

GAP, LONG_GAP = (rf"(?: [^\s,.;!?:]+){{0,{most}}}?" for most in (4, 6))
"""Up to so many words of the same clause."""


def _one_of(listed: str) -> str:
    """A group that takes any one of the words listed between commas."""
    return "(?:" + "|".join(" ".join(words.split()) for words in listed.split(",")) + ")"


INSIDE = (
    r"(?:bí thư|phó bí thư|thường trực|lãnh đạo|chủ tịch|phó chủ tịch|đảng ủy|ban thường vụ|"
    r"btv|sếp|thủ trưởng|chánh văn phòng|các anh|các chị|các bác|các sếp|cấp ủy|bch|"
    r"ban chấp hành|văn phòng|tập thể|đồng chí|anh|chị|chú|bác|cô|ông|bà)"
)
LEADERS = (
    r"(?:bí thư|phó bí thư|thường trực|lãnh đạo|chủ tịch|phó chủ tịch|đảng ủy|sếp|thủ trưởng|"
    r"chánh văn phòng|các anh|các sếp|ban thường vụ|btv)"
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
    r"(?:dân|người dân|bà con|nhân dân|(?<!\d )hộ(?! sơ)|hộ dân|các hộ|một số hộ|số hộ|"
    r"gia đình|chủ hộ|chủ đất|chủ nhà|chủ đầu tư|đương sự|đối tượng|phụ huynh|công dân|hộ ông|"
    r"hộ bà|nhà ông|"
    r"nhà bà|nhà dân|họ(?! sơ))"
)
UNITS = (
    r"(?:các thôn|thôn|các chi bộ|chi bộ|các xóm|xóm|các đơn vị|đơn vị|các phòng|phòng|các ban|ban|"
    r"công an|quân sự|địa chính|kế toán|tài chính|các ngành|mặt trận|phụ nữ|đoàn thanh niên|"
    r"nông dân|trường|trạm|tư pháp|ubnd|ủy ban|cơ sở|các nơi|các đầu mối)"
)
NEEDED = (
    r"(?:kinh phí|tiền(?! (?:triển|độ))|vốn|ngân sách|nguồn|nguồn vốn|nguồn kinh phí|người|"
    r"nhân lực|"
    r"nhân sự|lực lượng|"
    r"số liệu|dữ liệu|hồ sơ|giấy tờ|tài liệu|hướng dẫn|văn bản|công văn|chỉ đạo|mẫu|biểu mẫu|=máy|"
    r"máy móc|máy in|máy tính|phương tiện|thiết bị|xe|mặt bằng|vật tư|vật liệu|hội trường|địa điểm|"
    r"phòng họp|tài khoản|chữ ký số|con dấu|quyết định|phê duyệt|chủ trương|kết quả(?= [^\W\d])|"
    r"thông tin|"
    r"danh sách|=chỗ|=nơi|mạng|internet|điện|xác nhận|phần mềm|bản đồ|giấy tờ|dự toán|=quỹ|"
    r"biên chế|"
    r"căn cứ|cơ sở pháp lý|cơ sở|điều kiện|quy định|"
    r"cán bộ|đối ứng|thuốc|vắc xin|cơ chế|quy hoạch|định mức|phôi|báo giá|nguồn gốc)"
)
# Others whose doing or not doing the speaker cannot help.
AGENTS = _one_of(
    """
    nhà thầu, thầu, chủ thầu, =thợ, xí nghiệp, nhà máy, cửa hàng, đại lý, nhà xe, nhà mạng,
    viễn thông, mobifone, htx, ban quản lý, bqlda, công chứng, đài truyền hình, giáo viên,
    giảng viên,
    báo cáo viên, chuyên gia, học sinh, sinh viên, cử tri, ứng viên, nguyên đơn, bị đơn, đôi bên,
    hai bên, các bên, phía bên kia, người khiếu nại, người đứng đơn, người bán, người mua,
    người đứng tên, người giới thiệu, người đại diện, người nhà, con cháu, cá nhân, chủ cơ sở,
    chủ quán, chủ xe, chủ rừng, chủ trọ, tiểu thương, thương lái, hộ kinh doanh, cán bộ thống kê,
    cán bộ địa chính, trưởng thôn, trưởng xóm, tổ trưởng, trưởng ban nhân dân, già làng, sư thầy,
    nhà chùa, nhà thờ, giáo xứ, dòng họ, lái xe, lái máy, bên kia, bên đó
    """
)
# What the work is done with, and where.
THINGS = _one_of(
    """
    =máy, máy bơm, máy in, máy tính, máy chiếu, máy quét, máy photo, máy chủ, máy xúc, mô tơ, xe,
    xe tải,
    thuyền, =phà, =cầu, cầu tạm, cầu phao, =đường, =điện, cột điện, trạm bơm, mạng, internet,
    wifi, loa,
    âm ly, amply, đèn, camera, phần mềm, hệ thống, cổng, trang web, web, app, server, tài khoản,
    chữ ký số, token, con dấu, hội trường, phòng họp, sân vận động, nhà văn hóa, =kênh, =mương,
    =cống,
    =đập, =ruộng, mặt bằng, vật liệu, vật tư, xi măng, =cát, =thép, =giống, phân bón, vắc xin,
    thuốc, phôi
    """
)
# Things that happen and hold work up, said without any "không".
FAILS = _one_of(
    """
    biến mất, bỏ trốn, bỏ đi, bỏ việc, bỏ dở, mất tích, =chết, =cháy, =gãy, =vỡ, =sập, đổ sập,
    =hỏng, hỏng (?:nặng|rồi|hết|cả), =hư,
    =nổ, =chập, =đứt, =thủng, =nứt, =sụt, =lún, =ngập, =tịt, =xịt, =đơ, treo cứng, phá sản,
    đình công,
    cãi nhau, kiện nhau, đánh nhau, bất thành, không thành, thất bại, trục trặc, sự cố, lên gấp,
    đội giá, tăng giá, khan hiếm, đòi thêm, đòi tiền, khóa cổng, rào đường, chặn đường, chặn xe,
    mất liên lạc, bị giữ, giải thể, sai lệch, chồng lấn, xuống cấp, thất lạc, nghỉ sinh, nghỉ đẻ,
    nghỉ việc, ốm nặng, nằm viện, qua đời
    """
)
