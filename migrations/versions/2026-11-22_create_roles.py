"""Create the roles: owners that cannot log in, two logins without any right, one role a job.

Roles belong to the whole server, so creating them tolerates that they exist.
"""

from migrations.rights import EVERYBODY, execute

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# asv_owner owns the tables of the trade, asv_auth those of the sessions; asv_charge loads in bulk.
WITHOUT_LOGIN = ("asv_owner", "asv_auth", "asv_charge", *(f"asv_{role}" for role in EVERYBODY))
LOGINS = ("asv_web", "asv_portier")


def create(role: str, options: str) -> str:
    known = "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL"
    return f"DO $$ BEGIN CREATE ROLE {role} {options}; {known}; END $$"


def upgrade() -> None:
    execute(*(create(role, "NOLOGIN") for role in WITHOUT_LOGIN))
    execute(*(create(role, "LOGIN NOINHERIT") for role in LOGINS))
    execute(
        "GRANT asv_owner, asv_auth, asv_charge TO CURRENT_USER WITH INHERIT TRUE, SET TRUE",
        *(f"GRANT asv_{role} TO asv_web WITH INHERIT FALSE, SET TRUE" for role in EVERYBODY),
        "CREATE SCHEMA IF NOT EXISTS sec",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    )


def downgrade() -> None:
    execute("DROP SCHEMA sec CASCADE")
