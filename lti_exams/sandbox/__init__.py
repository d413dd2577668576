"""Counterparts to try the product against: an LMS, a proctoring vendor and an assessment tool.

They share no code with the product, so that its bugs cannot hide in both ends of a call.
"""
