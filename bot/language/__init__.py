"""Language: understand by rules what officials write in Vietnamese. Pure: no clock, network or
database. May import bot.queries.filters, scheduler.calendar, scheduler.ladder.snooze and
storage.words.

- key: a message normalised for patterns, with a map back to the text as typed.
- pattern: a regular expression over a key, written in accented Vietnamese.
- fold: lower case without accents; the form in which fixed words are compared.
- reply: a message about the sender's own work: its intent, fields and confidence.
- request: a message that asks for something: a list, a report, a chase.
- paper: a document that orders work, read clause by clause.
- today: the day (Vietnam) as of which dates are read; always a parameter.
- unsure: fields of a reading that a person should confirm.
- sample: a labelled message that measures the rules.
"""

from bot.language.text.patterns import warm

__all__ = ["warm"]
