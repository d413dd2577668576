"""Decisions about everybody at once, in the database. They agree with the explanation of each."""
