"""Write the bill of materials of the lock as CycloneDX: packages, hashes, licences, their needs.

Run by ``make sbom``, which has it compared with the schema of CycloneDX. The same lock gives the
same bytes: there is no date in it, and its serial number is made of its content.
"""

import hashlib
import json
import re
import sys
import uuid
from typing import Any

from licences import FONT, read_list
from locked import LOCK, OURS, ROOT, Locked, direct, needed_to_run, read_lock

BILL = ROOT / "dist" / f"{OURS}.cdx.json"
FONTS = ROOT / "src/exchange_stats/publishing/drawing/typefaces"
PACKAGE = ROOT / "src/exchange_stats/__init__.py"
SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, OURS)


def main(options: list[str]) -> int:
    """Write the bill; with --validate refuse one that breaks the schema."""
    bill = bill_of(read_lock(LOCK.read_text(encoding="utf-8")))
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    if "--validate" in options and (fault := _fault(text)):
        print(f"{BILL.name}: not as CycloneDX 1.6 wants it: {fault}", file=sys.stderr)
        return 1
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(text, encoding="utf-8")
    print(f"{BILL.relative_to(ROOT)}: {len(bill['components'])} components")
    return 0


def bill_of(packages: list[Locked]) -> dict[str, Any]:
    """Return the bill of materials of the packages of a lock, and of the fonts."""
    licences = {row.package: row.licence for row in read_list()}
    run = needed_to_run(packages)
    components = [_component(one, licences[one.name], one.name in run) for one in packages]
    components += [
        _font(name, licence) for name, licence in licences.items() if name.startswith(FONT)
    ]
    ours = _ours()
    content = {
        "metadata": {"component": ours},
        "components": components,
        "dependencies": _dependencies(packages, ours["bom-ref"]),
    }
    serial = uuid.uuid5(SPACE, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        **head,
        "version": 1,
        **content,
    }


def _ours() -> dict[str, Any]:
    version = re.findall(r'__version__ = "(.+)"', PACKAGE.read_text(encoding="utf-8"))[0]
    where = f"pkg:generic/{OURS}@{version}"
    named = {"type": "application", "bom-ref": where, "name": OURS, "version": version}
    return {**named, "licenses": [{"license": {"id": "MIT"}}], "purl": where}


def _component(one: Locked, licence: str, to_run: bool) -> dict[str, Any]:
    """Return a package; its hashes are those of the files that it is distributed as."""
    hashes = [{"alg": "SHA-256", "content": digest} for digest in one.hashes]
    return {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.name,
        "version": one.version,
        "scope": "required" if to_run else "optional",
        "licenses": [_licence(licence)],
        "purl": _purl(one),
        "externalReferences": [{"type": "distribution", "url": _purl(one), "hashes": hashes}],
    }


def _font(name: str, licence: str) -> dict[str, Any]:
    """Return a font; its hash is that of the file in this repository."""
    file = name.removeprefix(FONT)
    digest = hashlib.sha256((FONTS / file).read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": file,
        "name": file,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": [_licence(licence)],
    }


def _licence(expression: str) -> dict[str, Any]:
    single = " " not in expression
    return {"license": {"id": expression}} if single else {"expression": expression}


def _dependencies(packages: list[Locked], ours: str) -> list[dict[str, Any]]:
    known = {one.name: _purl(one) for one in packages}
    needs: dict[str, list[str]] = {ours: direct(packages)}
    for one in packages:
        for name in {*one.wanted_by} - {OURS}:
            needs.setdefault(known[name], []).append(one.name)
    return [
        {"ref": ref, "dependsOn": [known[name] for name in sorted(names)]}
        for ref, names in sorted(needs.items())
    ]


def _purl(one: Locked) -> str:
    return f"pkg:pypi/{one.name}@{one.version}"


def _fault(text: str) -> str:
    """Return what the schema says against a bill, or nothing."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) or "")[:500]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
