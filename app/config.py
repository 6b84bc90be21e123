"""Settings, read once from the environment; refuses to start in production with unsafe ones."""

from typing import Any, Literal

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.kernel.mail import Security, Server

DEVELOPMENT = "for development only, never for production"


class UnsafeSettings(ValueError):
    """A setting that must not be used where others rely on it."""


class Settings(BaseSettings):
    """Each setting is read from the environment variable ISOCENTER_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="ISOCENTER_", frozen=True, extra="ignore")

    mode: Literal["development", "production", "test"] = "development"
    database: str = "sqlite:///isocenter.db"
    secret_key: str = DEVELOPMENT
    password_salt: str = DEVELOPMENT
    host: str = ""
    organization: str = "Your health system"
    currency: str = "USD"
    fiscal_year_starts_in: int = 1
    idle_minutes: int = 30
    session_hours: int = 12
    most_upload_megabytes: int = 25
    evidence_file_megabytes: int = 10
    evidence_person_megabytes: int = 250
    evidence_stale_months: int = 24
    digest_hour: int = 6
    provisional_below_percent: int = 60
    provisional_below_fresh_percent: int = 0
    mail_server: str = ""
    mail_port: int = 587
    mail_security: Security = Security.STARTTLS
    mail_user: str = ""
    mail_password: str = ""
    mail_sender: str = ""

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> "Settings":
        if self.mode == "production":
            for name in ("secret_key", "password_salt"):
                value = getattr(self, name)
                if value == DEVELOPMENT or len(value) < 32:
                    raise UnsafeSettings(
                        f"Set ISOCENTER_{name.upper()} to at least 32 random characters."
                    )
            if not self.host:
                raise UnsafeSettings("Set ISOCENTER_HOST to the name people open the site by.")
            if self.mail_password and self.mail_security is Security.NONE:
                raise UnsafeSettings("ISOCENTER_MAIL_PASSWORD would be sent in the clear.")
        if self.mail_server and not self.mail_sender:
            raise UnsafeSettings("Set ISOCENTER_MAIL_SENDER to the address mail is sent from.")
        return self

    @property
    def site_address(self) -> str:
        """Where people open the site: links in mail lead here and nowhere else."""
        if self.mode == "production":
            return f"https://{self.host}"
        return f"http://{self.host or '127.0.0.1:8000'}"

    def for_mail(self) -> Server | None:
        """The mail server, or None where nothing is sent."""
        if not self.mail_server:
            return None
        return Server(
            host=self.mail_server,
            port=self.mail_port,
            security=self.mail_security,
            sender=self.mail_sender,
            user=self.mail_user,
            password=self.mail_password,
        )

    def for_flask(self) -> dict[str, Any]:
        """The same settings under the names Flask and its extensions read."""
        secure = self.mode == "production"
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database),
            "TESTING": self.mode == "test",
            "MAX_CONTENT_LENGTH": self.most_upload_megabytes * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "MAX_FORM_PARTS": 5_000,
            "TRUSTED_HOSTS": [self.host] if self.host else None,
            "WTF_CSRF_ENABLED": self.mode != "test",
            "WTF_CSRF_TIME_LIMIT": None,
            "SESSION_COOKIE_NAME": "__Host-isocenter" if secure else "isocenter",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": self.session_hours * 3600,
            "SESSION_REFRESH_EACH_REQUEST": False,
            "ISOCENTER": self,
            "SITE_ADDRESS": self.site_address,
            "MAIL_SERVER": self.for_mail(),
        } | self._for_security()

    def _for_security(self) -> dict[str, Any]:
        return {
            "SECURITY_PASSWORD_SALT": self.password_salt,
            "SECURITY_PASSWORD_HASH": "argon2",
            "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
            "SECURITY_PASSWORD_LENGTH_MIN": 15,
            "SECURITY_PASSWORD_CONFIRM_REQUIRED": True,
            "SECURITY_LOGIN_URL": "/sign-in",
            "SECURITY_LOGOUT_URL": "/sign-out",
            "SECURITY_LOGOUT_METHODS": ["POST"],
            "SECURITY_CHANGEABLE": True,
            "SECURITY_CHANGE_URL": "/account/password",
            "SECURITY_POST_CHANGE_VIEW": "/account/",
            "SECURITY_POST_LOGIN_VIEW": "/",
            "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
            "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
            "SECURITY_RETURN_GENERIC_RESPONSES": True,
            "SECURITY_MSG_GENERIC_AUTHN_FAILED": ("Address or password is not right.", "error"),
            "SECURITY_MSG_UNAUTHENTICATED": ("Sign in to see this page.", "info"),
            "SECURITY_MSG_RETYPE_PASSWORD_MISMATCH": (
                "The two are not the same. Type the new password twice.",
                "error",
            ),
            "SECURITY_MSG_EMAIL_NOT_PROVIDED": ("Type your e-mail address.", "error"),
            "SECURITY_MSG_PASSWORD_NOT_PROVIDED": ("Type your password.", "error"),
            "SECURITY_DEFAULT_REMEMBER_ME": False,
            "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in/sign_in.html",
            "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/profile/password.html",
        }


def _engine_options(database: str) -> dict[str, Any]:
    if database.startswith("postgresql"):
        return {"isolation_level": "READ COMMITTED", "pool_pre_ping": True}
    return {}
