"""click's placeholders in usage lines; its own messages are in `tools/catalogue.py`."""

OPTIONS = "[TÙY CHỌN]"
COMMANDS = "LỆNH [...]"
NUMBER = "số"
TEXT = "chữ"
