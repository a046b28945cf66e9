"""``case.jsonld``: exhibits, who captured them and with what, in CASE/UCO 1.5 (caseontology.org). Pure.

At exhibit level, as laboratories import it; the custody log stays the authority for every single event. Identifiers
are made from the bundle's name, so that the same bundle gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from devicecheck.report.content import Exhibit, ReportInput
from devicecheck.untrusted import untrusted

Node = dict[str, Any]
CONTEXT = {
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "uco-vocabulary": "https://ontology.unifiedcyberontology.org/uco/vocabulary/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""``kb`` is a name for things inside this one graph; nothing is fetched from it."""


def document(given: ReportInput, *, manifest_sha256: str = "") -> bytes:
    """Return the graph as JSON-LD. ``manifest_sha256``: of ``manifest-sha256.txt``, where it is known already."""
    names = _Names(given.bundle)
    graph = [*_frame(given, names), *_exhibits(given, names)]
    if manifest_sha256:
        graph.append(_file(names("file", "manifest"), "manifest-sha256.txt", None, {"SHA256": manifest_sha256}))
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode() + b"\n"


class _Names:
    """Identifiers of one bundle."""

    def __init__(self, bundle: str) -> None:
        self._bundle = bundle

    def __call__(self, kind: str, what: str) -> str:
        return f"kb:{kind}-{uuid5(NAMESPACE_URL, f'devicecheck:{self._bundle}:{kind}:{what}')}"

    def node(self, kind: str, what: str, type_: str, **more: object) -> Node:
        return {"@id": self(kind, what), "@type": type_, **more}


def _frame(given: ReportInput, names: _Names) -> Iterator[Node]:
    records = [{"@id": names("record", one.number)} for one in given.exhibits]
    actions = [{"@id": names("action", one.number)} for one in given.exhibits]
    inside = [*records, *actions, *({"@id": names("operator", name)} for name in given.sitting.operators)]
    yield names.node(
        "investigation",
        "it",
        "case-investigation:Investigation",
        **{"uco-core:name": untrusted(given.case), **({"uco-core:object": inside} if inside else {})},
    )
    yield names.node("tool", "it", "uco-tool:Tool", **{"uco-core:name": given.sitting.tool})
    for name in given.sitting.operators:
        yield names.node("operator", name, "uco-identity:Identity", **{"uco-core:name": untrusted(name)})
    if given.device is not None:
        yield names.node("phone", "it", "uco-observable:MobileDevice", **{"uco-core:description": _phone(given)})


def _phone(given: ReportInput) -> str:
    return "; ".join(f"{label}: {untrusted(value)}" for label, value in given.device.lines) if given.device else ""


def _exhibits(given: ReportInput, names: _Names) -> Iterator[Node]:
    for one in given.exhibits:
        file = names("file", one.number)
        yield _file(file, one.file, one.size, {"SHA256": one.sha256, "BLAKE3": one.blake3})
        yield names.node(
            "record",
            one.number,
            "case-investigation:ProvenanceRecord",
            **{
                "case-investigation:exhibitNumber": one.number,
                "uco-core:description": untrusted(one.title),
                "uco-core:object": {"@id": file},
            },
        )
        yield _action(one, given, names)


def _action(one: Exhibit, given: ReportInput, names: _Names) -> Node:
    source = names("record", one.derived_from) if one.derived_from else names("phone", "it")
    known = bool(one.derived_from) or given.device is not None
    details: Node = {
        "uco-core:name": one.capture.how,
        "uco-action:endTime": _time(one.capture.at),
        "uco-action:instrument": {"@id": names("tool", "it")},
        "uco-action:result": [{"@id": names("record", one.number)}, {"@id": names("file", one.number)}],
    }
    if one.capture.by in given.sitting.operators:
        details["uco-action:performer"] = {"@id": names("operator", one.capture.by)}
    if known:
        details["uco-action:object"] = {"@id": source}
    if one.capture.command:
        details["uco-core:description"] = untrusted(one.capture.command, limit=2000)
    return names.node("action", one.number, "case-investigation:InvestigativeAction", **details)


def _file(identifier: str, name: str, size: int | None, hashes: dict[str, str]) -> Node:
    content: Node = {
        "@id": _part(identifier, "content"),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:hash": [_hash(identifier, method, value) for method, value in sorted(hashes.items())],
    }
    if size is not None:
        content["uco-observable:sizeInBytes"] = size
    names = {
        "@id": _part(identifier, "name"),
        "@type": "uco-observable:FileFacet",
        "uco-observable:fileName": name.rpartition("/")[2],
        "uco-observable:filePath": name,
    }
    return {"@id": identifier, "@type": "uco-observable:File", "uco-core:hasFacet": [content, names]}


def _part(identifier: str, part: str) -> str:
    return f"kb:{part.lower()}-{uuid5(NAMESPACE_URL, f'{identifier}:{part}')}"


def _hash(identifier: str, method: str, value: str) -> Node:
    return {
        "@id": _part(identifier, method),
        "@type": "uco-types:Hash",
        "uco-types:hashMethod": method,
        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()},
    }


def _time(at: datetime) -> Node:
    return {"@type": "xsd:dateTime", "@value": at.astimezone(UTC).isoformat(timespec="milliseconds")}
