"""Every Vietnamese sentence of the program, as typed functions of values.

Nothing is decided here.
May import language, queries, the scheduler and storage, for their values.

- message (Outgoing): blocks of text and rows of buttons, which a channel renders.
- say: a message of one sentence with a row of buttons.
- item: a milestone as messages show it; a confidential one shows its number only.
- notice_*: the message to the lead about a decision; the plain name answers who decided.
- wording (Words): turns the scheduler's values into messages.
- caption: the text that goes with a picture.
- document: a report before it has a format: sections, tables, typed cells.
- label: the words on a button; `say` are the words it stands for.
"""
