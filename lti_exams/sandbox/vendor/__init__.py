"""Hawkeye, a proctoring vendor that speaks LTI Proctoring Services."""
