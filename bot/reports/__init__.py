"""What is reported: one file a report."""
