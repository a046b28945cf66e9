"""Permissions and operations that monitoring needs, by what they give access to."""

from __future__ import annotations

PERMISSIONS = {
    "android.permission.ACCESS_FINE_LOCATION": "location",
    "android.permission.ACCESS_COARSE_LOCATION": "location",
    "android.permission.ACCESS_BACKGROUND_LOCATION": "location",
    "android.permission.RECORD_AUDIO": "microphone",
    "android.permission.CAMERA": "camera",
    "android.permission.READ_SMS": "messages",
    "android.permission.RECEIVE_SMS": "messages",
    "android.permission.READ_CALL_LOG": "calls",
    "android.permission.PROCESS_OUTGOING_CALLS": "calls",
    "android.permission.READ_CONTACTS": "contacts",
    "android.permission.READ_EXTERNAL_STORAGE": "pictures",
    "android.permission.READ_MEDIA_IMAGES": "pictures",
    "android.permission.READ_MEDIA_VIDEO": "pictures",
}
OPERATIONS = {
    "FINE_LOCATION": "location",
    "COARSE_LOCATION": "location",
    "MONITOR_LOCATION": "location",
    "MONITOR_HIGH_POWER_LOCATION": "location",
    "RECORD_AUDIO": "microphone",
    "CAMERA": "camera",
    "READ_SMS": "messages",
    "RECEIVE_SMS": "messages",
    "READ_CALL_LOG": "calls",
    "READ_CONTACTS": "contacts",
}
UNSEEN = frozenset({"bg", "cch", "fgsvc", "fgsvcl"})
"""Process states in which nobody has the app open on the screen."""
RECENT_SECONDS = 30 * 86400.0
LONG_SECONDS = 3600.0
OFTEN_SECONDS = 600.0
