"""The only place that talks to a phone. ``connecting.connect`` opens one, ``watching.watch`` sees them come and go."""
