"""The shelf of plugins: which there are, which are offered, and what each of them can."""
