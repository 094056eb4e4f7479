"""What is found of a lead, said outright: which stages it qualifies for, without a lead."""

from __future__ import annotations

from collections.abc import Mapping

from lead_intelligence.core.qualification.compiled import Finding, StageEvidence
from lead_intelligence.core.qualification.engine import Judge
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import asks, when

ALL_MET: dict[Stage, bool | None] = {}


def finds(verdicts: Mapping[Stage, bool | None]) -> Judge:
	"""One criterion per stage; those that are not named are met."""

	def judge(stage: Stage) -> StageEvidence:
		criterion = asks(stage, when("email_id", "is set"), f"Is {stage.value}")
		finding = Finding(criterion=criterion, verdict=verdicts.get(stage, True))
		return StageEvidence(stage=stage, findings=(finding,))

	return judge


def qualifies_for(*stages: Stage) -> Judge:
	return finds({stage: stage in stages for stage in Stage})
