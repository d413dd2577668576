"""What vendors tell, what it means, and what follows from it: pure."""
