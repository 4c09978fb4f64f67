"""What the numbers of a quota are, in the words of a plan's sheet."""

from collections.abc import Mapping

from bot.language.text.fold import fold
from storage.words import Better, Figure

SUM, PERCENT = {"figure": Figure.SUM.value}, {"figure": Figure.PERCENT.value}
LEAST = {"figure": Figure.LEVEL.value, "better": Better.HIGHER.value}
MOST = {"figure": Figure.LEVEL.value, "better": Better.LOWER.value}

FIGURES: Mapping[str, Mapping[str, str]] = {
    "Cộng dồn": SUM,
    "Phần trăm": PERCENT,
    "Mức từ": LEAST,
    "Mức không quá": MOST,
}
"""Each choice of the column, as keys of a plan file."""
ACCEPTED: Mapping[str, Mapping[str, str]] = {
    **{fold(name): keys for name, keys in FIGURES.items()},
    **dict.fromkeys(("tong so", "tong", "luy ke", "so luong"), SUM),
    **dict.fromkeys(("% chi tieu", "%", "phan tram chi tieu"), PERCENT),
    **dict.fromkeys(("muc", "muc giu", "muc toi thieu", "khong duoi"), LEAST),
    **dict.fromkeys(("muc toi da", "khong qua", "toi da"), MOST),
}
"""The same by every folded wording that is accepted."""
