#!/bin/sh
# Brings a site of docker-compose.yml to the version of this checkout, one process after the other: no request fails. Stops
# at the first step that does not succeed, with everything before it as it is; run again once the cause is mended.
#
#   deploy/update.sh
set -eu
cd "$(dirname "$0")/.."
step() { printf '\n%s\n' "$1"; }
stopped() {
  echo "Stopped at: $1. The processes not yet replaced go on with the version before." >&2
  exit 1
}

step 'Building the image'
docker compose build || stopped 'the image'
step 'Backup'
docker compose run --rm backup || stopped 'the backup'
# In the foreground, so that its end is waited for and its failure is seen.
step 'Migrating the database'
docker compose run --rm prepare || stopped 'the migration'
services=$(docker compose config --services | sort)
# The API asks the sign-in process, so that one comes first.
for one in $(echo "$services" | grep '^sign-in$') $(echo "$services" | grep -E '^(api|worker)-'); do
  step "Replacing $one"
  # Ends once its health check succeeds: for the API, once every migration of this version has run.
  docker compose up --detach --no-deps --wait "$one" || {
    docker compose logs --tail 20 "$one" >&2
    stopped "$one, which does not become healthy"
  }
done
step 'Updated.'
