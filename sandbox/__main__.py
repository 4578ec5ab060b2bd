"""`python -m sandbox`: a pretend Zendesk on this machine, with what a client needs to sign in."""

import argparse
import signal
import sys

from sandbox.pages.blueprint import make_pages
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve
from sandbox.zendesk.limits import PLANS, Limits


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8900, help="0 takes a free one")
    parser.add_argument("--client-secret", help="secret of the OAuth client wellheard; made up if left out")
    parser.add_argument("--installer-secret", help="secret of the OAuth client wellheard-installer")
    parser.add_argument("--api-token", help="also let e-mail/token sign-in through with this token")
    parser.add_argument("--plan", choices=sorted(PLANS), help="keep the rate limits of this plan; none if left out")
    asked = parser.parse_args()
    account = Account(
        client_secret=asked.client_secret,
        installer_secret=asked.installer_secret,
        api_token=asked.api_token,
        limits=Limits.for_plan(asked.plan) if asked.plan else Limits.off(),
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with serve(asked.host, asked.port, account, blueprints=[make_pages(account)]) as sandbox:
        lines = [f"url={sandbox.url}", f"account_id={account.id}"]
        for prefix, client in (("", account.client), ("installer_", account.installer)):
            lines += [f"{prefix}client_id={client.identifier}", f"{prefix}client_secret={client.secret}"]
        print("\n".join(lines), flush=True)  # noqa: T201 this is a command line
        try:
            sandbox.wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
