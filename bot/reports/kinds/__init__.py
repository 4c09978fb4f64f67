"""The kinds of report, one module each, found by scanning this folder.

build: the function of each module; takes a Brief and returns a Report.
"""
