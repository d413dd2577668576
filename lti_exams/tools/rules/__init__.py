"""What a tool is, what it may have, and what its messages must say: pure."""
