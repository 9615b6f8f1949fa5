"""Tables drawn as a reader of published files hands them over, and the places asked for."""

from asv.domain.series import Lieu, Niveau
from asv.domain.series.lecture import read_lots
from asv.spreadsheets.published import PublishedTable

LENS, LIEVIN = Lieu(Niveau.COMMUNE, "62498", "Lens"), Lieu(Niveau.COMMUNE, "62510", "Liévin")
CALL = Lieu(Niveau.EPCI, "246200364", "CALL")
CAMUS, RESIDENCE = Lieu(Niveau.QPV, "QN06202M", "Camus"), Lieu(Niveau.QPV, "QN06208M", "Résidence")
CAMUS_2015 = Lieu(Niveau.QPV, "QP062002", "Camus")
LIEUX = (LENS, LIEVIN, CALL, CAMUS, RESIDENCE, CAMUS_2015)


def table(rows, nom="csv"):
    texts = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    return PublishedTable(nom, tuple(texts[:30]), tuple(enumerate(texts, start=1)), len(texts))


def lots(rows, nom="csv", lieux=LIEUX):
    return read_lots([table(rows, nom)], lieux)
