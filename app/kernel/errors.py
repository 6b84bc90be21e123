"""What can go wrong in the domain, said in words a user may read."""


class DomainError(Exception):
    """Its message is shown to the user, so it is a sentence: what is wrong and what to do."""

    code = "domain_error"


class NotFound(DomainError):
    """It does not exist, or this actor may not know that it does."""

    code = "not_found"


class Unidentified(DomainError):
    """Nobody is signed in, or the token is not good."""

    code = "unidentified"


class Forbidden(DomainError):
    code = "forbidden"


class RuleBroken(DomainError):
    code = "rule_broken"


class Conflict(DomainError):
    """Someone else changed it first."""

    code = "conflict"
