"""Answers about the calendar feed of a person's due dates."""

from scheduler.delivery.channel import Block, Bold, Handout, Outgoing

WARNING = (
    "Ai có địa chỉ này đều xem được lịch; gõ “lịch mới” để đổi địa chỉ, “lịch hủy” để bỏ. "
    "Việc theo chế độ riêng không có trong lịch đăng ký."
)


def feed_address(count: int, site: str, place: str, file: Handout) -> Outgoing:
    """Gives the calendar file of `count` due dates, and the address of the feed."""
    if site:
        where = f"Đăng ký trong ứng dụng lịch của điện thoại, máy tính:\n{site}{place}"
    else:
        where = (
            "Đăng ký trong ứng dụng lịch: địa chỉ trang Nhắc việc trên mạng cơ quan, viết tiếp "
            f"ngay sau đó:\n{place}"
        )
    head = Block((Bold("Lịch việc đang mở"), f": {count} việc."))
    return Outgoing((head, Block((where,)), Block((WARNING,))), handouts=(file,))


def feed_revoked(there_was: bool) -> Outgoing:
    """Says that the feed's address is revoked, or that there was none."""
    words = (
        "Đã bỏ địa chỉ lịch; ứng dụng đã đăng ký không lấy được nữa. Gõ “lịch” khi cần địa chỉ mới."
        if there_was
        else "Đồng chí chưa có địa chỉ lịch nào. Gõ “lịch” để lấy."
    )
    return Outgoing((Block((words,)),))
