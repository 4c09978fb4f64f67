"""The calendar: clocks, working days and hours, lunar calendar, report periods. Pure; imports no
other room.

- working day: a day the commune works: weekends and holidays, corrected by day changes.
- working time: 07:30 to 17:00 of a working day, in Vietnam.
- slot: a time of day at which reminders go out: 08:00 or 14:00.
- on duty: said of work that is reminded of on every day, working or not.
- day change: one day that differs from the general rule: worked or off.
- estimated Tet: the days off around the lunar new year before the State decides them.
- period: the range of days that a report covers.
- cutoff: the first day that a report does not cover yet.
"""
