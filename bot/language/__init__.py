"""Language: understand by rules what officials write in Vietnamese. Pure: no clock, network or
database.

- key: a message normalised for patterns, with a map back to the text as typed.
- pattern: a regular expression over a key, written in accented Vietnamese.
- fold: lower case without accents; the form in which fixed words are compared.
- unsure: fields of a reading that a person should confirm.
- sample: a labelled message that measures the rules.
"""

from bot.language.text.patterns import warm

__all__ = ["warm"]
