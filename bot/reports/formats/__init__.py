"""The file formats of reports, one module each, found by scanning this folder.

render: the function of each module; takes a Report and returns the file's bytes.
"""
