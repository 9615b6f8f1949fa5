"""Why a file is not read, in French, with the way out; nothing of the file is quoted."""

from collections.abc import Mapping
from types import MappingProxyType

from asv.domain.errors import Refused
from asv.spreadsheets.cells import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Fault

_MEGABYTES = MOST_BYTES // (1024 * 1024)
SENTENCES: Mapping[Fault, str] = MappingProxyType({
    Fault.TOO_BIG: f"Ce fichier est trop lourd : {_MEGABYTES} Mo au plus. Coupez-le par année.",
    Fault.EMPTY: "Ce fichier ne contient aucune ligne : il faut une ligne d’en-têtes, puis les données.",
    Fault.UNKNOWN_FORMAT: "Ce fichier n’est ni un classeur .xlsx ou .ods, ni un fichier .csv : enregistrez-le ainsi.",
    Fault.OLD_FORMAT: "Ce fichier est d’un ancien format, ou protégé : enregistrez-le en .xlsx, sans mot de passe.",
    Fault.DAMAGED: "Ce fichier ne s’ouvre pas : il est abîmé ou protégé. Enregistrez-le à nouveau en .xlsx.",
    Fault.BOMB: "Ce fichier se déplie démesurément : il est refusé. Copiez ses valeurs dans un classeur neuf.",
    Fault.ENTITIES: "Ce fichier contient des déclarations interdites : copiez ses valeurs dans un classeur neuf.",
    Fault.MACROS: "Ce classeur contient des macros : enregistrez-le en .xlsx, sans macros, et recommencez.",
    Fault.TOO_MANY_ROWS: f"Ce fichier a trop de lignes : {MOST_ROWS} au plus, vides comprises. Coupez-le par année.",
    Fault.TOO_MANY_COLUMNS: f"Ce fichier a trop de colonnes : {MOST_COLUMNS} au plus. Gardez celles de l’activité.",
    Fault.TOO_SLOW: "Ce fichier demande trop de temps ou de mémoire : copiez ses valeurs dans un classeur neuf.",
    Fault.BUSY: "D’autres fichiers sont en cours de lecture : recommencez dans une minute.",
})  # fmt: skip


class FileRefused(Refused):
    """The file is not read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(SENTENCES[fault])
        self.fault = fault
