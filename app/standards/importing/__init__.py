"""Pack files: read with every fault named, and written back byte for byte."""

from app.standards.importing.reading import LARGEST, SHIPPED, PackRefused, read_pack
from app.standards.importing.writing import file_of, written

__all__ = ["LARGEST", "SHIPPED", "PackRefused", "file_of", "read_pack", "written"]
