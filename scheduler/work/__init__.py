"""Changes of milestones and people, and how work is counted.

- change: one act on a milestone: it checks the right, writes the row, the reply and the audit.
- answer: a change by the official who leads the work: accept, progress, block, count, submit.
- decision: a change by the secretary or a leader: confirm, send back, grant, refuse, move, cancel.
- actor: the person who makes a change.
- proxy: the secretary who writes an answer down for an official.
- action: a right; the table of ranks and actions says who has it.
- work state: on time, late, waiting for a decision, not yet due or overdue; derived from dates,
  never stored.
- own reminder: what a person asked to be reminded of themselves, at a moment or by a rule.
- hand over: give a task to another post, as if it were new.
"""
