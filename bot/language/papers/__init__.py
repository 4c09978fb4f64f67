"""What a conclusion of a Party committee orders: its outline, its clauses, and what each asks for.

Papers are written with accents and without slips, so these patterns run over the words as written.
"""
