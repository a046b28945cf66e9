"""The short guide that lies beside a sealed bundle, for somebody who never heard of age."""

from __future__ import annotations

from string import Template

_DE = Template("""SO ÖFFNEN SIE DIESE DATEI
=========================
Datei: $name
Größe: $size Byte
SHA-256: $sha256

Die Datei ist verschlüsselt. $how_de

1. Holen Sie sich das Programm „age“ (kostenlos, quelloffen): https://age-encryption.org
   Debian und Ubuntu: apt install age    Windows: winget install FiloSottile.age    macOS: brew install age
2. Öffnen Sie dort, wo die Datei liegt, eine Eingabeaufforderung (Windows: „cmd“) und geben Sie ein:
   $command
3. Es entsteht $zip. Entpacken Sie diese Datei (alles, in einen leeren Ordner).
4. Im Ordner VERIFY steht, wie Sie prüfen, dass nichts verändert wurde.

Prüfen Sie mit der Quittung, die Sie auf einem anderen Weg bekommen haben. Ohne sie können Sie sehen, dass nichts
verändert wurde, aber nicht, von wem die Datei ist.
""")

_EN = Template("""HOW TO OPEN THIS FILE
=====================
File: $name
Size: $size bytes
SHA-256: $sha256

The file is encrypted. $how_en

1. Get the program “age” (free, open source): https://age-encryption.org
   Debian and Ubuntu: apt install age    Windows: winget install FiloSottile.age    macOS: brew install age
2. Open a command prompt where the file is (Windows: “cmd”) and type:
   $command
3. This makes $zip. Unpack that file (all of it, into an empty folder).
4. The folder VERIFY says how to check that nothing was changed.

Check with the receipt that you were given by another route. Without it you can see that nothing was changed,
but not who made the file.
""")
_HOW = {
    True: (
        "Sie brauchen das Passwort, das Sie auf einem anderen Weg bekommen haben.",
        "You need the passphrase that you were given by another route.",
    ),
    False: (
        "Sie brauchen Ihren geheimen age-Schlüssel (eine kleine Textdatei, hier schluessel.txt genannt).",
        "You need your secret age key (a small text file, here called schluessel.txt).",
    ),
}


def text(*, name: str, size: int, sha256: str, passphrase: bool) -> str:
    """Return the guide in German and English; the same for the same file."""
    zip_name = name.removesuffix(".age")
    command = f"age -d -o {zip_name} {name}" if passphrase else f"age -d -i schluessel.txt -o {zip_name} {name}"
    how_de, how_en = _HOW[passphrase]
    fields = {"name": name, "size": str(size), "sha256": sha256, "zip": zip_name, "command": command}
    return _DE.substitute(fields, how_de=how_de) + "\n\n" + _EN.substitute(fields, how_en=how_en)
