"""Where an installation keeps its files, and the bounds it works within.

Everything lies under one home folder (``BULLETINS_HOME``, default ``data/``). Each value can be set by the
environment (``BULLETINS_INBOX=/mnt/fax/inbox``) or in ``bulletins.toml`` in the home folder
(``inbox = "/mnt/fax/inbox"``); the environment wins. Relative paths mean the home folder in the file, the current
folder in the environment.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from transforms import lexicon
from transforms.documents.contract import DEFAULT_LIMITS, Limits

PREFIX = "BULLETINS_"
FILE_NAME = "bulletins.toml"
CHECK_BOUNDS = ("low_confidence", "refused_share", "overdue_cadences", "jump_times", "volume_times")


class SettingsError(Exception):
    """A setting that cannot be used; the message names the variable or the file, and what is wrong."""


def _under_home(*parts: str) -> Any:
    """A path field that lies under ``home`` unless it is set apart."""
    return _beside("home", *parts)


def _beside(name: str, *parts: str) -> Any:
    """A path field that follows path ``name`` unless it is set apart."""
    return Field(default_factory=lambda values: Path(values[name], *parts))


class Settings(BaseSettings):
    """All settings of one installation. Use ``load()``, which turns mistakes into plain errors."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    home: Path = Field(default=Path("data"), description="the folder that holds everything of this installation")

    inbox: Path = _under_home("inbox")
    archive: Path = _under_home("archive")
    receipts: Path = _beside("archive", "receipts")
    quarantine: Path = _under_home("quarantine")
    work: Path = _under_home("work")
    """Temporary files, cleaned at start; on the same file system as the warehouse, so that a rename is atomic."""
    lock: Path = _under_home("warehouse.lock")
    warehouse: Path = _under_home("warehouse.duckdb")
    history: Path = _under_home("history.duckdb")
    published: Path = _under_home("published", "bulletins.duckdb")
    parquet: Path = _under_home("published", "parquet")
    releases: Path = _under_home("releases")
    sources: Path = _under_home("sources.yaml")
    corrections: Path = _under_home("corrections")
    lexicon: Path = _under_home("lexicon")
    """The installation's own vocabulary, laid over the shipped one."""

    settle_seconds: float = Field(2.0, ge=0, description="a file is taken up when it has not changed for so long")
    inbox_polling: bool = Field(False, description="look at the inbox instead of being told: for network folders")
    max_file_mb: int = Field(DEFAULT_LIMITS.max_file_mb, ge=1, description="a larger file goes to quarantine")
    max_unpacked_mb: int = Field(
        DEFAULT_LIMITS.max_unpacked_mb, ge=1, description="an archive whose members are larger goes to quarantine"
    )
    max_members: int = Field(
        DEFAULT_LIMITS.max_members, ge=1, description="an archive with more members goes to quarantine"
    )
    max_pages: int = Field(DEFAULT_LIMITS.max_pages, ge=1, description="a PDF with more pages goes to quarantine")
    max_characters: int = Field(
        DEFAULT_LIMITS.max_characters, ge=1, description="a file with a longer text goes to quarantine"
    )
    reader_seconds: int = Field(60, ge=1, description="a file that takes more processor time goes to quarantine")
    reader_memory_mb: int = Field(512, ge=256, description="a file that takes more memory goes to quarantine")
    batch_files: int = Field(1000, ge=1, description="files read, checked and committed together")
    batch_mb: int = Field(32, ge=1, description="a batch is closed when its files reach this size")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, description="processes that read bulletins")
    pool_from_files: int = Field(200, ge=1, description="fewer text files than this are read in this process")
    io_retries: int = Field(3, ge=0, description="how often a failed read or write is tried again")
    io_retry_seconds: float = Field(2.0, ge=0, description="wait before the first of them; doubles each time")
    duckdb_memory: str = Field("192MB", pattern=r"^\d+(\.\d+)?\s*[KMG]i?B$", description="memory limit of DuckDB")
    duckdb_threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, description="threads of DuckDB")
    low_confidence: float = Field(0.5, ge=0, le=1, description="a figure read with less confidence is reported")
    refused_share: float = Field(0.2, ge=0, le=1, description="a larger share of a source's files refused is reported")
    overdue_cadences: float = Field(2, gt=0, description="a source silent for so many of its cadences is reported")
    jump_times: float = Field(
        20, gt=1, description="a value so many times its usual one, or so small a part, is doubted"
    )
    volume_times: float = Field(3, gt=1, description="the same of the number of figures in a source's latest month")
    reparse_apply_share: float = Field(
        0.01, ge=0, le=1, description="the largest share of rows that a reparse within bounds may change"
    )
    keep_releases: int = Field(5, ge=0, description="published files that are kept after a newer one")
    keep_history_days: int = Field(400, ge=1, description="what checks found is kept for so long; runs are for good")
    disk_free_mb: int = Field(500, ge=0, description="less free space than this is reported")

    alert_webhook: SecretStr | None = Field(None, description="address that gets alerts as JSON: subject, text, link")
    alert_wecom: SecretStr | None = Field(None, description="address of a WeCom (企业微信) group robot")
    alert_dingtalk: SecretStr | None = Field(None, description="address of a DingTalk (钉钉) group robot")
    alert_feishu: SecretStr | None = Field(None, description="address of a Feishu (飞书) group robot")
    alert_smtp: SecretStr | None = Field(None, description="mail server: smtp[s]://[user:password@]host[:port]")
    alert_mail_from: str = Field("bulletins@localhost", description="sender of alert mails")
    alert_mail_to: str = Field("", description="receivers of alert mails, separated by commas")

    @property
    def check_bounds(self) -> dict[str, float]:
        """The bounds that checks name in their SQL."""
        return {name: getattr(self, name) for name in CHECK_BOUNDS}

    @property
    def limits(self) -> Limits:
        """What one file may have at most."""
        return Limits(**{field.name: getattr(self, field.name) for field in fields(Limits)})

    @field_validator("*", mode="after")
    @classmethod
    def _absolute(cls, value: Any) -> Any:
        return value.expanduser().absolute() if isinstance(value, Path) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = init_settings().get("home") or env_settings().get("home") or cls.model_fields["home"].default
        return init_settings, env_settings, _HomeToml(settings_cls, Path(home).expanduser())

    def origin(self, name: str) -> str:
        """Where the value of setting ``name`` comes from: a variable, the file, the caller or the default."""
        if os.environ.get(PREFIX + name.upper()):
            return PREFIX + name.upper()
        if name not in self.model_fields_set:
            return "default"
        return "argument" if name == "home" else str(self.home / FILE_NAME)


