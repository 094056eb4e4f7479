from __future__ import annotations

import pytest

from lead_intelligence.core.responding.buckets import LIMITS, TIMED, WORDS, Bucket, bucket_of


@pytest.mark.parametrize(
	("seconds", "bucket"),
	[
		(-1, Bucket.FIVE_MINUTES),
		(0, Bucket.FIVE_MINUTES),
		(300, Bucket.FIVE_MINUTES),
		(300.000001, Bucket.HOUR),
		(3_600, Bucket.HOUR),
		(3_601, Bucket.FOUR_HOURS),
		(14_400, Bucket.FOUR_HOURS),
		(14_401, Bucket.DAY),
		(86_400, Bucket.DAY),
		(86_401, Bucket.LATER),
		(None, Bucket.UNKNOWN),
	],
)
def test_the_limit_is_still_in_it(seconds: float | None, bucket: Bucket) -> None:
	assert bucket_of(seconds) is bucket


def test_limits_rise_and_every_bucket_has_words() -> None:
	assert list(LIMITS.values()) == sorted(LIMITS.values())
	assert (*LIMITS, Bucket.LATER) == TIMED
	assert set(WORDS) == set(Bucket)
