"""What an exam and an attempt may do. Pure: no Django, no clock, no database."""
