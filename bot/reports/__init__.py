"""Reports and other files that go out with answers.

report: sections of sentences and tables with typed cells, not yet in a file format.
kind: a module of `kinds/` that builds one report.
brief: the request for a report, with reader, period and filter.
order: a report's name, period and filter, as stored in a wish.
wish: the JSON parameters of a file, stored until the file is made.
maker: reads the data for a wish and returns the call that draws the file.
letterhead: the commune, place and signer of a document.
form: the Party's or the administration's layout of a document.
"""
