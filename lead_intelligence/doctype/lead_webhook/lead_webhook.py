from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.webhook_settings import complete, problems_in
from lead_intelligence.adapters.webhooks import give_up_waiting


class LeadWebhook(Document):
	def validate(self):
		refuse(problems_in(self), title=_("Please correct the webhook"))
		complete(self)

	def on_trash(self):
		give_up_waiting(self.name, _("The webhook was deleted."))
