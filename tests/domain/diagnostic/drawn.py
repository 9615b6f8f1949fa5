"""A year of contacts, suivis and participations drawn by hand, and its released tables."""

from datetime import date

from asv.domain.diagnostic import (
    phrase_of,
)
from asv.domain.diffusion import TERRITOIRE, Destinataire, Ligne, release
from asv.domain.indicateurs import INDICATEURS, Registre, count, tabulate
from asv.domain.indicateurs.cohortes import reponses_of
from asv.domain.periodes import annee
from tests.domain.indicateurs.drawn import BREF, SALUTATION, contact

FOSSE, TILLEULS, ACACIAS, CORONS = (f"QN0620{rank}M" for rank in (1, 2, 3, 4))
QPV = tuple(Ligne(code, code) for code in (FOSSE, TILLEULS, ACACIAS, CORONS))


def met(how_many, **changes):
    return [contact(**changes)] * how_many


YEAR = [
    *met(700, familles_frein=["OFFRE"], suivi_id=None),
    *met(500, familles_frein=["FINANCIER"], sexe="H", tranche_age="A60_64", premiere_fois="NON"),
    *met(300, familles_frein=["ADMIN", "OFFRE"], premiere_fois="NON"),
    *met(70, familles_frein=["AUCUN_FREIN"], premiere_fois="ND"),
    *met(12, familles_frein=["AUCUN_FREIN"], premiere_fois="ND", langue="LG_INT_TEL"),
    *met(18, familles_frein=["AUCUN_FREIN"], premiere_fois="ND", langue="LG_PROCHE_ADULTE"),
    *[contact(suivi_id=rank) for rank in range(20)],
    *met(60, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["OFFRE"]),
    *met(40, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["LANGUE"], sexe="H", tranche_age="A75P"),
    *met(3, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["ND"], sexe="ND", premiere_fois="NSP"),
    *met(4, qpv_lieu=ACACIAS, qpv_residence=ACACIAS),
    *met(200, qpv_lieu=None, zone_residence="ZR_HORS_QPV", qpv_residence=None, familles_frein=["ADMIN"]),
    *[BREF] * 150,
    *[SALUTATION] * 80,
]
ORIENTATIONS = {"ABOUTIE": 62, "REFUS_PARTENAIRE": 20, "PERDU_VUE": 30, "AUTRE": 38, "SANS": 45, "ATTENTE": 0}
DOSSIERS = {"ABOUTIE": 90, "AUTRE": 30, "SANS": 12, "ATTENTE": 24}
RECHERCHES = {"TROUVE": 40, "AUTRE": 60, "SANS": 20, "ATTENTE": 0}
SAISINES = {"ABOUTIE": 20, "SOIN": 20, "RELAIS": 20, "REFUS_PARTENAIRE": 20, "SANS": 0}
DROITS = {"A_OUVRIR": 45, "A_JOUR": 30, None: 25}
DUREES = {"J30": 12, "J90": 40, "J180": 20, "J365": 15, "J365P": 0}


def drawn(field, how_many, **same):
    return [same | {field: value} for value, times in how_many.items() for _ in range(times)]


def tables_of(rows, destinataire=Destinataire.FINANCEUR, *, orientations=ORIENTATIONS, durees=DUREES, droits=DROITS):
    registres = {
        Registre.CONTACT: rows,
        Registre.REPONSE: [one for row in rows for one in reponses_of(row)],
        Registre.ORIENTATION: drawn("issue", orientations, force="TO_ACTIVE", type="O_CRCDC"),
        Registre.DOSSIER: [
            *drawn("issue", DOSSIERS, code="D_C2S_DEP"),
            *drawn("issue", RECHERCHES, code="D_MT"),
            *drawn("issue", SAISINES, code="D_SAISINE_MISAS"),
            *[{"code": "D_ACCOMP", "issue": "SANS"}] * 31,
            *[{"code": "D_KIT", "issue": "SANS"}] * 12,
        ],
        Registre.FIN: drawn("duree", durees, cloture="CL_OBJECTIF"),
        Registre.OUVERTURE: [
            *drawn("valeur", droits, champ="droits"),
            *drawn("valeur", {"SANS": 30, "AVEC": 70}, champ="medecin_traitant"),
        ],
        Registre.PAROLE: [{"type": "AC_GROUPE", "etat": "AE_REALISEE", "qpv_lieu": FOSSE}] * 64,
        Registre.AUTONOMIE: drawn("valeur", {"GAIN": 24, "SANS_GAIN": 16, None: 40}, champ="gain"),
    }
    counted = [
        tabulate(one, count(one, registres[one.registre], one.champ_lieu), lignes=QPV, perimetre="246200364",
                 periode=annee(2025))
        for one in INDICATEURS.values()
    ]  # fmt: skip
    return release(counted, destinataire=destinataire, today=date(2026, 11, 22))


TABLES = tables_of(YEAR, Destinataire.EQUIPE)


def phrase(code, ligne=TERRITOIRE, tables=TABLES):
    return phrase_of(tables[code], tables[code].line(ligne)).replace("\u202f", " ")
