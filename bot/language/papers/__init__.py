"""Papers: what a conclusion of a Party committee orders, read clause by clause. Papers are written
with accents and without typos, so patterns match the words as written.

- part: a line or table of a paper, before its outline is known.
- passage: a paragraph, list item or table row with the headings above it.
- marker: the number or sign before a heading or list item: "III-", "1.2.", "a)".
- outline: the headings above each paragraph, list item and table row.
- clause: a stretch of a sentence that orders one thing.
- obligation: an ordered piece of work with lead, due date and number.
- charged: the agencies that a heading makes responsible for what is below.
- target: the number that a clause asks for.
- source: number, date and title of the paper itself.
- plain: lower case and one spelling, as long as the original.
"""
