"""Blocks that replace a file which could not be made or sent."""

from collections.abc import Sequence

from scheduler.delivery.channel import Block, Handout


def not_made(names: Sequence[str]) -> Block:
    return Block((f"Chưa lập được tệp: {', '.join(names)}. Đề nghị đồng chí thử lại sau.",))


def download_link(handout: Handout) -> Block:
    """Gives the download link of a file, on a platform without files."""
    return Block((f"Tải tệp {handout.name} (liên kết mở được trong 3 ngày):\n{handout.link}",))


def how_to_get_files(names: Sequence[str]) -> Block:
    """Says how to get files on a platform without files, if no public address for links is set."""
    return Block(
        (
            f"Kênh này không nhận tệp: {', '.join(names)}. Đồng chí mở trang Nhắc việc trên mạng "
            "cơ quan và gõ lại câu trên để tải.",
        )
    )
