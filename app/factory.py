"""Put the house together."""

from apiflask import APIFlask
from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from whitenoise import WhiteNoise

from app.accounts import login
from app.blueprints import API, BLUEPRINTS, CONVERTERS
from app.commands import COMMANDS
from app.config import Settings
from app.duties import SOURCES as DUTIES
from app.kernel import duties, leaving, matters, outlook, subjects
from app.kernel.db import db
from app.kernel.sqlite import keep_promises
from app.leaving import GUARDS
from app.matters import SOURCES as MATTERS
from app.outlook import GAUGES, REHEARSALS
from app.subjects import EFFECTS, PANELS, SUBJECTS
from app.web import access, assets, converters, errors, filters, navigation, security, theme


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings()
    app = APIFlask(
        "app",
        title="Isocenter",
        version="1",
        template_folder="../templates",
        static_folder="../static",
        docs_path=None,
        spec_path="/api/v1/openapi.json",
    )
    app.config.from_mapping(settings.for_flask())
    db.init_app(app)
    with app.app_context():
        keep_promises(db.engine)
    Migrate(app, db, render_as_batch=True)
    csrf = CSRFProtect(app)
    subjects.install(SUBJECTS, EFFECTS, PANELS)
    matters.install(MATTERS)
    duties.install(DUTIES)
    leaving.install(GUARDS)
    outlook.install(GAUGES, REHEARSALS)
    for part in (assets, theme, filters, security, errors, login, access, navigation):
        part.init_app(app)
    converters.init_app(app, **CONVERTERS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for blueprint in API:
        app.register_blueprint(blueprint)
        csrf.exempt(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=assets.STATIC,
        prefix="static/",
        max_age=60,
        immutable_file_test=assets.NAMED_BY_CONTENT,
    )
    return app
