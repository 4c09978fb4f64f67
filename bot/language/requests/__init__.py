"""Requests: messages that ask for something. May import bot.language.text, bot.language.dates,
bot.language.papers, bot.queries.filters, scheduler.calendar and storage.words.

- query: a question with its intent and filters.
- filter: a person, unit, sector or period that narrows the answer.
- asked list: the list of milestones that a question names outright.
- topic: the words that a title must contain.
- export: a request for a report as files: which report, formats, period.
- chase target: items, a unit or a person to remind at once, and a sentence to add.
- proxy: a person's name followed by what they reported.
- proposing words: the folded words that review and edit proposals.
"""
