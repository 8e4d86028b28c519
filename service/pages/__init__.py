"""The pages, server-rendered in Vietnamese, a module each; `routes` puts them together."""
