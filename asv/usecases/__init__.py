"""Third floor: what people do, as async functions (session, acteur, input) -> domain values."""
