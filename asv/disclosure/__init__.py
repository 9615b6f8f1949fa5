"""Disclosure control of tables of counts: hide what would recognise somebody, prove that it cannot be worked out."""
