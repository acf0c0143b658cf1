#!/bin/sh
# Inside docker-compose.yml: without a word a backup named after the time in UTC, with `restore NAME` that one brought back.
set -eu
case "${1:-backup}" in
  backup) exec /deploy/backup.sh "/backups/$(date -u +%Y-%m-%dT%H-%M-%SZ)" ;;
  restore) exec /deploy/restore.sh "/backups/${2:?which one}" ;;
  *) echo 'backup, or restore NAME' >&2; exit 2 ;;
esac
