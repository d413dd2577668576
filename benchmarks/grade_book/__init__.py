"""Grades on their way to LMSs that are quick, slow, ill, or asked by workers that are killed."""
