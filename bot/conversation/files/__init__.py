"""Files that people send: sort, fetch and store them. May import all that bot.conversation may.

- attachment: a file of an inbound message, known by its platform's reference.
- evidence: a file that proves a report on an item.
- paper: a document that orders work: a conclusion, a resolution or a plan.
- purpose: what a paper is: conclusion, plan or evidence; None until the sender says so.
- fetcher: downloads due files from their platforms and retries failures.
- keeper: stores the fetched files of one table.
- give up: mark a file as failed for good and send its sender the reason.
"""
