import frappe, time, cProfile, pstats
from statistics import median
from tests.site.builders import *
from tests.bench.people import *
from tests.bench.erpnext_alone import *
def test_prof(signed_in_as, monkeypatch):
	import erpnext.crm.doctype.lead.lead as lead
	monkeypatch.setattr(lead,"has_gravatar",lambda e:"")
	with signed_in_as(REP.user):
		l=a_lead(job_title="Clerk", email_id="a@b.example")
		name=l.name
		def once(**f):
			d=frappe.get_doc("Lead",name); d.update(f)
			t=time.perf_counter(); d.save(); t=time.perf_counter()-t
			return t*1000
		for i in range(20): once()
		a=[];b=[]
		for i in range(300):
			with erpnext_alone(): a.append(once())
			b.append(once())
		print("alone(same site)",median(a),"app",median(b), median(b)-median(a))
		pr=cProfile.Profile()
		for i in range(200):
			d=frappe.get_doc("Lead",name)
			pr.enable(); d.save(); pr.disable()
		st=pstats.Stats(pr); st.sort_stats("cumulative").print_stats(r"lead_intelligence", 40)
		st.sort_stats("tottime").print_stats(45)
