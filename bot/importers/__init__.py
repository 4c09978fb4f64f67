"""Plan files, plan sheets, days files and papers: each becomes checked values, then rows.

plan: the tasks that one source document orders in a commune.
paper: an official document (Word, PDF, Excel, text) read for the tasks it orders.
block: one group of keys of a file: the commune, a unit, a post, a task.
shape: the pydantic model that a block must match.
path: the keys and indexes that lead to a part of a file.
fault: one error in a file, with its line and a Vietnamese sentence.
scope: what a field is validated against, beyond its own value.
clarity: one of the 5 or 6 things a task must state (who, what, how ...).
phase, stage: a part with its own due date, of a phased task or of a quota.
draft: a proposed task, its block maybe incomplete.
"""
