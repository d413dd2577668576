"""What is sent when, and what it looks like on its way. Pure."""
