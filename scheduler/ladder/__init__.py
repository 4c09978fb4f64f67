"""The rules of reminders: which steps a milestone gets, when and to whom. Pure but for the modules
that read their facts; may import scheduler.calendar and storage.

- ladder: the reminder rules for one purpose, e.g. before the due date, overdue, escalation.
- step: one reminder of a ladder to one role, e.g. `before_7`; its name is stored.
- anchor: the date or moment from which a ladder counts its days.
- role: whom a step goes to, relative to the milestone: lead, support, secretary, deputy, head.
- facts: what the rules need to know of one milestone.
- skip: the reason a step of the ladder is not sent.
- fire: turn the steps that are due into deliveries.
- late: fired more than 30 minutes after the step's time.
- override: a plan file's change of the rules, for a commune or one task.
- quota pace: how a quota's number compares with the share of working days passed.
- office: one commune's calendar and rules.
"""
