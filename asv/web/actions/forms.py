"""The forms of a joint action, as typed: what is wrong in them, the domain says."""

from collections.abc import Sequence

from asv.domain.actions import Apport, DateSaisie, FicheAction
from asv.domain.actions.besoins import BesoinSaisi
from asv.domain.actions.complement import Complement
from asv.domain.actions.passages import Demande
from asv.usecases.actions import VueAction
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Long, Version


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
    version: Version = 0

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


class DateForm(ConfirmedForm):
    jour: Code = ""
    debut: Code = ""
    fin: Code = ""
    lieu: Court = ""
    endroit: Code = ""
    hote: Code = ""

    def saisie(self) -> DateSaisie:
        return DateSaisie(self.jour, self.debut, self.fin, self.lieu, self.endroit, self.hote, self.is_confirme)


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
    version: Version
    motif: Code = ""
    nouvelle_date: Code = ""
    cotech: Code = ""

    def demande(self) -> Demande:
        return Demande(self.vers, self.motif, self.nouvelle_date, self.cotech)


class ComplementForm(ConfirmedForm):
    """`parts`: one for each QPV of the sheet, in its order."""

    version: Version = 0
    themes_secondaires: Codes = ()
    millesime: Code = ""
    ambitions: Codes = ()
    axe_cls: Court = ""
    objectif_praps: Code = ""
    parts: Codes = ()
    communes: Codes = ()
    is_ouverte_au_dela: Code = ""
    tranches_age: Codes = ()
    sexe: Code = ""
    effectif_attendu: Code = ""
    participation_prevue: Code = ""
    habitants_conception: Code = ""
    defraiement: Court = ""
    campagne: Code = ""
    aval: Code = ""
    aval_jours: Code = ""
    communication: Long = ""
    outil_partage: Court = ""

    def saisi(self, qpv: Sequence[str]) -> Complement:
        fields = self.model_dump(exclude={"csrf", "confirme", "version", "parts", "is_ouverte_au_dela"})
        return Complement(
            **fields, parts=dict(zip(qpv, self.parts, strict=False)),
            is_ouverte_au_dela=bool(self.is_ouverte_au_dela), is_confirme=self.is_confirme,
        )  # fmt: skip


def complement_of(vue: VueAction) -> ComplementForm:
    """The rest of the sheet of an action, as it is kept."""
    action = vue.action
    numbers = ("millesime", "objectif_praps", "effectif_attendu", "habitants_conception", "aval_jours")
    texts = ("axe_cls", "sexe", "participation_prevue", "defraiement", "campagne", "communication", "outil_partage")
    told = {name: str(value) for name in numbers if (value := getattr(action, name)) is not None}
    return ComplementForm(
        version=action.version, aval=str(action.aval_id or ""), parts=tuple(map(str, action.parts_qpv)),
        themes_secondaires=tuple(action.themes_secondaires), communes=tuple(action.communes),
        ambitions=tuple(map(str, action.ambitions)), tranches_age=tuple(action.tranches_age),
        is_ouverte_au_dela="oui" if action.is_ouverte_au_dela else "",
        **told, **{name: getattr(action, name) or "" for name in texts},
    )  # fmt: skip


class VersionForm(Form):
    version: Version


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
