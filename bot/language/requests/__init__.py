"""Requests: messages that ask for something.

- asked list: the list of milestones that a question names outright.
- topic: the words that a title must contain.
- chase target: items, a unit or a person to remind at once, and a sentence to add.
- proposing words: the folded words that review and edit proposals.
"""
