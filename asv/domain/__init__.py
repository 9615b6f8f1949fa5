"""The rules of the trade: pure, without input or output, without clock."""
