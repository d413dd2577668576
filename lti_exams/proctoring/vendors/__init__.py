"""The ways in which a vendor is spoken to, one file each."""
