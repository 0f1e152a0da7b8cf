"""``mia`` as a person starts it: everything comes up, and everything goes with it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from actions.service_tokens import read_secret
from bot.identity.tokens import DemoIssuer, Tokens
from bot.service.together import Ports, invitation
from knowledge.files import ROOT
from tests.stack import MIA, free_port
from tests.waiting import until

WITHIN = 180.0  # seconds, on a machine that others fill too
NUMBER = "79000001990"


@dataclass(frozen=True)
class Running:
    """A started ``mia run``."""

    process: subprocess.Popen[str]
    var: Path
    port: int
    output: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return "Ctrl-C" in self.output.read_text()

    def children(self) -> list[int]:
        """Return the process ids of all that it started, and of what those started."""
        return descendants(self.process.pid)

    def say(self, text: str) -> str:
        token = DemoIssuer(read_secret(self.var / "app-secret")).issue(NUMBER)
        answer = httpx.post(
            f"{self.url}/webhooks/rest/webhook",
            json={"sender": "run", "message": text},
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        answer.raise_for_status()
        return "\n".join(message["text"] for message in answer.json() if "text" in message)


def descendants(parent: int) -> list[int]:
    """Return the living processes under one, by the process table."""
    under: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        under.setdefault(int(fields[1]), []).append(int(path.parent.name))
    children = under.get(parent, [])
    return [*children, *(pid for child in children for pid in descendants(child))]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MIA_")}
    return {**kept, "MIA_VAR": str(var), "MIA_KEEP_MODEL": "1"}


def arguments(port: int, sandbox_port: int) -> list[str]:
    ports = ["--port", str(port), "--sandbox-port", str(sandbox_port), "--voice-port", "0"]
    return [*MIA, "run", *ports]


@contextmanager
def started(var: Path) -> Iterator[Running]:
    """Start ``mia run`` and wait for its banner; whatever is left of it at the end is killed."""
    var.mkdir(exist_ok=True)
    output, port = var / "output.txt", free_port()
    with output.open("w") as file:
        process = subprocess.Popen(
            arguments(port, free_port()),
            env=environment(var),
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )
    mia, children = Running(process, var, port, output), list[int]()
    try:
        until(mia.is_ready, WITHIN)
        children = mia.children()
        yield mia
    finally:
        process.kill()
        process.wait()
        until(lambda: not any(map(is_alive, children)), WITHIN)


def test_what_can_be_tried_is_tried_at_the_ports_that_were_given() -> None:
    usual = invitation("127.0.0.1", Ports(8000, 8010, 8001, 9092))
    assert "--url" not in usual
    other = invitation("127.0.0.1", Ports(8800, 8810, 8801, 8892))
    assert "mia chat --url http://127.0.0.1:8800 --as" in other
    assert "mia call --url http://127.0.0.1:8801 --audiosocket 127.0.0.1:8892 " in other


def test_mia_runs_and_keeps_what_was_confirmed(model: None, tmp_path: Path) -> None:
    """Ctrl-C and ``kill -9`` both take everything down, and nothing that was agreed is lost."""
    var = tmp_path / "var"
    with started(var) as mia:
        assert mia.url in mia.output.read_text()
        assert httpx.get(f"{mia.url}/health/ready").status_code == 200
        mia.say("пополни счёт на 150 рублей")
        assert "450\u00a0₽" in mia.say("да")
        children = mia.children()
        assert len(children) >= 3
        mia.process.send_signal(signal.SIGINT)
        assert mia.process.wait(WITHIN) == 0
        assert not any(map(is_alive, children))
        assert "Mia has stopped" in mia.output.read_text()
    with started(var) as mia:
        assert "450\u00a0₽" in mia.say("сколько на балансе")
        mia.say("пополни счёт на 100 рублей")
        assert "550\u00a0₽" in mia.say("да")
        second = subprocess.run(
            arguments(free_port(), free_port()),
            env=environment(var),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
        )
        assert second.returncode == 1
        assert "Mia runs already" in second.stdout
        assert "550\u00a0₽" in mia.say("сколько на балансе")
        children = mia.children()
        assert len(children) >= 3
        mia.process.kill()
        mia.process.wait()
        until(lambda: not any(map(is_alive, children)), WITHIN)
    with started(var) as mia:
        assert "550\u00a0₽" in mia.say("сколько на балансе")
        mia.process.terminate()
        assert mia.process.wait(WITHIN) == 0


def test_a_busy_port_is_a_clear_error(model: None, tmp_path: Path) -> None:
    with listening() as taken:
        run = mia(["run", "--port", str(taken), "--sandbox-port", str(free_port())], tmp_path)
    assert run.returncode == 1
    assert f"port {taken}" in run.stdout
    assert "taken" in run.stdout


@contextmanager
def listening() -> Iterator[int]:
    """Listen on a port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def mia(
    command: Sequence[str], var: Path, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*MIA, *command],
        input=given,
        env=environment(var),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def test_understand_gives_a_line_for_a_line(model: None, tmp_path: Path) -> None:
    lines = [
        "сколько на балансе",
        "",
        "подари на номер 79000000003 пять гигабайт",
        "😀",
        "/restart",
    ]
    run = mia(["understand"], tmp_path, "".join(f"{line}\n" for line in lines))
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [item["text"] for item in found] == lines
    for item in found:
        assert set(item) == {"text", "topic", "confidence", "alternatives", "entities"}
        assert isinstance(item["topic"], str)
    for item in (found[0], found[2]):
        assert len(item["alternatives"]) >= 3
        values = [confidence for _, confidence in item["alternatives"]]
        assert values == sorted(values, reverse=True)
    assert found[0]["topic"] == "check_balance"
    assert found[1]["topic"] == "out_of_scope"
    entity = found[2]["entities"][0]
    assert entity["value"] == "79000000003"
    assert lines[2][entity["start"] : entity["end"]] == "79000000003"


