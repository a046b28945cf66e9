"""A time-stamp authority of our own, made with openssl."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CONFIG = Path(__file__).with_name("tsa.cnf")
needs_openssl = [
    pytest.mark.lab,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is missing"),
]


class Authority:
    """Answers requests with the laptop's real time."""

    def __init__(self, folder: Path, *, sorted_certificates: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        text = CONFIG.read_text()
        (folder / "tsa.cnf").write_text(text if sorted_certificates else text.replace("#certs", "certs"))
        (folder / "serial").write_text("01\n")
        subject = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf"]
        days = ["-days", "3650"]
        self._openssl(
            "req",
            "-x509",
            *subject,
            *days,
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-subj",
            "/CN=Test CA",
            "-extensions",
            "ca",
        )
        self._openssl("req", *subject, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA")
        self._openssl(
            *("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"),
            *("-out", "tsa.pem", *days, "-extfile", "tsa.cnf", "-extensions", "tsa"),
        )
        self.certificate = (folder / "ca.pem").read_bytes()

    def fetch(self, request: bytes) -> bytes:
        (self.folder / "q.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-queryfile", "q.tsq", "-out", "q.tsr", "-config", "tsa.cnf", "-section", "clock")
        return (self.folder / "q.tsr").read_bytes()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
