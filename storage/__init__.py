"""The database: one file for each table with its queries, sessions, migrations, copies.

- commune: the tenant; every row but a few global ones belongs to one.
- scope: the commune a session is limited to, or all of them.
- bare table: a table named in a statement other than by its mapped class; scopes cannot reach it.
- unit: an office or association of the commune; a post belongs to a unit, a person holds posts.
- task: what a document orders; milestone: one date, number or report of a task.
- due version: rises when a due date changes, so that reminders of the old date are void.
- revision: rises with every change of a milestone, so that old buttons are recognised.
- address: a linked chat of a person; `place` orders a person's chats.
- aside: an item that keeps failing and is not tried any more.
- audit: who changed what; each row holds a hash over the row before it.
- handout: a file that goes out with an answer; evidence: a file that came in for a milestone.
- paper: a document the secretary sent; proposal: a task it proposes.
"""
