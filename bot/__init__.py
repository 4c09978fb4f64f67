"""What people see and say."""

__version__ = "0.1.0"
