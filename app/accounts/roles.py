"""Which role holds which permissions: the whole answer on one screen."""

from enum import StrEnum

from app.kernel.permissions import Permission as P


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DEPARTMENT_LEAD = "department_lead"
    EXECUTIVE = "executive"
    FINANCE = "finance"
    MEMBER = "member"
    PLANNER = "planner"
    SECRETARY = "secretary"
    VIEWER = "viewer"


READ = frozenset(
    {
        P.ACCOUNTS_SELF,
        P.FUNDING_READ,
        P.GOVERNANCE_READ,
        P.INVENTORY_READ,
        P.ORGANIZATION_READ,
        P.REPORTS_READ,
        P.STANDARDS_READ,
        P.STRATEGY_READ,
    }
)

PERMISSIONS_OF: dict[Role, frozenset[P]] = {
    Role.VIEWER: READ,
    Role.MEMBER: READ | {P.GOVERNANCE_VOTE, P.GOVERNANCE_PROPOSE},
    Role.SECRETARY: READ
    | {P.GOVERNANCE_PROPOSE, P.GOVERNANCE_RUN, P.GOVERNANCE_VOTE, P.REPORTS_EXPORT},
    Role.EXECUTIVE: READ | {P.GOVERNANCE_VOTE, P.GOVERNANCE_PROPOSE, P.REPORTS_EXPORT},
    Role.AUDITOR: READ | {P.AUDIT_READ, P.REPORTS_EXPORT},
    Role.DEPARTMENT_LEAD: READ
    | {
        P.FUNDING_REQUEST,
        P.GOVERNANCE_PROPOSE,
        P.GOVERNANCE_VOTE,
        P.INVENTORY_EDIT,
        P.STANDARDS_ANSWER,
    },
    Role.FINANCE: READ
    | {
        P.FUNDING_MANAGE,
        P.FUNDING_REQUEST,
        P.GOVERNANCE_PROPOSE,
        P.GOVERNANCE_VOTE,
        P.REPORTS_EXPORT,
    },
    Role.PLANNER: READ
    | {
        P.FUNDING_REQUEST,
        P.GOVERNANCE_PROPOSE,
        P.GOVERNANCE_VOTE,
        P.INVENTORY_EDIT,
        P.INVENTORY_IMPORT,
        P.ORGANIZATION_EDIT,
        P.REPORTS_EXPORT,
        P.STANDARDS_ANSWER,
        P.STANDARDS_MANAGE,
        P.STRATEGY_EDIT,
    },
    Role.ADMINISTRATOR: READ
    | {
        P.ACCOUNTS_MANAGE,
        P.AUDIT_READ,
        P.ORGANIZATION_EDIT,
        P.REPORTS_EXPORT,
        P.STANDARDS_MANAGE,
    },
}
