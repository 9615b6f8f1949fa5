"""The forms of the directory, as typed: what is wrong in them, the domain says."""

from asv.domain.structures import FONCTION, HORAIRES, NOM, OFFRE, TELEPHONE, CollaborateurSaisi, FicheStructure
from asv.usecases.structures import VueStructure
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Long, Version

LENGTHS = {"nom": NOM, "offre": OFFRE, "horaires": HORAIRES, "fonction": FONCTION, "telephone": TELEPHONE}


class StructureForm(ConfirmedForm):
    """`autre`: « ce n’est aucune d’elles », ticked when names alike were shown."""

    nom: Court = ""
    type: Code = ""
    commune: Code = ""
    communes: Codes = ()
    qpv: Codes = ()
    offre: Long = ""
    horaires: Court = ""
    fonction_contact: Court = ""
    telephone_accueil: Court = ""
    siret: Court = ""
    accessibilites: Codes = ()
    langues: Codes = ()
    autre: Code = ""
    version: Version = 0

    def fiche(self) -> FicheStructure:
        typed = self.model_dump(exclude={"csrf", "confirme", "autre", "version"})
        return FicheStructure(**typed, is_confirme=self.is_confirme, is_autre=bool(self.autre))


def form_of(vue: VueStructure) -> StructureForm:
    kept = vue.structure
    return StructureForm(
        nom=kept.nom, type=kept.type, commune=kept.commune or "", communes=tuple(kept.communes), qpv=tuple(kept.qpv),
        offre=kept.offre, horaires=kept.horaires, fonction_contact=kept.fonction_contact,
        telephone_accueil=kept.telephone_accueil, siret=kept.siret or "", accessibilites=tuple(kept.accessibilites),
        langues=tuple(kept.langues), version=kept.version,
    )  # fmt: skip


class CollaborateurForm(Form):
    email: Court = ""
    nom_affiche: Court = ""
    droits: Code = ""
    ouvert_du: Code = ""
    ouvert_au: Code = ""

    def saisi(self) -> CollaborateurSaisi:
        return CollaborateurSaisi(self.email, self.nom_affiche, self.droits, self.ouvert_du, self.ouvert_au)


class ReunionForm(Form):
    absorbee: Code = ""
