"""Reads what lists, board, totals and cards show, as values; wording is left to bot.texts.

- reader: who looks at a commune's work and when; decides which milestones are visible.
- work list: one of the lists people ask for: own, overdue, due soon, to decide, done ...
- gauge: a quota with its value, its target and where it should be today.
- dossier: everything about one milestone, for its page.
"""
