"""What is said beside files that go out, and in their place where they cannot go."""

from collections.abc import Sequence

from scheduler.delivery.channel import Block, Handout


def not_made(names: Sequence[str]) -> Block:
    """Files that could not be made."""
    return Block((f"Chưa lập được tệp: {', '.join(names)}. Đề nghị đồng chí thử lại sau.",))


def fetch(handout: Handout) -> Block:
    """Where a file is fetched that the platform does not take."""
    return Block((f"Tải tệp {handout.name} (liên kết mở được trong 3 ngày):\n{handout.link}",))


def elsewhere(names: Sequence[str]) -> Block:
    """What to do for files that the platform does not take and no link leads to."""
    return Block(
        (
            f"Kênh này không nhận tệp: {', '.join(names)}. Đồng chí mở trang Nhắc việc trên mạng "
            "cơ quan và gõ lại câu trên để tải.",
        )
    )
