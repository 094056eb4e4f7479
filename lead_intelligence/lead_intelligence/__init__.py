"""Frappe's module package. Frappe looks for doctypes in `<app>/<module>/`; ours lie in the app folder itself, which
this package points at. So everything below has two import names: import it as `lead_intelligence.…` only."""

from pathlib import Path

_app = Path(__file__).resolve().parent.parent
__path__ = [str(_app)]
__file__ = str(_app / "__init__.py")
