"""Exams as a whole university sits them, against a database server."""