class _HomeToml(TomlConfigSettingsSource):
    """``bulletins.toml`` of the home folder; its relative paths are relative to that folder."""

    def __init__(self, settings_cls: type[BaseSettings], home: Path) -> None:
        self.home = home.absolute()
        super().__init__(settings_cls, self.home / FILE_NAME)

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        if "home" in values:
            raise SettingsError(f"{self.home / FILE_NAME}: home cannot be set here, set {PREFIX}HOME")
        fields = self.settings_cls.model_fields
        for name, value in values.items():
            if name in fields and fields[name].annotation is Path and isinstance(value, str):
                values[name] = self.home / Path(value).expanduser()
        return values


def load(home: Path | None = None) -> Settings:
    """The settings in force; what is read from here on knows the installation's own words.

    ``home`` overrides ``BULLETINS_HOME``. Raises ``SettingsError``.
    """
    given = {} if home is None else {"home": home}
    folder = _file(home).parent
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{PREFIX}HOME: {folder} is a file: name a folder")
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
        lexicon.lay_over(settings.lexicon)
        return settings
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(problem, home) for problem in error.errors())) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{_file(home)}: not valid TOML: {error}") from None
    except lexicon.LexiconError as error:
        raise SettingsError(str(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{_file(home)}: not UTF-8: save it as UTF-8") from None
    except ValueError as error:  # such as a number of more digits than Python reads
        raise SettingsError(f"{_file(home)}: {error}") from None
    except RecursionError:
        raise SettingsError(f"{_file(home)}: nested too deep: a setting is a name and one value") from None
    except OSError as error:
        raise SettingsError(f"{_file(home)}: cannot be read: {error.strerror}") from None


def _file(home: Path | None) -> Path:
    return Path(home or os.environ.get(PREFIX + "HOME") or "data") / FILE_NAME


def _explain(problem: Any, home: Path | None) -> str:
    name = str(problem["loc"][0])
    variable = PREFIX + name.upper()
    if problem["type"] == "extra_forbidden":
        return f"{_file(home)}: there is no setting {name!r}; `bulletins settings` lists them"
    origin = variable if os.environ.get(variable) else str(_file(home))
    return f"{origin}: {name} = {problem['input']!r}: {problem['msg'].lower()}"
