"""Loading the shipped reference data: whole, checked, once for each state of the files."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from asv import reference
from asv.db.reference import (
    Commune,
    Epci,
    FichierReference,
    NomenclatureVersion,
    Qpv,
    QpvCommune,
    Serie,
    SerieValeur,
)
from asv.domain import nomenclatures
from asv.domain.territoires import sort_key

CHUNK = 2000
Step = Callable[[str, int, int], None]


async def load_reference(session: AsyncSession, step: Step, today: date) -> bool:
    """Loads communes, EPCI, QPV, series and the version of the nomenclatures; True if something was new.

    `step` is told (what, done, all) as the work goes on. Rows are replaced, never removed: a contact keeps its QPV.
    """
    wanted = {source.fichier: source.sha256 for source in reference.sources()}
    await _keep_nomenclatures(session, today)
    rows = (await session.execute(select(FichierReference.fichier, FichierReference.sha256))).all()
    if dict(rows) == wanted:
        return False
    await _write(session, step, "EPCI", Epci, _epci())
    await _write(session, step, "communes", Commune, _communes())
    await _write(session, step, "QPV", Qpv, _qpv())
    await _write(session, step, "parts de QPV", QpvCommune, _parts())
    await _write(session, step, "séries", Serie, _series())
    await _write(session, step, "valeurs des séries", SerieValeur, _values())
    await session.execute(delete(FichierReference))
    await _write(session, step, "fichiers", FichierReference, ({"fichier": f, "sha256": s} for f, s in wanted.items()))
    return True


async def _keep_nomenclatures(session: AsyncSession, today: date) -> None:
    known = await session.get(NomenclatureVersion, nomenclatures.VERSION)
    if known is None:
        content = nomenclatures.as_json(today)
        version = NomenclatureVersion(
            version=nomenclatures.VERSION, empreinte=nomenclatures.etag(today), contenu=json.loads(json.dumps(content))
        )
        session.add(version)
        await session.flush()


async def _write(
    session: AsyncSession, step: Step, what: str, table: type[Any], rows: Iterable[dict[str, Any]]
) -> None:
    rows = list(rows)
    keys = [column.name for column in table.__table__.primary_key]
    query = upsert(table)
    changed = {c.name: query.excluded[c.name] for c in table.__table__.columns if rows and c.name in rows[0]}
    query = query.on_conflict_do_update(index_elements=keys, set_=changed)
    for start in range(0, len(rows), CHUNK):
        step(what, start, len(rows))
        await session.execute(query, rows[start : start + CHUNK])
    step(what, len(rows), len(rows))


def _epci() -> Iterable[dict[str, Any]]:
    for epci in reference.read_epci():
        yield {"siren": epci.siren, "nom": epci.nom, "nom_tri": sort_key(epci.nom), "type": epci.type}


def _communes() -> Iterable[dict[str, Any]]:
    for commune in reference.read_communes():
        yield {
            "code": commune.code, "nom": commune.nom, "nom_tri": sort_key(commune.nom), "type": str(commune.type),
            "population": commune.population, "departement": commune.departement, "region": commune.region,
            "epci": commune.epci, "longitude": commune.lon, "latitude": commune.lat,
        }  # fmt: skip


def _qpv() -> Iterable[dict[str, Any]]:
    polygons = reference.read_polygons()
    for qpv in reference.read_qpv():
        yield {
            "code": qpv.code, "nom": qpv.nom, "nom_tri": sort_key(qpv.nom), "generation": str(qpv.generation),
            "population": qpv.population, "contour": polygons.get(qpv.code),
        }  # fmt: skip


def _parts() -> Iterable[dict[str, Any]]:
    for qpv in reference.read_qpv():
        for commune in qpv.communes:
            yield {"qpv": qpv.code, "commune": commune}


def _series() -> Iterable[dict[str, Any]]:
    seen = set()
    for value in reference.read_series():
        key = (value.serie, str(value.niveau))
        if key in seen:
            continue
        seen.add(key)
        yield {
            "code": value.serie, "niveau": str(value.niveau), "libelle": value.libelle, "unite": value.unite,
            "millesime": value.millesime, "annee": value.annee, "certitude": value.certitude,
            "generation": str(value.generation) if value.generation else None,
            "source": value.source, "licence": value.licence, "avertissement": value.avertissement,
        }  # fmt: skip


def _values() -> Iterable[dict[str, Any]]:
    for value in reference.read_series():
        yield {
            "serie": value.serie, "niveau": str(value.niveau), "lieu": value.territoire, "valeur": value.valeur,
        }  # fmt: skip
