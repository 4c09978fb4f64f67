"""Compile our translations of click's messages into the MO file that gettext reads.

usage: python -m tools.catalogue; run it after a change of the tables below
"""

import struct
from collections.abc import Mapping
from pathlib import Path

from bot.texts import click_messages

FILE = Path(click_messages.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "click.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
MAGIC = 0x950412DE
HEAD = 7 * 4
"""Bytes before the two tables of (length, offset) pairs, one for keys and one for sentences."""

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


def compiled() -> bytes:
    """The catalogue in the MO format of GNU gettext.

    A sentence with a plural has both forms in its key; gettext looks only at the first.
    """
    rows = {"": HEADER, **TRANSLATED}
    rows |= {f"{one}\0{one}": words for one, words in COUNTED.items()}
    keys = sorted(key.encode() for key in rows)
    sentences = [rows[key.decode()].encode() for key in keys]
    size = 8 * len(keys)
    head = struct.pack("<7I", MAGIC, 0, len(keys), HEAD, HEAD + size, 0, HEAD + 2 * size)
    places, texts = b"", b""
    for text in (*keys, *sentences):
        places += struct.pack("<2I", len(text), HEAD + 2 * size + len(texts))
        texts += text + b"\0"
    return head + places + texts


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(compiled())
