"""Social cards as pictures. Touches nothing outside: the bytes of fonts are given to it."""
