"""Help, menus and the start message: only commands the reader may use."""

from collections.abc import Sequence

from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.channel_extras import Menu

LINES = {
    "viec": "việc: việc đang mở của đồng chí",
    "quahan": "quá hạn: việc quá hạn; thêm đơn vị, người, lĩnh vực, như “quá hạn của Công an xã”",
    "sapden": "sắp đến hạn: việc đến hạn trong 14 ngày",
    "chuabaocao": "chưa báo cáo: việc chưa có phản hồi trong 7 ngày qua",
    "chuanhan": "chưa nhận: việc chủ trì chưa nhận",
    "nhancaviec": "đã nhận cả 14 việc: nhận mọi việc chưa nhận; “nhận cả việc 1-4, 9”",
    "viecvuongmac": "việc vướng mắc: việc chủ trì đang báo vướng mắc",
    "viecxingiahan": "việc xin gia hạn: đề nghị gia hạn chờ quyết định",
    "tiendo": "tiến độ: số việc xong, trong hạn, quá hạn và chỉ tiêu",
    "bieudo": "biểu đồ: xem bằng hình; “biểu đồ đơn vị”, “biểu đồ chỉ tiêu”, “biểu đồ tuần”",
    "uutien": "việc 12 ưu tiên: đưa lên đầu; “12 khẩn”, “12 trọng tâm”, “12 bình thường”",
    "viecdahuy": "việc đã hủy: việc đã hủy và lý do; “12 mở lại vì …” để mở lại",
    "viecdaxong": "việc đã xong: việc đã hoàn thành; “việc xong muộn”, “việc xong đúng hạn”",
    "viecdangmo": "việc đang mở: mọi việc chưa xong",
    "xemthem": "xem thêm: trang sau của danh sách vừa xem",
    "lich": "lịch: việc đang mở thành lịch điện thoại; “lịch mới” đổi địa chỉ, “lịch hủy” bỏ",
    "baocao": "báo cáo tuần (tháng, quý, năm, đột xuất): kèm Word, Excel; thêm “mẫu ủy ban”, “pdf”",
    "xuat": "xuất excel việc quá hạn của Công an xã: danh sách thành tệp (word, pdf, ảnh, lịch)",
    "choduyet": "chờ duyệt: kết quả, gia hạn và vướng mắc chờ quyết định",
    "hoantac": "hoàn tác: bỏ điều vừa ghi, vừa quyết trong một ngày; “hoàn tác 12” cho việc số 12",
    "ghiho": "ghi hộ: ghi thay cán bộ, như “ghi hộ đ/c Dũng: 12 xong, số 45-KH/ĐU ngày 18/11”",
    "moi": "mời CHỨC DANH, HỌ TÊN: cấp mã kết nối; “mời CHỨC DANH 0912345678” nếu có số điện thoại",
    "nhacngay": "nhắc ngay 12, nhắc ngay Công an xã: nhắc chủ trì; thêm “: lời nhắn” nếu cần",
    "nhaclai": "nhắc lại sáng mai: nhắc lại các việc trong tin vừa rồi (2 giờ, chiều nay, thứ Hai)",
    "nhactoi": "nhắc tôi 15h mai gọi chị Hoa: tự hẹn; “sáng thứ Sáu nhắc tôi việc 12”",
    "loinhac": "lời nhắc: những lời nhắc đồng chí đã tự hẹn",
    "boloinhac": "bỏ lời nhắc 3: thôi một lời nhắc đã hẹn; “giữ lời nhắc 3” để hẹn lại",
    "giuloinhac": "giữ lời nhắc 3: hẹn lại lời nhắc vừa bỏ",
    "visao": "vì sao 12: các lần nhắc của việc 12, đã gửi, bỏ qua và sắp tới",
    "vangmat": "vắng mặt: ai vắng, ai thay; “vắng mặt từ 10/11 đến 14/11, đ/c X thay”",
    "hetvangmat": "hết vắng mặt: nhận tin trở lại",
    "ngaynghi": "ngày nghỉ: ngày nghỉ và làm bù của xã",
    "ngaydukien": "ngày dự kiến: ngày chờ xác nhận; “ngày dự kiến 12 đúng; 15 ngày 20/12”",
    "nghi": "nghỉ 24/12 Lễ địa phương: thêm ngày nghỉ của xã; “nghỉ 4/2 đến 10/2 Tết” cho cả đợt",
    "lambu": "làm bù 27/12: thêm một ngày làm bù của xã",
    "bongay": "bỏ ngày 24/12: bỏ ngày nghỉ, ngày làm bù đã thêm",
    "vanhoa": "văn hóa nghỉ, văn hóa làm: ngày 24/11 nghỉ hay làm việc",
    "bangiao": "bàn giao CHỨC DANH cho HỌ TÊN: việc đang mở chuyển theo chức danh",
    "thembuoc": "việc 12 thêm bước: lấy ý kiến 15/11, ký 25/11; “chia việc 12 thành 3 bước: …”",
    "giaolai": "giao lại 12 cho CHỨC DANH: đổi chủ trì của nhiệm vụ",
    "laplai": "lặp lại 12 thứ Sáu cuối tháng: đổi cách lặp lại; “việc 12 thôi lặp lại” để dừng",
    "toanxa": "tổng hợp các xã: số liệu của từng xã, dành cho thành phố, tỉnh",
    "kenh": "kênh: nơi nhận tin, kênh nào trước; “kênh zalo” để tin đến Zalo trước",
    "ketnoi": "kết nối: ai nhận tin ở đâu, ai chưa nhận được",
    "maweb": "mã web: mã để mở trang web của cơ quan, hoặc thêm Zalo, Telegram",
    "dangnhap": "đăng nhập: các máy đang mở trang web của đồng chí, và nút thoát ở từng máy",
    "dexuat": "đề xuất: xem, nhận, sửa hoặc bỏ từng việc mà văn bản, kế hoạch vừa gửi đề xuất",
    "giaoviec": "giao việc: nội dung, chủ trì …, hạn …: giao một việc mới",
    "saokehoach": "sao kế hoạch 2025 sang 2026: đề xuất lại việc năm trước, ngày đã chuyển",
    "mau": "mẫu: bảng Excel để điền kế hoạch rồi gửi lại",
    "tepnayla": "tệp này là kết luận (kế hoạch, minh chứng việc 12): phân loại tệp vừa gửi",
    "nhom": "nhóm: nhóm của đơn vị; “nhóm Phòng Kinh tế” lấy mã, “nhóm nêu tên” nêu ai quá hạn",
    "bonhom": "bỏ nhóm ĐƠN VỊ: nhóm không nhận tin nữa",
    "hanmuc": "hạn mức: số tin và số người của kênh có giới hạn, tin đang giữ lại",
    "ngat": "ngắt telegram (zalo, web): bỏ kênh của mình; Văn phòng: “ngắt đ/c HỌ TÊN”",
    "dulieucuatoi": "dữ liệu của tôi: những gì đang lưu về đồng chí",
    "xoadulieu": "xóa dữ liệu đ/c HỌ TÊN: xóa tên, địa chỉ, lời của người đã yêu cầu",
    "menu": "menu: các nút hay dùng",
    "trogiup": "trợ giúp: bảng này",
}

