"""Quill, an assessment tool that marks its own questions."""
