"""Second floor: tables and queries, one file a feature; functions return Select or Insert."""
