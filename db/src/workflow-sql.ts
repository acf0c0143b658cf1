import { type AnyRecordType, type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import { word } from './actions-sql.ts'

/**
 * The database logins that change rows by their own statements. Every other login changes rows only through functions
 * of the database.
 */
const logins = `current_user in ('palermo_api', 'palermo_worker')`

/**
 * Returns the four triggers of a record type's table. They refuse a row that is created or changed without its event,
 * by more than one version, or by anyone except its declared parties.
 */
const triggersOf = ({ name: singular, plural: many, editedIn = [] }: AnyRecordType): string => {
  const [name, plural] = [word(singular), word(many)]
  const byLogin =
    editedIn.length === 0
      ? logins
      : `(${logins} and old.status not in (${editedIn.map((status) => `'${word(status)}'`).join(', ')}))`
  return `create constraint trigger ${plural}_begun after insert on app.${plural}
  deferrable initially deferred for each row execute function app.has_event('${name}');
comment on trigger ${plural}_begun on app.${plural} is
  'Checks at commit that a new row has its event.';

create constraint trigger ${plural}_moved after update on app.${plural} deferrable initially deferred for each row
  when (${byLogin} or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('${name}');
comment on trigger ${plural}_moved on app.${plural} is
  'Checks at commit that a changed row has its event.';

create trigger ${plural}_versioned before update on app.${plural} for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger ${plural}_versioned on app.${plural} is
  'Refuses a changed status without a higher version.';

create constraint trigger ${plural}_by_whom after update on app.${plural} deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('${name}');
comment on trigger ${plural}_by_whom on app.${plural} is
  'Checks at commit that the actor may take the recorded action.';
`
}

/** Returns the text of `db/objects/generated/workflow.sql`. */
export const workflowSql = (types: readonly AnyType[]): string =>
  [
    '-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.\n',
    ...withLife(types)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(triggersOf),
  ].join('\n')
