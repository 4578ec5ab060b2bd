"""`wellheard web`: the app under gunicorn. Threads, because they keep connections alive: twice the rate of
sync workers (runtime.md 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import ParseException

from plugin.app import create_app

if TYPE_CHECKING:
    from flask import Flask

    from plugin.settings import Settings

LONGEST_REQUEST_SECONDS = 30


class WebServer(BaseApplication):  # type: ignore[misc]  # it ships no types
    """gunicorn, configured from our settings alone."""

    def __init__(self, settings: Settings, app: Flask) -> None:
        self._settings = settings
        self._app = app
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": self._settings.web_threads,
            "timeout": LONGEST_REQUEST_SECONDS,
            "proc_name": "wellheard-web",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(settings: Settings) -> None:
    """Serve until told to stop. The app is made first, so that what is missing is told in a sentence."""
    WebServer(settings, create_app(settings, body_errors=(ParseException,))).run()
