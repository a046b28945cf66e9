"""Practice phones, for training and tests."""
