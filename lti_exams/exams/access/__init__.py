"""Rules about who may come in, as small plugins: a password, networks, a browser, groups. Pure."""
