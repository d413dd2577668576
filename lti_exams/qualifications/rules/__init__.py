"""When a status is sound, what a decision asks, and how it is explained. Pure."""
