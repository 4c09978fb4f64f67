"""Files that people send: sort, fetch and store them.

- purpose: what a paper is: conclusion, plan or evidence; None until the sender says so.
- fetcher: downloads due files from their platforms and retries failures.
- give up: mark a file as failed for good and send its sender the reason.
"""
