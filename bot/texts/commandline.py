"""Help and output shared by the commands of `nhacviec`."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from bot.texts import days
from bot.texts.import_result import ImportResult
from scheduler.calendar.public_holidays import DayChange
from scheduler.calendar.tet import Tet

OPTIMIZED = "Chương trình không chạy với python -O: các phép tự kiểm tra sẽ bị bỏ."
PROGRAM = "Nhắc việc cuối năm cho cán bộ xã."
RUN = "Chạy chương trình. Chưa có mã nền tảng nào thì vào chế độ tập dượt."
WORKER = "Nhận và làm việc trong hàng đợi chung; chạy bao nhiêu máy cũng được (ENGINE=workers)."
WEB = "Chỉ chạy trang web và nhận tin nền tảng gửi đến (ENGINE=workers)."
TICK = "Chỉ xem việc gì đến hạn và đưa vào hàng đợi chung (ENGINE=workers)."
SIMULATE = "Thử một buổi sáng 08:00 của nhiều xã tự tạo và ước tính cho cả nước (PostgreSQL trống)."
QUEUES = "Những loại việc nhận làm, cách nhau dấu phẩy."
CONCURRENCY = "Số việc làm cùng lúc."
METRICS_PORT = "Cổng cho Prometheus xem số liệu của tiến trình này; 0 là không mở."
NOT_SHARED = "Lệnh này dùng khi nhiều máy chia việc: đặt ENGINE=workers và DATABASE_URL PostgreSQL."
IMPORT = "Nạp một tệp kế hoạch (YAML). Nạp lại nhiều lần không sinh việc trùng."
TEMPLATE = "Ghi bảng Excel mẫu để điền kế hoạch, có sẵn chức danh và lĩnh vực của xã."
TEMPLATE_FILE = "Tệp sẽ ghi; không ghi thì là mau-ke-hoach.xlsx, trong thư mục này."
PROPOSE = "Đọc một kết luận (.docx, .txt, .pdf) và in các nhiệm vụ đề xuất; không ghi gì."
PREVIEW = "In mọi tin nhắc sẽ gửi nếu không ai trả lời, rồi số dòng mỗi ngày; không ghi gì."
REPORT = "Lập một báo cáo thành tệp Word, Excel, PDF, ảnh hoặc lịch."
INVITE = "Cấp mã kết nối dùng một lần cho một chức danh."
WHY = "Cho biết vì sao một việc được nhắc hay không: đã gửi, bỏ qua, sắp tới."
DAYS = "Nạp một tệp ngày nghỉ, ngày làm bù riêng của xã (YAML)."
CHECK = "Kiểm tra cấu hình, dữ liệu, mạng, ổ đĩa, sao lưu; mỗi mục một dòng."
STEPS = {
    "reading": "Đang đọc tệp",
    "checking": "Đang kiểm tra từng việc",
    "storing": "Đang ghi vào cơ sở dữ liệu",
}
VERSION = "In phiên bản rồi thoát."

CLOCK = "Chạy theo giờ tập, ví dụ 2025-10-08T07:55 (giờ Việt Nam)."
LAY = "Với --clock: đặt lại việc như được giao lúc giờ tập bắt đầu, hoặc không. Không nói thì hỏi."
TRAINING = "Tập dượt; từ chối nếu đã có mã nền tảng hoặc mở ra ngoài máy này."
SPEED = "Giờ tập chạy nhanh gấp bao nhiêu lần."
FILE = "Tệp kế hoạch .yaml."
CONCLUSION = "Tệp kết luận .docx, .txt hoặc .pdf có chữ."
RECEIVED = "Ngày nhận, dùng khi văn bản không ghi ngày (2025-10-08); để trống là hôm nay."
YEAR = "Năm của kế hoạch khung; ngày tương đối được tính theo năm này."
DRY_RUN = "Chỉ cho biết sẽ thêm, đổi, giữ gì; không ghi."
FROM = "Từ ngày (2025-10-08)."
TO = "Đến hết ngày (2026-03-31)."
JSON = "In mỗi dòng một đối tượng JSON."
COMMUNE = "Khóa của xã, khi cơ sở dữ liệu có nhiều xã."
POST = "Tên hoặc khóa của chức danh, đúng như trong kế hoạch."
PERSON = "Họ tên người giữ chức danh, nếu mới thay."

NUMBER = "Số của việc."
DAYS_FILE = "Tệp ngày .yaml, viết như mẫu ở cuối docs/plan-file.md."
ANSWERED = "Tính như chủ trì nhận ngay, báo cáo và nộp đúng ngày hạn."
CALENDAR = "Vẽ số tin nhắc theo ngày và người thành ảnh PNG."

BAD_CLOCK = "--clock: cần thời điểm dạng 2025-10-08T07:55."
BAD_DATE = "cần ngày dạng 2025-12-31."
MIXED_CLOCKS = (
    "Cơ sở dữ liệu này đã chạy theo đồng hồ khác (giờ thật hoặc giờ tập). "
    "Dùng DATABASE_URL khác để tập dượt."
)
NO_COMMUNE = (
    "Chưa có kế hoạch nào. Nạp trước, ví dụ: nhacviec import plans/khung-cuoi-nam.yaml --year 2026"
)
NEWER_DATABASE = "Cơ sở dữ liệu do bản mới hơn ghi. Hãy dùng bản chương trình mới hơn."
ONLY_HERE = "Chế độ tập dượt chỉ chạy trên 127.0.0.1; hãy bỏ WEB_HOST."
TRAINING_ON_REAL = "Chế độ tập dượt không dùng với mã nền tảng; hãy bỏ TELEGRAM_BOT_TOKEN."
TRAINING_HAS_ITS_CLOCK = "Chế độ tập dượt có đồng hồ riêng; không dùng --clock cùng --training."
ALREADY_RUNNING = "Đã có một chương trình Nhắc việc đang chạy trên cơ sở dữ liệu này."
NEEDS_OWNER = (
    "Tài khoản trong DATABASE_URL không lập, nâng cấp bảng được. Chạy một lệnh với "
    "OWNER_DATABASE_URL là tài khoản chủ của các bảng, rồi chạy lại."
)
BEFORE_UPGRADE = "truoc-nang-cap"
UNREACHABLE_PLATFORM = "Không hỏi được tên bot trên Telegram, nên chưa có đường dẫn t.me."


def tet_is_a_guess(tet: Tet) -> str:
    """Warns that reminders around this Tết assume estimated days off."""
    return (
        f"Lịch nghỉ Tết {tet.year} chưa chốt, đang tính nghỉ {days.full(tet.first)} đến "
        f"{days.full(tet.last)}. Khi có thông báo, ghi vào "
        "plans/ngay-nghi.yaml (tet_decided, days) hoặc tệp ngày của xã."
    )


def training_at(address: str) -> str:
    return f"CHẾ ĐỘ TẬP DƯỢT: mở {address} trên trình duyệt của máy này. Dừng: Ctrl+C."


def serving(channels: Sequence[str], address: str) -> str:
    """Says that the program runs, with its channels and the address of the web page."""
    return f"Đang chạy: {', '.join(channels)}. Trang trong cơ quan: {address} Dừng: Ctrl+C."


def cannot_listen(reason: str) -> str:
    """Says that the port is taken, or the address is not this machine's."""
    return f"Không mở được cổng web ({reason}). Đổi WEB_PORT hoặc tắt chương trình đang giữ cổng."


