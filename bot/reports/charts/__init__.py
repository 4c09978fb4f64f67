"""Charts: values in, PNG out. Its modules load matplotlib, so name them in a Call instead.

sheet: the drawing area, in units of a phone's pixels.
gauge: a bar that shows how much of a quota is reached.
load: the number of reminders for each post on each day.
style: fill colour, hatch pattern and text colour of a state.
"""
