"""Help and errors of `nhacviec understand`."""

UNDERSTAND = "Thử xem chương trình hiểu câu chữ thế nào, trên một tệp mẫu."
REPLY = "Đọc các câu trả lời của cán bộ, mỗi dòng một đối tượng JSON."
QUERY = "Đọc các câu hỏi của thư ký và lãnh đạo."
DATE = "Đọc các cụm từ chỉ ngày."
FILE = "Tệp JSONL: text, reference_date (hoặc reference), context."
SCORE = "So với expect của từng dòng, in số đúng ở cuối."
PEOPLE = "Tệp JSON ghi người và đơn vị, để hiểu câu hỏi."

UNREADABLE = "không đọc được tệp"
NOT_JSON = "cần một đối tượng JSON trên một dòng"
NO_TEXT = "thiếu text, hoặc text không phải là chuỗi"
NO_DAY = "cần reference_date dạng 2025-11-20"
BAD_SHAPE = "trường có kiểu không đúng"


def fault_line(file: str, line: int, problem: str) -> str:
    return f"{file}:{line}: {problem}"


def figure_line(name: str, right: int, total: int) -> str:
    share = 100 * right / total if total else 0.0
    return f"{name}: {right}/{total} ({share:.1f} %)"


ALL_FIELDS = "đúng mọi trường"
CONFIDENTLY_WRONG = "sai mà không hỏi lại"
