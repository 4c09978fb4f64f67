"""The commands of `nhacviec`: one module for each command, or for a few that belong together.

- failure: a command that cannot do its work prints why on stderr and exits (2: caller's mistake).
- database time: the time of the database's own clock: the real time, or how far a rehearsal came.
- rehearsal: the program run on a clock that starts at a given moment (`--clock`, `--speed`).
- finding: one line of `nhacviec check`, good or bad.
- simulation: an 08:00 round of many invented communes, measured and projected to the country.
"""
