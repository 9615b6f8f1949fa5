"""Words for the migrations that open and close rows: roles, policies, grants.

Every table of the trade is owned by asv_owner, which cannot log in, and has row-level security enabled and forced.
A policy always asks two things: the PostgreSQL role, and the role of the session found by its secret token; so
injected SQL that takes another PostgreSQL role meets a session that does not have it.
"""

from alembic import op

STAFF = ("mediateur", "partenaire", "coordinateur", "administrateur", "financeur")
EVERYBODY = (*STAFF, "visiteur")
SAME_TERRITOIRE = "territoire_id = (SELECT sec.territoire())"
MINE = "(SELECT sec.compte_id())"
MY_STRUCTURE = "(SELECT sec.structure_id())"


def execute(*statements: str) -> None:
    for statement in statements:
        op.execute(statement)


def as_role(role: str) -> str:
    return f"(SELECT sec.role()) = '{role}'"


def close(table: str, owner: str = "asv_owner") -> None:
    """Hands a table to its owner, closes its rows, and lets only the bulk loader of the command line through."""
    execute(
        f"ALTER TABLE {table} OWNER TO {owner}",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY charge ON {table} TO asv_charge USING (true) WITH CHECK (true)",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO asv_charge",
    )


def _policy(table: str, role: str, command: str, rule: str, name: str = "") -> None:
    condition = f"{as_role(role)} AND {SAME_TERRITOIRE}" + (f" AND ({rule})" if rule else "")
    reads, writes = f"USING ({condition})", f"WITH CHECK ({condition})"
    body = {"SELECT": reads, "DELETE": reads, "INSERT": writes}.get(command, f"{reads} {writes}")
    op.execute(f"CREATE POLICY {name or role}_{command.lower()} ON {table} FOR {command} TO asv_{role} {body}")


def _columns(columns: str) -> str:
    return f" ({columns})" if columns else ""


def may_read(table: str, *roles: str, rule: str = "", columns: str = "") -> None:
    for role in roles:
        _policy(table, role, "SELECT", rule)
        op.execute(f"GRANT SELECT{_columns(columns)} ON {table} TO asv_{role}")


def may_insert(table: str, *roles: str, rule: str = "") -> None:
    for role in roles:
        _policy(table, role, "INSERT", rule)
        op.execute(f"GRANT INSERT ON {table} TO asv_{role}")


def may_update(table: str, *roles: str, columns: str, rule: str = "", name: str = "") -> None:
    """`name`: of a second policy for a role that has one already."""
    for role in roles:
        _policy(table, role, "UPDATE", rule, name)
        op.execute(f"GRANT UPDATE ({columns}) ON {table} TO asv_{role}")


def may_delete(table: str, *roles: str, rule: str = "") -> None:
    for role in roles:
        _policy(table, role, "DELETE", rule)
        op.execute(f"GRANT DELETE ON {table} TO asv_{role}")
