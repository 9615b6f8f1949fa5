"""The forms of a joint action, as typed: what is wrong in them, the domain says."""

from asv.domain.actions import Apport, DateSaisie, FicheAction
from asv.domain.actions.besoins import BesoinSaisi
from asv.domain.actions.passages import Demande
from asv.usecases.actions import VueAction
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Long


class ActionForm(ConfirmedForm):
    titre: Court = ""
    type: Code = ""
    theme: Code = ""
    porteur: Code = ""
    objectif: Long = ""
    besoin: Code = ""
    besoin_texte: Long = ""
    description: Long = ""
    qpv: Codes = ()
    publics: Codes = ()
    is_publique: Code = ""
    version: int = 0

    def fiche(self) -> FicheAction:
        return FicheAction(
            self.titre,
            self.type,
            self.theme,
            self.description,
            self.qpv,
            self.publics,
            bool(self.is_publique),
            self.is_confirme,
            self.objectif,
        )

    def besoin_saisi(self) -> BesoinSaisi:
        return BesoinSaisi(self.besoin, self.besoin_texte, self.is_confirme)


class DateForm(Form):
    jour: Code = ""
    debut: Code = ""
    fin: Code = ""
    lieu: Court = ""
    endroit: Code = ""

    def saisie(self) -> DateSaisie:
        return DateSaisie(self.jour, self.debut, self.fin, self.lieu, self.endroit)


class ApportForm(ConfirmedForm):
    moyens: Codes = ()
    apport: Court = ""

    def given(self) -> Apport:
        return Apport(self.moyens, self.apport, self.is_confirme)


class InvitationForm(ApportForm):
    structure: Code = ""
    role: Code = ""


class ReponseForm(ApportForm):
    reponse: Code = ""


class BesoinForm(ConfirmedForm):
    besoin: Code = ""
    besoin_texte: Long = ""

    def saisi(self) -> BesoinSaisi:
        return BesoinSaisi(self.besoin, self.besoin_texte, self.is_confirme)


class PassageForm(Form):
    vers: Code = ""
    version: int
    motif: Code = ""
    nouvelle_date: Code = ""
    cotech: Code = ""

    def demande(self) -> Demande:
        return Demande(self.vers, self.motif, self.nouvelle_date, self.cotech)


class VersionForm(Form):
    version: int


class AnnulationForm(Form):
    motif: Code = ""


def form_of(vue: VueAction) -> ActionForm:
    """The form of an existing action, as it is kept."""
    action = vue.action
    return ActionForm(
        titre=action.titre, type=action.type, theme=action.theme, description=action.description,
        objectif=action.objectif,
        qpv=tuple(action.qpv), publics=tuple(action.publics), is_publique="oui" if action.is_publique else "",
        version=action.version,
    )  # fmt: skip


def reponse_of(vue: VueAction) -> ReponseForm:
    """What the acteur's structure already said it brings, or what the porteur suggests."""
    if vue.mienne is None:
        return ReponseForm()
    return ReponseForm(moyens=tuple(vue.mienne.moyens), apport=vue.mienne.apport)
