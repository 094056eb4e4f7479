"""A job that works off all that waits is called once for everything that has come together before it begins."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction

# A job that was called and never came is called again after this time.
_SECONDS = 20


class OneCall:
	"""What waits is stored before: a call that is lost is made good by whoever looks for what waits."""

	def __init__(self, job: str, key: str, otherwise: str) -> None:
		"""`job`: the path of the function. `key`: tells it from others in the cache. `otherwise`: what becomes of what waits where nobody
		can be called, for the log."""
		self._job = job
		self._key = key
		self._otherwise = otherwise

	def make(self) -> None:
		"""What is called for is committed: nothing that goes wrong here may look as if it were not."""
		try:
			# Whether a job of that name is there already would be the wrong question: it may be at its end and look no more.
			if frappe.cache.set(frappe.cache.make_key(self._key), 1, nx=True, ex=_SECONDS):
				self._enqueue()
		except Exception as error:
			if is_lost_transaction(error):
				raise
			frappe.logger("lead_intelligence").exception(self._otherwise)

	def _enqueue(self) -> None:
		try:
			frappe.enqueue(self._job, queue="short")
		except Exception:
			self.let_next_through()
			raise

	def let_next_through(self) -> None:
		"""By the job when it begins: for what comes from now on, another one must begin later than now."""
		frappe.cache.delete(frappe.cache.make_key(self._key))
