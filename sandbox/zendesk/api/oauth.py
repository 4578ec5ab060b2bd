"""`/oauth/tokens`: tokens by client credentials, and the token in hand."""

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import stamps
from sandbox.zendesk.api import asking
from sandbox.zendesk.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Mapping

blueprint = Blueprint("oauth", __name__)


@blueprint.post("/oauth/tokens")
def grant_token() -> ResponseReturnValue:
    """From a JSON or a form body (zendesk.md 5)."""
    asked: Mapping[str, object] = request.form.to_dict() if request.form else asking.json_body()
    account = asking.account()
    token = account.clients.grant(asked, account.ids.take("token"))
    return {
        "access_token": token.value,
        "token_type": "bearer",
        "scope": " ".join(token.scopes),
        "expires_in": int((token.expires_at - token.created_at).total_seconds()),
    }


@blueprint.get("/api/v2/oauth/tokens/current")
def show_current() -> ResponseReturnValue:
    token = asking.token()
    if token is None:
        raise not_found()
    return {
        "token": {
            "id": token.id,
            "url": f"{asking.base()}/api/v2/oauth/tokens/{token.id}.json",
            "user_id": token.client.user_id,
            "client_id": token.client.identifier,
            "token": token.value[:10],
            "refresh_token": None,
            "scopes": list(token.scopes),
            "created_at": stamps.render(token.created_at),
            "expires_at": stamps.render(token.expires_at),
            "used_at": stamps.render(stamps.now()),
        }
    }


@blueprint.delete("/api/v2/oauth/tokens/current")
def revoke_current() -> ResponseReturnValue:
    token = asking.token()
    if token is not None:
        asking.account().clients.revoke(token)
    return "", 204
