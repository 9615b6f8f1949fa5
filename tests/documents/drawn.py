"""Names that the tests of documents share."""

SECRET = 7
"""The one count of the drawn table that is under the threshold."""

PERIMETRE = "246200364"
QUARTIERS = ("QN06201M", "QN06202M", "QN06203M")
