"""What becomes an exhibit besides the phone's answers: screenshots, files, apps, photos of the screen, notes.

Descriptions are data, ``rules.refusal`` says what may not be captured, and each capture function copies bytes to a
``write`` that the caller gives (the vault's). Nothing here stores, shows or decides.
"""
