"""A platform of a few hundred lines, against which the tools are shown."""
