"""Files that producers publish, as they lay them out: how each is recognised, and which série each column feeds.

Headers are compared as plain words (no case, accent nor punctuation: « TX_TOT_0A24 » reads « tx tot 0a24 »).
"""

import re
from dataclasses import dataclass
from typing import Final

from asv.domain.series.definition import LICENCE_OUVERTE
from asv.reference import Generation, Niveau

Place = tuple[Niveau, Generation | None]
QPV_2024: Final[Place] = (Niveau.QPV, Generation.DE_2024)
QPV_2015: Final[Place] = (Niveau.QPV, Generation.DE_2015)
QPV: Final = (QPV_2024, QPV_2015)
COMMUNE: Final[Place] = (Niveau.COMMUNE, None)
EPCI: Final[Place] = (Niveau.EPCI, None)
STARTS: Final[dict[Place, str]] = {QPV_2024: "qpv2024_", QPV_2015: "qpv2015_", COMMUNE: "", EPCI: "epci_"}
CODE: Final = (
    r"codgeo|code|code geo|code geographique|geocode|com|depcom|insee com|code commune|code commune insee|code insee"
    r"|code insee commune|commune code|qp|codeqp|code qp|codeqpv|code qpv|qp2024|qpv|code quartier|siren epci|epci"
)


@dataclass(frozen=True, slots=True)
class Colonne:
    """Header of a column, as a pattern of plain words, and the end of the code of the série that it feeds.

    A pattern may catch the year (group « annee »), on two digits or four.
    """

    fin: str
    entete: str


