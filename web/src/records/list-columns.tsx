import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { type Field, instant } from '@palermo/shared/records/fields.ts'
import { Link } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { recordLink } from '../navigation/subjects.ts'
import { Due } from '../ui/Due.tsx'
import type { Column } from '../ui/Table.tsx'
import { FieldValue } from './FieldValue.tsx'
import { RecordStatus } from './RecordStatus.tsx'
import { createdField, type RecordReply, referenceOf, valueIn } from './reply.ts'
import { fieldLabel, hasLabel } from './words.ts'

/**
 * Returns the columns of a list: the reference with a link to the record, the declared columns, the due time if a row
 * has one, and the status. A list ordered by creation time also shows that time, if the type has a label for it.
 */
export const useListColumns = (type: AnyRecordType, rows: readonly RecordReply[]): Column<RecordReply>[] => {
  const t = useTranslate()
  const columns = (type.list?.columns ?? []).filter((name) => name !== 'reference' && name !== 'status')
  const created = createdField(type)
  const sort = type.list?.sort === 'createdAt' ? created : undefined
  const fields: [string, Field][] = [
    ...columns.flatMap((name): [string, Field][] => {
      const field = type.allFields[name]
      return field === undefined ? [] : [[name, field]]
    }),
    ...(sort !== undefined && hasLabel(type, sort) ? [[sort, instant()] as [string, Field]] : []),
  ]
  return [
    {
      id: 'reference',
      header: t('records.pages.reference'),
      width: 'max-content',
      cell: (record) => (
        <Link {...recordLink(type.plural, record.id)} className="figures stretch-link whitespace-nowrap">
          {referenceOf(record)}
        </Link>
      ),
    },
    ...fields.map(
      ([name, field]): Column<RecordReply> => ({
        id: name,
        header: fieldLabel(t, type, name),
        width: 'minmax(8rem, 1fr)',
        ...(field.kind === 'number' ? { number: true } : {}),
        ...(needsName.has(field.kind) ? { named: true } : {}),
        cell: (record) => {
          const value = valueIn(record, name, field)
          return value !== undefined && <FieldValue type={type} name={name} field={field} value={value} />
        },
      }),
    ),
    ...(rows.some(({ dueAt }) => dueAt) ? [due(t('records.pages.due'))] : []),
    {
      id: 'status',
      header: t('records.pages.status'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ status }) => <RecordStatus type={type} status={status} />,
    },
  ]
}

/**
 * Kinds of field whose column name is shown beside the value on a phone, because the value alone would mean nothing.
 */
const needsName: ReadonlySet<Field['kind']> = new Set(['instant', 'day', 'flag', 'fiveValued'])

const due = (header: string): Column<RecordReply> => ({
  id: 'due',
  header,
  width: 'minmax(13rem, max-content)',
  named: true,
  cell: ({ dueAt, late }) => dueAt && <Due at={dueAt} {...(late === undefined ? {} : { late })} />,
})
