"""Charts: values in, PNG out. Its modules load matplotlib, so name them in a Call instead.

sheet: the drawing area, in units of a phone's pixels.
style: fill colour, hatch pattern and text colour of a state.
"""
