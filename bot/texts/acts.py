"""What an act is called when the program shows what it understood."""

NAMES = {
    "accept": "đã nhận",
    "progress": "đang làm",
    "block": "vướng mắc",
    "count": "báo số",
    "extend": "xin gia hạn",
    "done": "đã xong",
}


def understood(act: str, number: int) -> str:
    """The act on one item, as it can be typed."""
    return f"{number} {NAMES[act]}"
