import sys

import pygal  # noqa: F401
from hypothesis import HealthCheck, settings

# pygal leaves an import hook of Python 2 behind that Python passes over and pytest trips on.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

# A busy machine is no defect: the laws say nothing of time.
settings.register_profile("laws", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")
