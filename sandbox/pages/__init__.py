"""The sandbox seen in a browser: tickets as an agent sees them, and forms to write as anybody."""

from sandbox.pages.blueprint import make_pages

__all__ = ["make_pages"]
