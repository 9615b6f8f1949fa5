"""The forms of the bourse de moyens, as typed: what is wrong in them, the domain says."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from litestar.datastructures import MultiDict

from asv.domain.moyens import LOCAL, MoyenSaisi, Sens
from asv.domain.nomenclatures.enumerations import Creneau
from asv.usecases.moyens import Besoin, Filtre, LigneMoyen
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Long, Version

DISTANCES = (("2", "2 km"), ("5", "5 km"), ("10", "10 km"), ("20", "20 km"))


class MoyenForm(ConfirmedForm):
    sens: Code = ""
    code: Code = ""
    structure: Code = ""
    libelle: Court = ""
    description: Long = ""
    endroit: Code = ""
    quantite: Code = "1"
    debut: Code = ""
    fin: Code = ""
    jours: Codes = ()
    creneaux: Codes = ()
    valeur: Code = ""
    conditions: Long = ""
    is_sur_accord: Code = ""
    version: Version = 0

    def saisi(self) -> MoyenSaisi:
        return MoyenSaisi(
            sens=self.sens, code=self.code, libelle=self.libelle, quantite=self.quantite, debut=self.debut,
            fin=self.fin, description=self.description, endroit=self.endroit, jours=self.jours,
            creneaux=self.creneaux, valeur=self.valeur, conditions=self.conditions,
            is_sur_accord=bool(self.is_sur_accord), is_confirme=self.is_confirme,
        )  # fmt: skip


class EtatForm(Form):
    etat: Code = ""
    version: Version = 0


class ReservationForm(Form):
    moyen: Code = ""
    date: Code = ""
    quantite: Code = "1"


class SuiteForm(Form):
    """`retour`: the page to come back to, one of ours."""

    etat: Code = ""
    retour: Code = ""


def form_of(line: LigneMoyen) -> MoyenForm:
    """The form of an announcement, as it is kept."""
    m = line.moyen
    return MoyenForm(
        sens=m.sens, code=m.code, libelle=m.libelle, description=m.description,
        endroit=":".join(part for part in (m.commune, m.qpv) if part), quantite=str(m.quantite),
        debut=m.debut.isoformat(), fin=m.fin.isoformat(), jours=tuple(str(day) for day in m.jours),
        creneaux=tuple(m.creneaux), valeur=_amount(m.valeur), conditions=m.conditions,
        is_sur_accord="oui" if m.is_sur_accord else "", version=m.version,
    )  # fmt: skip


def _amount(valeur: Decimal | None) -> str:
    return "" if valeur is None else str(valeur).replace(".", ",").removesuffix(",00")


def day_in(asked: MultiDict[str], name: str) -> date | None:
    """A day of the address, or None when it is none."""
    try:
        return date.fromisoformat(asked.get(name, ""))
    except ValueError:
        return None


def filtre_of(asked: MultiDict[str]) -> Filtre:
    """What the reader filters the bourse by; what is not understood filters nothing."""
    return Filtre(
        code=asked.get("code", ""), commune=asked.get("commune", ""), debut=day_in(asked, "debut"),
        fin=day_in(asked, "fin"), miens=bool(asked.get("miens", "")),
    )  # fmt: skip


def besoin_of(asked: MultiDict[str], jour: date) -> Besoin:
    """What is looked for; `jour`: the day proposed when none is asked."""
    commune, _, qpv = asked.get("endroit", "").partition(":")
    creneaux = tuple(creneau.value for creneau in Creneau if creneau.value in asked.getall("creneaux", []))
    return Besoin(
        asked.get("code") or LOCAL, day_in(asked, "jour") or jour, creneaux or (Creneau.APRES_MIDI.value,),
        (commune or None, qpv or None), float(km if (km := asked.get("km", "")) in dict(DISTANCES) else "5"),
    )  # fmt: skip


def new_form(asked: MultiDict[str], today: date) -> MoyenForm:
    """An empty form; whoever looked for something in vain finds what he looked for in it."""
    sens = asked.get("sens", "")
    jour = day_in(asked, "jour")
    return MoyenForm(
        sens=sens if sens in set(Sens) else Sens.OFFRE.value, code=asked.get("code", "")[:80],
        endroit=asked.get("endroit", "")[:80], debut=(jour or today).isoformat(), fin=jour.isoformat() if jour else "",
        creneaux=tuple(creneau.value for creneau in Creneau if creneau.value in asked.getall("creneaux", [])),
    )  # fmt: skip


def asked_address(besoin: Besoin) -> str:
    """Where to ask for what nobody lends: the form of a request, with what was looked for."""
    endroit = ":".join(part for part in besoin.place if part)
    fields = {"sens": Sens.DEMANDE.value, "code": besoin.code, "jour": besoin.jour.isoformat(), "endroit": endroit}
    return f"/moyens/nouveau?{urlencode(fields | {'creneaux': besoin.creneaux}, doseq=True)}"
