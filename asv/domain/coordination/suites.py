"""What comes too late, what has nothing behind it, what answers nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from asv.domain.coordination.constats import Constat
from asv.domain.coordination.faits import CALLED_OFF, OVER, PRIVATE, ActionVue, PrioriteVue, Situation
from asv.domain.coordination.rangs import family

NOTICE: Final = timedelta(days=15)
HALF_YEAR: Final = timedelta(days=183)
YEAR: Final = timedelta(days=365)
MANY: Final = 3
LOW: Final = 8
"""From this rank on, a need is low: more than half of the themes of the QPV come before."""
DEPISTAGE: Final = "AC_DEPIST"
NOT_ANNOUNCED: Final = frozenset({"AE_MONTAGE", "AE_CONCERTATION", "AE_VALIDEE"})


def annonces_tardives(situation: Situation) -> Iterator[Constat]:
    """A date announced less than 15 days before it, or not announced yet though it is as near."""
    for action in situation.planned:
        coming = action.coming(situation.today)
        if not coming:
            continue
        first = min(day.jour for day in coming)
        told = situation.today if action.etat in NOT_ANNOUNCED else action.depuis
        if action.etat in {*NOT_ANNOUNCED, "AE_PROGRAMMEE"} and first - told < NOTICE:
            yield Constat(
                "ANNONCE_TARDIVE", action.id, details={"jour": first.isoformat(), "annonce": told.isoformat()}
            )


def accuses_en_retard(situation: Situation) -> Iterator[Constat]:
    """A cancellation that somebody has not acknowledged within 48 hours."""
    for accuse in situation.accuses:
        if accuse.manquants and accuse.avant <= situation.today:
            details = {"manquants": str(accuse.manquants), "avant": accuse.avant.isoformat()}
            yield Constat("SANS_ACCUSE", accuse.action, details=details)


def depistages_sans_suite(situation: Situation) -> Iterator[Constat]:
    """A screening that does not say who receives the positives, and in how long."""
    for action in situation.planned:
        if action.type == DEPISTAGE and not action.has_aval and action.etat not in OVER:
            yield Constat("SANS_SUITE", action.id)


def besoins_sans_reponse(situation: Situation) -> Iterator[Constat]:
    """A priorité retained six months ago that no action answers."""
    for priorite in situation.priorites:
        is_old = priorite.retenue_le + HALF_YEAR <= situation.today
        if is_old and not any(answers(action, priorite) for action in situation.actions):
            yield Constat(
                "SANS_REPONSE", qpv=priorite.qpv, theme=priorite.theme, cle=str(priorite.id),
                details={"priorite": priorite.libelle, "retenue_le": priorite.retenue_le.isoformat()},
            )  # fmt: skip


def answers(action: ActionVue, priorite: PrioriteVue) -> bool:
    """Whether an action answers a priorité: it names it, or it is on its theme in its QPV and came after."""
    if action.etat in CALLED_OFF | PRIVATE:
        return False
    if priorite.id in action.priorites:
        return True
    of_theme = priorite.theme is not None and family(action.theme) == family(priorite.theme)
    is_after = action.depuis >= priorite.retenue_le
    return of_theme and is_after and (priorite.qpv is None or priorite.qpv in action.qpv)


def reponses_sans_besoin(situation: Situation) -> Iterator[Constat]:
    """Three actions or more in the year on a theme that comes far in the needs of the QPV."""
    since = situation.today - YEAR
    for (theme, qpv), days in situation.days.items():
        rang = situation.rangs.get((qpv, theme))
        actions = {action.id for action, day in days if day.jour >= since}
        if rang is not None and rang >= LOW and len(actions) >= MANY:
            details = {"rang": str(rang), "actions": str(len(actions))}
            yield Constat("SANS_BESOIN", qpv=qpv, theme=theme, details=details)


def droits_communs_remplaces(situation: Situation) -> Iterator[Constat]:
    """An action that repeats what a signatory committed to do."""
    for action in situation.planned:
        engagement = situation.engagements.get(action.engagement) if action.engagement else None
        if engagement is not None and action.etat not in OVER:
            details = {"engagement": engagement.libelle, "structure": str(engagement.structure)}
            yield Constat("DROIT_COMMUN", action.id, cle=str(engagement.id), details=details)
