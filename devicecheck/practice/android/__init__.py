"""One clear writer: a described phone in, out comes what the commands of its Android version print.

Written from Android's own dump code and from what real phones printed, one small file for each kind of answer,
and knowing nothing of our parsers: two readings of the same format that have to agree.
"""
