"""Free texts: what a note or a text may not say of a person, in French, with the way out. Never quotes it back."""

import unicodedata

from asv.detection import Examen, Fragment, Genre, Usage, Verdict, examine
from asv.domain.errors import Refused

QUESTION = "Si ce n’est ni un nom de personne ni une date de naissance, cochez-le et enregistrez de nouveau."
_DIRECTION_SIGNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
INVISIBLE = "Ce texte contient des caractères invisibles : effacez-le et retapez-le au clavier."
HINT = "Écrivez comme si la personne lisait. Ni nom, ni maladie, ni jugement."
WAYS_OUT = {
    Genre.NIR: "Retirez le numéro de sécurité sociale : il ne s’écrit jamais ici.",
    Genre.IBAN: "Retirez le numéro de compte bancaire : il ne s’écrit jamais ici.",
    Genre.COURRIEL: "Retirez l’adresse électronique.",
    Genre.TELEPHONE: "Retirez le numéro de téléphone : écrivez seulement « rappeler ».",
    Genre.NUMERO: "Retirez le long numéro : il peut désigner une personne.",
    Genre.ADRESSE: "Retirez l’adresse : la commune et le quartier suffisent.",
    Genre.NAISSANCE: "Retirez la date de naissance : la tranche d’âge suffit.",
    Genre.NOM: "Retirez le nom : écrivez « la personne », « son enfant », « le médecin ».",
    Genre.MALADIE: "Retirez la maladie ou le médicament : écrivez « RDV spécialiste » ou « soins en cours ».",
    Genre.STATUT: "Retirez le statut : les droits se notent dans leurs cases.",
    Genre.JUGEMENT: "Retirez le jugement : écrivez ce qui s’est passé, sans qualifier la personne.",
}


NOMS = {
    Genre.NIR: "numéro de sécurité sociale", Genre.IBAN: "compte bancaire", Genre.COURRIEL: "adresse électronique",
    Genre.TELEPHONE: "téléphone", Genre.NUMERO: "long numéro", Genre.ADRESSE: "adresse",
    Genre.NAISSANCE: "date de naissance", Genre.NOM: "nom", Genre.MALADIE: "maladie ou médicament",
    Genre.STATUT: "statut", Genre.JUGEMENT: "jugement",
}  # fmt: skip
"""How each kind of fragment is called where it is underlined."""


class TexteRefuse(Refused):
    """A text not taken as it is. `fragments`: the places to underline; `may_confirm`: whoever writes may insist."""

    def __init__(self, message: str, fragments: tuple[Fragment, ...] = (), *, may_confirm: bool = False) -> None:
        super().__init__(message)
        self.fragments = fragments
        self.may_confirm = may_confirm


def is_plain(texte: str, *, lines: bool = False) -> bool:
    """Whether a text holds no control character (but line ends where asked) and no hidden change of direction."""
    return not any(
        (unicodedata.category(sign) in {"Cc", "Cs"} and not (lines and sign in "\n\t")) or sign in _DIRECTION_SIGNS
        for sign in texte
    )


def ways_out(fragments: tuple[Fragment, ...]) -> str:
    """One sentence for each kind found, the surest first."""
    kinds = {fragment.genre for fragment in fragments}
    return " ".join(WAYS_OUT[genre] for genre in Genre if genre in kinds)


def check_free_text(texte: str, usage: Usage, *, confirme: bool) -> Examen:
    """Let a text through, or raise TexteRefuse; `confirme`: a person says that what was asked about is no trace."""
    examen = examine(texte)
    verdict = examen.verdict_for(usage)
    if verdict is Verdict.REFUSE:
        fragments = tuple(sorted(examen.refused(usage) + examen.asked(usage)))
        raise TexteRefuse(ways_out(fragments), fragments)
    if verdict is Verdict.ASK and not confirme:
        raise TexteRefuse(ways_out(examen.asked(usage)), examen.asked(usage), may_confirm=True)
    return examen


def asks_about(texte: str, usage: Usage) -> bool:
    """Whether a text may be kept once its writer confirms it: a name perhaps, nothing surer."""
    return examine(texte).verdict_for(usage) is Verdict.ASK


def check_note(texte: str, *, confirme: bool, longest: int) -> str:
    """A note about one person (pense-bête), ready to be kept: short, plain, and naming nobody.

    Raises TexteRefuse (a Refused) with the places to underline. `confirme`: the box « ce n’est pas un nom » is ticked.
    """
    kept = " ".join(texte.split())
    if not is_plain(kept):
        raise TexteRefuse(INVISIBLE)
    if len(kept) > longest:
        raise TexteRefuse(f"Ce texte est trop long : {longest} caractères au plus, il en compte {len(kept)}.")
    check_free_text(kept, Usage.NOTE, confirme=confirme)
    return kept