BUTTONS_PER_ROW = 2
"""Buttons in one row of the start message."""

ANSWER = (
    "Báo tình hình: gõ số việc rồi viết như thường ngày, ví dụ “12 đã nhận”, “12 đang làm 60%”, "
    "“12 vướng kinh phí”, “12 xin lùi đến 20/12 vì chờ số liệu”, “12 đạt 15”, "
    "“12 xong, số 45-KH/ĐU ngày 18/11”. Có dấu hay không dấu đều được."
)
DECIDE = (
    "Quyết định: “12 xác nhận”, “12 trả lại vì …”, “12 đồng ý gia hạn”, “12 không gia hạn vì …”, "
    "“12 dời hạn 25/12”, “12 chỉ đạo …” khi có vướng mắc."
)


def help(names: Sequence[str], decides: bool) -> Outgoing:
    """Says how to reply, then lists the commands of these names, most used first."""
    lines = tuple(f"\n{LINES[name]}" for name in LINES if name in names)
    commands = Block((Bold("Nhắc việc: đồng chí có thể gõ"), *lines))
    return Outgoing((Block((ANSWER,)), *((Block((DECIDE,)),) if decides else ()), commands))


def menu(names: Sequence[str]) -> Menu:
    """The bot menu of these commands, most used first."""
    return [(name, LINES[name].partition(": ")[2]) for name in LINES if name in names]


def start(person: str, posts: Sequence[str], names: Sequence[str]) -> Outgoing:
    """The reader's name and posts, and a button for each of these commands, most used first."""
    held = f" ({', '.join(posts)})" if posts and posts != [person] else ""
    buttons = [_button(_words(LINES[name])) for name in LINES if name in names]
    rows = tuple(
        tuple(buttons[i : i + BUTTONS_PER_ROW]) for i in range(0, len(buttons), BUTTONS_PER_ROW)
    )
    head = f"Đồng chí {person}{held}. Chọn một mục, hoặc gõ số việc để xem và báo tình hình."
    return Outgoing((Block((head,)),), rows)


def _words(line: str) -> str:
    """The words to type, from a line of help."""
    return line.partition(":")[0].partition(" (")[0]


def _button(words: str) -> Button:
    return Button(words[0].upper() + words[1:], words)
