"""A person, the roles granted, tokens for the API, a calendar, links in mail, tries to sign in."""

from datetime import date, datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.roles import PERMISSIONS_OF, Role
from app.audit.recorder import Audited
from app.kernel.db import Base
from app.kernel.permissions import Permission


class Person(Audited, UserMixin):
    """Someone who can sign in. `fs_uniquifier` changes when every session must end."""

    __tablename__ = "account_person"
    __secret__ = frozenset({"password", "fs_uniquifier"})

    name: Mapped[str] = mapped_column(String(120), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    roles: Mapped[list["Grant"]] = relationship(  # type: ignore[assignment]
        back_populates="person", lazy="joined", cascade="all, delete-orphan"
    )

    @property
    def granted(self) -> list[Role]:
        return sorted(grant.role for grant in self.roles)

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset().union(*(PERMISSIONS_OF[role] for role in self.granted))


class Grant(Audited, RoleMixin):
    """A role that a person holds; what it permits is in app.accounts.roles."""

    __tablename__ = "account_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    role: Mapped[Role]
    person: Mapped[Person] = relationship(back_populates="roles", lazy="raise_on_sql")

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.role.value


class Token(Audited):
    """Lets a program act as a person; only a hash is kept."""

    __tablename__ = "account_token"
    __secret__ = frozenset({"digest"})

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Feed(Audited):
    """The private address of a person's calendar, of which only a hash is kept."""

    __tablename__ = "account_feed"
    __secret__ = frozenset({"digest"})

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Link(Base):
    """Lets a person do one act once from a mail. The address is its signed number, kept nowhere.

    `state` is that of the account when it was issued: a link dies with the sessions of its time.
    """

    __tablename__ = "account_link"

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Attempt(Base):
    """A sign-in that failed: counted in the database, so that all workers know."""

    __tablename__ = "account_attempt"

    email: Mapped[str] = mapped_column(String(254), index=True)
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
