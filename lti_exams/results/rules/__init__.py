"""What results mean, and how files of them are read. Pure."""
