"""Custody of evidence: captured, logged, sealed, bundled and verified. Stands alone.

``vault.Vault`` → ``case.Case`` → ``custody.Custody`` (capture, seal) → ``bundle.write_bundle`` → ``verify.judge``.
Nothing is imported here, so that the verifier loads only what it needs.
"""
