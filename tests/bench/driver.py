"""PyMySQL, made faster for tests: what it reads of an answer's columns, it reads once.

Frappe asks for all columns of wide tables all the time, and to take their descriptions apart is a good part of
what a site test does. The same bytes always say the same.
"""

from __future__ import annotations

from functools import lru_cache


def remember_columns() -> None:
	from pymysql import connections

	connections.FieldDescriptorPacket = lru_cache(maxsize=50_000)(connections.FieldDescriptorPacket)
