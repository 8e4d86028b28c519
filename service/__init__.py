"""What people touch: the `vanban` command, the HTTP API, the pages."""
