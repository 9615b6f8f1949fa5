"""What a deployment lacks: configuration first, then the database, the clock and the disk."""

import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from asv.db.schema import current_revision, head

SECRETS = ("auteur.secret", "carte.secret", "asv_web.secret", "asv_portier.secret")
SECRET_DIGITS = 64  # 256 bits in hexadecimal
CLOCK_DRIFT_SECONDS = 5
LEAST_FREE = 0.15
OLDEST_POSTGRESQL = 160000


def problems_of(*, is_production: bool, is_demo: bool, host: str, public_url: str | None, keys_dir: Path) -> list[str]:
    """The reasons not to start, each with its way out."""
    if is_demo and host not in ("127.0.0.1", "::1", "localhost"):
        return ["la démonstration n’écoute que sur cette machine : retirez ASV_HOST."]
    if not is_production:
        return []
    problems = []
    if public_url is None:
        problems.append("ASV_PUBLIC_URL manque : l’adresse que les gens tapent, par exemple https://asv.exemple.fr.")
    elif urlsplit(public_url).scheme != "https":
        problems.append("ASV_PUBLIC_URL doit commencer par https://.")
    if not (keys_dir / "scellement.pem").is_file():
        problems.append(f"la clé de scellement manque dans {keys_dir} : lancez « asv create-keys ».")
    for name in SECRETS:
        path = keys_dir / name
        if not path.is_file():
            problems.append(f"le secret {name} manque dans {keys_dir} : lancez « asv create-keys ».")
        elif len(path.read_text().strip()) < SECRET_DIGITS or len(set(path.read_text().strip())) < 8:  # noqa: PLR2004
            problems.append(f"le secret {name} est trop faible : supprimez-le et lancez « asv create-keys ».")
    return problems


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


async def examine(engine: AsyncEngine, data_dir: Path, now: datetime) -> list[tuple[str, bool]]:
    """Findings, each a sentence and whether it is good."""
    async with AsyncSession(engine) as session:
        version = int(await session.scalar(text("SHOW server_version_num")) or 0)
        drift = abs((await session.scalar(text("SELECT now()")) - now).total_seconds())
        revision = await current_revision(session)
    folder = _nearest(data_dir)
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    return [
        (f"PostgreSQL {version // 10000} répond (16 au moins)", version >= OLDEST_POSTGRESQL),
        (f"le schéma est à la révision {revision}, attendue : {head()}", revision == head()),
        (f"l’horloge de la base diffère de {drift:.1f} s (5 s au plus)", drift <= CLOCK_DRIFT_SECONDS),
        (f"il reste {free:.0%} du disque de {folder} (15 % au moins)", free >= LEAST_FREE),
    ]
