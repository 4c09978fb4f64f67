#!/bin/sh
# Run once, when the database's volume is new: the role that owns the program's database and its
# tables, and the role the program uses them by. Neither is a superuser, since PostgreSQL holds rows
# to their commune for everybody else, and the second owns nothing, so that it cannot lift that. The
# superuser has no password afterwards, so that nobody comes in by it over the network.
set -e
OWNER_PASSWORD="${OWNER_PASSWORD:-$(cat "$OWNER_PASSWORD_FILE")}" \
    psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password POSTGRES_PASSWORD
\getenv owner_password OWNER_PASSWORD
CREATE ROLE nhacviec_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE nhacviec LOGIN PASSWORD :'password';
CREATE DATABASE nhacviec OWNER nhacviec_owner;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
