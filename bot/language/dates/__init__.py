"""Dates: solar and lunar dates, periods and times of day in Vietnamese text. All days and times are
Vietnam's.

- rule: a pattern and the reader that turns its match into a date phrase.
- context: today, the calendar of working days, and the direction in which to look for a date.
- date phrase: a date as found in a key: its due day, perhaps a first day and a time.
- whole: the full calendar period that a phrase is part of.
- grain: the length of that period: day, week, month, quarter or year.
- closing: said of a phrase for the end of a period.
- backwards: a date without its year or month is the last one, not the next.
- sure: false where a person should confirm the date.
"""
