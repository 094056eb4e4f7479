"""What is known of 8,000 qualified leads of a marketplace, of whom 842 became sellers."""

ORIGINS = {
	"organic_search": (2296, 271, 11.803, 14),
	"paid_search": (1586, 195, 12.295, 15),
	"social": (1350, 75, 5.556, 30),
	"unknown": (1099, 179, 16.288, 11),
	"direct_traffic": (499, 56, 11.222, 10),
	"email": (493, 15, 3.043, 21),
	"referral": (284, 24, 8.451, 18.5),
	"other": (150, 4, 2.667, 9),
	"display": (118, 6, 5.085, 8.5),
	"other_publicities": (65, 3, 4.615, 35),
	"": (60, 14, 23.333, 7.5),
}
"""By origin: leads, won, won in percent, and the median of days."""
COHORTS = {
	"2018-01": (1141, 152),
	"2018-02": (1028, 149),
	"2018-03": (1174, 167),
	"2018-04": (1352, 183),
	"2018-05": (1303, 130),
}
"""By month: leads, won."""
