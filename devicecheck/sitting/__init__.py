"""One sitting in order: the only place where phone, evidence and plan come together."""
