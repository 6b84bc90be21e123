"""What can be allowed, and who is asking."""

from dataclasses import dataclass, field
from enum import StrEnum


class Permission(StrEnum):
    """Named area:action. Sorted. Roles map to these in app.accounts.roles."""

    ACCOUNTS_MANAGE = "accounts:manage"
    ACCOUNTS_SELF = "accounts:self"
    AUDIT_READ = "audit:read"
    FUNDING_MANAGE = "funding:manage"
    FUNDING_READ = "funding:read"
    FUNDING_REQUEST = "funding:request"
    GOVERNANCE_PROPOSE = "governance:propose"
    GOVERNANCE_READ = "governance:read"
    GOVERNANCE_RUN = "governance:run"
    GOVERNANCE_VOTE = "governance:vote"
    INVENTORY_EDIT = "inventory:edit"
    INVENTORY_IMPORT = "inventory:import"
    INVENTORY_READ = "inventory:read"
    ORGANIZATION_EDIT = "organization:edit"
    ORGANIZATION_READ = "organization:read"
    REPORTS_EXPORT = "reports:export"
    REPORTS_READ = "reports:read"
    STANDARDS_ANSWER = "standards:answer"
    STANDARDS_MANAGE = "standards:manage"
    STANDARDS_READ = "standards:read"
    STRATEGY_EDIT = "strategy:edit"
    STRATEGY_READ = "strategy:read"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person as the domain sees one: no session, no password, no HTTP.

    `departments` are those the person leads; a department lead edits and answers for these alone.
    """

    person_id: int
    name: str
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    departments: frozenset[int] = field(default_factory=frozenset)
    only_own_departments: bool = False

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def may_in(self, permission: Permission, department_id: int | None) -> bool:
        """Whether the permission reaches this department; a lead's reaches the led ones alone."""
        if not self.may(permission):
            return False
        return not self.only_own_departments or department_id in self.departments
