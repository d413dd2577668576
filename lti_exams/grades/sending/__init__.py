"""How outcomes leave: claimed in a transaction, sent outside of any, recorded in another."""
