"""Every Vietnamese sentence of the program: constants, and typed functions of values.

Nothing is decided here. A function is often named after the situation that its text tells of.

- message (Outgoing): blocks of text and rows of buttons, which a channel renders.
- item: a milestone as messages show it; a confidential one shows its number only.
- notice_*: the message to the lead about a decision; the plain name answers who decided.
- wording (Words): turns the scheduler's values into messages.
- label: the words on a button; `say` are the words it stands for.
"""
