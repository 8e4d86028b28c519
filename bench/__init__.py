"""Figures of the project, one module a topic (`make bench-main`, `make bench-extract` ...; see CONTRIBUTING.md)."""
