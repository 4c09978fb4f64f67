"""Reads what lists, board, totals and cards show, as values; wording is left to bot.texts.

May import the scheduler's work, ladder, calendar and delivery values, and storage.

- reader: who looks at a commune's work and when; decides which milestones are visible.
- work list: one of the lists people ask for: own, overdue, due soon, to decide, done ...
- filter: what a list is narrowed to: people, unit, sector, days, numbers.
- board: the page of lists, counts by unit and sector, gauges and coming weeks.
- gauge: a quota with its value, its target and where it should be today.
- dossier: everything about one milestone, for its page.
- history: what happened to one milestone: replies, decisions, files, reminders.
- load: the number of reminders per post and day.
- totals: one commune in numbers only, for its city.
"""
