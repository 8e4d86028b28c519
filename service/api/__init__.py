"""/api/v1, a module for each part of it; `routes` puts them together."""
