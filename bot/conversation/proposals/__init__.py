"""Proposals: tasks that a paper, a chat message or last year's plan suggests, reviewed by the
secretary.

- draft: a proposal before it is stored.
- proposal: one suggested task, stored with a verdict: pending, accepted or skipped.
- block: a task in the shape of a plan file, as JSON.
- aside: what is known of a proposal and is no part of its block, such as hints, as JSON.
- hint: an office or date that may be meant where the paper names none.
- missing: required fields that a block lacks; it cannot be accepted without them.
- unclear: what the commune wants stated of each task and a block leaves open; it may be accepted.
- review: the dialog that shows pending proposals one at a time.
"""
