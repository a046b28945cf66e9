"""One screen per step of the sitting."""
