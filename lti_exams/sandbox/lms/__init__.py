"""Riverside University: a learning management system that speaks LTI 1.3 and nothing else."""
