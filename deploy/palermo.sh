#!/bin/sh
# What `npm run` does, in a bundle for machines without a network: with the Node that came along, and no npm.
#
#   ./palermo verify       whether every file is as it was packed
#   ./palermo start        the whole system, with its own PostgreSQL
#   ./palermo build        packs each process into .cache/run, for a deployment of several
#   ./palermo …            the commands of the terminal; alone, their list
set -eu
called_in=$PWD
cd "$(dirname "$0")"
PATH="$PWD/node/bin:$PATH"
export PATH INIT_CWD="$called_in" PALERMO_CALLED_AS="./palermo"
case "${1:-}" in
  verify) exec sha256sum --quiet --check SHA256SUMS ;;
  start | build) entry="scripts/$1.ts"; shift ;;
  *) entry=server/src/palermo.ts ;;
esac
exec node scripts/run.mjs "$entry" "$@"
