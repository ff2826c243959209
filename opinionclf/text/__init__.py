"""Characters, tokens, and what the lists of words tell of them."""
