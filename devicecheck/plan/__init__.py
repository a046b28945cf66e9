"""From findings and answers to a plan. Pure."""
