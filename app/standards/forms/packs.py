"""A pack file or a cross-walk file to add."""

from flask_wtf.file import FileField, FileRequired

from app.web.forms import Form


class PackForm(Form):
    file = FileField(
        "Pack file",
        validators=[FileRequired("Choose a file.")],
        description="A TOML file with the tables pack, elements and criteria.",
    )


class CrosswalkForm(Form):
    file = FileField(
        "Cross-walk file",
        validators=[FileRequired("Choose a file.")],
        description="A TOML file with the tables crosswalk and lines.",
    )