def kept_before_upgrade(path: str) -> str:
    """Says that the database was backed up before its upgrade."""
    return f"Đã sao lưu trước khi nâng cấp: {path}"


def backup_failed(reason: str) -> str:
    """Says that no backup could be made, so nothing was changed."""
    return f"Không sao lưu được, chưa thay đổi gì: {reason}"


def no_such_number(number: int) -> str:
    return f"Không có việc số {number}."


def days_stated(changes: Sequence[DayChange]) -> list[str]:
    """Lists the stored days, one line each, and their number."""
    kinds = {True: "làm việc", False: "nghỉ"}
    return [
        f"{days.full(change.day)}: {kinds[change.working]} ({change.name})" for change in changes
    ] + [f"Đã ghi {len(changes)} ngày. Lịch nhắc đã tính lại."]


def chart_written(path: str, count: int) -> str:
    """Says that the chart of `count` reminders is written."""
    return f"Đã vẽ {count} tin nhắc vào {path}."


def cannot_write(path: str) -> str:
    return f"{path}: không ghi được tệp này."


def no_such_file(path: str) -> str:
    return f"{path}: không có tệp này."


def file_exists(path: str) -> str:
    """Says that the file exists already; no file is ever overwritten."""
    return f"{path}: đã có tệp này, nên không ghi; chọn tên khác."


def template_written(path: str) -> str:
    return f"Đã ghi {path}. Điền xong thì nạp: nhacviec import {path}"


