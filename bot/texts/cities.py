"""Help and output of `nhacviec city`."""

from collections.abc import Iterable, Sequence

CITIES = "Thành phố xem số liệu tổng hợp của các xã: lập, thêm xã, cấp mã cho người xem."
ADD = "Lập một thành phố (hoặc tỉnh): một đơn vị riêng, chỉ xem số liệu của các xã được thêm vào."
TAKE = "Thêm các xã vào thành phố; thêm lần nữa thì giữ nguyên."
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


def commune_left(name: str) -> str:
    return f"{name} không còn thuộc thành phố nào."
