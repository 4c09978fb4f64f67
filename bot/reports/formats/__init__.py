"""What the program writes for reading elsewhere: one file a format."""
