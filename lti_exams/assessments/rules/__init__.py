"""What comes back from where the questions lie, and what it means: pure."""
