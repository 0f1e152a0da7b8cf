"""A phone: baresip with a WAV file for its microphone, steered over its TCP console.

The console speaks JSON in netstrings (baresip's ``ctrl_tcp`` module).
"""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack import free_port

RATE = 8000  # Hz, of the file
_MODULES = "/usr/lib/baresip/modules"
_CONFIG = """\
module_path {modules}
module g711.so
module aufile.so
module aubridge.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
sip_listen {address}:{sip}
rtp_ports {rtp.start}-{rtp.stop}
audio_player aubridge,ear
audio_alert aubridge,alert
audio_source aufile,{mouth}
audio_srate {rate}
audio_channels 1
ausrc_srate {rate}
auplay_srate {rate}
ausrc_channels 1
auplay_channels 1
call_max_calls 4
"""


def _ports() -> range:
    start = free_port() & ~1  # RTP takes an even port, RTCP the next
    return range(start, start + 10)


@dataclass
class Phone:
    """One phone. ``mouth`` is the WAV that its owner says, ``answers`` whether it takes calls itself."""

    home: Path
    address: str
    number: str
    mouth: Path
    answers: bool = False
    sip: int = field(default_factory=free_port)
    control: int = field(default_factory=free_port)
    rtp: range = field(default_factory=_ports)
    events: list[dict[str, object]] = field(default_factory=list)

    def start(self) -> None:
        """Start the phone and read its events."""
        self.home.mkdir(parents=True)
        (self.home / "config").write_text(
            _CONFIG.format(
                modules=_MODULES, control=self.control, address=self.address, sip=self.sip,
                mouth=self.mouth, rate=RATE, rtp=self.rtp,
            )
        )  # fmt: skip
        mode = "auto" if self.answers else "manual"
        (self.home / "accounts").write_text(
            f"<sip:{self.number}@{self.address}:{self.sip};transport=udp>"
            f";regint=0;answermode={mode};audio_codecs=pcma;dtmfmode=rtpevent\n"
        )
        (self.home / "contacts").write_text("")
        self._process = subprocess.Popen(
            ["baresip", "-f", str(self.home), "-v"],
            stdin=subprocess.DEVNULL,
            stdout=(self.home / "out").open("wb"),
            stderr=subprocess.STDOUT,
        )
        self._socket = self._connect()
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """Put the phone away."""
        self._process.kill()
        self._process.wait(10)
        self._socket.close()

    def dial(self, number: str, port: int) -> None:
        """Call a number at the PBX."""
        self._command("dial", f"sip:{number}@127.0.0.1:{port}")

    def press(self, keys: str) -> None:
        """Press keys, as RFC 4733 events."""
        for key in keys:
            self._command("sndcode", key)

    def hang_up(self) -> None:
        """End the call."""
        self._command("hangup")

    def saw(self, kind: str) -> bool:
        """Tell whether an event such as CALL_ESTABLISHED or CALL_CLOSED came."""
        return any(event.get("type") == kind for event in self.events)

    def _connect(self) -> socket.socket:
        for _ in range(100):
            try:
                return socket.create_connection(("127.0.0.1", self.control), timeout=0.1)
            except OSError:
                self._process.poll()
                threading.Event().wait(0.1)
        raise AssertionError((self.home / "out").read_text())

    def _command(self, command: str, params: str = "") -> None:
        body = json.dumps({"command": command, "params": params})
        self._socket.sendall(f"{len(body)}:{body},".encode())

    def _listen(self) -> None:
        buffer = b""
        self._socket.settimeout(None)
        while True:
            try:
                data = self._socket.recv(65536)
            except OSError:
                return
            if not data:
                return
            buffer += data
            while (colon := buffer.find(b":")) > 0:
                length = int(buffer[:colon])
                if len(buffer) < colon + length + 2:
                    break
                self.events.append(json.loads(buffer[colon + 1 : colon + 1 + length]))
                buffer = buffer[colon + length + 2 :]
