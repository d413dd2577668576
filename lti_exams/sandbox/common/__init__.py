"""What the three counterparts share: signing, calling, serving."""
