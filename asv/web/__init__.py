"""Top floor: handlers and forms, thin; the rules stand below."""
