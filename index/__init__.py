"""The search seam: one `Index` protocol, an embedded engine and Elasticsearch behind it."""
