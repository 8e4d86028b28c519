"""One file's bytes to one `Document`. Knows nothing of other documents, search or web."""
