"""Suivis under a code that the person holds: what may be written, and what its étapes add up to."""