@dataclass(frozen=True, slots=True)
class Calcul:
    """A série that the file does not print: 100 × the sum of some of its columns / another one."""

    fin: str
    numerateur: tuple[str, ...]
    denominateur: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One file that a producer publishes again each year.

    requises: ends of séries without whose column this is not that file. millesime: how the vintage is printed.
    """

    code: str
    titre: str
    producteur: str
    millesime: str
    places: tuple[Place, ...]
    colonnes: tuple[Colonne, ...]
    requises: tuple[str, ...]
    calculs: tuple[Calcul, ...] = ()
    licence: str = LICENCE_OUVERTE

    def series(self, place: Place) -> tuple[str, ...]:
        """Codes of the séries that the file feeds for such places."""
        start = STARTS[place]
        fins = [*(colonne.fin for colonne in self.colonnes), *(calcul.fin for calcul in self.calculs)]
        return tuple(f"{start}{fin}" for fin in fins)


_AGES: Final = {
    "moins_15_ans": "0a14", "15_24_ans": "15a24", "moins_25_ans": "0a24", "25_59_ans": "25a59", "60_74_ans": "60a74",
    "60_ans_ou_plus": "60etplus", "75_ans_ou_plus": "75etplus",
}  # fmt: skip
QPV_RECENSEMENT: Final = Publication(
    "insee_qpv_recensement", "Recensement dans les quartiers : population, âge et sexe", "Insee, recensement",
    "recensement {annee}", QPV,
    (
        Colonne("population", r"pop mun(?: qp)?|popmun(?:qpv)?|pmun(?P<annee>\d\d)?|population municipale"),
        Colonne("part_femmes", r"tx f"),
        *(Colonne(f"part_{fin}", rf"tx tot {ages}") for fin, ages in _AGES.items()),
        *(Colonne(f"part_{fin}_femmes", rf"tx f {ages}") for fin, ages in _AGES.items()),
        Colonne("indice_jeunesse", r"ind jeune|indicejeunesse"),
        Colonne("part_etrangers", r"tx tot et|partpopet"), Colonne("part_immigres", r"tx tot imm?i?|partpopimmi"),
        Colonne("part_menages_1_personne", r"tx tot men1|partmen1p"),
        Colonne("part_menages_2_personnes", r"tx tot men2|partmen2p"),
        Colonne("part_menages_3_personnes", r"tx tot men3|partmen3p"),
        Colonne("part_menages_4_5_personnes", r"tx tot men4 ?5|partmen45p"),
        Colonne("part_menages_6_personnes_ou_plus", r"tx tot men6|partmen6pp"),
        Colonne("part_familles_monoparentales", r"tx tot fam ?mono|tx tot fammono"),
        Colonne("taux_emploi", r"tx tot empl|taux d emploi"),
    ),
    (),
)  # fmt: skip
QPV_FILOSOFI: Final = Publication(
    "insee_qpv_filosofi", "Revenus et pauvreté dans les quartiers", "Insee, Filosofi", "Filosofi {annee}", QPV,
    (
        Colonne("taux_pauvrete", r"(?:disp )?tp60(?: ?(?P<annee>\d\d))?"),
        Colonne("revenu_median", r"disp q2(?: ?\d\d)?|(?:disp )?med(?: ?(?P<annee>\d\d))?"),
        Colonne("part_prestations_sociales", r"(?:disp )?ppsoc(?: ?\d\d)?"),
    ),
    ("taux_pauvrete",),
)  # fmt: skip
_C2S: Final = (
    Colonne("regime_general", r"c"),
    Colonne("c2s_sans_participation", r"c c2snp"), Colonne("c2s_avec_participation", r"c c2sp"),
)  # fmt: skip
QPV_CNAM: Final = Publication(
    "insee_qpv_cnam", "Régime général et C2S dans les quartiers", "Insee et Cnam", "1er janvier {annee}", QPV, _C2S,
    ("regime_general", "c2s_sans_participation"),
    (
        Calcul("taux_c2s_sans_participation", ("c2s_sans_participation",), "regime_general"),
        Calcul("taux_c2s_avec_participation", ("c2s_avec_participation",), "regime_general"),
        Calcul("taux_c2s", ("c2s_sans_participation", "c2s_avec_participation"), "regime_general"),
    ),
)  # fmt: skip
CNAM: Final = Publication(
    "insee_cnam", "Régime général et C2S par commune ou intercommunalité", "Insee et Cnam", "1er janvier {annee}",
    (COMMUNE, EPCI), _C2S, QPV_CNAM.requises,
    (Calcul("taux_c2s", ("c2s_sans_participation", "c2s_avec_participation"), "regime_general"),),
)  # fmt: skip
QPV_CNAF: Final = Publication(
    "insee_qpv_cnaf", "Allocataires des Caf dans les quartiers", "Insee et Cnaf", "31 décembre {annee}", QPV,
    (
        Colonne("allocataires_caf", r"a"), Colonne("personnes_couvertes_caf", r"percou"),
        Colonne("allocataires_monoparents", r"am"), Colonne("allocataires_isoles", r"ai"),
        Colonne("prime_activite", r"appa"), Colonne("rsa_socle", r"arsas"), Colonne("aah", r"aaah"),
    ),
    # « A » alone is also a category of job seekers: either of the two others tells them apart
    ("allocataires_caf", "personnes_couvertes_caf|rsa_socle"),
    (Calcul("part_allocataires_monoparents", ("allocataires_monoparents",), "allocataires_caf"),),
)  # fmt: skip
QPV_EMPLOI: Final = Publication(
    "insee_qpv_demandeurs_emploi", "Demandeurs d’emploi dans les quartiers", "Insee et France Travail",
    "31 décembre {annee}", QPV, (Colonne("demandeurs_emploi_abc", r"abc"),), ("demandeurs_emploi_abc",),
)  # fmt: skip
FILOSOFI: Final = Publication(
    "insee_filosofi", "Revenus et pauvreté par commune", "Insee, Filosofi", "{annee}", (COMMUNE,),
    (
        Colonne("filosofi_revenu_median", r"med ?(?P<annee>\d\d)|med sl"),
        Colonne("filosofi_taux_pauvrete", r"tp60 ?(?P<annee>\d\d)|pr md60"),
        Colonne("filosofi_part_minima_sociaux", r"ppmini ?(?P<annee>\d\d)"),
    ),
    ("filosofi_revenu_median",),
)  # fmt: skip
STATISTIQUES_LOCALES: Final = Publication(
    "insee_statistiques_locales", "Statistiques locales : familles monoparentales, 75 ans ou plus",
    "Insee, Statistiques locales", "{annee}", (COMMUNE,),
    (
        Colonne("part_familles_monoparentales", r"(?:part des )?familles monoparentales.*?(?P<annee>20\d\d)?"),
        Colonne("part_75_ans_ou_plus",
                r"part des (?:pers(?:onnes)? agees de )?75 ans (?:ou|et)(?: plus)?.*?(?P<annee>20\d\d)?"),
    ),
    ("part_familles_monoparentales|part_75_ans_ou_plus",),
)  # fmt: skip
F_EDI: Final = Publication(
    "spf_f_edi", "Indice de désavantage social F-EDI", "Santé publique France", "{annee}", (COMMUNE,),
    (Colonne("f_edi", r"(?:indice )?(?:f ?)?edi(?: (?P<annee>20\d\d))?"),), ("f_edi",),
)  # fmt: skip
BPE: Final = Publication(
    "insee_bpe", "Base permanente des équipements, santé", "Insee, BPE", "1er janvier {annee}", (COMMUNE,),
    (
        Colonne("bpe_medecins_generalistes", r"(?:nb )?d265"), Colonne("bpe_infirmiers", r"(?:nb )?d281"),
        Colonne("bpe_pharmacies", r"(?:nb )?d307"),
    ),
    ("bpe_medecins_generalistes|bpe_infirmiers|bpe_pharmacies",),
)  # fmt: skip


def _apl(fin: str, who: str, words: str) -> Publication:
    entete = rf"apl aux {words}|apl {words}"
    return Publication(
        f"drees_apl_{fin}", f"Accessibilité potentielle localisée aux {who}", "DREES", "{annee}", (COMMUNE,),
        (Colonne(f"apl_{fin}", entete),), (f"apl_{fin}",),
    )  # fmt: skip


PUBLICATIONS: Final = {
    one.code: one
    for one in (
        QPV_CNAM, QPV_RECENSEMENT, QPV_FILOSOFI, QPV_CNAF, QPV_EMPLOI, CNAM, FILOSOFI, STATISTIQUES_LOCALES, F_EDI, BPE,
        _apl("medecins_generalistes", "médecins généralistes", "medecins generalistes|apl mg"),
        _apl("infirmiers", "infirmiers", "infirmi(?:ers|eres)"),
        _apl("masseurs_kinesitherapeutes", "masseurs-kinésithérapeutes", "(?:masseu(?:rs|ses) )?kinesitherapeutes"),
        _apl("sages_femmes", "sages-femmes", "sages femmes"),
        _apl("chirurgiens_dentistes", "chirurgiens-dentistes", "(?:chirurgiens )?dentistes"),
    )
}  # fmt: skip
_INSEE: Final = "insee.fr/fr/statistiques"
PAGES: Final = {
    "insee_qpv_cnam": f"{_INSEE}/8736902", "insee_cnam": f"{_INSEE}/8736902",
    "insee_qpv_recensement": f"{_INSEE}/8210600 et {_INSEE}/8742545", "insee_qpv_filosofi": f"{_INSEE}/8243167",
    "insee_qpv_cnaf": f"{_INSEE}/8682381", "insee_qpv_demandeurs_emploi": f"{_INSEE}/8644871",
    "insee_statistiques_locales": "statistiques-locales.insee.fr", "spf_f_edi": "odisse.santepubliquefrance.fr",
    **{code: "data.drees.solidarites-sante.gouv.fr, jeu 530" for code in PUBLICATIONS if code.startswith("drees")},
}  # fmt: skip
"""Where to look for some of them: addresses read in other documents in November 2026, never opened from here."""
HEADERS: Final = {
    colonne: re.compile(colonne.entete) for publication in PUBLICATIONS.values() for colonne in publication.colonnes
}
KEY: Final = re.compile(CODE)
