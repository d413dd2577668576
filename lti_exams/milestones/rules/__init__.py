"""What milestones decide, by nothing but what they are told. Pure."""