def test_token_prints_a_token_that_is_believed(tmp_path: Path) -> None:
    app = mia(["token", "79000000001"], tmp_path)
    operator = mia(["token", "operator"], tmp_path)
    assert app.returncode == operator.returncode == 0
    issuer = DemoIssuer(read_secret(tmp_path / "app-secret"))
    tokens = Tokens(read_secret(tmp_path / "service-secret"), issuer)
    assert tokens.read(app.stdout.strip()).subject == "79000000001"
    assert tokens.is_operator(operator.stdout.strip())
    assert not tokens.is_operator(app.stdout.strip())


@pytest.mark.parametrize("number", ["7900", "admin", "٧٩٠٠٠٠٠٠٠٠١"])
def test_token_refuses_what_is_no_number(tmp_path: Path, number: str) -> None:
    run = mia(["token", number], tmp_path)
    assert run.returncode == 2
    assert "eleven digits" in run.stderr
    assert run.stdout == ""


def test_help_names_every_command(tmp_path: Path) -> None:
    run = mia(["--help"], tmp_path)
    assert run.returncode == 0
    for command in ("run", "bot", "chat", "token", "understand", "doctor", "sandbox", "train"):
        assert command in run.stdout


@pytest.mark.parametrize("command", [["nonsense"], ["bot", "--port", "many"]])
def test_a_wrong_command_is_a_clear_error(tmp_path: Path, command: list[str]) -> None:
    run = mia(command, tmp_path)
    assert run.returncode == 2
    assert "Usage" in run.stderr


def test_doctor_finds_this_machine_well(model: None, tmp_path: Path) -> None:
    run = mia(["doctor"], tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "embedded Redis" in run.stdout


def test_doctor_finds_what_is_missing(model: None, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.touch()
    run = mia(["doctor"], taken / "var")
    assert run.returncode != 0
    assert "Traceback" not in run.stderr


def test_understand_says_that_there_is_no_model(tmp_path: Path) -> None:
    run = mia(["understand", "--model", str(tmp_path / "none.tar.gz")], tmp_path, "привет\n")
    assert run.returncode != 0
    assert "no model at" in run.stderr + run.stdout
