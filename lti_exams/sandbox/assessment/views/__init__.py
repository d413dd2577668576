"""What Quill serves."""
