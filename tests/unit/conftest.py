from hypothesis import settings

# A busy machine is no defect: the laws say nothing of time.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
