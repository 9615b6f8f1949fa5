"""Released values in, documents out: charts and maps (SVG), PDF, CSV, JSON. No query, no rule, no clock."""
