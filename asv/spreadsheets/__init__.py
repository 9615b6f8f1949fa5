"""Reading former activity logs: XLSX, ODS and CSV files that nobody vouches for, within limits, in a process apart."""
