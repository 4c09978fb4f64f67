"""What the command line says of how it is called: the frame of help, and calls that are none."""

from collections.abc import Sequence

USAGE = "Cách gọi: "
OPTIONS = "[TÙY CHỌN]"
COMMANDS = "LỆNH [...]"
HEADINGS = {
    "Positional arguments": "Đối số",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
}
MARKS = {"[default: ": "[mặc định: ", "required]": "bắt buộc]"}
"""What the library writes behind the words of an option, and what is shown for it."""
KINDS = {
    " INTEGER RANGE": " SỐ",
    " FLOAT RANGE": " SỐ",
    " INTEGER": " SỐ",
    " FLOAT": " SỐ",
    " TEXT": " CHỮ",
    " PATH": " TỆP",
}
"""What it writes behind the name of an option that needs a value, and what is shown for it."""
HELP = "In trang này rồi thoát."

NUMBER = "cần một số"


def refused(usage: str, path: str, problem: str) -> str:
    """Why a call cannot be carried out, and where to read how it is done."""
    return f"{usage}\nXem: {path} --help\n\nLỗi: {problem}"


def no_command(name: str, like: Sequence[str]) -> str:
    """There is no such command."""
    return f"không có lệnh {name}.{_like(like)}"


def no_option(name: str, like: Sequence[str]) -> str:
    """There is no such option."""
    return f"không có tùy chọn {name}.{_like(like)}"


def _like(names: Sequence[str]) -> str:
    return f" Có phải {' hoặc '.join(names)}?" if names else ""


def missing(name: str) -> str:
    """Something has to be told."""
    return f"thiếu {name}."


def too_many(words: Sequence[str]) -> str:
    """Words that the command does not expect."""
    return f"thừa {' '.join(words)}."


def bad_value(name: str, wanted: str) -> str:
    """A value that is none."""
    return f"{name}: {wanted or 'không dùng được giá trị này'}."


def needs_value(name: str) -> str:
    """An option that stands without what it needs."""
    return f"{name} cần một giá trị."


def takes_no_value(name: str) -> str:
    """An option that is only said or not."""
    return f"{name} không kèm giá trị."


def between(least: float, most: float) -> str:
    """The numbers there are."""
    return f"cần một số từ {least:g} đến {most:g}"


def one_of(names: Sequence[str]) -> str:
    """The words there are."""
    return f"cần một trong: {', '.join(names)}"
