"""Lists of who qualifies, as they are handed to people and to other systems."""
