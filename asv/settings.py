"""Deployment settings, read once from the environment by asgi, __main__ and the migrations.

No figure of the trade here: thresholds, bands and dates are policy and live in the domain.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Settings(BaseSettings):
    """Every variable the application reads; each is named ASV_ followed by the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="ASV_", extra="ignore", env_ignore_empty=True)

    mode: Mode = Mode.PRODUCTION
    database_url: SecretStr | None = Field(None, description="Absent: PostgreSQL embedded under data_dir")
    database_password_file: Path | None = Field(None, description="File holding the password of database_url")
    data_dir: Path = Path("var/data")
    keys_dir: Path = Path("var/keys")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    workers: int = Field(1, ge=1, le=64)
    public_url: str | None = Field(None, description="Address people type; its origin is the only one accepted")
    smtp_url: SecretStr | None = Field(None, description="Mail server; absent: no mail leaves")
    mail_from: str | None = Field(None, description="Address the mails come from; ne-pas-repondre@ if absent")

    @property
    def is_embedded(self) -> bool:
        return self.database_url is None
