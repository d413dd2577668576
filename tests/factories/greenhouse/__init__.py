"""A plugin of somebody else's, in a package of its own: what its author would ship."""
