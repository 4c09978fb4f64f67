"""click's own messages in Vietnamese: headings of help pages, usage errors, prompts.

click looks its messages up with gettext. `python -m tools.catalogue` compiles the tables below into
`locale/vi/LC_MESSAGES/click.mo`, which gettext reads.
"""

from collections.abc import Mapping

OPTIONS = "[TÙY CHỌN]"
COMMANDS = "LỆNH [...]"
NUMBER = "số"
TEXT = "chữ"

TRANSLATED: Mapping[str, str] = {
    # A page of help.
    "Usage:": "Cách gọi:",
    "Options": "Tùy chọn",
    "Positional arguments": "Đối số",
    "Commands": "Lệnh",
    "Show this message and exit.": "In trang này rồi thoát.",
    "default: {default}": "mặc định: {default}",
    "(dynamic)": "(tùy lúc chạy)",
    "required": "bắt buộc",
    "env var: {var}": "biến môi trường: {var}",
    "file": "tệp",
    "directory": "thư mục",
    "path": "tệp",
    # A call that is wrong.
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem: {command} {option}",
    "No such command {name!r}.": "không có lệnh {name!r}.",
    "No such option {name!r}.": "không có tùy chọn {name!r}.",
    "Missing command.": "thiếu lệnh.",
    "Missing argument": "thiếu đối số",
    "Missing option": "thiếu tùy chọn",
    "Missing parameter": "thiếu tham số",
    "Missing parameter: {param_name}": "thiếu tham số: {param_name}",
    "Missing {param_type}": "thiếu {param_type}",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "Option {name!r} does not take a value.": "tùy chọn {name!r} không kèm giá trị.",
    "Argument {name!r} takes {nargs} values.": "đối số {name!r} cần {nargs} giá trị.",
    "Value must be an iterable.": "cần một danh sách giá trị.",
    "Invalid value: {message}": "không dùng được giá trị này: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là {number_type}.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} không phải là "
    "có hoặc không. Dùng một trong: {states}",
    "{name} {filename!r} does not exist.": "không có {name} {filename!r}.",
    "{name} {filename!r} is a file.": "{name} {filename!r} là một tệp.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là một thư mục.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} không đọc được.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} không ghi được.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} không chạy được.",
    "Could not open file {filename!r}: {message}": "không mở được tệp {filename!r}: {message}",
    "unknown error": "lỗi không rõ",
    # A question that is answered at the keyboard.
    "Error: invalid input": "Lỗi: chưa rõ câu trả lời, gõ y (có) hoặc n (không)",
    "Aborted!": "Đã dừng.",
}
"""By click's English message: ours. click fills in the words in braces."""

COUNTED: Mapping[str, str] = {
    "Did you mean {possibility}?": "Có phải {possibilities}?",
    "Got unexpected extra argument ({args})": "thừa {args}.",
    "Option {name!r} requires an argument.": "tùy chọn {name!r} cần một giá trị.",
    "Takes {nargs} values but 1 was given.": "cần {nargs} giá trị, mới có {len}.",
    "{len_type} values are required, but {len_value} was given.": "cần {len_type} giá trị, "
    "mới có {len_value}.",
    "{value!r} is not {choice}.": "{value!r} không dùng được, cần một trong: {choices}.",
}
"""The same for messages with a plural; the key is click's singular."""
