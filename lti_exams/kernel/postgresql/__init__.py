"""Django's way to PostgreSQL: it looks at the line itself, keeps plans, reads instants at once."""
