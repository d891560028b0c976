"""SQLite as Django has it, with writers who are served in the order in which they came."""
