from tests.postbox import post

__all__ = ["post"]
