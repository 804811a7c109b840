"""How the properties of the rules are tried: without a deadline, since the first holiday calendar takes half a second
to load and a busy machine is no defect."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
