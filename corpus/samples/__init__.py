"""The sample archive: invented papers in true form, written for this project (see README.md in this folder)."""
