"""What officials write, understood without asking the time, the network or the database."""

from bot.language.text.patterns import warm

__all__ = ["warm"]
