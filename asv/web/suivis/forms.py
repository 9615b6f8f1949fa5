"""The forms of suivis that are not a small form of the sheet, as typed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from asv.web.forms import Code, Codes, Court, Form
from asv.web.suivis.questions import place_of
from asv.web.suivis.writing import Saisie

DRAWN = "tire"


class CodeForm(Form):
    code: Code = ""


class CarteForm(CodeForm):
    """A lost card given again, or a second card to merge; `confirme`: the person is there and agrees."""

    element: UUID
    tire: Code = ""
    carte: Code = ""
    confirme: Code = ""

    @property
    def given(self) -> str:
        """The code typed from a printed card, or the one drawn with the form and copied by hand."""
        return self.tire if self.carte == DRAWN else self.code


class OuvertureForm(CarteForm):
    date: Code = ""
    accords: Codes = ()
    endroit: Code = ""
    sexe: Code = ""
    tranche_age: Code = ""
    exprimes: Codes = ()
    reperes: Codes = ()
    autonomies: Codes = ()
    couvertures: Codes = ()
    etats: Codes = ()
    freins: Codes = ()
    themes: Codes = ()
    origine: Code = ""

    def saisie(self) -> Saisie:
        zone_residence, commune, qpv = place_of(self.endroit)
        origins = dict.fromkeys(self.reperes, "REPERE") | dict.fromkeys(self.exprimes, "EXPRIME")
        contenu: dict[str, Any] = {
            "code": self.given, "date": self.date, "accords": list(self.accords),
            "zone_residence": zone_residence, "commune_residence": commune,
            "qpv_residence": qpv, "sexe": self.sexe, "tranche_age": self.tranche_age, "origine": self.origine,
            "besoins": [{"code": code, "origine": origin} for code, origin in origins.items()],
            "autonomies": _lines(("domaine", "niveau"), [given.split(":")[::2] for given in self.autonomies if given]),
            "droits": _lines(("couverture", "etat"), zip(self.couvertures, self.etats, strict=False)),
            "freins": list(dict.fromkeys(filter(None, self.freins))),
            "themes": list(dict.fromkeys(filter(None, self.themes))),
        }  # fmt: skip
        return Saisie(self.element, "suivi_ouverture", contenu)


def _lines(names: tuple[str, str], pairs: Any) -> list[dict[str, str]]:
    """Only the lines where something was chosen."""
    return [dict(zip(names, pair, strict=True)) for pair in pairs if any(pair)]


class ConfirmForm(Form):
    element: UUID
    confirme: Code = ""


class DatesForm(Form):
    relance_le: Code = ""
    rendez_vous_le: Code = ""


class RelaisForm(Form):
    vers: Code = ""
    accord: Code = ""


class ReponseForm(Form):
    reponse: Code = ""


class JourForm(Form):
    jour: Code = ""


class ContactForm(Form):
    contact: UUID


class NoteForm(Form):
    note: UUID
    texte: Court = ""
    confirme: Code = ""


class DropForm(Form):
    note: UUID


class ChoixForm(Form):
    """Which of two values holds: `garder` stays, `ecarter` is set aside."""

    element: UUID
    garder: UUID
    ecarter: UUID


def fautes(erreurs: Sequence[tuple[str, str]], names: dict[str, str]) -> list[tuple[str, str]]:
    """Refusals of the protocol under the names of the form's fields."""
    return [(names.get(champ, champ), message) for champ, message in erreurs]
