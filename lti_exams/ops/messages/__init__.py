"""The texts of the product, for those who translate them: gettext without its programs."""
