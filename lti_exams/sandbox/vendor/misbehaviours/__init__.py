"""Every named way in which Hawkeye can be wrong."""
