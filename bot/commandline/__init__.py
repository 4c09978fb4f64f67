"""The commands of `nhacviec`: one module for each command, or for a few that belong together.

May import every room. `bot.__main__` finds the commands by its table.

- click base: our click classes, option types and shared options, with click's words in Vietnamese.
- failure: a command that cannot do its work prints why on stderr and exits (2: caller's mistake).
- database time: the time of the database's own clock: the real time, or how far a rehearsal came.
- rehearsal: the program run on a clock that starts at a given moment (`--clock`, `--speed`).
- share: what one worker process does: job queues, jobs at a time, the site.
- finding: one line of `nhacviec check`, good or bad.
- simulation: an 08:00 round of many invented communes, measured and projected to the country.
"""
