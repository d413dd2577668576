"""What a login and a launch must be, and what a valid launch says: pure."""
