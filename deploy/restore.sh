#!/bin/sh
# Brings back what backup.sh kept, into an empty database and an empty folder. Afterwards: `prepare`, then `palermo check`.
#
#   restore.sh FOLDER
#
# DATABASE_URL: the migration login of the new server, naming a database that is there and empty. PALERMO_DATA: an empty folder.
# The roles may be there already, of another database or of a restore before; they then get the attributes of the backup.
set -eu
umask 077
folder=${1:?the folder that backup.sh wrote}
: "${DATABASE_URL:?}" "${PALERMO_DATA:?}"
cd "$folder"
sha256sum --check --quiet SHA256SUMS
mkdir -p "$PALERMO_DATA"
# Folders may stand there: a volume is mounted on one.
if [ -n "$(find "$PALERMO_DATA" -not -type d -not -path "$PALERMO_DATA/pg*" -not -path "$PALERMO_DATA/logs/*" | head -n 1)" ]; then
  echo "$PALERMO_DATA is not empty." >&2
  exit 1
fi
ask() { psql --no-psqlrc --tuples-only --no-align --dbname="$DATABASE_URL" --command="$1"; }
if [ "$(ask "select count(*) from pg_namespace where nspname = 'app'")" != 0 ]; then
  echo 'The database is not empty.' >&2
  exit 1
fi
restoring=$(ask 'select current_user')
# Lines about the role that restores would fail, as it is there and in use. A role that is there already is not made again.
{
  grep -v -i "role \"\{0,1\}$restoring\"\{0,1\}\( \|;\)" roles.sql |
    sed 's/^CREATE ROLE \(.*\);$/do $role$ begin create role \1; exception when duplicate_object then null; end $role$;/'
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$DATABASE_URL" --file=- > /dev/null
# The schema `public` is there in every database, and goes with the database it came from.
pg_restore --exit-on-error --clean --if-exists --no-comments --dbname="$DATABASE_URL" database.dump
tar --extract --file=files.tar --directory="$PALERMO_DATA"
