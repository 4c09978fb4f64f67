"""The calendar: clocks, working days and hours, lunar calendar, report periods. Pure; imports no
other room.

- working day: a day the commune works: weekends and holidays, corrected by day changes.
- working time: 07:30 to 17:00 of a working day, in Vietnam.
- on duty: said of work that is reminded of on every day, working or not.
- estimated Tet: the days off around the lunar new year before the State decides them.
- cutoff: the moment up to which a report counts.
- deadline: a due day, until its end or until an hour of it.
"""
