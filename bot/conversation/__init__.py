"""Conversation: from one inbound message to its answer.

- inbound message: what a platform delivers from a chat: text, files or a press of a button.
- handler: turns one inbound message into an answer, inside one transaction of its commune.
- turn: one message of one linked person: who, where, when, and in which words.
- act: a change of one milestone, such as done or extend, with the slots that it needs.
- slot: one value that an act needs: a date, a reason, a number.
- free text: a message that is no command and no answer: a status or a question.
- topic: the words of a question that titles must contain.
- card: the answer that shows one milestone with its buttons.
- stale: said of a button whose item or question has changed since it was sent.
- proxy: the secretary records a status on behalf of an official.
- withheld: said of a message marked as a state secret: only its arrival is recorded.
"""
