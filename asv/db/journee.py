"""What was received of a mediator, and what waits for somebody's eyes."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from asv.db.contacts import Contact
from asv.db.reference import Commune, Qpv
from asv.db.scope import visible
from asv.db.seances import Seance
from asv.db.synchronisation import Quarantaine
from asv.domain.acteurs import Acteur

LATEST = 200


def seances_since(acteur: Acteur, day: date) -> Select[Any, Any, Any, Any, Any]:
    """Own séances from that day on, latest first: séance, commune, QPV or None, contacts, salutations received."""
    counts = (
        select(
            Contact.seance_id,
            func.count().filter(Contact.nature == "contact").label("contacts"),
            func.count().filter(Contact.nature == "salutation").label("salutations"),
        )
        .where(visible(Contact, acteur), Contact.date_contact >= day)
        .group_by(Contact.seance_id)
        .subquery()
    )
    return (
        select(
            Seance, Commune.nom, Qpv.nom, func.coalesce(counts.c.contacts, 0), func.coalesce(counts.c.salutations, 0)
        )
        .join(Commune, Commune.code == Seance.commune)
        .outerjoin(Qpv, Qpv.code == Seance.qpv)
        .outerjoin(counts, counts.c.seance_id == Seance.id)
        .where(visible(Seance, acteur), Seance.mediateur_id == acteur.compte_id, Seance.date_seance >= day)
        .order_by(Seance.date_seance.desc(), Seance.creneau, Seance.id)
        .limit(LATEST)
    )


def set_aside(acteur: Acteur) -> Select[Any]:
    """Items kept aside and not settled yet, oldest first."""
    return (
        select(Quarantaine)
        .where(visible(Quarantaine, acteur), Quarantaine.resolue_le.is_(None))
        .order_by(Quarantaine.recue_le, Quarantaine.element_id)
        .limit(LATEST)
    )
