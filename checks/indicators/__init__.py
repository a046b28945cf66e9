"""What published and reviewed lists say, read into facts. Pure: bytes in, entries out."""
