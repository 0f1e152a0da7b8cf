"""Bring uv into the checkout: the wheel that uv.lock names, checked by its hash.

Needs nothing but Python: no pip, no ensurepip. Prints the path of the binary.
"""

import hashlib
import io
import os
import platform
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".uv"
TRIES = 3
SECONDS = 120


def locked_wheel(lock: dict[str, Any], machine: str, libc: str) -> tuple[str, str]:
    """Return address and SHA-256 of uv's wheel for a machine (``x86_64``) and C library.

    Raises:
        LookupError: the lock has no such wheel.
    """
    [package] = [p for p in lock["package"] if p["name"] == "uv"]
    kind = "musllinux" if libc == "musl" else "manylinux"
    for wheel in package["wheels"]:
        if kind in wheel["url"] and f"_{machine}.whl" in wheel["url"]:
            return wheel["url"], wheel["hash"].removeprefix("sha256:")
    raise LookupError(f"uv.lock has no uv wheel for {kind} on {machine}")


def fetch(url: str, sha256: str) -> bytes:
    """Download a wheel.

    Raises:
        OSError: it cannot be reached, after a few tries.
        ValueError: what came is not what the lock names.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(url, timeout=SECONDS) as response:  # noqa: S310
                content: bytes = response.read()
            break
        except OSError as error:
            if attempt == TRIES:
                raise
            print(f"uv: {error}; trying again", file=sys.stderr)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("the downloaded uv is not the one that uv.lock names")
    return content


def unpack(wheel: bytes, target: Path) -> None:
    """Write the binary out of the wheel, all at once."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        [name] = [n for n in archive.namelist() if n.endswith("/scripts/uv")]
        draft = target.with_suffix(f".{os.getpid()}")
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(archive.read(name))
        draft.chmod(0o755)
        draft.replace(target)


def main() -> None:
    """Fetch uv unless the version of the lock is there already."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    libc = "glibc" if platform.libc_ver()[0] == "glibc" else "musl"
    url, sha256 = locked_wheel(lock, platform.machine(), libc)
    target = HOME / sha256[:12] / "uv"
    if not target.exists():
        print("fetching uv", file=sys.stderr)
        unpack(fetch(url, sha256), target)
    print(target)


if __name__ == "__main__":
    main()
