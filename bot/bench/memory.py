"""How much memory a process takes, as Linux tells."""

from pathlib import Path

_KIB = 1024
_MB = 1_000_000


def resident_mb(process: int) -> float:
    """Return the resident memory of a process in megabytes (10^6 bytes), shared pages counted whole.

    Source: ``VmRSS`` of proc_pid_status(5).

    Raises:
        FileNotFoundError: there is no such process.
    """
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return kib * _KIB / _MB
