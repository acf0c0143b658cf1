#!/bin/sh
# Keeps everything that a site cannot be without in a new folder: roles, database, keys and files, with their sums.
#
#   backup.sh FOLDER
#
# DATABASE_URL: the migration login. PALERMO_DATA: where keys and files are. Needs pg_dump and pg_dumpall of the server's
# version or later. What it writes is as secret as the site itself: whoever has keys and dump reads everything.
set -eu
umask 077
folder=${1:?the folder to write to, which must not be there}
: "${DATABASE_URL:?}" "${PALERMO_DATA:?}"
mkdir "$folder"
cd "$folder"
# Passwords of roles are made from the migration login's, by the next `prepare`.
pg_dumpall --roles-only --no-role-passwords --dbname="$DATABASE_URL" --file=roles.sql
pg_dump --format=custom --dbname="$DATABASE_URL" --file=database.dump
# After the database: a file is written before the row that names it, so every row kept has its file.
tar --create --file=files.tar --directory="$PALERMO_DATA" --exclude='./pg*' --exclude=./logs .
sha256sum roles.sql database.dump files.tar > SHA256SUMS
