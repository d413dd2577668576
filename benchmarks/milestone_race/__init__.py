"""Milestones against edx-milestones, each in a process and a database of its own."""
