"""The forms of a commitment, as typed: what is wrong in them, the domain says."""

from typing import Any

from asv.domain.engagements import AvenantSaisi, EngagementSaisi, PreuveSaisie, written
from asv.usecases.engagements import AmbitionSaisie
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Long, Version


class EngagementForm(ConfirmedForm):
    structure: Code = ""
    type: Code = ""
    libelle: Long = ""
    ambition: Code = ""
    axes: Codes = ()
    indicateur: Court = ""
    unite: Court = ""
    depart: Code = ""
    cible: Code = ""
    echeance: Code = ""
    is_mesurable_qpv: Code = ""
    qpv: Codes = ()
    freins: Codes = ()
    signe_le: Code = ""
    relecteur: Court = ""
    prochaine_revue: Code = ""
    version: Version = 0

    def saisi(self) -> EngagementSaisi:
        typed = self.model_dump(exclude={"csrf", "confirme", "version", "is_mesurable_qpv"})
        return EngagementSaisi(**typed, is_mesurable_qpv=bool(self.is_mesurable_qpv), is_confirme=self.is_confirme)


class PreuveForm(ConfirmedForm):
    etablie_le: Code = ""
    nature: Code = ""
    texte: Court = ""
    valeur: Code = ""
    etat: Code = ""

    def saisie(self) -> PreuveSaisie:
        return PreuveSaisie(self.etablie_le, self.nature, self.texte, self.valeur, self.etat, self.is_confirme)


class AvenantForm(ConfirmedForm):
    decide_le: Code = ""
    cible: Code = ""
    echeance: Code = ""
    motif: Court = ""

    def saisi(self) -> AvenantSaisi:
        return AvenantSaisi(self.decide_le, self.cible, self.echeance, self.motif, self.is_confirme)


class RevueForm(ConfirmedForm):
    question: Long = ""
    reponse: Long = ""


class AmbitionForm(ConfirmedForm):
    nature: Code = "orientation"
    numero: Code = ""
    libelle: Court = ""
    parent: Code = ""

    def saisie(self) -> AmbitionSaisie:
        return AmbitionSaisie(self.nature, self.numero, self.libelle, self.parent, self.is_confirme)


def form_of(kept: Any) -> EngagementForm:
    """The form of an existing commitment, as it is kept."""
    days = {name: getattr(kept, name) for name in ("echeance", "signe_le", "prochaine_revue")}
    return EngagementForm(
        structure=str(kept.structure_id), type=kept.type, libelle=kept.libelle,
        ambition=str(kept.ambition_id or ""), axes=tuple(map(str, kept.axes)), indicateur=kept.indicateur,
        unite=kept.unite, depart=typed(kept.depart), cible=typed(kept.cible),
        is_mesurable_qpv="oui" if kept.is_mesurable_qpv else "", qpv=tuple(kept.qpv), freins=tuple(kept.freins),
        relecteur=kept.relecteur, version=kept.version,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    )  # fmt: skip


def typed(value: Any) -> str:
    return "" if value is None else written(value)
