import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { type Field, instant } from '@palermo/shared/records/fields.ts'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { FieldValue } from './FieldValue.tsx'
import { createdField, type RecordReply, valueIn } from './reply.ts'
import { fieldLabel, hasLabel } from './words.ts'

/**
 * The facts of a record: each field that has a label and a value, in the order of the declaration. A text that the
 * reader may not open is null in the reply, and so is a field without a value: neither is shown.
 */
export const RecordFacts = ({ type, record }: { type: AnyRecordType; record: RecordReply }) => {
  const t = useTranslate()
  const created: readonly [string, Field] = [createdField(type), instant()]
  const shown = [...Object.entries(type.allFields), created].flatMap(([name, field]) => {
    const value = valueIn(record, name, field)
    return value === undefined || value === null || !hasLabel(type, name) ? [] : [{ name, field, value }]
  })
  return (
    <Card title={t('records.pages.facts')}>
      <Facts
        items={shown.map(({ name, field, value }) => [
          fieldLabel(t, type, name),
          <FieldValue key={name} type={type} name={name} field={field} value={value} />,
        ])}
      />
    </Card>
  )
}
