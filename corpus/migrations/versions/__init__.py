"""One file a step; the number is that of the schema it leads to."""
