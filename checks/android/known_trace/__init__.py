"""Check: Processes and servers on lists."""
