"""Headless Chromium, started once for many pages: no JavaScript of the page runs, and no network is
there. Commands go through the pipe of its debugging protocol; no port is opened."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import validating

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--allow-file-access-from-files", "--window-size=1280,1000",
         "--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND"]


class Chromium:
    """To be used in a 'with' statement."""

    def __init__(self):
        validating.need("chromium", "chromium")
        self.count = 0
        self.session = None

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="octavo-chromium-", ignore_cleanup_errors=True)
        to_it, ours_out = os.pipe()
        ours_in, from_it = os.pipe()

        def place_pipes():  # Chromium reads from 3 and writes to 4
            spare = os.dup(from_it)
            os.dup2(to_it, 3)
            os.dup2(spare, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            ["chromium", *FLAGS, f"--user-data-dir={self.profile.name}", "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=place_pipes)
        os.close(to_it)
        os.close(from_it)
        self.out, self.input = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        self.rest = b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=True)
        return self

    def __exit__(self, *_):
        self.session = None
        try:  # its own processes end with it; a kill would leave them writing into the profile
            self.call("Browser.close")
            self.process.wait(timeout=10)
        except (OSError, validating.CannotRun, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.out.close()
        self.input.close()
        self.profile.cleanup()

    def _message(self):
        while b"\0" not in self.rest:
            piece = os.read(self.input.fileno(), 1 << 16)
            if not piece:
                raise validating.CannotRun("chromium ended")
            self.rest += piece
        text, _, self.rest = self.rest.partition(b"\0")
        return json.loads(text)

    def _wait(self, wanted):
        while True:
            message = self._message()
            if wanted(message):
                return message

    def call(self, method, **parameters):
        self.count += 1
        number = self.count
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.out.write(json.dumps(message).encode() + b"\0")
        self.out.flush()
        answer = self._wait(lambda message: message.get("id") == number)
        if "error" in answer:
            raise validating.CannotRun(f"chromium: {method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, path):
        """Loads a file and waits until it is there, style sheets and images included."""
        loader = self.call("Page.navigate", url=Path(path).resolve().as_uri())
        if "errorText" in loader:
            raise validating.CannotRun(f"chromium: {path}: {loader['errorText']}")
        self._wait(lambda message: message.get("method") == "Page.loadEventFired")

    def value(self, expression):
        """What an expression gives in the page that is open."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise validating.CannotRun(f"chromium: {answer['exceptionDetails']}")
        return answer["result"].get("value")
