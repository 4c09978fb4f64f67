#!/bin/sh
# Run once, when the database's volume is new: the program's own role, which owns its database and
# is no superuser, since PostgreSQL holds rows to their commune for everybody else. The superuser
# has no password afterwards, so that nobody comes in by it over the network.
set -e
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password POSTGRES_PASSWORD
CREATE ROLE nhacviec LOGIN PASSWORD :'password';
CREATE DATABASE nhacviec OWNER nhacviec;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
