"""Check: Microphone, camera, place and messages in the background."""
