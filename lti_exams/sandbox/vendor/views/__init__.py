"""What Hawkeye serves."""
