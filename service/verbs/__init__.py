"""The verbs of the `vanban` command, a module each, imported when it is called."""
