"""What the tests of the synthesis draw from, and how they read it."""

from collections import defaultdict
from datetime import date
from functools import cache

from asv import reference
from asv.domain.synthese import TerritoireInput
from asv.domain.territoires import Cellule

CALL = "246200364"
TODAY = date(2026, 11, 22)


@cache
def references():
    communes = [commune for commune in reference.read_communes() if commune.type == "commune"]
    return communes, reference.read_qpv()


@cache
def territoire_of(siren):
    every_commune, every_qpv = references()
    communes = {commune.code: commune.population or 0 for commune in every_commune if commune.epci == siren}
    quartiers = [quartier for quartier in every_qpv if siren in quartier.epci]
    contrat = tuple(entry.qpv for entry in reference.default_contract(siren).qpv if entry.dans_contrat)
    parts = tuple(Cellule(c, quartier.code) for quartier in quartiers for c in quartier.communes if c in communes)
    return TerritoireInput(siren, communes, parts, {q.code: q.population for q in quartiers if q.population}, contrat)


def tables_of(blocs):
    tables = defaultdict(list)
    for bloc in blocs:
        tables[bloc.table] += bloc.rows()
    return tables