def writes_into_database(url: str, training: bool) -> str:
    """Says into which database a command writes, and whether training mode or the real program uses
    it.
    """
    if training:
        return (
            f"Cơ sở dữ liệu: {url}, của chế độ tập dượt, vì chưa có mã bot và WEB_URL. "
            "Khi chạy thật thì nạp và cấp mã lại."
        )
    return f"Cơ sở dữ liệu: {url}, chạy thật."


def training_has_a_plan(path: str) -> str:
    """Says that the real database has no plan but the training database has one."""
    return f"Đã nạp vào {path}, nhưng đó là của chế độ tập dượt; chạy thật thì phải nạp lại."


def handed_over_later(start: datetime, at: datetime) -> str:
    """Warns that on a rehearsal's clock nothing is due before the moment the plan was imported."""
    return (
        f"Kế hoạch được nạp lúc {days.moment(at)}, sau giờ tập {days.moment(start)}: trước lúc đó "
        "sẽ không nhắc gì."
    )


ASK_TO_MOVE_HANDOVERS = "Đặt lại như kế hoạch được giao lúc giờ tập bắt đầu?"
HOW_TO_LAY = "Muốn nhắc theo giờ tập thì chạy lại với --lay."
HANDOVERS_MOVED = "Đã đặt lại kế hoạch theo giờ tập."


def path_is_folder(path: str) -> str:
    return f"{path}: là một thư mục; cần ghi rõ một tệp."


def not_text(path: str) -> str:
    return f"{path}: không phải tệp chữ UTF-8; cần lưu lại với bảng mã UTF-8."


def cannot_read(path: str, reason: str) -> str:
    return f"{path}: không đọc được tệp này ({reason})."


def not_days(path: str) -> str:
    """Says that the file is not a days file."""
    return f"{path}: không phải tệp ngày; cần tệp .yaml viết như mẫu ở cuối docs/plan-file.md."


def days_reversed(since: date, until: date) -> str:
    """Says that the last day comes before the first."""
    return f"Từ ngày {days.full(since)} đến ngày {days.full(until)} là ngược; đổi lại hai ngày."


def imported(outcome: ImportResult, dry_run: bool) -> list[str]:
    """Lists the changes of an import, one line each, and their totals."""
    will = "sẽ " if dry_run else "đã "
    lines = [f"{will}thêm  {key}" for key in outcome.added]
    lines += [
        f"{will}đổi   {change.key}: {change.field}: {change.before} -> {change.after}"
        for change in outcome.changed
    ]
    lines += [f"giữ nguyên {key}" for key in outcome.left]
    lines.append(
        f"Tổng: thêm {len(outcome.added)}, đổi {len(outcome.changed)} chi tiết, "
        f"giữ nguyên {len(outcome.left)}."
    )
    return lines


def warning(text: str) -> str:
    return f"Lưu ý: {text}"


def nobody_for(name: str, role: str) -> str:
    """Warns that no post has this role, so its messages have no recipient."""
    return f"Lưu ý: {name}: không có chức danh nào ở vai {role}, tin cho vai này không gửi được."


def choose_commune(keys: Sequence[str]) -> str:
    """Asks to name one of several communes, or says that there is none."""
    if not keys:
        return NO_COMMUNE
    return f"Có nhiều xã, hãy chọn bằng --commune: {', '.join(keys)}."


def no_such_post(name: str, known: Sequence[str]) -> str:
    return f"Không có chức danh “{name}”. Các chức danh: {'; '.join(known)}."


def invitation_lines(post: str, code: str, link: str, page: str, until: datetime) -> list[str]:
    """Gives the code with its links; a link may be ''."""
    lines = [f"Mã kết nối cho {post}: {code}"]
    if link:
        lines.append(f"Đường dẫn: {link}")
    if page:
        lines.append(f"Trang web của cơ quan: {page}")
    lines.append(f"Dùng một lần, hết hạn {days.moment(until)}.")
    return lines


def unknown_queues(unknown: Sequence[str], known: Sequence[str]) -> str:
    return f"--queues: không có {', '.join(unknown)}; có: {', '.join(known)}."


def sharing(queues: Collection[str], address: str) -> str:
    """Says that a worker process runs, with its page and its job queues."""
    parts = [f"trang web {address}"] if address else []
    parts += [f"việc: {', '.join(queues)}"] if queues else []
    return f"Đang chạy, {'; '.join(parts)}. Dừng: Ctrl+C."


def no_database(why: str) -> str:
    return (
        f"Không mở được cơ sở dữ liệu ({why}). "
        "Xem DATABASE_URL, máy chủ PostgreSQL có chạy không, ổ đĩa còn chỗ không."
    )
