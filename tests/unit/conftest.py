import sys

import pygal  # noqa: F401
from hypothesis import settings

# pygal leaves an import hook of Python 2 behind that Python passes over and pytest trips on.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

# A busy machine is no defect: the laws say nothing of time.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
