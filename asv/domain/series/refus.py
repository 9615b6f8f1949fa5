"""Why a published file is not taken, in French, with the way out; what was brought before stays as it was."""

from collections.abc import Mapping
from types import MappingProxyType

from asv.domain.errors import Refused
from asv.spreadsheets.cells import Fault
from asv.spreadsheets.published import MOST_PUBLISHED_BYTES
from asv.spreadsheets.tables import MOST_COLUMNS, MOST_ROWS

_MEGABYTES = MOST_PUBLISHED_BYTES // (1024 * 1024)
TOO_HEAVY = (
    f"Ce fichier est trop lourd : {_MEGABYTES} Mo au plus. Prenez celui des communes ou des quartiers, ou gardez-le "
    "dans son archive .zip."
)
DAMAGED = "Ce fichier ne s’ouvre pas : le téléchargement s’est peut-être arrêté avant la fin. Téléchargez-le à nouveau."
SENTENCES: Mapping[Fault, str] = MappingProxyType({
    Fault.TOO_BIG: TOO_HEAVY,
    Fault.EMPTY: "Ce fichier ne contient aucune ligne : choisissez celui des données, non celui de leur description.",
    Fault.UNKNOWN_FORMAT: "Ce fichier n’est ni un .csv (seul ou dans un .zip), ni un .xlsx, ni un .parquet : "
    "téléchargez l’un de ces formats.",
    Fault.OLD_FORMAT: "Ce fichier est d’un ancien format, ou protégé : téléchargez-le en .csv ou en .xlsx.",
    Fault.DAMAGED: DAMAGED,
    Fault.BOMB: "Ce fichier se déplie démesurément : il est refusé. Téléchargez la version .csv chez le producteur.",
    Fault.ENTITIES: "Ce fichier contient des déclarations interdites : téléchargez la version .csv.",
    Fault.MACROS: "Ce classeur contient des macros : téléchargez la version .csv.",
    Fault.TOO_MANY_ROWS: f"Ce fichier a plus de {MOST_ROWS // 1_000_000} millions de lignes, ou trop de lignes sur vos "
    "lieux : prenez celui des communes ou des quartiers.",
    Fault.TOO_MANY_COLUMNS: f"Ce fichier a plus de {MOST_COLUMNS} colonnes : prenez un fichier par source.",
    Fault.TOO_SLOW: "Ce fichier demande trop de temps ou de mémoire : téléchargez la version .csv.",
    Fault.BUSY: "D’autres fichiers sont en cours de lecture : recommencez dans une minute.",
})  # fmt: skip


class PublicationRefused(Refused):
    """The file is not read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(SENTENCES[fault])
        self.fault = fault
