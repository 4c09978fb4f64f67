"""Proposals: tasks that a paper, a chat message or last year's plan suggests, reviewed by the
secretary. May import all that bot.conversation may.

- paper: the source of proposals; also a row for work ordered in chat or taken from last year.
- draft: a proposal before it is stored.
- proposal: one suggested task, stored with a verdict: pending, accepted or skipped.
- block: a task in the shape of a plan file, as JSON.
- aside: what is known of a proposal and is no part of its block, such as hints, as JSON.
- hint: an office or date that may be meant where the paper names none.
- missing: required fields that a block lacks; it cannot be accepted without them.
- unclear: what the commune wants stated of each task and a block leaves open; it may be accepted.
- review: the dialog that shows pending proposals one at a time.
- edit: the change of one field of a block, in the secretary's words.
- accept: turn blocks into tasks by the import of plans.
- skip: decide against a proposal; it can be reopened.
- overview: counts of a paper's pending proposals.
"""
