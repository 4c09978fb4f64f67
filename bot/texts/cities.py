"""Help and output of `nhacviec city`."""

from collections.abc import Iterable, Sequence

from bot.texts.import_result import ImportResult

CITIES = "Thành phố xem số liệu tổng hợp của các xã: lập, thêm xã, cấp mã cho người xem."
ADD = "Lập một thành phố (hoặc tỉnh): một đơn vị riêng, chỉ xem số liệu của các xã được thêm vào."
TAKE = "Thêm các xã vào thành phố; thêm lần nữa thì giữ nguyên."
IMPORT = (
    "Nạp một tệp kế hoạch cho mọi xã của thành phố; một xã không nạp được thì không nạp cho xã nào."
)
LEAVE = "Đưa một xã ra khỏi thành phố."
INVITE = "Cấp mã kết nối cho một chức danh của thành phố; chưa có chức danh thì lập mới."

KEY = "Khóa của thành phố."
NAME = "Tên của thành phố, ví dụ “Thành phố Hải Phòng”."
COMMUNES = "Khóa của các xã."
POST = "Chức danh, ví dụ “Chánh Văn phòng Thành ủy”."
BAD_POST = "Tên chức danh không được trống và dài nhất 200 ký tự."


def city_added(key: str, name: str) -> list[str]:
    return [
        f"Đã lập {name}, khóa {key}.",
        f"Tiếp theo: nhacviec city take {key} KHÓA-XÃ..., rồi",
        f'nhacviec city invite {key} "Chánh Văn phòng Thành ủy"',
    ]


def communes_assigned(city: str, names: Sequence[str]) -> str:
    """Lists all communes of the city, after some were assigned to it."""
    return f"{city} theo dõi {len(names)} xã: {', '.join(names)}."


def commune_has_plan(name: str) -> str:
    return f"{name} có kế hoạch riêng, không dùng làm thành phố; lập bằng nhacviec city add."


def cities_cannot_join(keys: Iterable[str]) -> str:
    """Says that a city cannot belong to another city."""
    return f"Thành phố không thể là xã của thành phố khác: {', '.join(keys)}."


def city_has_no_plan(key: str) -> str:
    """Says that a city takes no plan, and how its communes get one."""
    return (
        f"{key} là thành phố, không có kế hoạch riêng. "
        f"Nạp cho các xã của thành phố: nhacviec city import {key} TỆP"
    )


def no_communes(city: str) -> str:
    return f"{city} chưa có xã nào. Thêm bằng nhacviec city take."


def imported(commune: str, key: str, outcome: ImportResult, dry_run: bool) -> str:
    """What an import adds to and changes in one commune of a city."""
    will = "sẽ thêm" if dry_run else "đã thêm"
    return (
        f"{commune} ({key}): {will} {len(outcome.added)} nhiệm vụ, đổi {len(outcome.changed)} "
        f"chi tiết, giữ nguyên {len(outcome.left)} nhiệm vụ."
    )


def import_refused(key: str) -> str:
    """Says that the faults above are those of the file for one commune of a city."""
    return f"Tệp không nạp được cho {key}, nên chưa nạp cho xã nào của thành phố."


def commune_left(name: str) -> str:
    return f"{name} không còn thuộc thành phố nào."
