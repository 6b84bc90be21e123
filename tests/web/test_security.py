import pytest

from app.config import Settings, UnsafeSettings
from app.web.assets import built
from tests.factories.accounts import a_person


def test_every_answer_carries_the_policy(client):
    for path in (
        "/sign-in",
        "/nowhere",
        "/account/",
        "/api/v1/openapi.json",
        "/static/nothing.css",
    ):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_signed_in_pages_are_not_stored(browse):
    client = browse(a_person()).client
    assert client.get("/account/").headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_refused(app, sign_in, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = sign_in(a_person()).post("/account/tokens", data={"label": "x"})
    assert answer.status_code == 400
    assert "too old" in answer.text


@pytest.mark.parametrize(
    "unsafe",
    [
        {},
        {"secret_key": "x" * 40, "password_salt": "y" * 40},
        {"secret_key": "short", "password_salt": "y" * 40, "host": "iso.example"},
    ],
)
def test_production_refuses_unsafe_settings(unsafe):
    with pytest.raises((UnsafeSettings, ValueError), match="ISOCENTER_"):
        Settings(mode="production", **unsafe)


def test_production_cookies_are_held_to_this_host():
    settings = Settings(
        mode="production", secret_key="x" * 40, password_salt="y" * 40, host="iso.example"
    )
    flask = settings.for_flask()
    assert flask["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert flask["SESSION_COOKIE_SECURE"]
    assert flask["SESSION_COOKIE_HTTPONLY"]


def test_light_or_dark_is_kept_in_a_cookie(client):
    answer = client.post("/account/theme/dark", headers={"Referer": "https://elsewhere.example/"})
    assert answer.location == "/"
    assert 'data-bs-theme="dark"' in client.get("/sign-in").text


@pytest.mark.parametrize(("name", "for_ever"), [("main.css", True), ("manifest.json", False)])
def test_files_named_by_their_content_may_be_kept_for_ever(client, name, for_ever):
    with client.get(f"/static/dist/{built().get(name, name)}") as answer:
        assert ("immutable" in answer.headers["Cache-Control"]) is for_ever
