"""Pure decisions about what an LMS learns."""
