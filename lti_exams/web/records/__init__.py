"""What a course knows of its people: the roster and the gradebook, and lists that leave it."""
