"""Numbers in sentences."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 initiative`, `2,000 initiatives`, `no initiatives`."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {word}" if number else f"no {word}"


def are(number: int) -> str:
    return "is" if number == 1 else "are"


def sentence(text: str) -> str:
    """Its first letter large."""
    return text[:1].upper() + text[1:]
